"""The ASGI app around a node: routes, errors as JSON, headers."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from prosa import health, pages
from prosa.channels.web import connecting
from prosa.channels.web import routes as chat_routes
from prosa.console import routes as console_routes
from prosa.conversations.errors import Invalid, NotFoundError, ProsaError, Unavailable
from prosa.engines.errors import EnginesError
from prosa.insights import routes as insights_routes
from prosa.node import Node
from prosa.security.body_limit import BodyLimit
from prosa.security.headers import SecurityHeaders
from prosa.settings import Settings

log = structlog.get_logger()


def build_app(settings: Settings) -> FastAPI:
    """The app, with all its routes. It serves once it has been given a node (`serve`)."""
    app = FastAPI(
        title="Prosa",
        summary="Atendimento ao cliente em português: bot, fila, tickets e relatórios.",
        # The pages that FastAPI makes load scripts from elsewhere, which our policy forbids.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    for router in (
        chat_routes.router,
        connecting.router,
        console_routes.router,
        insights_routes.router,
        health.router,
        pages.router,
    ):
        app.include_router(router)
    pages.mount_static(app)
    _answer_errors(app)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=sorted(settings.origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            max_age=600,
        )
    return app


def serve(app: FastAPI, node: Node) -> None:
    """Gives the app the node that its routes ask for."""
    app.state.node = node
    app.state.web = node.web
    app.state.console = node.console
    app.state.insights = node.insights


def _answer_errors(app: FastAPI) -> None:
    """Errors become JSON here, and nowhere else: `{"error": {"code", "message"}}`."""

    @app.exception_handler(ProsaError)
    async def known(request: Request, error: ProsaError) -> Response:
        return _json(error)

    @app.exception_handler(EnginesError)
    async def away(request: Request, error: EnginesError) -> Response:
        log.warning("request refused, an engine is away", error=type(error).__name__)
        return _json(Unavailable(), **{"Retry-After": "2"})

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
        body = NotFoundError().body() if error.status_code == 404 else _plain(error)
        return JSONResponse(body, error.status_code, headers=error.headers)

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> Response:
        log.error("request failed", error=type(error).__name__, exc_info=error)
        return _json(ProsaError())


def _json(error: ProsaError, **headers: str) -> JSONResponse:
    return JSONResponse(error.body(), error.status, headers={**error.headers(), **headers})


def _plain(error: HTTPException) -> dict[str, dict[str, str]]:
    return {"error": {"code": f"http_{error.status_code}", "message": str(error.detail)}}


def _problem(problem: dict[str, Any]) -> dict[str, str]:
    """Where and what, without what was sent: it may be personal."""
    return {"field": ".".join(str(part) for part in problem["loc"]), "problem": problem["msg"]}
