"""What is checked before a message of the web channel is taken in."""

from prosa.channels.web.protocol import ErrorCode
from prosa.channels.web.sessions import Session
from prosa.conversations.errors import Invalid, ProsaError, TooMany
from prosa.security.limits import RateLimits


class Empty(Invalid):
    """Nothing was said."""

    code = ErrorCode.EMPTY.value
    says = "A mensagem está vazia. Escreva alguma coisa e envie de novo."


class TooLong(Invalid):
    """More than anybody reads."""

    code = ErrorCode.TOO_LONG.value


class Slowly(TooMany):
    """The rate limit of the session or of its address is reached."""

    code = ErrorCode.RATE_LIMITED.value


class Doorkeeper:
    """Lets messages in, or says why not."""

    def __init__(self, limits: RateLimits, max_chars: int) -> None:
        self._limits = limits
        self._max_chars = max_chars

    async def admit(self, text: str, session: Session, address: str) -> None:
        """Raises `Empty`, `TooLong` or `Slowly`, with words for the customer."""
        check_text(text, self._max_chars)
        await self.count(session, address)

    async def admit_file(self, caption: str, session: Session, address: str) -> None:
        """Raises `TooLong` or `Slowly`: a file counts as a message, and needs no words."""
        if caption.strip():
            check_text(caption, self._max_chars)
        await self.count(session, address)

    async def count(self, session: Session, address: str) -> None:
        """Counts something that costs as much as a message. Raises `Slowly`."""
        if wait := await self._limits.wait_seconds(str(session.conversation), address):
            raise Slowly(wait, _wait_message(wait))


def check_text(text: str, max_chars: int) -> None:
    """Raises `Empty` or `TooLong`."""
    if len(text) > max_chars:
        raise TooLong(
            f"A mensagem tem {len(text)} caracteres; o limite é {max_chars}. Divida em partes menores."
        )
    if not any(character.isprintable() and not character.isspace() for character in text):
        raise Empty


def refused(error: ProsaError) -> ErrorCode:
    """The protocol's code for an error."""
    return ErrorCode(error.code) if error.code in set(ErrorCode) else ErrorCode.INVALID


def _wait_message(seconds: int) -> str:
    if seconds < 60:
        wait = f"{seconds} segundo{'s' if seconds != 1 else ''}"
    elif seconds < 3600:
        minutes = -(-seconds // 60)
        wait = f"{minutes} minuto{'s' if minutes != 1 else ''}"
    else:
        hours = -(-seconds // 3600)
        wait = f"{hours} hora{'s' if hours != 1 else ''}"
    return f"Você enviou muitas mensagens em pouco tempo. Tente de novo em {wait}."
