"""REST of the web channel: say something and get the answer, read the log, give a verdict."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from prosa.channels.web.answers import answer_to
from prosa.channels.web.channel import Web, WebChannel
from prosa.channels.web.frames import body_of, frame_of
from prosa.channels.web.protocol import ResponseBody
from prosa.channels.web.schemas import (
    ChatRequest,
    ChatResponse,
    EventsResponse,
    LeaveRequest,
    LeaveResponse,
    RatingRequest,
    RatingResponse,
    ThumbRequest,
    ThumbResponse,
)
from prosa.channels.web.sessions import Session, external_id
from prosa.conversations.appending import Appended, UnknownConversation
from prosa.conversations.documented import errors
from prosa.conversations.errors import NotFoundError, Unauthorized
from prosa.conversations.events import Event, Message, Source
from prosa.conversations.plain import as_text
from prosa.conversations.projection import Owner

ANSWER_MARGIN_SECONDS = 2.0
"""Added to the longest turn before a caller is told that the answer is still to come."""

bearer = HTTPBearer(auto_error=False, description="The `session_id` of the conversation.")
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]

router = APIRouter(tags=["chat"], responses=errors(401, 422, 503))


@router.post(
    "/api/chat",
    responses={
        202: {"model": ChatResponse, "description": "Accepted; the answer is still to come."},
        **errors(400, 408, 413, 429),
    },
)
async def chat(asked: ChatRequest, web: Web, request: Request, response: Response) -> ChatResponse:
    """Say something and get the bot's answer.

    Without `session_id` a conversation begins; send back the one you receive to go on with it. 429 with
    Retry-After when a limit is reached. 202 when the answer takes longer: it will be in the events.
    """
    session = web.sessions.open(asked.session_id)
    await web.doorkeeper.admit(asked.message, session, address_of(request))
    message_id = asked.message_id or uuid4().hex
    appended = await web.inbox.receive(
        session.conversation,
        asked.message,
        opening=session.opening,
        external_id=external_id(session.conversation, message_id),
        profile=_profile(asked),
        identity=web.identity(asked.identity),
    )
    said = next(event for event in appended.events if event.source is Source.CUSTOMER)
    answer = None
    if appended.duplicate or appended.conversation.owner is Owner.BOT:
        seconds = web.settings.answer_seconds + ANSWER_MARGIN_SECONDS
        answer = await answer_to(web.fanout, session.conversation, said.offset, seconds)
    if answer is None and appended.conversation.owner is Owner.BOT:
        response.status_code = 202
    answered = await _chat_response(web, session, message_id, appended, said, answer)
    if asked.plain and answer is not None and isinstance(answer.data, Message):
        plain = answered.response.model_copy(update={"text": as_text(answer.data)})
        return answered.model_copy(update={"response": plain})
    return answered


@router.get("/api/conversations/{conversation}/events")
async def events(
    conversation: UUID,
    web: Web,
    credentials: Bearer,
    after: Annotated[int, Query(ge=-1, le=2**31 - 1)] = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> EventsResponse:
    """What happened in a conversation after an offset, in order, as frames of the socket protocol."""
    session = authorized(web, conversation, credentials)
    standing = await web.log.conversation(session.conversation)
    found = await web.log.after(session.conversation, after, limit=limit)
    return EventsResponse(
        events=[frame for event in found if (frame := frame_of(event, web.files)) is not None],
        last_offset=standing.last_offset if standing is not None else -1,
        next_after=found[-1].offset if found else after,
    )


@router.post("/api/conversations/{conversation}/rating", responses=errors(400, 404, 408, 409, 413))
async def rate(conversation: UUID, rating: RatingRequest, web: Web, credentials: Bearer) -> RatingResponse:
    """Give a verdict, 1 to 5, once. 409 when there is one already."""
    session = authorized(web, conversation, credentials)
    try:
        appended = await web.verdicts.rate(session.conversation, rating.score, rating.comment)
    except UnknownConversation as error:
        raise NotFoundError from error
    return RatingResponse(score=rating.score, at=appended.events[0].at)


@router.post("/api/conversations/{conversation}/thumbs", responses=errors(400, 404, 408, 413))
async def thumb(conversation: UUID, thumb: ThumbRequest, web: Web, credentials: Bearer) -> ThumbResponse:
    """Say whether an answer helped. The last word on an answer counts."""
    session = authorized(web, conversation, credentials)
    try:
        appended = await web.verdicts.thumb(session.conversation, thumb.of, thumb.up)
    except UnknownConversation as error:
        raise NotFoundError from error
    return ThumbResponse(of=thumb.of, up=thumb.up, at=appended.events[0].at)


@router.post("/api/conversations/{conversation}/leave", responses=errors(400, 404, 408, 409, 413, 429))
async def leave_queue(
    conversation: UUID, left: LeaveRequest, web: Web, credentials: Bearer, request: Request
) -> LeaveResponse:
    """Wait for a person no longer: back to the assistant. 409 when nobody is waited for.

    With a `message`, people answer it later: it becomes a ticket.
    """
    session = authorized(web, conversation, credentials)
    if left.message is None:
        await web.doorkeeper.count(session, address_of(request))
    else:
        await web.doorkeeper.admit(left.message, session, address_of(request))
    id = external_id(session.conversation, left.message_id or uuid4().hex)
    try:
        appended = await web.inbox.leave_queue(session.conversation, left.message, id)
    except UnknownConversation as error:
        raise NotFoundError from error
    return LeaveResponse(owner=appended.conversation.owner.value)


def address_of(request: Request) -> str:
    """The caller's address (uvicorn has put in the one that a trusted proxy names)."""
    return request.client.host if request.client is not None else "unknown"


def authorized(
    web: WebChannel, conversation: UUID, credentials: HTTPAuthorizationCredentials | None
) -> Session:
    """The session that opens this conversation. An id alone opens nothing. Raises `Unauthorized`."""
    if credentials is None:
        raise Unauthorized
    session = web.sessions.resume(credentials.credentials)
    if session.conversation != conversation:
        raise Unauthorized
    return session


def _profile(asked: ChatRequest) -> Mapping[str, str]:
    profile = asked.user_profile or {}
    return {key: str(value) for key, value in profile.items() if value is not None and str(value)}


async def _chat_response(
    web: WebChannel, session: Session, message_id: str, appended: Appended, said: Event, answer: Event | None
) -> ChatResponse:
    standing = await web.log.conversation(session.conversation) if answer is None else None
    conversation = standing or appended.conversation
    message = answer.data if answer is not None and isinstance(answer.data, Message) else None
    facts = message.facts if message is not None else None
    handed_over = facts is not None and facts.outcome.hands_over
    silent = ResponseBody(text="", type="pending" if conversation.owner is Owner.BOT else "silent")
    return ChatResponse(
        response=body_of(message) if message is not None else silent,
        session_id=session.token,
        conversation_id=str(session.conversation),
        message_id=message_id,
        offset=said.offset,
        owner=Owner.QUEUE.value if handed_over else conversation.owner.value,
        queue=await web.desk.place_of(session.conversation) if handed_over or standing is not None else None,
        intent=facts.intent.name if facts is not None else None,
        confidence=facts.intent.confidence if facts is not None else None,
        entities=facts.entities if facts is not None else (),
        sentiment=facts.sentiment if facts is not None else None,
        alternatives=facts.alternatives if facts is not None else (),
    )
