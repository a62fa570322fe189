"""Turns at any stage, made from what the stages before would have found."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from prosa.conversations.context import Context
from prosa.conversations.events import ContactId, Event, Message, Source
from prosa.conversations.facts import FormState
from prosa.conversations.projection import Conversation
from prosa.conversations.turn import Recalled, Turn
from prosa.knowledge.articles import ArticleHit
from prosa.language.understanding import Understanding
from tests.conversations.reading import understood
from tests.conversations.saying import new_conversation

NOW = datetime(2026, 3, 4, 15, tzinfo=UTC)
"""A Wednesday at noon in São Paulo."""


def turn(
    understanding: Understanding | None = None, *, recalled: Recalled | None = None, **context: Any
) -> Turn:
    """A turn that has been understood; `context` are fields of what is known of the conversation."""
    understanding = understanding or understood()
    id = new_conversation()
    conversation = Conversation(
        id=id,
        contact=ContactId(uuid4()),
        channel="web",
        opened_at=NOW,
        updated_at=NOW,
        last_offset=0,
        last_customer_offset=0,
    )
    said = Event(id, 0, NOW - timedelta(seconds=1), Source.CUSTOMER, Message(text=understanding.text))
    return Turn(
        conversation=conversation,
        message=said,
        text=understanding.text,
        context=Context(offset=0, **context),
        now=NOW,
        understanding=understanding,
        recalled=recalled or Recalled(),
    )


def asking(form: str, slot: str | None, **fields: Any) -> FormState:
    """A form that has asked for this slot."""
    return FormState(form=form, asking=slot, **fields)


def article(id: str, score: float) -> ArticleHit:
    return ArticleHit(id=id, title=f"Sobre {id}", summary=f"Resumo de {id}.", score=score)
