"""Imported products: what a catalogue changes, and what search is given."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import orjson
from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.knowledge import variants
from prosa.library.imports.importing import Agree, Line, Report, Wishes, alone
from prosa.library.imports.items import Broken, Progress
from prosa.library.models import product as table
from prosa.library.products.feeds import read_feed
from prosa.library.products.grouping import grouped
from prosa.library.publishing import Subject, mark
from prosa.packs.content import Product
from prosa.people import audit

_BATCH = 500
_LISTS = ("features", "aliases")


class Catalogue:
    """Keeps products that were imported."""

    def __init__(
        self,
        database: Database,
        published: Callable[[], None] = lambda: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`published` hears, after the commit, that the index is behind."""
        self._database = database
        self._published = published
        self._clock = clock

    async def run(
        self,
        name: str,
        data: bytes,
        wishes: Wishes,
        tell: Progress = lambda step, done, total: None,
        agree: Agree = lambda report: True,
        by: AgentId | None = None,
    ) -> Report:
        """Imports a catalogue in one transaction, if `agree` (called in a thread) does with the changes.

        Running it again changes nothing.

        `name` names the source. Products are found as soon as they are indexed. Missing ones stay unless
        they are to be removed. Raises `SourceUnusable`, `AlreadyImporting`, `DatabaseAway`.
        """
        source = f"products:{name}"
        async with alone(self._database, source):
            tell("lendo", 0, None)
            offers, broken = await asyncio.to_thread(read_feed, data)
            products = await asyncio.to_thread(grouped, offers)
            ours, others = await self._known(source)
            hashes = await asyncio.to_thread(lambda: {each.id: _hash(each) for each in products})
            taken = [each for each in products if each.id in others]
            broken += [Broken(each.id, f"Este id já é de outra fonte: {others[each.id]}.") for each in taken]
            mine = [each for each in products if each.id not in others]
            new = [each for each in mine if each.id not in ours]
            changed = [each for each in mine if each.id in ours and ours[each.id] != hashes[each.id]]
            # A product whose line is broken is not gone.
            missing = [] if broken else sorted(ours.keys() - {each.id for each in mine})
            removed = missing if wishes.remove_missing else []
            would = Report(
                source=source,
                dry_run=True,
                new=tuple(Line(each.id, each.name, each.id) for each in new),
                changed=tuple(Line(each.id, each.name, each.id) for each in changed),
                unchanged=len(mine) - len(new) - len(changed),
                missing=tuple(Line(id, id, id) for id in missing),
                removed=0,
                broken=tuple(broken),
            )
            if wishes.dry_run or not await asyncio.to_thread(agree, would):
                return would
            if new or changed or removed:
                await self._write(source, [*new, *changed], hashes, removed, tell, by)
        return replace(would, dry_run=False, removed=len(removed))

    async def _known(self, source: str) -> tuple[dict[str, bytes], dict[str, str]]:
        """Hashes of this source's products, and the source of each of the others."""
        ours: dict[str, bytes] = {}
        others: dict[str, str] = {}
        async with self._database.connect() as connection:
            for row in await connection.execute(select(table.c.id, table.c.source, table.c.hash)):
                if row.source == source:
                    ours[row.id] = bytes(row.hash)
                else:
                    others[row.id] = row.source
        return ours, others

    async def _write(
        self,
        source: str,
        products: Sequence[Product],
        hashes: dict[str, bytes],
        removed: Sequence[str],
        tell: Progress,
        by: AgentId | None,
    ) -> None:
        now = self._clock()
        async with self._database.begin() as connection:
            for start in range(0, len(products), _BATCH):
                batch = products[start : start + _BATCH]
                row = upsert(table)
                await connection.execute(
                    row.on_conflict_do_update(
                        index_elements=[table.c.id],
                        set_={name: row.excluded[name] for name in ("hash", "data", "updated_at")},
                        where=table.c.source == source,
                    ),
                    [
                        {
                            "id": each.id,
                            "source": source,
                            "hash": hashes[each.id],
                            "data": _stored(each),
                            "updated_at": now,
                        }
                        for each in batch
                    ],
                )
                tell("gravando", start + len(batch), len(products))
            if removed:
                await connection.execute(
                    delete(table).where(table.c.source == source, table.c.id.in_(removed))
                )
            await mark(connection, Subject.PRODUCTS)
            detail = {"written": len(products), "removed": len(removed)}
            await audit.record(connection, by, "products.imported", source, detail)
        self._published()


async def imported_products(connection: AsyncConnection, day: date) -> Sequence[Product]:
    """All imported products, as search takes them."""
    rows = (await connection.execute(select(table.c.data).order_by(table.c.id))).scalars().all()
    return await asyncio.to_thread(lambda: [_read(each) for each in rows])


def _hash(product: Product) -> bytes:
    return blake2b(orjson.dumps(_stored(product), option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def _stored(product: Product) -> dict[str, Any]:
    """As the database keeps it: money as text, so that no cent is lost."""
    return {
        **asdict(product),
        "price": str(product.price),
        "old_price": None if product.old_price is None else str(product.old_price),
        "variants": variants.as_json(product.variants),
    }


def _read(stored: dict[str, Any]) -> Product:
    known: dict[str, Any] = {**stored, **{name: tuple(stored[name]) for name in _LISTS}}
    known["price"] = Decimal(stored["price"])
    known["old_price"] = None if stored["old_price"] is None else Decimal(stored["old_price"])
    known["variants"] = variants.from_json(stored["variants"])
    return Product(**known)
