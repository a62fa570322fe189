"""What an article says, and to whom."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from prosa.packs.content import EVERYBODY

MAX_BODY_CHARS = 200_000
MAX_SUMMARY_CHARS = 2000
MAX_TITLE_CHARS = 200
MAX_LISTED = 50
"""Tags, intents or questions of one article."""
LANGUAGE = "pt-BR"
ID_PATTERN = r"^[a-z0-9_.\-]+$"
MAX_ID_CHARS = 80


@dataclass(frozen=True, slots=True)
class Content:
    """All that an author writes."""

    title: str
    summary: str
    """One or two sentences that answer on their own: what is sent in chat."""
    body: str
    """Markdown. HTML in it is text: it is shown as it was typed."""
    audience: str = EVERYBODY
    """Who it is for. The bot answers customers with what is for everybody; other names are groups."""
    language: str = LANGUAGE
    """As in BCP 47. The bot answers with what is in Portuguese."""
    valid_from: date | None = None
    """First day, in the company's time zone."""
    valid_until: date | None = None
    """Last day."""
    tags: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    """The same question as customers put it."""
    link: str | None = None
    """Where it was published first, if it was."""

    def is_valid_on(self, day: date) -> bool:
        """Whether it holds on this day."""
        began = self.valid_from is None or self.valid_from <= day
        return began and (self.valid_until is None or day <= self.valid_until)

    def is_for_the_bot(self, day: date) -> bool:
        """Whether the bot may answer with it on this day, once it is published."""
        portuguese = self.language.lower().partition("-")[0] == "pt"
        return self.audience == EVERYBODY and portuguese and self.is_valid_on(day)


def id_from(title: str) -> str:
    """An id made of a title: `Qual é o prazo?` → `qual-e-o-prazo`. Never empty."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[: MAX_ID_CHARS - 8].strip("-") or "artigo"
