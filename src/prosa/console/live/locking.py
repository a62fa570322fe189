"""One voice among several agents: who types first speaks first."""

from prosa.console.live.viewing import Viewing
from prosa.conversations.errors import Conflict
from prosa.conversations.events import AgentId, ConversationId
from prosa.people.agents import Agent


class SomeoneTypes(Conflict):
    """A colleague is writing to the same customer."""

    code = "someone_types"

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} está digitando nesta conversa. Espere um instante, ou envie mesmo assim.")
        self.name = name

    def body(self) -> dict[str, dict[str, str]]:
        """With the colleague's name by itself."""
        body = super().body()
        body["error"]["name"] = self.name
        return body


async def nobody_else_types(viewing: Viewing, conversation: ConversationId, agent: Agent) -> None:
    """Raises `SomeoneTypes`."""
    if (name := await viewing.typist(conversation, AgentId(agent.id))) is not None:
        raise SomeoneTypes(name)
