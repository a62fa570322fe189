"""Browser sessions: a signed token that opens one conversation, and nothing else does."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from prosa.conversations.appending import Opening
from prosa.conversations.errors import Unauthorized
from prosa.conversations.events import ContactId, ConversationId
from prosa.security.tokens import BadToken, Tokens

CHANNEL = "web"


class BadSession(Unauthorized):
    """The session token is not one of ours, or has expired."""

    code = "session"
    says = "Esta conversa expirou. Comece uma nova: envie a mensagem sem session_id."


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's right to one conversation."""

    conversation: ConversationId
    token: str
    """What crosses the wire as `session_id`."""
    new: bool = False
    """Nobody has been given this token before, so nothing has been said yet."""

    @property
    def opening(self) -> Opening:
        """How the conversation begins, should this be its first message.

        An anonymous browser's contact bears the conversation's id until the customer is identified.
        """
        id = self.conversation
        return Opening(contact=ContactId(id), channel=CHANNEL, identity=str(id))


class Sessions:
    """Opens sessions."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens

    def new(self) -> Session:
        """A session of a conversation that nobody has seen. Nothing is stored until something is said."""
        conversation = ConversationId(uuid4())
        return Session(conversation, self._tokens.issue(conversation), new=True)

    def resume(self, token: str) -> Session:
        """The session of this token, with a fresh token when this one has grown old. Raises `BadSession`."""
        try:
            read = self._tokens.read(token)
        except BadToken as error:
            raise BadSession from error
        renewed = self._tokens.issue(read.conversation) if self._tokens.aging(read) else token
        return Session(ConversationId(read.conversation), renewed)

    def open(self, token: str | None) -> Session:
        """The token's session, or a new one without a token. Raises `BadSession`."""
        return self.resume(token) if token else self.new()


def external_id(conversation: UUID, client_id: str) -> str:
    """The id under which the log stores a client's message.

    Clients choose their ids, so each conversation has a space of its own: nobody takes another's.
    """
    return f"{conversation}:{client_id}"
