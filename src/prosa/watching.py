"""What Prometheus sees of a node."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

from prosa.conversations.appending import Appended
from prosa.conversations.events import Message, Source

disable_created_metrics()  # when each series began: as many lines again, which nobody reads

_FAST = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)
_SIZES = (1, 2, 4, 8, 16, 32, 64)

turns = Counter("prosa_turns", "Turns of the bot, by what they did", ["outcome"])
turn_seconds = Histogram("prosa_turn_seconds", "From acceptance of a message to its answer", buckets=_FAST)
stage_seconds = Histogram("prosa_stage_seconds", "One stage of a turn", ["stage"], buckets=_FAST)
events = Counter("prosa_events", "Events appended to the log", ["kind", "source"])
group_size = Histogram("prosa_ledger_group_size", "Appends that shared a transaction", buckets=_SIZES)
batch_size = Histogram("prosa_understanding_batch_size", "Messages understood together", buckets=_SIZES)
batch_seconds = Histogram("prosa_understanding_batch_seconds", "One batch of understanding", buckets=_FAST)
limiter_unavailable = Counter(
    "prosa_limiter_unavailable", "Messages let through uncounted, Valkey being away"
)
sign_in_uncounted = Counter("prosa_sign_in_uncounted", "Tries to sign in not counted, Valkey being away")
sockets = Gauge("prosa_sockets", "Open chat sockets")
requests = Counter("prosa_http_requests", "HTTP requests answered", ["method", "status"])
lookup_seconds = Histogram(
    "prosa_lookup_seconds", "One question to a company's system", ["service", "outcome"], buckets=_FAST
)
action_seconds = Histogram(
    "prosa_action_seconds", "One action of the pack, all its tries", ["action", "outcome"], buckets=_FAST
)
encoder_seconds = Histogram(
    "prosa_encoder_seconds", "One question to the embeddings endpoint", ["outcome"], buckets=_FAST
)
webhook_attempts = Counter(
    "prosa_webhook_attempts", "Attempts to tell the company's systems of an event", ["outcome"]
)
encoder_texts = Counter(
    "prosa_encoder_texts",
    "Texts for the embeddings endpoint; all but answered are read without it",
    ["outcome"],
)
company_events = Counter("prosa_company_events", "Events that the company's systems have told", ["outcome"])
unasked = Counter(
    "prosa_unasked", "Times that a rule might have spoken unasked, by what came of it", ["rule", "reason"]
)
passages_waiting = Gauge("prosa_passages_waiting", "Passages of articles that have no vector yet")


written_answers = Counter(
    "prosa_llm_answers",
    "Questions to the language model; but for written, cached, shortened, proposed: answered without it",
    ["outcome"],
)
written_seconds = Histogram(
    "prosa_llm_seconds", "One question to the language model", ["outcome"], buckets=(*_FAST, 10, 20, 40)
)
written_tokens = Counter("prosa_llm_tokens", "Tokens of the language model", ["way"])


class Stages:
    """Implements the core's `StageClock`."""

    def __init__(self) -> None:
        self._labelled: dict[str, Histogram] = {}

    def observe(self, stage: str, seconds: float) -> None:
        """This stage took so long."""
        histogram = self._labelled.get(stage)
        if histogram is None:
            histogram = self._labelled[stage] = stage_seconds.labels(stage)
        histogram.observe(seconds)


@dataclass(slots=True)
class CommitWatch:
    """Counts what the ledger commits."""

    counted: dict[tuple[str, str], Counter] = field(default_factory=dict[tuple[str, str], Counter])

    def committed(self, group: Sequence[Appended]) -> None:
        """These appends were just committed."""
        for appended in group:
            for event in appended.events:
                key = (event.data.kind, event.source.value)
                counter = self.counted.get(key)
                if counter is None:
                    counter = self.counted[key] = events.labels(*key)
                counter.inc()
                if isinstance(event.data, Message) and event.source is Source.BOT and event.data.facts:
                    turns.labels(event.data.facts.outcome.value).inc()
                    turn_seconds.observe(event.data.facts.milliseconds / 1000)


def looked_up(service: str, outcome: str, seconds: float) -> None:
    """A company's system was asked, and answered so after so long."""
    lookup_seconds.labels(service, outcome).observe(seconds)


def acted(action: str, outcome: str, seconds: float) -> None:
    """An action of the pack was run, and came out so after so long."""
    action_seconds.labels(action, outcome).observe(seconds)


def told(outcome: str) -> None:
    """An event was sent to the company's systems: "delivered", "failed" or "given up"."""
    webhook_attempts.labels(outcome).inc()


def encoded(outcome: str, texts: int, seconds: float) -> None:
    """The embeddings endpoint was asked for so many texts, and answered so after so long."""
    encoder_seconds.labels(outcome).observe(seconds)
    encoder_texts.labels(outcome).inc(texts)


def heard_of(outcome: str) -> None:
    """A company's system told of a customer: "accepted", "duplicate", "ignored" or "refused"."""
    company_events.labels(outcome).inc()


def spoke_unasked(rule: str, reason: str) -> None:
    """A rule of the pack has spoken ("said"), or the reason why not."""
    unasked.labels(rule, reason).inc()


def passages_embedded(done: int, of: int) -> None:
    """So many of so many passages of articles have their vector."""
    passages_waiting.set(of - done)


def wrote(outcome: str, seconds: float, read: int, written: int) -> None:
    """The language model was asked, and it came to this, after so long, for so many tokens."""
    written_answers.labels(outcome).inc()
    written_seconds.labels(outcome).observe(seconds)
    written_tokens.labels("read").inc(read)
    written_tokens.labels("written").inc(written)


def understood(size: int, seconds: float) -> None:
    """A batch of this size took so long."""
    batch_size.observe(size)
    batch_seconds.observe(seconds)
