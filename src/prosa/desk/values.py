"""What the variables of ready answers stand for in a conversation."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from prosa.conversations.context import Context
from prosa.conversations.events import ConversationId
from prosa.desk.contacts import Contact
from prosa.packs.schema import Bot
from prosa.people.agents import Agent

Recall = Callable[[ConversationId], Awaitable[Context | None]]
"""What the bot keeps in mind of a conversation; None when there is none."""
_NOON, _EVENING = 12, 18


class Values:
    """Knows them."""

    def __init__(
        self, bot: Bot, recall: Recall, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._bot = bot
        self._recall = recall
        self._clock = clock

    async def of(self, id: ConversationId, somebody: Contact, agent: Agent) -> dict[str, str]:
        """By variable; "" for what is not known."""
        context = await self._recall(id) or Context()
        name = somebody.name or context.profile.get("name", "")
        return {
            "nome": name,
            "primeiro_nome": name.partition(" ")[0],
            "email": somebody.email or _said(context, "email"),
            "telefone": somebody.phone or _said(context, "phone"),
            "pedido": _said(context, "order") or somebody.preferences.get("order", ""),
            "chamado": _said(context, "ticket"),
            "atendente": agent.name,
            "empresa": self._bot.company.name,
            "saudacao": greeting(self._clock().astimezone(ZoneInfo(self._bot.timezone))),
        }


def greeting(now: datetime) -> str:
    """As people greet each other at this time of day."""
    if now.hour < _NOON:
        return "Bom dia"
    return "Boa tarde" if now.hour < _EVENING else "Boa noite"


def _said(context: Context, kind: str) -> str:
    known: Mapping[str, str] = {**context.profile, **context.entities}
    return known.get(kind, "")
