"""REST of the web channel: say something and get the answer, read the log, give a verdict."""

from collections.abc import Mapping
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Header, Query, Request, Response

from prosa.channels.web.answers import answer_to
from prosa.channels.web.channel import Web, WebChannel
from prosa.channels.web.frames import body_of, frame_of
from prosa.channels.web.protocol import ResponseBody
from prosa.channels.web.schemas import (
    ChatRequest,
    ChatResponse,
    EventsResponse,
    RatingRequest,
    RatingResponse,
)
from prosa.channels.web.sessions import Session, external_id
from prosa.conversations.appending import Appended, UnknownConversation
from prosa.conversations.errors import NotFoundError, Unauthorized
from prosa.conversations.events import Event, Message, Source
from prosa.conversations.projection import Owner

ANSWER_MARGIN_SECONDS = 2.0
"""Added to the longest turn before a caller is told that the answer is still to come."""

Bearer = Annotated[str | None, Header(alias="Authorization", max_length=4096)]


router = APIRouter(tags=["chat"])


@router.post("/api/chat", response_model=ChatResponse)
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
    )
    said = next(event for event in appended.events if event.source is Source.CUSTOMER)
    answer = None
    if appended.duplicate or appended.conversation.owner is Owner.BOT:
        seconds = web.settings.turn_seconds + ANSWER_MARGIN_SECONDS
        answer = await answer_to(web.fanout, session.conversation, said.offset, seconds)
    if answer is None and appended.conversation.owner is Owner.BOT:
        response.status_code = 202
    return await _chat_response(web, session, message_id, appended, said, answer)


@router.get("/api/conversations/{conversation}/events", response_model=EventsResponse)
async def events(
    conversation: str,
    web: Web,
    authorization: Bearer = None,
    after: Annotated[int, Query(ge=-1)] = -1,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
) -> EventsResponse:
    """What happened in a conversation after an offset, in order.

    `Authorization: Bearer <session_id>`; the path's id is the `conversation_id`, or the `session_id` itself.
    """
    session = _authorized(web, conversation, authorization)
    standing = await web.log.conversation(session.conversation)
    found = await web.log.after(session.conversation, after, limit=limit)
    frames = [frame for event in found if (frame := frame_of(event)) is not None]
    return EventsResponse(
        events=[frame.model_dump(mode="json") for frame in frames],
        last_offset=standing.last_offset if standing is not None else -1,
        next_after=found[-1].offset if found else after,
    )


@router.post("/api/conversations/{conversation}/rating", response_model=RatingResponse)
async def rate(
    conversation: str, rating: RatingRequest, web: Web, authorization: Bearer = None
) -> RatingResponse:
    """Give a verdict, 1 to 5, once. 409 when there is one already."""
    session = _authorized(web, conversation, authorization)
    try:
        appended = await web.inbox.rate(session.conversation, rating.score, rating.comment)
    except UnknownConversation as error:
        raise NotFoundError from error
    return RatingResponse(score=rating.score, at=appended.events[0].at)


def address_of(request: Request) -> str:
    """The caller's address (uvicorn has put in the one that a trusted proxy names)."""
    return request.client.host if request.client is not None else "unknown"


def _authorized(web: WebChannel, conversation: str, authorization: str | None) -> Session:
    scheme, _, token = (authorization or "").partition(" ")
    session = web.sessions.resume(token if scheme.lower() == "bearer" and token else conversation)
    if conversation not in (token, session.token) and not _same(conversation, session.conversation):
        raise Unauthorized
    return session


def _same(text: str, id: UUID) -> bool:
    try:
        return UUID(text) == id
    except ValueError:
        return False


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
