from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from prosa.conversations.decisions import Decision
from prosa.conversations.stages.reply import reply
from prosa.conversations.turn import Parts, Spoken, Turn
from tests.conversations.nodes import Node
from tests.conversations.turning import turn

Speak = Callable[..., Awaitable[Spoken]]


@pytest.fixture
def parts(node: Node) -> Parts:
    return node.parts


@pytest.fixture
def speak(parts: Parts) -> Speak:
    """Carries a decision out and gives what is said."""

    async def speak(decision: Decision, at: Turn | None = None) -> Spoken:
        return (await reply(replace(at or turn(), decision=decision), parts)).said

    return speak
