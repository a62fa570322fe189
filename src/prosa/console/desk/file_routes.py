"""Files: agents upload them here, and open them by being signed in; customers open them by signed links."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import StreamingResponse

from prosa.console.access import Services
from prosa.console.desk.access import DeskServices
from prosa.console.desk.schemas import FileView
from prosa.conversations.documented import errors
from prosa.conversations.events import ConversationId
from prosa.desk.files.serving import response_of
from prosa.desk.files.store import NoSuchFile
from prosa.people.access import CurrentAgent

router = APIRouter()
public = APIRouter(tags=["chat"], responses=errors(404, 422, 503))

UPLOADS = ("/api/agent/conversations/*/files", "/api/conversations/*/files")
"""Take bodies larger than others do, and read them only once it is known who sends them."""
FileName = Annotated[str, Query(min_length=1, max_length=255)]
BINARY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}
_FILE: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/octet-stream": {}}, "description": "The file."}
}


@router.post("/conversations/{id}/files", status_code=201, openapi_extra=BINARY, responses=errors(429))
async def upload(
    id: UUID, request: Request, agent: CurrentAgent, console: Services, desk: DeskServices, name: FileName
) -> FileView:
    """Upload the file that is the request's body, at most 10 MB, to send it with a message.

    Pictures, PDF, office documents, audio and plain text: what it is, its content says. 422 for others.
    """
    standing = await console.inbox.get(ConversationId(id))
    stored = await desk.files.keep(standing.id, agent.id, name, await desk.uploads.read(request))
    return FileView(**stored.card.model_dump())


@router.get("/files/{id}", response_class=StreamingResponse, responses=_FILE)
async def open_file(id: UUID, agent: CurrentAgent, desk: DeskServices) -> StreamingResponse:
    """A file of a conversation. Pictures are shown, everything else is saved."""
    stored = await desk.files.get(id)
    return response_of(stored, desk.files.pieces(stored))


@public.get("/api/files/{id}", response_class=StreamingResponse, responses=_FILE)
async def open_by_link(
    id: UUID,
    desk: DeskServices,
    until: Annotated[int, Query(ge=0, le=2**40)],
    key: Annotated[str, Query(min_length=40, max_length=40)],
) -> StreamingResponse:
    """A file, by the link that the customer was given. It opens for a day; a new one comes with the log."""
    if not desk.links.opens(id, until, key):
        raise NoSuchFile
    stored = await desk.files.get(id)
    return response_of(stored, desk.files.pieces(stored))
