"""Trainings and versions of the model over HTTP, under /api/learning."""

from typing import Annotated

from fastapi import APIRouter, Path

from prosa.learning.access import Learning, Services
from prosa.learning.model_schemas import RunView, TrainingOrder, VersionsView
from prosa.learning.serving import tell_nodes
from prosa.learning.versions import How, bot_of
from prosa.people.access import CurrentAgent, CurrentSupervisor

router = APIRouter()


@router.post("/train", status_code=202)
async def start_training(order: TrainingOrder, agent: CurrentSupervisor, learning: Services) -> RunView:
    """Train on the pack with all that was accepted. The new model replaces the old one unless it is worse.

    Runs beside the node; look at `/training` for how far it is. 409 while one runs.
    """
    return RunView.of(learning.runs.start(even_if_worse=order.even_if_worse, by=agent.id))


@router.get("/training")
async def last_training(agent: CurrentAgent, learning: Services) -> RunView | None:
    """The training that was last started on this node, with its result. Null when there was none."""
    return None if learning.runs.last is None else RunView.of(learning.runs.last)


@router.get("/models")
async def list_models(agent: CurrentAgent, learning: Services) -> VersionsView:
    """The versions of the model, the newest first."""
    return await _versions(learning)


@router.post("/models/{version}/use")
async def use_model(
    version: Annotated[str, Path(min_length=8, max_length=64, pattern="^[0-9a-f]+$")],
    agent: CurrentSupervisor,
    learning: Services,
) -> VersionsView:
    """Let this version serve, on all nodes: to go back, or forward again."""
    chosen = await learning.versions.find(version)
    await learning.versions.choose(chosen.id, learning.pack, How.CHOSEN, agent.id)
    await tell_nodes(learning.valkey)
    return await _versions(learning)


async def _versions(learning: Learning) -> VersionsView:
    current = await learning.versions.current(bot_of(learning.pack))
    return VersionsView.of(await learning.versions.all(), None if current is None else current.version.id)
