"""What the bot keeps in mind of a conversation: a fold over its log, so that it can always be rebuilt."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from prosa.conversations.events import (
    Event,
    HandOff,
    HandOffStep,
    Message,
    Source,
    System,
)
from prosa.conversations.facts import Facts, FormState, Outcome, Unasked
from prosa.conversations.parts import Part
from prosa.language.followups import PREVIOUS_LIMIT, has_a_topic
from prosa.packs.replies import fingerprint

INTENTS_KEPT = 5
TEXTS_KEPT = 10
LISTED_PRODUCTS_KEPT = 10

_MISSES = frozenset({Outcome.CLARIFIED})
_PATIENT = frozenset({Outcome.WARNED})
"""Outcomes that say nothing about whether the bot understood."""


class Context(Part):
    """The conversation so far, as far as it bears on the next answer.

    `offset` is the last event folded in. Of texts, only the beginnings of the last ones are kept, and 8-byte
    fingerprints of some more, to notice repetition.
    """

    offset: int = -1
    started_at: datetime | None = None
    messages: int = 0
    """Messages of the customer since a person last dealt with it."""
    intents: tuple[str, ...] = ()
    """Last intents, most recent first."""
    entities: dict[str, str] = {}
    """Last value said of each kind."""
    profile: dict[str, str] = {}
    """What the site or the customer told of the customer: name, email, …"""
    preferences: dict[str, str] = {}
    """What the customer likes, e.g. the category of products last asked for."""
    customer: UUID | None = None
    """Whom the site has vouched for."""
    erasing: bool = False
    """The customer was asked whether everything shall be erased."""
    form: FormState | None = None
    asked_at: datetime | None = None
    """When the form under way last asked something."""
    later: tuple[str, ...] = ()
    """Intents whose forms begin when this one is filled in."""
    topic: str = ""
    """The customer's last message that says what it is about, its beginning: what "e o prazo?" leans on."""
    unclear: str = ""
    """The message, its beginning, to which several things were offered."""
    heard: str = ""
    """The beginning of the message that is about to be answered."""
    adding: int | None = None
    """The ticket that the next message is added to."""
    offered: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    """What the last answer offered, in the order of its numbers."""
    said: str | None = None
    """Fingerprint of what the bot said last."""
    products: tuple[str, ...] = ()
    misses: int = 0
    """Messages in a row that were not understood."""
    angers: int = 0
    """Angry messages since a person was last called."""
    warnings: int = 0
    reply: str | None = None
    """Reply and variant last said."""
    texts: tuple[str, ...] = ()
    """Fingerprints of the customer's last messages, most recent first."""

    @property
    def name(self) -> str:
        """The customer's first name, or ""."""
        return self.profile.get("name", "").split(" ")[0]

    def after(self, event: Event) -> "Context":
        """The context once this event has happened."""
        moved = self.model_copy(update={"offset": event.offset, "started_at": self.started_at or event.at})
        if isinstance(event.data, System) and event.data.form is not None and self.form is None:
            asked_at = event.data.form_asked_at or event.at
            moved = moved.model_copy(update={"form": event.data.form, "asked_at": asked_at})
        match event.data:
            case Message() as message if event.source is Source.CUSTOMER:
                return moved._heard(message.text)
            case Message(facts=Facts() as facts) as message:
                answered = moved._answered(facts, event.at)
                return answered.model_copy(update={"said": fingerprint(message.text)})
            case Message(unasked=Unasked() as unasked) as message:
                return moved._spoken_to(unasked, fingerprint(message.text))
            case HandOff(step=HandOffStep.RETURNED):
                return moved._calmed()
            case HandOff(step=HandOffStep.RESOLVED):
                return moved._over()
            case System(code="identified") as known:
                return moved.model_copy(
                    update={
                        "profile": {**moved.profile, **known.detail},
                        "preferences": {**known.preferences, **self.preferences},
                        "customer": known.customer or self.customer,
                    }
                )
            case System(code="erased"):
                return Context(offset=event.offset, started_at=moved.started_at)
            case _:
                return moved

    def _calmed(self) -> "Context":
        """A person has dealt with it: what went wrong, and what was being asked for, no longer counts."""
        return self.model_copy(
            update={
                "messages": 0,
                "texts": (),
                "misses": 0,
                "angers": 0,
                "warnings": 0,
                "form": None,
                "asked_at": None,
                "later": (),
                "adding": None,
                "erasing": False,
                "topic": "",
                "offered": (),
                "unclear": "",
            }
        )

    def _over(self) -> "Context":
        """The matter is closed: what comes next begins anew, but for who the customer is."""
        return Context(
            offset=self.offset, profile=self.profile, preferences=self.preferences, customer=self.customer
        )

    def _heard(self, text: str) -> "Context":
        texts = (fingerprint(text), *self.texts)[:TEXTS_KEPT]
        heard = text[:PREVIOUS_LIMIT]
        return self.model_copy(update={"messages": self.messages + 1, "texts": texts, "heard": heard})

    def _spoken_to(self, unasked: Unasked, said: str) -> "Context":
        """After a message that nobody had asked for, a "yes" is no answer to what was asked before it."""
        return self.model_copy(
            update={
                "entities": {**self.entities, **{entity.kind: entity.value for entity in unasked.entities}},
                "erasing": False,
                "adding": None,
                "offered": (),
                "options": unasked.options,
                "reply": unasked.reply,
                "said": said,
            }
        )

    def _answered(self, facts: Facts, at: datetime) -> "Context":
        if facts.outcome in _PATIENT:
            return self.model_copy(update={"warnings": self.warnings + 1, "reply": facts.reply})
        entities = {**self.entities, **{entity.kind: entity.value for entity in facts.entities}}
        handed = facts.outcome.hands_over
        asked = [intent.name for intent in reversed((facts.intent, *facts.also))]
        return self.model_copy(
            update={
                "intents": (*asked, *self.intents)[:INTENTS_KEPT],
                "entities": entities,
                "form": facts.form,
                "asked_at": at if facts.form is not None else None,
                "later": facts.later,
                "adding": facts.adding,
                "options": facts.options,
                "erasing": facts.erasing,
                "topic": self.heard if not facts.follows and has_a_topic(self.heard) else self.topic,
                "unclear": self.heard if facts.outcome is Outcome.CLARIFIED else "",
                "heard": "",
                "offered": facts.offered,
                "products": facts.products[:LISTED_PRODUCTS_KEPT] or self.products,
                "preferences": {**self.preferences, **facts.preferences},
                "misses": self.misses + 1 if facts.outcome in _MISSES else 0,
                "angers": 0 if handed else self.angers + facts.anger,
                "warnings": 0 if handed else self.warnings,
                "reply": facts.reply,
            }
        )


def fold(events: Iterable[Event], context: Context | None = None) -> Context:
    """The context that these events, in order, add up to, starting from `context`."""
    folded = context or Context()
    for event in events:
        folded = folded.after(event)
    return folded
