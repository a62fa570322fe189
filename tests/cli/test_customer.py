"""`prosa customer`: somebody's data as JSON, and its erasure, on a real database."""

import json
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import typer

from prosa.cli import customer as command
from prosa.conversations.appending import Opening
from prosa.conversations.customers import CUSTOMERS_KEY, Customers
from prosa.conversations.events import ContactId, ConversationId, Message, NewEvent, Source
from prosa.conversations.ledger import Ledger
from prosa.conversations.sealing import Sealer
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.security.encryption import Cipher
from prosa.security.identity import Identity
from prosa.security.keys import load_secrets
from prosa.settings import Settings


@pytest.fixture
async def ana(
    settings: Settings, database: Database, valkey: Valkey, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[str]:
    """A customer who has said something; commands see the same data folder and engines."""
    assert settings.database_url is not None
    assert settings.valkey_url is not None
    monkeypatch.setenv("PROSA_HOME", str(settings.home))
    monkeypatch.setenv("PROSA_DATABASE_URL", settings.database_url.get_secret_value())
    monkeypatch.setenv("PROSA_VALKEY_URL", settings.valkey_url.get_secret_value())
    secrets = load_secrets(settings)
    cipher = Cipher(secrets.encryption_keys)
    customers = Customers(database, cipher, secrets.derive(CUSTOMERS_KEY))
    ledger = Ledger(database, Sealer(cipher))
    id = ConversationId(uuid4())
    event, tie = await customers.link(id, Identity("c-1", {"name": "Ana Souza"}))
    said = [NewEvent(Source.SYSTEM, event), NewEvent(Source.CUSTOMER, Message(text="moro na rua Xis"))]
    await ledger.append(id, said, opening=Opening(ContactId(id), "web", str(id)), effects=[tie])
    yield "c-1"
    await ledger.close()


async def test_an_export_holds_profile_and_words(ana: str):
    told = await command._export(ana)
    assert told is not None
    assert told["profile"] == {"name": "Ana Souza"}
    assert "moro na rua Xis" in json.dumps(told)


async def test_after_an_erasure_there_is_nobody_to_export(ana: str, database: Database):
    receipt = await command._erase(ana)
    assert receipt is not None
    assert (receipt.conversations, receipt.events) == (1, 2)
    assert await command._export(ana) is None
    assert await command._erase(ana) is None


def test_erasing_needs_a_yes():
    with pytest.raises(typer.Exit):
        command.erase("c-1", yes=False)
