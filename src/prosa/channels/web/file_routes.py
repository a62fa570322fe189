"""Photos and PDF from customers: the body of a request becomes a message of the conversation."""

from typing import Annotated
from urllib.parse import unquote
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Query, Request
from pydantic import TypeAdapter, ValidationError

from prosa.channels.web.channel import Web
from prosa.channels.web.frames import frame_of
from prosa.channels.web.protocol import Identifier, MessageFrame
from prosa.channels.web.routes import Bearer, address_of, authorized
from prosa.channels.web.schemas import SentFile
from prosa.channels.web.sessions import external_id
from prosa.conversations.documented import errors
from prosa.conversations.errors import Invalid
from prosa.conversations.events import Source
from prosa.conversations.parts import Text
from prosa.desk.files.store import FileRefused, FileTooLarge
from prosa.security.limits import network_of

CAPTION = "X-Prosa-Text"
"""Header with what is said with the file, percent-encoded UTF-8: addresses are written into logs."""
MOST_CAPTION_BYTES = 12_000

_caption: TypeAdapter[str] = TypeAdapter(Text)

router = APIRouter(tags=["chat"], responses=errors(401, 422, 503))
BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class NotToBeSent(FileRefused):
    """Neither photo nor PDF, or too large."""

    def __init__(self, most: int) -> None:
        size = f"{most / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",")
        super().__init__(
            f"Esse tipo de arquivo não pode ser enviado. Envie foto ou PDF de até {size} MB."
            if most
            else "Este atendimento não recebe arquivos."
        )


@router.post(
    "/api/conversations/{conversation}/files",
    status_code=201,
    openapi_extra=BODY,
    responses=errors(408, 409, 413, 429),
)
async def send_file(
    conversation: UUID,
    web: Web,
    credentials: Bearer,
    request: Request,
    name: Annotated[str, Query(min_length=1, max_length=255)],
    message_id: Annotated[Identifier | None, Query()] = None,
    caption: Annotated[str, Header(alias=CAPTION, max_length=MOST_CAPTION_BYTES)] = "",
) -> SentFile:
    """Send the photo (JPEG, PNG, WebP, GIF, AVIF, HEIC) or PDF that is the request's body, as a message.

    What it is, its content says: 422 `file_type` for others. Sending a `message_id` again stores nothing
    twice. `X-Prosa-Text`: what is said with it, percent-encoded.
    """
    session = authorized(web, conversation, credentials)
    most, text = web.settings.max_file_bytes, _said(caption)
    if not most:
        raise NotToBeSent(most)
    await web.doorkeeper.admit_file(text, session, address_of(request))
    await web.kept.room_for_customer(session.conversation)
    try:
        data = await web.uploads.read(request, most, network_of(address_of(request)))
        card, keep = await web.kept.of_customer(session.conversation, name, data)
    except FileTooLarge:
        raise FileTooLarge(NotToBeSent(most).message) from None
    except FileRefused:
        raise NotToBeSent(most) from None
    appended = await web.inbox.receive(
        session.conversation,
        text,
        opening=session.opening,
        external_id=external_id(session.conversation, message_id or uuid4().hex),
        files=(card,),
        keeping=(keep,),
    )
    said = next(event for event in appended.events if event.source is Source.CUSTOMER)
    frame = frame_of(said, web.files)
    if not isinstance(frame, MessageFrame):
        raise Invalid
    return SentFile(message=frame, session_id=session.token, owner=appended.conversation.owner.value)


def _said(caption: str) -> str:
    try:
        return _caption.validate_python(unquote(caption)).strip()
    except ValidationError:
        raise Invalid from None
