"""What the desk's routes take and give, as JSON."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints

from prosa.console.schemas import MessageText, Sent, View
from prosa.console.ticket_schemas import Line, one_line
from prosa.conversations.events import TeamId
from prosa.conversations.parts import FileCard, SourceLink, Text, Urgency, whole
from prosa.desk.canned import CannedReply, Wording
from prosa.desk.contacts import Known
from prosa.desk.marks import MOST_TAGS
from prosa.desk.suggesting import Suggestion, Verdict
from prosa.desk.variables import Filled

Shortcut = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[\w.-]{1,40}$")]
TagName = Annotated[
    Text,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=40),
    AfterValidator(one_line),
]
Short = Annotated[Text, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(one_line)]


class CannedWriting(Sent):
    """A ready answer, as it is written."""

    shortcut: Shortcut
    """What is typed after `/`."""
    title: Short = ""
    text: Annotated[MessageText, AfterValidator(whole)]
    """With variables in braces: `{{primeiro_nome}}`, `{{pedido}}`, `{{atendente}}`, …"""
    team: UUID | None = None
    """Null: for everybody."""

    @property
    def wording(self) -> Wording:
        """The same for the desk."""
        team = None if self.team is None else TeamId(self.team)
        return Wording(self.shortcut, self.title, self.text, team)


class CannedView(View):
    """A ready answer."""

    id: UUID
    shortcut: str
    title: str
    text: str
    """With the conversation's values, when one was named; else as it was written."""
    template: str
    """As it was written."""
    missing: tuple[str, ...]
    """Variables that nothing is known for in this conversation: they are left out of `text`."""
    team: UUID | None
    made_by: UUID | None
    changed_at: datetime
    used: int
    """How often."""
    used_at: datetime | None

    @staticmethod
    def of(reply: CannedReply, filled: Filled | None = None) -> "CannedView":
        """The view of a ready answer."""
        shown = filled or Filled(reply.wording.text, ())
        return CannedView(
            id=reply.id,
            shortcut=reply.wording.shortcut,
            title=reply.wording.title,
            text=shown.text,
            template=reply.wording.text,
            missing=shown.missing,
            team=reply.wording.team,
            made_by=reply.made_by,
            changed_at=reply.changed_at,
            used=reply.used,
            used_at=reply.used_at,
        )


class TagView(View):
    """A tag that is, or was, in use."""

    id: str
    """The same as its name."""
    name: str
    color: str | None


class Tagging(Sent):
    """All tags of a conversation."""

    tags: tuple[TagName, ...] = Field(max_length=MOST_TAGS)


class Prioritising(Sent):
    """How urgent a conversation is."""

    priority: Urgency


class Snoozing(Sent):
    """Until when a conversation is put aside."""

    until: AwareDatetime | None
    """Null: wake it now."""


class FileView(FileCard):
    """A file that is still to be sent: name its `id` in a message's `files`."""


class ContactChange(Sent):
    """What is known of a contact. What is left out, or null, stays."""

    name: Short | None = None
    email: Annotated[Short, StringConstraints(pattern=r"^$|^[^@\s]+@[^@\s]+$")] | None = None
    phone: Annotated[Short, StringConstraints(max_length=40)] | None = None
    notes: Annotated[Text, StringConstraints(strip_whitespace=True, max_length=4000)] | None = None
    vip: bool | None = None

    def after(self, before: Known) -> Known:
        """What is known once this is."""
        said = self.model_dump(exclude_none=True)
        return before.model_copy(update=said)


class Merge(Sent):
    """Makes one of two contacts."""

    other: UUID
    """Whose conversations move here."""
    force: bool = False
    """Although the site says that they are two customers."""


class SuggestionView(View):
    """An answer that the agent may send."""

    id: UUID
    answers: int
    """Offset of the customer's message that it answers."""
    text: str
    sources: tuple[SourceLink, ...]
    written: bool
    """By a language model; false: the article's own words."""

    @staticmethod
    def of(made: Suggestion | None) -> "SuggestionView | None":
        """The view of a suggestion."""
        return None if made is None else SuggestionView.model_validate(made)


class Judgement(Sent):
    """What the agent made of a suggestion."""

    verdict: Verdict


class Wrong(Sent):
    """Says that the bot was wrong at a message."""

    what: Literal["intent", "answer"]
    intent: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=161)] | None = (
        None
    )
    """With `intent`: what the customer meant, if one of the intents fits."""
    article: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    """With `answer`: the article that would have been right."""


class DraftedView(View):
    """The article that was begun."""

    article: str
    """Its id in the library."""


class Resolving(Sent):
    """Why a conversation is resolved."""

    reason: Line | None = None
    """`answered`, `done`, `ticket`, `silent`, `spam`, which reports count, or the agent's own words."""
