"""Makes what an author would have written of what a source says."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from prosa.library.content import LANGUAGE, MAX_BODY_CHARS, MAX_SUMMARY_CHARS, MAX_TITLE_CHARS, Content
from prosa.library.imports.items import Unreadable
from prosa.library.markdown import first_heading
from prosa.packs.content import EVERYBODY
from prosa.packs.fields import Day, IntentName, Key, ShortText

_HEADING = re.compile(r"\A\s*#{1,2}\s+[^\n]+\n+")


def _listed(value: object) -> object:
    """Other tools write lists as `a, b`."""
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


class Head(BaseModel):
    """What front matter may say, as in a pack's articles. Fields of other tools are passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: str | None = None
    summary: str | None = None
    tags: Annotated[tuple[ShortText, ...], BeforeValidator(_listed), Field(max_length=50)] = ()
    intents: Annotated[tuple[IntentName, ...], BeforeValidator(_listed), Field(max_length=50)] = ()
    questions: Annotated[tuple[ShortText, ...], Field(max_length=50)] = ()
    audience: Key = EVERYBODY
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")] = LANGUAGE
    valid_from: Day | None = None
    valid_until: Day | None = None


def content_from(
    body: str,
    *,
    title: str | None = None,
    name: str = "",
    head: Mapping[str, object] | None = None,
    link: str | None = None,
    tags: tuple[str, ...] = (),
) -> Content:
    """The article. The title is the head's, else the given one, the first heading, or made of `name`.

    Raises `Unreadable` when there is no text, too much of it, or a field makes no sense.
    """
    try:
        said = Head.model_validate(head or {})
    except ValidationError as error:
        fields = ", ".join(sorted({str(detail["loc"][0]) for detail in error.errors()}))
        raise Unreadable(f"O cabeçalho tem campos que não fazem sentido: {fields}.") from None
    text = storable(body).strip()
    if not text:
        raise Unreadable("Não há texto.")
    if len(text) > MAX_BODY_CHARS:
        raise Unreadable(f"Tem mais de {MAX_BODY_CHARS:,} caracteres; divida em partes.".replace(",", "."))
    heading = first_heading(text) if not (said.title or title) else None
    called = said.title or title or heading or _spoken(name)
    called = " ".join(storable(called).split())[:MAX_TITLE_CHARS].strip() or "Sem título"
    if (found := _HEADING.match(text)) and first_heading(found[0]) == called and text[found.end() :].strip():
        text = text[found.end() :].strip()  # the title is not said twice
    return Content(
        title=called,
        summary=storable(said.summary or "").strip()[:MAX_SUMMARY_CHARS],
        body=text,
        audience=said.audience,
        language=said.language,
        valid_from=said.valid_from,
        valid_until=said.valid_until,
        tags=said.tags or tuple(storable(tag)[:MAX_TITLE_CHARS] for tag in tags if tag.strip())[:50],
        intents=said.intents,
        questions=said.questions,
        link=link,
    )


def storable(text: str) -> str:
    """In composed form, with Unix line ends, without what cannot be stored or shown."""
    kept = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode()
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", kept)
        if letter in "\n\t" or unicodedata.category(letter) != "Cc"
    )


def _spoken(name: str) -> str:
    """A file's name as a title: `prazo_de-entrega.md` → `Prazo de entrega`."""
    words = re.sub(r"[_\-]+", " ", name.rpartition("/")[2].rpartition(".")[0] or name).strip()
    return words[:1].upper() + words[1:]
