"""The passages of an article, ready to be stored: what is shown, what is searched, what is encoded. Pure."""

from dataclasses import dataclass
from hashlib import blake2b

from prosa.knowledge.chunking import chunks
from prosa.knowledge.terms import plain, stored
from prosa.language.encoders.passages import NAME
from prosa.packs.content import Article

SEPARATOR = " › "
"""Between the headings that a passage stands under."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage to be."""

    heading: str
    """The headings it stands under, without the article's title."""
    body: str
    """Markdown: what is shown."""
    terms: str
    """Its stems, with those of what it stands under."""
    hash: bytes
    """Equal for what has equal vectors."""


def passages_of(entry: Article) -> list[Passage]:
    """The summary first, when there is one, then the body's passages. Never none."""
    head = (entry.title, *entry.questions, *entry.tags, entry.summary)
    found = [_passage(entry.title, "", entry.summary, stored(head))] if entry.summary else []
    for chunk in chunks(entry.body):
        heading = SEPARATOR.join(chunk.headings)
        found.append(
            _passage(entry.title, heading, chunk.text, stored((entry.title, *chunk.headings, chunk.text)))
        )
    return found or [_passage(entry.title, "", entry.title, stored(head))]


def encoded_text(title: str, heading: str, body: str) -> str:
    """What a passage's vector is of."""
    return "\n".join(part for part in (title, heading, plain(body)) if part)


def _passage(title: str, heading: str, body: str, terms: str) -> Passage:
    text = f"{NAME}\0{encoded_text(title, heading, body)}"
    return Passage(heading, body, terms, blake2b(text.encode("utf-8", "replace"), digest_size=16).digest())
