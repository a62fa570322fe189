"""Fourth stage: what to do. Pure: everything it looks at is in the turn and the pack."""

from dataclasses import replace

from prosa.conversations import forms
from prosa.conversations.abuse import PAUSE_SECONDS, WARNINGS, Abuse, abuse_of
from prosa.conversations.decisions import (
    AddToTicket,
    Ask,
    Clarify,
    Decision,
    HandOver,
    LookUp,
    OneDecision,
    OpenTicket,
    Option,
    Recollect,
    Say,
    Several,
    ShowArticle,
    ShowProducts,
    Step,
    TicketStep,
    Warn,
)
from prosa.conversations.events import HandOffReason
from prosa.conversations.facts import FormState
from prosa.conversations.several import in_order, with_later
from prosa.conversations.turn import Parts, Turn
from prosa.packs.schema import Form, Pack, Rule

ARTICLE_FITS = 0.35
"""Score from which an article answers a message whose intent is sure."""
ARTICLE_RESCUES = 0.65
"""Score from which an article answers although the intent is unsure."""
OPTIONS = 3
"""Readings offered as "did you mean"."""


async def decide(turn: Turn, parts: Parts) -> Turn:
    """Decides, by the pack's rules and thresholds."""
    return replace(turn, decision=decision_for(turn, parts.pack))


def decision_for(turn: Turn, pack: Pack) -> Decision:
    """The decision for an understood turn."""
    trouble = _on_abuse(turn) or _on_anger(turn, pack)
    if trouble is not None:
        return trouble
    if turn.context.erasing and (settled := _on_erasing(turn, pack)) is not None:
        return settled
    if turn.context.adding is not None and (added := _added_to_ticket(turn, pack)) is not None:
        return added
    answer = _in_form(turn, pack)
    if answer is not None:
        return with_later(answer, turn.context, lambda rule: _follow(rule, turn, pack), pack.bot)
    if turn.apart:
        return in_order([_by_intent(one, pack) for one in turn.apart], turn.apart)
    return _by_intent(turn, pack)


def _on_abuse(turn: Turn) -> OneDecision | None:
    abuse = abuse_of(turn.text, turn.context)
    if abuse is None:
        return None
    if turn.context.warnings >= WARNINGS:
        return HandOver(HandOffReason.ABUSE)
    return Warn("warn.repeated" if abuse is Abuse.REPEATED else "warn.slow_down", PAUSE_SECONDS)


def _on_anger(turn: Turn, pack: Pack) -> OneDecision | None:
    angers = turn.context.angers + turn.understood.anger
    if turn.understood.anger and angers >= pack.bot.anger_limit:
        return HandOver(HandOffReason.ANGER)
    return None


def _in_form(turn: Turn, pack: Pack) -> Decision | None:
    """What a form under way makes of the message; None when there is none or the customer has moved on."""
    state = turn.context.form
    form = pack.forms.get(state.form) if state is not None else None
    if state is None or form is None or state.asking is None:
        return None
    if forms.declines(state, turn.understood) and turn.understood.entity(_asked_entity(form, state)) is None:
        return _step(form, forms.without_proposal(state))
    heard = forms.hear(form, state, turn.understood)
    if heard is not None and forms.answers_plainly(form, state, turn.understood):
        return _step(form, heard)
    intent = turn.understood.intent
    sure = intent.confidence >= pack.bot.thresholds.answer
    rule = pack.bot.rule(intent.name)
    if sure and rule is not None and _leads_elsewhere(rule, intent.name, state):
        acts = rule.form is not None or rule.handoff is not None
        if heard is None or acts:
            return None
    if heard is not None:
        return _step(form, heard)
    if (sure and intent.name == "deny") or _refuses(state, turn, pack):
        return Say("form.cancelled")
    slot = forms.slot_of(form, state)
    article = _about(rule, turn) if rule is not None and sure else None
    if slot is not None and article is not None:
        return Several((Step(article), Step(Ask(state, forms.question(slot, state)))), turn.context.later)
    again = forms.ask_again(state)
    if slot is None or again.tries >= form.tries:
        return HandOver(HandOffReason.UNSURE, _skill_for_form(state.form, pack))
    return Ask(again, slot.again or slot.ask)


def _on_erasing(turn: Turn, pack: Pack) -> OneDecision | None:
    """The answer to whether everything shall be erased; anything but a yes erases nothing."""
    intent = turn.understood.intent
    # The question was plain, so that less is enough to hear its answer.
    if intent.confidence < pack.bot.thresholds.clarify:
        return None
    rule = pack.bot.rule(intent.name)
    if intent.name == "affirm" or (rule is not None and rule.memory == "forget"):
        return Recollect("erase")
    return Say("memory.kept") if intent.name == "deny" else None


def _added_to_ticket(turn: Turn, pack: Pack) -> OneDecision | None:
    """The message that the bot asked for is added to the ticket, unless it plainly wants another thing."""
    intent = turn.understood.intent
    if turn.understood.intent.confidence >= pack.bot.thresholds.answer:
        if intent.name == "deny":
            return Say("form.cancelled")
        rule = pack.bot.rule(intent.name)
        if rule is not None and (rule.handoff is not None or rule.ticket in ("status", "reopen")):
            return None
    return TicketStep("add", turn.context.adding)


def _skill_for_form(name: str, pack: Pack) -> str | None:
    return next((rule.skill for rule in pack.bot.intents.values() if rule.form == name), None)


def _leads_elsewhere(rule: Rule, intent: str, state: FormState) -> bool:
    return rule.form != state.form and intent not in ("affirm", "deny")


def _asked_entity(form: Form, state: FormState) -> str:
    slot = forms.slot_of(form, state)
    return slot.entity or "" if slot is not None else ""


def _refuses(state: FormState, turn: Turn, pack: Pack) -> bool:
    """Whether the customer no longer wants what the form is for: "não quero cancelar"."""
    rules = map(pack.bot.rule, turn.understood.refused)
    return any(rule is not None and rule.form == state.form for rule in rules)


def _step(form: Form, state: FormState) -> OneDecision:
    """The next step of a form after a slot was filled."""
    if form.ticket is not None and form.opens == "first":
        return OpenTicket(state) if state.ticket is None else AddToTicket(state)
    slot = forms.slot_of(form, state)
    if slot is not None:
        return Ask(state, forms.question(slot, state))
    return LookUp(state) if form.lookup is not None else OpenTicket(state)


def _by_intent(turn: Turn, pack: Pack) -> OneDecision:
    intent, thresholds = turn.understood.intent, pack.bot.thresholds
    rule = pack.bot.rule(intent.name)
    if rule is not None and intent.confidence >= thresholds.answer:
        if intent.name == "deny" and turn.context.offered:
            return HandOver(HandOffReason.UNSURE)
        return _follow(rule, turn, pack)
    if turn.understood.refused:
        # "Não quero cancelar", and nothing else: then nothing is done, and that is said.
        return Say("form.cancelled")
    if turn.recalled.articles and turn.recalled.articles[0].score >= ARTICLE_RESCUES:
        return ShowArticle(turn.recalled.articles[0], turn.recalled.articles[1:])
    if intent.confidence >= thresholds.clarify and rule is not None and rule.is_small_talk:
        # Small talk: "👍" read as a yes does no harm, and a person called for it would.
        return _follow(rule, turn, pack)
    if intent.confidence < thresholds.clarify:
        return HandOver(HandOffReason.UNSURE)
    options = _options(turn, pack)
    if not options or turn.context.misses + 1 >= pack.bot.miss_limit:
        return HandOver(HandOffReason.UNSURE, rule.skill if rule is not None else None)
    return Clarify(options)


def _follow(rule: Rule, turn: Turn, pack: Pack) -> OneDecision:
    """What the rule of a sure intent says."""
    articles = turn.recalled.articles
    if rule.handoff is not None:
        return HandOver(HandOffReason.ASKED, rule.skill)
    if rule.form is not None:
        form = pack.forms[rule.form]
        if turn.understood.follows and form.ticket is not None:
            return _about(rule, turn) or Say("articles.none", _start_of(rule))
        return _step(form, forms.start(rule.form, form, turn.understood, turn.context))
    if rule.ticket is not None:
        return TicketStep(rule.ticket)
    if rule.memory is not None:
        return Recollect(rule.memory)
    if rule.products and turn.recalled.products is not None:
        return ShowProducts(turn.recalled.products, rule.suggestions)
    if rule.article is not None and articles:
        return ShowArticle(articles[0], (), rule.suggestions)
    if rule.articles and articles and articles[0].score >= ARTICLE_FITS:
        return ShowArticle(articles[0], articles[1:], rule.suggestions)
    return Say(rule.reply or rule.fallback or "articles.none", rule.suggestions)


def _about(rule: Rule, turn: Turn) -> ShowArticle | None:
    """The article for a follow-up that asks about what a form is for: "e o prazo?" after "quero trocar"."""
    articles = turn.recalled.articles
    if rule.form is None or not turn.understood.follows or not articles or articles[0].score < ARTICLE_FITS:
        return None
    return ShowArticle(articles[0], articles[1:], _start_of(rule))


def _start_of(rule: Rule) -> tuple[str, ...]:
    """The quick reply that begins the rule's form."""
    begins = rule.say or rule.label
    return (begins,) if begins is not None else ()


def _options(turn: Turn, pack: Pack) -> tuple[Option, ...]:
    options: list[Option] = []
    for reading in (turn.understood.intent, *turn.understood.alternatives):
        rule = pack.bot.rule(reading.name)
        # Any person at all is what the last button calls.
        anyone = rule is not None and rule.handoff is not None and rule.skill is None
        if rule is not None and rule.label is not None and not anyone:
            options.append(Option(reading.name, rule.label, rule.say or rule.label))
    return tuple(options[:OPTIONS])
