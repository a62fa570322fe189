"""Errors become answers here, and nowhere else: `{"error": {"code", "message"}}`, or a page for people."""

from collections.abc import Mapping
from contextlib import suppress
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from prosa import pages, watching
from prosa.conversations.errors import Invalid, NotFoundError, ProsaError, Unavailable
from prosa.engines.errors import EnginesError

_INTERNAL_ERROR = 1011  # of a WebSocket, RFC 6455
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_RETRY_SECONDS = "2"
_SAYS = {
    HTTPStatus.BAD_REQUEST: "Não foi possível ler a requisição.",
    HTTPStatus.METHOD_NOT_ALLOWED: "Este endereço não aceita este método.",
}

log = structlog.get_logger()


def answer_errors(app: FastAPI) -> None:
    """Registers an answer for every kind of error."""

    @app.exception_handler(ProsaError)
    async def known(request: Request, error: ProsaError) -> Response:
        return pages.error_page(request, error.status, error.message) or _json(error)

    @app.exception_handler(EnginesError)
    async def away(request: Request, error: EnginesError) -> Response:
        log.warning("request refused, an engine is away", error=type(error).__name__)
        return _json(Unavailable(), {"Retry-After": _RETRY_SECONDS})

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, error: RequestValidationError) -> Response:
        problems = error.errors()
        malformed = any(problem["type"] == "json_invalid" for problem in problems)
        answer = Invalid(
            "O corpo da requisição não é um JSON válido."
            if malformed
            else "Há campos inválidos na requisição."
        )
        body: dict[str, Any] = answer.body()
        body["error"]["fields"] = [_problem(problem) for problem in problems[:20]]
        return JSONResponse(body, 400 if malformed else 422)

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> Response:
        if error.status_code == HTTPStatus.NOT_FOUND:
            return await known(request, NotFoundError())
        headers = dict(error.headers or {})
        if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(_allowed(request))
        return JSONResponse(_plain(error), error.status_code, headers=headers)


class LastWord:
    """ASGI middleware that hears of every error nobody expected: logs it and says that we are sorry.

    Within the others, so that the answer has their headers, which Starlette's own would not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves the request or the socket."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                watching.requests.labels(scope["method"], message["status"]).inc()
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            log.exception("request failed", kind=scope["type"], route=_route(scope))
            if scope["type"] == "websocket":
                with suppress(RuntimeError, OSError):  # it may have closed before
                    await send({"type": "websocket.close", "code": _INTERNAL_ERROR})
            elif not started:
                away = isinstance(error, EnginesError)
                await _json(Unavailable() if away else ProsaError())(scope, receive, watched)


def _route(scope: Scope) -> str | None:
    """The route's pattern: the path itself may hold ids."""
    return getattr(scope.get("route"), "path", None)


def _allowed(request: Request) -> list[str]:
    """Methods of all routes with this path, of which the router names the first one's."""
    asked = {key: request.scope[key] for key in ("type", "path", "root_path", "headers")}
    return [
        method
        for method in _METHODS
        if any(route.matches({**asked, "method": method})[0] is Match.FULL for route in request.app.routes)
    ]


def _json(error: ProsaError, headers: Mapping[str, str] | None = None) -> JSONResponse:
    return JSONResponse(error.body(), error.status, headers={**error.headers(), **(headers or {})})


def _plain(error: HTTPException) -> dict[str, dict[str, str]]:
    status = HTTPStatus(error.status_code)
    says = _SAYS.get(status, "Não foi possível atender a esta requisição.")
    return {"error": {"code": status.name.lower(), "message": says}}


def _problem(problem: dict[str, Any]) -> dict[str, str]:
    """Where and what, without what was sent: it may be personal."""
    return {"field": ".".join(str(part) for part in problem["loc"]), "problem": problem["msg"]}
