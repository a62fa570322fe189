"""The pack: a bot as data. Field docstrings are the format's reference (docs/pack-format.md)."""

from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from prosa.language.training import TrainingData
from prosa.packs.actions import Action
from prosa.packs.conditions import Otherwise
from prosa.packs.content import Article, Product
from prosa.packs.encoder_choice import EncoderChoice
from prosa.packs.fields import Clock, Day, Entry, IntentName, Key, ShortText, Text
from prosa.packs.forms import Form
from prosa.packs.outside import Outside
from prosa.packs.proactive import Proactive
from prosa.packs.rich import MOST, Button, RichPart
from prosa.packs.rules import Rule
from prosa.packs.verdict import VerdictRules

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

    outside: Outside = Outside()
    """What the bot does and says when a person is wanted while nobody answers."""


class QueueDefaults(Entry):
    """How the queue works, and what it assumes until it has seen real conversations."""

    service_minutes: float = Field(default=8.0, gt=0, le=240)
    """How long an agent takes for one conversation."""

    agents: int = Field(default=1, ge=1, le=1000)
    """How many agents work, while none has signed in yet."""

    automatic: bool = True
    """Who waits is given to who is online and has room. `false`: agents pick for themselves."""

    pick: Literal["everyone", "supervisors"] = "everyone"
    """Who may pick from the queue by hand."""

    answer_minutes: float = Field(default=5, gt=0, le=24 * 60)
    """An agent who has said nothing to a waiting customer for so long loses the conversation to the queue."""

    away_minutes: float = Field(default=10, ge=1, le=24 * 60)
    """An agent who has done nothing for so long is away, and gets no new conversation."""

    form_minutes: float = Field(default=10, gt=0, le=24 * 60)
    """When an agent had the bot run a form: after so long without an answer the agent goes on."""


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
    """How who waits is given to agents, and what waiting times are estimated from at first."""

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
