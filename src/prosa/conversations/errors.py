"""What can go wrong for a caller: each error knows its HTTP status, its code and what to tell a person.

`code` is for machines and never changes; `message` is Portuguese and may be shown as it is. The app turns
these into JSON in one place; services raise them and routes let them pass.
"""


class ProsaError(Exception):
    """An error that a caller can act on."""

    status = 500
    code = "error"
    says = "Algo deu errado do nosso lado. Tente de novo em instantes."
    """The message when the place that raises has nothing better to say."""

    def __init__(self, message: str | None = None) -> None:
        self.message = message or self.says
        super().__init__(self.message)

    def headers(self) -> dict[str, str]:
        """Response headers that belong to the error."""
        return {}

    def body(self) -> dict[str, dict[str, str]]:
        """The JSON that a caller gets."""
        return {"error": {"code": self.code, "message": self.message}}


class Unauthorized(ProsaError):
    """Nobody we know: no credential, or not a valid one."""

    status = 401
    code = "unauthorized"
    says = "Faça login para continuar."

    def headers(self) -> dict[str, str]:
        """Names the scheme, as HTTP asks of every 401."""
        return {"WWW-Authenticate": "Bearer"}


class Forbidden(ProsaError):
    """Somebody we know, but not allowed to do this."""

    status = 403
    code = "forbidden"
    says = "Você não tem permissão para fazer isso."


class NotFoundError(ProsaError):
    """There is no such thing (or none that the caller may know of)."""

    status = 404
    code = "not_found"
    says = "Não encontramos o que você procura."


class Conflict(ProsaError):
    """The thing is not in a state that allows this."""

    status = 409
    code = "conflict"
    says = "Isso mudou enquanto você olhava. Atualize e tente de novo."


class Invalid(ProsaError):
    """What was sent does not make sense."""

    status = 422
    code = "invalid"
    says = "Os dados enviados não são válidos."


class TooMany(ProsaError):
    """Too much in too short a time. `retry_after` is in seconds."""

    status = 429
    code = "too_many"
    says = "Muitas mensagens em pouco tempo. Aguarde um instante e tente de novo."

    def __init__(self, retry_after: int, message: str | None = None) -> None:
        super().__init__(message)
        self.retry_after = max(1, retry_after)

    def headers(self) -> dict[str, str]:
        """When to come back."""
        return {"Retry-After": str(self.retry_after)}


class Unavailable(ProsaError):
    """Something we need is away; trying again later may work."""

    status = 503
    code = "unavailable"
    says = "Estamos com uma instabilidade. Tente de novo em instantes."
