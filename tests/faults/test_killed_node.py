"""A node is killed with -9 while it thinks about an answer: another one gives it, once."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from prosa.conversations import turns as turns_module
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from tests.conversations.nodes import Chat, ended, open_node

NODE = Path(__file__).with_name("thinking_node.py")


async def test_the_message_of_a_killed_node_is_answered_by_another(
    database: Database,
    valkey: Valkey,
    database_url: str,
    valkey_url: str,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(turns_module, "SWEEP_SECONDS", 0.1)
    monkeypatch.setattr(turns_module, "ABANDONED_AFTER", timedelta())
    async with open_node(database_url, valkey_url) as node:
        chat = Chat(node)
        dying = await asyncio.create_subprocess_exec(
            sys.executable,
            *(str(NODE), database_url, valkey_url, str(chat.conversation)),
            stdout=asyncio.subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env={"PYTHONPATH": "."},
        )
        assert dying.stdout is not None
        assert await dying.stdout.readline() == b"thinking\n"
        assert await valkey.client.exists(f"prosa:lease:{chat.conversation}")
        dying.kill()
        await dying.wait()

        sweep = asyncio.create_task(node.turns.sweep())
        answers = await chat.answers()
        await ended(sweep)

        assert answers == [0]
