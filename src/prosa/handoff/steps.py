"""What an agent may ask of the bot while a conversation is theirs: to run a form."""

from prosa.conversations.errors import Conflict
from prosa.conversations.events import ConversationId
from prosa.conversations.lending import lend
from prosa.conversations.log import Log
from prosa.conversations.memory import Memory
from prosa.conversations.projection import Conversation
from prosa.conversations.turn import Parts
from prosa.handoff.guards import held_by
from prosa.handoff.inbox import NoSuchConversation
from prosa.people.agents import Agent


class Moved(Conflict):
    """Something was said while the step was prepared."""


class BotSteps:
    """Has the bot speak in an agent's place, for one form."""

    def __init__(self, parts: Parts, log: Log, memory: Memory) -> None:
        self._parts = parts
        self._log = log
        self._memory = memory

    def forms(self) -> dict[str, str]:
        """What the bot may be asked to do: names of forms, and what people call them, by that name."""
        rules = self._parts.pack.bot.intents.values()
        called = {rule.form: rule.label for rule in rules if rule.form is not None and rule.label is not None}
        named = {
            name: form.label or called.get(name) or name.replace("_", " ")
            for name, form in self._parts.pack.forms.items()
        }
        return dict(sorted(named.items(), key=lambda each: each[1].casefold()))

    async def begin(self, id: ConversationId, by: Agent, form: str) -> Conversation:
        """The bot asks the form's first question; the floor comes back when it ends.

        Raises `NotYours`, `NoSuchForm`, `NothingToAsk`, `Moved`, `NoSuchConversation`.
        """
        standing = await self._log.conversation(id)
        if standing is None:
            raise NoSuchConversation
        held_by(by)(standing)
        context = await self._memory.context(standing)
        held = held_by(by)

        def require(conversation: Conversation) -> None:
            held(conversation)
            # The form notes at which offset it began.
            if conversation.last_offset != standing.last_offset:
                raise Moved

        return (await lend(standing, context, form, (by.id, by.name), self._parts, require)).conversation
