"""What the socket needs of whoever keeps presence (`handoff`), and what agents are told of it."""

from collections.abc import Sequence
from typing import Protocol

from prosa.console.live.protocol import Colleague
from prosa.conversations.events import AgentId


class Attendance(Protocol):
    """Knows who is there."""

    async def here(self, agent: AgentId, connection: str) -> None:
        """A socket of theirs is open: said when it opens, and at each sign of life from it."""
        ...

    async def gone(self, agent: AgentId, connection: str) -> None:
        """This socket of theirs was closed."""
        ...

    async def active(self, agent: AgentId) -> None:
        """They did something."""
        ...


Colleagues = Sequence[Colleague]


class Unattended:
    """Nobody keeps presence."""

    async def here(self, agent: AgentId, connection: str) -> None:
        """Nothing is kept."""

    async def gone(self, agent: AgentId, connection: str) -> None:
        """Nothing is kept."""

    async def active(self, agent: AgentId) -> None:
        """Nothing is kept."""
