"""Whether this node lives, is ready, and what it counts."""

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from prosa.conversations.documented import errors
from prosa.conversations.errors import Forbidden
from prosa.node import Node
from prosa.security.local import is_local

ANSWER_SECONDS = 3.0
"""Longest wait for the database, shorter than those who watch over us are patient."""

router = APIRouter(tags=["health"])


class Readiness(BaseModel):
    """`ready` needs the database and a model; without Valkey Prosa still answers."""

    ready: bool
    database: Literal["ok", "away"]
    valkey: Literal["ok", "away"]
    pack: str


class Life(BaseModel):
    """All there is to say."""

    status: Literal["ok"] = "ok"


@router.get("/healthz")
async def healthz() -> Life:
    """The process lives."""
    return Life()


@router.get("/readyz", response_model=Readiness, responses={503: {"model": Readiness}})
async def readyz(request: Request) -> Response:
    """Whether messages can be taken in now: 200, or 503."""
    node: Node = request.app.state.node
    readiness = Readiness(
        ready=True,
        database="ok" if await node.database.answers(within=ANSWER_SECONDS) else "away",
        valkey="ok" if await node.valkey.answers() else "away",
        pack=node.pack.bot.company.name,
    )
    readiness = readiness.model_copy(update={"ready": readiness.database == "ok"})
    return JSONResponse(readiness.model_dump(), 200 if readiness.ready else 503)


@router.get(
    "/metrics",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **errors(403)},
)
async def metrics(request: Request) -> Response:
    """Prometheus' text format. Only for callers on this machine, unless `PROSA_METRICS_PUBLIC` is set."""
    node: Node = request.app.state.node
    if not (node.settings.metrics_public or is_local(request, node.settings.host)):
        raise Forbidden
    node.gauge()
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
