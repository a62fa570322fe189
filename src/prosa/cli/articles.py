"""`prosa articles`: what the knowledge base holds, and what of it the bot answers with."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from rich.markup import escape
from rich.table import Table

from prosa.cli.console import fail, known_errors, out
from prosa.cli.shelved import CLI, library
from prosa.conversations.errors import ProsaError
from prosa.library.access import Library
from prosa.library.articles import Action, Origin, Status
from prosa.library.shelf import Entry, Filter
from prosa.settings import Settings

Result = TypeVar("Result")

_STATUS = {Status.DRAFT: "rascunho", Status.PUBLISHED: "[green]publicado[/green]"}
_ACTIONS = {
    Action.CREATED: "criou",
    Action.SAVED: "salvou",
    Action.PUBLISHED: "publicou",
    Action.UNPUBLISHED: "tirou do ar",
    Action.ROLLED_BACK: "voltou atrás",
}


def list_articles(status: str | None, origin: str | None, source: str | None) -> None:
    """A table, by id."""
    try:
        shown = Filter(
            status=Status(status) if status else None,
            origin=Origin(origin) if origin else None,
            source=source,
        )
    except ValueError:
        fail("Use --status draft ou published, e --origin pack ou desk.")
    entries = _do(lambda found: _all(found, shown))
    table = Table("identificador", "título", "origem", "estado", "versão", box=None)
    for each in entries:
        version = str(each.article.newest.number) if each.article else "—"
        origin_said = "pacote" if each.origin is Origin.PACK else "aqui"
        table.add_row(escape(each.id), escape(each.content.title), origin_said, _STATUS[each.status], version)
    out.print(table)


def show(id: str) -> None:
    """The article as it was last saved."""
    entry = _do(lambda found: found.shelf.get(id))
    content, article = entry.content, entry.article
    out.print(f"[b]{escape(content.title)}[/b]", soft_wrap=True)
    version = f", versão {article.newest.number}" if article else ", do pacote"
    published = f", publicada a {article.published}" if article and article.published else ""
    out.print(f"{escape(entry.id)}: {_STATUS[entry.status]}{version}{published}", soft_wrap=True)
    for name, value in (
        ("público", content.audience),
        ("idioma", content.language),
        ("de", content.valid_from),
        ("até", content.valid_until),
        ("etiquetas", ", ".join(content.tags)),
        ("perguntas", " | ".join(content.questions)),
        ("fonte", article.source if article else None),
        ("endereço", content.link),
    ):
        if value:
            out.print(f"[dim]{name}:[/dim] {escape(str(value))}", soft_wrap=True)
    out.print(f"\n[i]{escape(content.summary)}[/i]\n", soft_wrap=True)
    out.print(escape(content.body), soft_wrap=True)


def publish(ids: Sequence[str], source: str | None, version: int | None) -> None:
    """Those that are named, or all drafts of a source."""
    if not ids and source is None:
        fail("Diga quais: prosa articles publish ID, ou --source FONTE.")

    async def work(found: Library) -> int:
        drafts = await _all(found, Filter(status=Status.DRAFT, source=source)) if source else []
        chosen = dict.fromkeys((*ids, *(each.id for each in drafts)))
        for id in chosen:
            await found.authoring.publish(id, CLI, version)
        await found.publisher.sync()
        return len(chosen)

    out.print(f"[green]✓[/green] {_do(work)} publicados.")


def unpublish(ids: Sequence[str]) -> None:
    """Those that are named."""

    async def work(found: Library) -> None:
        for id in ids:
            await found.authoring.unpublish(id, CLI)
        await found.publisher.sync()

    _do(work)
    out.print("[green]✓[/green] Fora do ar. As versões ficam guardadas.")


def history(id: str) -> None:
    """Who did what, the latest first."""
    changes = _do(lambda found: found.authoring.changes(id, limit=100))
    table = Table("quando", "quem", "o quê", "versão", box=None)
    for each in changes:
        who = each.by_name or each.source or "—"
        when = f"{each.at.astimezone():%d/%m/%Y %H:%M}"
        table.add_row(when, escape(who), _ACTIONS[each.action], str(each.version))
    out.print(table)


async def _all(found: Library, shown: Filter) -> list[Entry]:
    entries: list[Entry] = []
    after: str | None = None
    while True:
        page = await found.shelf.page(shown, after, 100)
        entries += page.entries
        if page.after is None:
            return entries
        after = page.after


def _do(work: Callable[[Library], Awaitable[Result]]) -> Result:
    async def working() -> Result:
        async with library(Settings()) as found:
            return await work(found)

    with known_errors():
        try:
            return asyncio.run(working())
        except ProsaError as error:
            fail(escape(error.message))
