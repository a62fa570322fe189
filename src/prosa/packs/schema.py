"""The pack: a bot as data. Field docstrings are the format's reference (docs/pack-format.md)."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from prosa.language.training import TrainingData
from prosa.packs.actions import Action
from prosa.packs.conditions import Otherwise
from prosa.packs.encoder_choice import EncoderChoice
from prosa.packs.fields import Clock, Day, Entry, IntentName, Key, ShortText, Text
from prosa.packs.proactive import NoticeStep, Proactive
from prosa.packs.rich import MOST, Button, RichPart
from prosa.packs.verdict import VerdictRules

EVERYBODY = "all"
"""The audience of an article that customers find."""

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Thresholds(Entry):
    """Where confidence turns into behaviour."""

    answer: float = Field(default=0.7, ge=0, le=1)
    """At or above: the bot answers."""

    clarify: float = Field(default=0.4, ge=0, le=1)
    """Between this and `answer`: "did you mean", with the best alternatives as buttons. Below: a person."""

    article: float = Field(default=0.35, ge=0, le=1)
    """From this probability of being the right one an article answers, when the intent is sure."""

    article_alone: float = Field(default=0.65, ge=0, le=1)
    """The same when it is not. `prosa evaluate PACK --questions` says what both do."""

    @model_validator(mode="after")
    def _ordered(self) -> "Thresholds":
        if self.clarify > self.answer:
            raise ValueError("clarify must not be above answer")
        return self


class Opening(Entry):
    """Hours of one day, in the pack's time zone."""

    opens: Clock
    """First minute that people answer."""

    closes: Clock
    """Nobody starts answering from here on."""

    @model_validator(mode="after")
    def _ordered(self) -> "Opening":
        if self.closes <= self.opens:
            raise ValueError("closes must be after opens")
        return self


class Hours(Entry):
    """When people answer. Without any day: always."""

    days: dict[Weekday, Opening] = {}
    """Days that are missing are closed."""

    holidays: Literal["national", "none"] = "national"
    """`national`: closed on Brazilian national holidays."""

    closed_on: tuple[Day, ...] = ()
    """Further closed days."""


class QueueDefaults(Entry):
    """What the queue assumes until it has seen real conversations."""

    service_minutes: float = Field(default=8.0, gt=0, le=240)
    """How long an agent takes for one conversation."""

    agents: int = Field(default=1, ge=1, le=1000)
    """How many agents work, while none has signed in yet."""


class TicketRules(Entry):
    """Tickets that the bot opens."""

    first_number: int = Field(default=1001, ge=1)
    """Number of the first ticket."""

    expected_hours: dict[Literal["low", "medium", "high", "urgent"], float] = {
        "low": 72,
        "medium": 48,
        "high": 24,
        "urgent": 4,
    }
    """Hours within which an answer is promised, by urgency."""

    urgent_words: tuple[str, ...] = ()
    """Words (accents and case ignored) that make a ticket urgent."""

    high_words: tuple[str, ...] = ()
    """Words that make a ticket high."""

    def expected_within(self, urgency: str) -> timedelta:
        """The promise for this urgency."""
        hours: dict[str, float] = {"low": 72, "medium": 48, "high": 24, "urgent": 4, **self.expected_hours}
        return timedelta(hours=hours[urgency])


class MemoryRules(Entry):
    """What is remembered of customers whom the site has vouched for (docs/customers.md)."""

    keep: tuple[ShortText, ...] = ("order", "cep")
    """Kinds of entities whose last value is kept for later conversations, and offered by forms."""

    labels: dict[Key, ShortText] = {
        "name": "Nome",
        "email": "E-mail",
        "phone": "Telefone",
        "cpf": "CPF",
        "cnpj": "CNPJ",
        "order": "Pedido",
        "orders": "Últimos pedidos",
        "cep": "CEP",
        "category": "Categoria que você procura",
        "product": "Produto de que falamos",
        "channel": "Canal que você usa",
    }
    """How "what do you know of me?" names each thing; what has no label is named by its key."""


class Service(Entry):
    """A company system the bot talks to by HTTP."""

    url: str | None = None
    """Base address. With `command` as well, the address wins and nothing is started."""

    command: tuple[str, ...] = ()
    """Started in the pack's folder by `prosa up`; must print one line of JSON with its "port" when ready.
    "python" stands for the interpreter Prosa runs on."""

    token_env: str | None = None
    """Name of the environment variable that holds the bearer token."""

    secret_env: str | None = None
    """Name of the environment variable that holds the secret with which actions are signed."""

    timeout_seconds: float = Field(default=1.5, gt=0, le=10)
    """Longest wait for an answer; then the customer is told that the system does not answer."""


class Offer(Entry):
    """A form that is offered beside an answer: its first question follows, and may be passed over."""

    form: Key
    """The form of forms.yml."""

    ask: Key
    """Reply that offers it."""

    words: tuple[ShortText, ...] = ()
    """Only beside messages with one of these words in them (accents and case ignored)."""


_DOES = ("reply", "article", "articles", "products", "form", "handoff", "ticket", "memory", "proactive")


class Rule(Entry):
    """What the bot does when a message has an intent. Exactly one of the first nine is set."""

    reply: Key | None = None
    """Say a reply of replies.yml."""

    article: Key | None = None
    """Answer with this article."""

    articles: bool = False
    """Answer with the article that fits the message best, preferring those that name this intent."""

    products: bool = False
    """Show products that fit the message."""

    form: Key | None = None
    """Start a form of forms.yml."""

    handoff: Literal["now"] | None = None
    """`now`: call a person at once."""

    ticket: Literal["status", "add", "reopen"] | None = None
    """Of the customer's own tickets: tell how far one is, add to it what the customer says, open it again."""

    memory: Literal["show", "forget"] | None = None
    """Tell what is known of the customer, or erase it, after a confirmation."""

    proactive: NoticeStep | None = None
    """`stop`: say nothing unasked to this customer any more; `start`: do so again."""

    skill: ShortText | None = None
    """What the person should know when this ends with one, e.g. `sales`."""

    offer: Offer | None = None
    """With `articles` or `article`: a form to offer. A message that already gives what it asks first begins
    it at once."""

    fallback: Key | None = None
    """With `articles` or `products`: the reply when nothing fits."""

    suggestions: tuple[ShortText, ...] = ()
    """Quick replies under the answer."""

    label: ShortText | None = None
    """How "did you mean" names this intent on its button. Without: the intent is never offered."""

    say: ShortText | None = None
    """What tapping that button sends; a phrase this intent is understood from. Without: the label."""

    @property
    def is_small_talk(self) -> bool:
        """Whether it only says something, and is never offered as a reading: being wrong does no harm."""
        return self.reply is not None and self.label is None

    @model_validator(mode="after")
    def _one_thing(self) -> "Rule":
        chosen = [name for name in _DOES if getattr(self, name)]
        if len(chosen) != 1:
            raise ValueError(
                f"exactly one of {', '.join(_DOES)} is needed"
                + (f", found {' and '.join(chosen)}" if chosen else "")
            )
        if self.fallback and not (self.articles or self.products):
            raise ValueError("fallback goes with articles or products only")
        if self.offer and not (self.articles or self.article):
            raise ValueError("offer goes with articles or article only")
        if self.say and not self.label:
            raise ValueError("say is what tapping the label sends, so it needs a label")
        return self


class Company(Entry):
    """Who the bot speaks for."""

    name: ShortText
    """As replies name it."""

    assistant: ShortText = "Assistente Virtual"
    """The bot's name."""

    site: ShortText | None = None
    """The public site, for links."""

    article_link: str = "/shop/artigos/{id}"
    """Address of an article; {id} stands for its id."""


class Search(Entry):
    """How articles are found."""

    synonyms: tuple[tuple[ShortText, ...], ...] = ()
    """Groups of words that mean the same to your customers, e.g. `[boleto, fatura]`."""


class Persona(Entry):
    """How the bot speaks where a language model writes its answers (PROSA_LLM_BASE_URL)."""

    name: ShortText | None = None
    """As whom it speaks. Without: the company's `assistant`."""

    tone: Text = "cordial, simples e direto; trata o cliente por você"
    """The tone, in a few words."""

    always: tuple[ShortText, ...] = Field(default=(), max_length=20)
    """What it takes care to do."""

    never: tuple[ShortText, ...] = Field(default=(), max_length=20)
    """What it avoids."""


class Bot(Entry):
    """bot.yml: who the bot is and what it does for each intent."""

    company: Company
    """Whose bot it is."""

    persona: Persona = Persona()
    """How it speaks where a language model writes."""

    timezone: str = "America/Sao_Paulo"
    """In which hours are meant and times are told."""

    encoder: EncoderChoice = EncoderChoice()
    """What turns messages into vectors. Without: the universal encoder, which every Prosa has."""

    thresholds: Thresholds = Thresholds()
    """How sure the bot has to be."""

    starters: tuple[ShortText, ...] = ("Preciso de ajuda", "Qual meu pedido?", "Falar com vendas")
    """Quick replies shown before the customer has written."""

    greeting: Key = "welcome"
    """Reply shown when the chat opens."""

    hours: Hours = Hours()
    """When people answer."""

    queue: QueueDefaults = QueueDefaults()
    """What waiting times are estimated from at first."""

    tickets: TicketRules = TicketRules()
    """How tickets are numbered, and when they are answered."""

    search: Search = Search()
    """How articles are found."""
    memory: MemoryRules = MemoryRules()
    """What is remembered of identified customers."""

    proactive: Proactive = Proactive()
    """What the bot says unasked (docs/proactive.md)."""

    verdict: VerdictRules = VerdictRules()
    """When customers are asked how it was, and what follows bad ratings."""

    services: dict[Key, Service] = {}
    """The company's systems, by the name that forms use."""

    intents: dict[IntentName, Rule]
    """What to do for each intent of nlu.yml. A rule for `faq` serves every `faq/…` without its own."""

    anger_limit: int = Field(default=2, ge=1, le=10)
    """Angry messages after which a person is called."""

    miss_limit: int = Field(default=2, ge=1, le=10)
    """Messages in a row that were not understood after which a person is called."""

    @model_validator(mode="after")
    def _known_zone(self) -> "Bot":
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError) as error:
            raise ValueError(
                f"unknown time zone {self.timezone!r}; São Paulo's is America/Sao_Paulo"
            ) from error
        return self

    @property
    def stop_notices(self) -> Rule | None:
        """The rule by which customers ask to be told nothing unasked; its label is on the button."""
        return next((rule for rule in self.intents.values() if rule.proactive == "stop" and rule.label), None)

    def rule(self, intent: str) -> Rule | None:
        """What to do for this intent; for `faq/ask_hours` without a rule of its own, the rule of `faq`."""
        return self.intents.get(intent) or self.intents.get(intent.partition("/")[0])


class Reply(Entry):
    """One entry of replies.yml: variants of one thing to say.

    Texts are Jinja templates in a sandbox: values, filters, `if` and `for`, nothing that runs. What they
    see is in `REPLY_VALUES`; a value that is not there at the moment is empty.
    """

    text: tuple[Text, ...] = Field(min_length=1, max_length=50)
    """Variants. Prosa takes one of them, and never the one it said just before."""

    otherwise: tuple[Otherwise, ...] = Field(default=(), max_length=20)
    """Other words under conditions: the first whose `when` holds."""

    suggestions: tuple[ShortText, ...] = ()
    """Quick replies under it."""

    buttons: tuple[Button, ...] = Field(default=(), max_length=MOST)
    """Buttons under it, which stay."""

    parts: tuple[RichPart, ...] = Field(default=(), max_length=5)
    """Cards, lists, pictures, links, maps below the words."""


class Slot(Entry):
    """One thing a form must know."""

    name: Key
    """Replies see the value as {{ values.name }}."""

    label: ShortText | None = None
    """What it is called in front of the customer, who may then change it by that name."""

    entity: str | None = None
    """Filled from an entity of this kind, said now or earlier in the conversation. Where a ticket or an
    action that changes something follows, the customer is asked whether what was said earlier is meant again
    (`form.confirm`)."""

    text: bool = False
    """Filled with the whole message instead."""

    type: Literal["number", "date", "photo", "yes_no"] | None = None
    """Filled with a number, a day, a link to a photo (or, since the chat takes no files yet, its description
    in words), or "sim" or "não"."""

    options: tuple[ShortText, ...] = ()
    """Filled with one of these, shown as quick replies. Beside `entity`: ways to answer without one; beside
    `text`: suggestions."""

    pattern: str | None = Field(default=None, max_length=200)
    """Filled with the first part of the message that fits this regular expression (case ignored). Beside
    `entity`: another way to answer. Beside `text`: what the text must fit from beginning to end."""

    check: Literal["cpf", "cnpj", "boleto"] | None = None
    """Whose check digits it must have."""

    min: float | None = None
    """Least number; earliest day, counted from today (1: tomorrow); least characters of a text."""

    max: float | None = None
    """Greatest number; latest day, counted from today; most characters of a text."""

    ends: Key | None = None
    """Its digits must end with what an earlier action found under this name, e.g. the end of a CPF."""

    when: dict[str, ShortText | tuple[ShortText, ...]] = {}
    """Asked for only when an earlier slot, or `found.name` of an earlier action, has this value or one of
    these."""

    required: bool = True
    """An optional slot is filled when the customer gave it, and never asked for unless `asked`."""

    asked: bool = False
    """An optional slot that is asked for once; "não tenho" and "pular" go on without it."""

    action: Key | None = None
    """Action that is run when it is filled, before the next question. When the company's system does not know
    the value, or finds fault with it, it is asked for again."""

    ask: Key
    """Reply that asks for it."""

    again: Key | None = None
    """Reply that asks once more, with help, after an answer that does not fit."""

    refused: Key | None = None
    """Reply when the action finds fault with the value; sees `reason`. Without: the form's `refused`."""

    @model_validator(mode="after")
    def _one_way(self) -> "Slot":
        ways = [self.entity is not None, self.text, self.type is not None]
        if sum(ways) > 1 or not (any(ways) or self.pattern or self.options):
            raise ValueError("a slot is filled from text, or from a type, an entity, options or a pattern")
        if self.pattern is not None:
            try:
                re.compile(self.pattern)
            except re.error as error:
                raise ValueError(f"the pattern is no regular expression: {error}") from None
        if (self.min is not None or self.max is not None) and not (
            self.text or self.type in ("number", "date")
        ):
            raise ValueError("min and max go with text, a number or a date")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise ValueError("max must not be below min")
        if self.asked and self.required:
            raise ValueError("asked is for optional slots; a required one is always asked for")
        return self


class Form(Entry):
    """An entry of forms.yml: questions, then something happens."""

    slots: tuple[Slot, ...] = Field(min_length=1)
    """What it must know, asked for in this order."""

    ticket: str | None = None
    """Opens a ticket of this type."""

    opens: Literal["first", "last"] = "last"
    """`first`: the ticket is opened at once with what is known, and answers are added to it."""

    lookup: Key | None = None
    """Asks this service of bot.yml for the slots' values, e.g. `orders`."""

    action: Key | None = None
    """Runs this action of actions.yml when all is known. Beside `ticket`: before it is opened or added to."""

    confirm: Key | None = None
    """Reply that sums up and asks before anything is done; sees `values` and `found`. Needed before an action
    that changes something, unless that says `confirm: false`."""

    done: Key
    """Reply when it is done; sees `ticket`, what actions `found`, and the service's answer (`order`)."""

    then: Offer | None = None
    """A form to offer when this one is done; it begins with what this one knows."""

    added: Key | None = None
    """With `opens: first`: reply when a later answer was added to the ticket; sees `ticket`."""

    not_found: Key | None = None
    """Reply when the service does not know the value."""

    refused: Key | None = None
    """Reply when the company's system refuses; sees `reason`, its own words."""

    unavailable: Key | None = None
    """Reply when the service does not answer."""

    tries: int = Field(default=3, ge=1, le=10)
    """Questions without a fitting answer after which a person is called; from the one before on, a person is
    offered beside the question."""

    timeout_minutes: float = Field(default=30, gt=0, le=10_080)
    """After so long without an answer it is laid aside: coming back, the customer is asked whether to go on
    (`form.resume`)."""

    @property
    def actions(self) -> tuple[str, ...]:
        """Names of the actions that it runs."""
        return tuple(
            name for name in (*(slot.action for slot in self.slots), self.action) if name is not None
        )

    @model_validator(mode="after")
    def _complete(self) -> "Form":
        if self.lookup and (self.ticket or self.action):
            raise ValueError("a form with lookup neither opens a ticket nor runs an action")
        if not (self.ticket or self.lookup or self.actions):
            raise ValueError("a form opens a ticket or asks a service: set ticket, action or lookup")
        if self.opens == "first" and not self.ticket:
            raise ValueError("opens: first needs a ticket to open")
        if self.added and self.opens != "first":
            raise ValueError("added is said when opens is first")
        if self.lookup and not (self.not_found and self.unavailable):
            raise ValueError("a form with lookup needs the replies not_found and unavailable")
        if self.actions and not (self.not_found and self.refused and self.unavailable):
            raise ValueError("a form with an action needs the replies not_found, refused and unavailable")
        names = [slot.name for slot in self.slots]
        if len(set(names)) < len(names):
            raise ValueError("two slots have the same name")
        return self


@dataclass(frozen=True, slots=True)
class Article:
    """articles/*.md: one answer of the knowledge base."""

    id: str
    title: str
    summary: str
    """One or two sentences that answer on their own: what is sent in chat."""
    body: str
    """Markdown."""
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    updated: date | None = None
    audience: str = EVERYBODY
    """Who it is for; only what is for everybody is found for customers."""
    language: str = "pt-BR"
    valid_from: date | None = None
    """First day on which it is found, in the pack's time zone."""
    valid_until: date | None = None
    """Last such day."""
    draft: bool = False
    """Not to be found yet."""
    link: str | None = None
    """Where it is read in full; None: at the company's `article_link`."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A product in one size, colour or voltage."""

    id: str
    options: tuple[tuple[str, str], ...]
    """What sets it apart, by name: `(("cor", "azul"), ("tamanho", "M"))`."""
    price: Decimal
    old_price: Decimal | None
    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    link: str | None = None
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A row of products.csv."""

    id: str
    name: str
    brand: str
    category: str
    category_name: str
    price: Decimal
    old_price: Decimal | None
    availability: Literal["in_stock", "few", "out_of_stock", "preorder"]
    features: tuple[str, ...]
    description: str
    aliases: tuple[str, ...]
    popularity: int
    link: str | None
    image: str | None
    variants: tuple[Variant, ...] = ()
    """When there are any, price and availability above are those of the best buy among them."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole bot, read and checked."""

    folder: Path
    bot: Bot
    training: TrainingData
    replies: dict[str, Reply]
    forms: dict[str, Form]
    articles: tuple[Article, ...]
    products: tuple[Product, ...]
    actions: dict[str, Action] = field(default_factory=dict[str, Action])
