"""`prosa customer`: what the law (LGPD) lets customers ask for: their data as JSON, and its erasure."""

import asyncio
import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from prosa.cli.console import fail, known_errors, out
from prosa.conversations.customers import CUSTOMERS_KEY, Customer, Customers
from prosa.conversations.erasing import Erasure, Receipt
from prosa.conversations.log import Log
from prosa.conversations.sealing import Sealer
from prosa.engines import open_engines
from prosa.engines.database import Database
from prosa.engines.schema import require_current, upgrade
from prosa.engines.valkey import Valkey
from prosa.handoff.tickets import TicketReview
from prosa.node import erasure_of
from prosa.security.encryption import Cipher
from prosa.security.keys import load_secrets
from prosa.settings import Settings


@dataclass(frozen=True, slots=True)
class _Opened:
    customers: Customers
    log: Log
    tickets: TicketReview
    erasure: Erasure


def export(external_id: str) -> None:
    """Prints all that is kept of the customer as one JSON document."""
    with known_errors():
        told = asyncio.run(_export(external_id))
    if told is None:
        fail("Não há cliente com este id.")
    print(json.dumps(told, ensure_ascii=False, indent=2))  # noqa: T201 - a document, not a message


def erase(external_id: str, *, yes: bool) -> None:
    """Erases the customer and prints the receipt."""
    if not yes:
        fail("Apagar não tem volta. Rode de novo com --yes para confirmar.")
    with known_errors():
        receipt = asyncio.run(_erase(external_id))
    if receipt is None:
        fail("Não há cliente com este id.")
    out.print(
        f"[green]✓[/green] Apagado: {receipt.conversations} conversa(s), {receipt.events} registro(s), "
        f"{receipt.tickets} chamado(s). Comprovante: {receipt.number}",
        soft_wrap=True,
    )


async def _export(external_id: str) -> dict[str, Any] | None:
    async with _opened() as opened:
        somebody = await opened.customers.find(external_id)
        return None if somebody is None else await _all_of(somebody, opened)


async def _all_of(somebody: Customer, opened: _Opened) -> dict[str, Any]:
    conversations = await opened.customers.conversations(somebody.id)
    return {
        "id": somebody.kept.external_id,
        "known_since": somebody.created_at.isoformat(),
        "profile": somebody.kept.profile,
        "preferences": somebody.kept.preferences,
        "conversations": [
            {
                "id": str(id),
                "events": [
                    {
                        "at": event.at.isoformat(),
                        "source": event.source.value,
                        **event.data.model_dump(mode="json", exclude_defaults=True),
                        "kind": event.data.kind,
                    }
                    for event in await opened.log.all_after(id, -1)
                ],
            }
            for id in conversations
        ],
        "tickets": [
            await _ticket(number, opened)
            for id in conversations
            for number in await opened.tickets.numbers(id)
        ],
    }


async def _ticket(number: int, opened: _Opened) -> dict[str, Any]:
    ticket, history = await opened.tickets.get(number)
    return {
        "number": ticket.number,
        "type": ticket.type,
        "urgency": ticket.urgency.value,
        "status": ticket.status.value,
        "opened_at": ticket.opened_at.isoformat(),
        "subject": ticket.subject,
        "description": ticket.description,
        "history": [
            {"at": step.at.isoformat(), "step": step.step.value, "text": step.text} for step in history
        ],
        "attachments": [
            {"name": file.name, "link": file.link} for file in await opened.tickets.attachments(number)
        ],
    }


async def _erase(external_id: str) -> Receipt | None:
    async with _opened() as opened:
        somebody = await opened.customers.find(external_id)
        return None if somebody is None else await opened.erasure.erase_customer(somebody, how="command")


@asynccontextmanager
async def _opened() -> AsyncGenerator[_Opened]:
    settings = Settings()
    async with open_engines(settings) as engines:
        database = Database(engines.database_url, pool=3)
        valkey = Valkey(engines.valkey_url, pool=2)
        try:
            await (upgrade if engines.embedded_database else require_current)(database)
            secrets = load_secrets(settings)
            cipher = Cipher(secrets.encryption_keys)
            customers = Customers(database, cipher, secrets.derive(CUSTOMERS_KEY))
            yield _Opened(
                customers,
                Log(database, Sealer(cipher)),
                TicketReview(database, cipher),
                erasure_of(database, valkey, cipher, customers),
            )
        finally:
            await valkey.close()
            await database.close()
