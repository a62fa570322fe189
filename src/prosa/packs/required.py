"""What Prosa says by itself, and what a reply may show: the contract between the core and replies.yml."""

from collections.abc import Iterable

REPLY_VALUES: dict[str, str] = {
    "name": 'the customer\'s first name, or "": write {% if name %}, {{ name }}{% endif %}',
    "company": "the company's name",
    "assistant": "the bot's name",
    "good_day": '"Bom dia", "Boa tarde" or "Boa noite", by the hour',
    "values": "what the form knows, by slot: {{ values.order }}",
    "found": "what the form's actions gave, by name: {{ found.street }}; days and moments for filters",
    "reason": 'why the company\'s system refuses, in its own words, or ""',
    "proposed": "what the customer gave earlier and may mean again, e.g. an order's number",
    "entities": "what the customer gave so far, by kind: {{ entities.order }}",
    "order": "the company's answer: number, status_text, expected_at, carrier, tracking_code, items, total",
    "ticket": "the ticket: number, type, urgency, status, expected_at",
    "tickets": "several tickets, each as `ticket`",
    "continues": "number of the closed ticket that a new one goes on with",
    "known": "what is known of the customer: label and value of each",
    "preferences": "what is kept of the customer: {{ preferences.voltage }}",
    "receipt": "the number of a receipt",
    "event": "what the company's event told, of which a proactive message is: {{ event.order }}",
    "article": "the article: title, summary, link",
    "products": "the products shown: name, brand, price, availability of each",
    "queue": "the place in the queue: position (1 is next), wait_seconds, open, reopens_at",
    "reopens": "when people answer again",
    "options": "the labels that are offered as buttons",
    "wait_seconds": "seconds until the next message is accepted",
}
"""What a reply's text may show, by name."""

REQUIRED_REPLIES: dict[str, str] = {
    "welcome": "The chat opens, before the customer has written. Sees name.",
    "clarify": '"Did you mean": stands above the buttons with the best alternatives. Sees options.',
    "handoff.asked": "The customer asked for a person; said just before the place in the queue.",
    "handoff.unsure": "Not understood, or missed too often: said just before the place in the queue.",
    "handoff.anger": "The customer is angry: said just before the place in the queue.",
    "handoff.abuse": "Far too many messages, or the same one over and over: a person will look at it.",
    "handoff.queued": "The place in the queue, within business hours. Sees queue (position, wait_seconds).",
    "handoff.closed": "Nobody there now: takes a message, says when somebody answers. Sees queue, reopens.",
    "left_message": "Out of hours the customer has left a message. Sees reopens.",
    "queue.left": "The customer does not want to wait for a person, and is back with the bot.",
    "queue.message": "The customer left a message instead of waiting; it became a ticket. Sees ticket.",
    "ticket.added": "What the customer said was added to the ticket. Sees ticket.",
    "verdict.low": "The customer gave few stars: somebody will read why. Sees ticket.",
    "warn.slow_down": "Messages come too fast, or far too many.",
    "warn.repeated": "The customer sends the same text again and again.",
    "failure": "Something broke on our side; a person is called.",
    "file.received": "A photo or PDF came without a word: it is kept with the conversation. Offer a person.",
    "file.another": "One more came right after it: received as well, in a few words; nothing is asked again.",
    "file.in_form": "One came while a form waits for something else: stands above the question, asked again.",
    "form.confirm": "Takes up what was given earlier: is it meant again? Sees proposed; suggest yes and no.",
    "form.later": "Several things need answers: first comes one, afterwards what options name.",
    "form.change": "A summary was answered by no: what is to be changed? Sees options, the slots' labels.",
    "form.resume": "Back at a form that was laid aside after its timeout: go on? Suggest yes and no.",
    "form.cancelled": "The customer gave up what was being asked for.",
    "products.exact": "Above products that are what was asked for. Sees products.",
    "products.similar": "Above products that come close to what was asked for. Sees products.",
    "products.popular": 'No product was named: "which product?", above popular ones. Sees products.',
    "products.none": "Nothing in the catalogue comes close.",
    "scope.elsewhere": "The message is another company's business: says so, and asks what is ours.",
    "articles.choose": "Several articles fit as well: which one? Stands above their titles. Sees options.",
    "articles.none": "The knowledge base has no answer.",
}
"""Replies that every pack must have, since Prosa says them by itself, and when it says them."""

TICKET_REPLIES: dict[str, dict[str, str]] = {
    "status": {
        "ticket.status": "How far a ticket is. Sees ticket.",
        "ticket.list": "How far several tickets are. Sees tickets.",
    },
    "add": {
        "ticket.which": "Several tickets may be meant. Sees tickets.",
        "ticket.what": "What shall be added? The next message is. Sees ticket.",
        "ticket.continued": "It was closed, so another goes on with it. Sees ticket, continues.",
    },
    "reopen": {
        "ticket.which": "Several tickets may be meant. Sees tickets.",
        "ticket.reopened": "The ticket is open again. Sees ticket.",
        "ticket.still_open": "It was never closed. Sees ticket.",
        "ticket.continued": "It was closed, so another goes on with it. Sees ticket, continues.",
    },
}
"""Replies that a pack must have which lets customers do this with their tickets (`ticket:` of a rule)."""

TICKETS_NEED: dict[str, str] = {
    "ticket.none": "The customer has no ticket that this conversation may know of.",
    "ticket.unknown": "There is no such ticket, or it is somebody else's: nobody learns which.",
}
"""Replies that each of these needs."""

MEMORY_REPLIES: dict[str, dict[str, str]] = {
    "show": {
        "memory.known": "What is known of the customer. Sees known (label and value of each), tickets.",
        "memory.nothing": "Nothing is known of the customer.",
    },
    "forget": {
        "memory.confirm": "Asks whether everything shall be erased; suggest yes and no.",
        "memory.erased": "Everything was erased. Sees receipt.",
        "memory.kept": "The customer said no: nothing was erased.",
    },
}
"""Replies that a pack must have with this `memory:` in a rule."""

NOTICE_REPLIES: dict[str, dict[str, str]] = {
    "stop": {"proactive.stopped": "The customer wants to be told nothing unasked any more."},
    "start": {"proactive.started": "The customer wants to be told such things again."},
}
"""Replies that a pack must have with this `proactive:` in a rule."""

OPTIONAL_REPLIES: dict[str, str] = {
    "ticket.changed": "An agent moved the ticket on. Without it the customer is not told. Sees ticket.",
    "ticket.answered": "Stands above what an agent answers in a ticket. Sees ticket.",
}
"""Replies that Prosa says by itself where a pack has them."""


def ticket_replies(steps: Iterable[str]) -> dict[str, str]:
    """What a pack needs whose rules let customers do these things with their tickets."""
    needed = {key: when for step in steps for key, when in TICKET_REPLIES[step].items()}
    return {**TICKETS_NEED, **needed} if needed else {}


def memory_replies(steps: Iterable[str]) -> dict[str, str]:
    """What a pack needs whose rules tell customers what is known of them, or erase it."""
    return {key: when for step in steps for key, when in MEMORY_REPLIES[step].items()}


def notice_replies(steps: Iterable[str]) -> dict[str, str]:
    """What a pack needs whose rules let customers stop, or start, being told things unasked."""
    return {key: when for step in steps for key, when in NOTICE_REPLIES[step].items()}
