"""The way to a language model: one streamed question at a time, bounded in time, place and number."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
import openai
import stamina
from openai.types.chat import ChatCompletionMessageParam, ChatCompletionToolParam
from pydantic import SecretStr

from prosa.engines.breaker import Breaker
from prosa.llm.events import chunks_of
from prosa.llm.failing import Failed, Outcome
from prosa.llm.reading import Call, Ending, Piece, StreamReader

FAILURES = 3
"""Failures in a row after which the endpoint is left alone for `PAUSE_SECONDS` at a time."""
PAUSE_SECONDS = 5.0
ATTEMPTS = 3
FIRST_WAIT, LONGEST_WAIT, JITTER = 0.2, 2.0, 0.3
"""Seconds between attempts: a fifth of one, doubled each time, and up to a third more by chance."""
NOT_THE_SERVERS_FAULT = frozenset({Outcome.REFUSED, Outcome.BUSY, Outcome.SKIPPED})
_OPTIONAL = ("temperature", "stream_options", "tools")
"""What a model or server may not take; without it, it answers all the same."""

__all__ = ["Call", "Ending", "Endpoint", "LanguageModel", "Message", "Piece"]

Message = ChatCompletionMessageParam


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a language model answers, and how long it may take."""

    base_url: str
    model: str
    key: SecretStr | None = None
    first_seconds: float = 5.0
    """Until the first word, and until a place is free."""
    places: int = 8

    @property
    def place(self) -> str:
        """Host and path, to show."""
        parts = urlsplit(self.base_url)
        return parts.netloc.rpartition("@")[2] + parts.path.rstrip("/")


class LanguageModel:
    """Asks the endpoint. Whoever asks bounds the whole by a timeout of their own."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self._breaker = Breaker(PAUSE_SECONDS)
        self._failures = 0
        self._places = asyncio.Semaphore(endpoint.places)
        self._left_out: set[str] = set()
        # No proxies of the environment, no redirects: the configured address is who gets texts and key.
        self._http = httpx2.AsyncClient(
            trust_env=False,
            follow_redirects=False,
            timeout=None,
            limits=httpx2.Limits(max_connections=endpoint.places),
        )
        self._client = openai.AsyncOpenAI(
            base_url=endpoint.base_url,
            # A key is always given: the SDK would look for one in the environment, meant for somebody else.
            api_key=endpoint.key.get_secret_value() if endpoint.key is not None else "none",
            max_retries=0,
            http_client=self._http,
        )

    async def close(self) -> None:
        """Closes all connections."""
        await self._client.close()

    async def stream(
        self,
        messages: Sequence[Message],
        *,
        max_tokens: int,
        tools: Sequence[ChatCompletionToolParam] = (),
    ) -> AsyncGenerator[Piece]:
        """The answer piece by piece, an `Ending` last. Raises `Failed`.

        Asks again, after a wait with jitter, only while nothing has come: what has begun is never begun anew.
        """
        if not self._breaker.allows():
            raise Failed(Outcome.SKIPPED)
        async with self._place():
            try:
                pieces = await self._begun(messages, max_tokens, tools)
                self._breaker.succeeded()
                async with aclosing(pieces):
                    async for piece in pieces:
                        yield piece
            except (Failed, TimeoutError, asyncio.CancelledError) as error:
                # Cancelled is what a timeout of the whole looks like in here.
                if not isinstance(error, Failed) or error.outcome not in NOT_THE_SERVERS_FAULT:
                    self._failed(at_once=isinstance(error, Failed) and not error.may_pass)
                raise
            self._failures = 0

    def _failed(self, *, at_once: bool) -> None:
        self._failures += 1
        if at_once or self._failures >= FAILURES or self._breaker.is_open:
            self._breaker.failed()

    @asynccontextmanager
    async def _place(self) -> AsyncGenerator[None]:
        try:
            async with asyncio.timeout(self.endpoint.first_seconds):
                await self._places.acquire()
        except TimeoutError:
            raise Failed(Outcome.BUSY) from None
        try:
            yield
        finally:
            self._places.release()

    async def _begun(
        self, messages: Sequence[Message], max_tokens: int, tools: Sequence[ChatCompletionToolParam]
    ) -> AsyncGenerator[Piece]:
        """The pieces, once the first has come."""
        retrying = stamina.retry_context(
            on=_worth_another,
            attempts=ATTEMPTS,
            timeout=None,
            wait_initial=FIRST_WAIT,
            wait_max=LONGEST_WAIT,
            wait_jitter=JITTER,
        )
        async for attempt in retrying:
            with attempt:
                return await self._attempt(messages, max_tokens, tools)
        raise AssertionError("the last attempt returns or raises")

    async def _attempt(
        self, messages: Sequence[Message], max_tokens: int, tools: Sequence[ChatCompletionToolParam]
    ) -> AsyncGenerator[Piece]:
        try:
            async with asyncio.timeout(self.endpoint.first_seconds):
                reader = await self._open(messages, max_tokens, tools)
                first = await anext(reader)
        except TimeoutError:
            raise Failed(Outcome.TIMEOUT, may_pass=True) from None
        except StopAsyncIteration:
            raise Failed(Outcome.EMPTY, may_pass=True) from None
        return _resumed(first, reader)

    async def _open(
        self, messages: Sequence[Message], max_tokens: int, tools: Sequence[ChatCompletionToolParam]
    ) -> AsyncGenerator[Piece]:
        """Asks, leaving out what this server turns out not to take."""
        while True:
            options = self._options(max_tokens, tools)
            try:
                opened = await cast(Any, self._client.chat.completions).create(
                    model=self.endpoint.model, messages=list(messages), stream=True, **options
                )
            except openai.BadRequestError as error:
                name = _complains_of(error, options)
                if name is None:
                    raise Failed(Outcome.REFUSED, status=error.status_code) from None
                self._left_out.add(name)
                continue
            except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
                raise failure_of(error) from None
            return _translated(opened.response)

    def _options(self, max_tokens: int, tools: Sequence[ChatCompletionToolParam]) -> dict[str, object]:
        # OpenAI's newer models know only the second name, most other servers only the first.
        length = "max_completion_tokens" if "max_tokens" in self._left_out else "max_tokens"
        options: dict[str, object] = {
            length: max_tokens,
            "temperature": 0.2,
            "stream_options": {"include_usage": True},
        }
        if tools:
            options["tools"] = list(tools)
        return {name: value for name, value in options.items() if name not in self._left_out}


async def _resumed(first: Piece, rest: AsyncGenerator[Piece]) -> AsyncGenerator[Piece]:
    async with aclosing(rest):
        yield first
        async for piece in rest:
            yield piece


async def _translated(response: httpx2.Response) -> AsyncGenerator[Piece]:
    """The stream's pieces, with its failures as ours."""
    reader = StreamReader()
    try:
        async with aclosing(chunks_of(response)) as chunks:
            async for chunk in chunks:
                for piece in reader.read(chunk):
                    yield piece
        yield reader.ending()
    except (httpx2.HTTPError, ValueError) as error:
        raise failure_of(error) from None


def failure_of(error: Exception) -> Failed:
    """What an error of the SDK's means to us. What the server wrote is not kept: it may quote a customer."""
    match error:
        case openai.APITimeoutError() | httpx2.TimeoutException():
            return Failed(Outcome.TIMEOUT, may_pass=True)
        case openai.APIConnectionError():
            return Failed(Outcome.UNREACHABLE, may_pass=True)
        case openai.AuthenticationError() | openai.PermissionDeniedError():
            return Failed(Outcome.UNAUTHORIZED, status=error.status_code)
        case openai.RateLimitError():
            return Failed(Outcome.LIMITED, status=error.status_code, may_pass=True, wait=_asked_wait(error))
        case openai.APIStatusError() if error.status_code >= 500 or error.status_code in (408, 409):
            return Failed(Outcome.BROKEN, status=error.status_code, may_pass=True, wait=_asked_wait(error))
        case openai.APIStatusError():
            return Failed(Outcome.REFUSED, status=error.status_code)
        case openai.APIError():
            return Failed(Outcome.BROKEN, may_pass=True)
        case httpx2.HTTPError():
            return Failed(Outcome.CUT, may_pass=True)
        case _:
            return Failed(Outcome.NONSENSE, may_pass=True)


def _worth_another(error: Exception) -> bool | float:
    """For `stamina`: whether to ask again, or after how many seconds."""
    if not isinstance(error, Failed) or not error.may_pass:
        return False
    if error.wait is None:
        return True
    return error.wait if error.wait <= LONGEST_WAIT else False


def _asked_wait(error: openai.APIStatusError) -> float | None:
    wait = error.response.headers.get("Retry-After", "")
    return float(wait) if wait.isdecimal() and len(wait) < 6 else None


def _complains_of(error: openai.BadRequestError, options: dict[str, object]) -> str | None:
    """Which of our options the server does not take."""
    said = f"{error.param or ''} {error.message}"
    known = ("max_tokens", *_OPTIONAL)
    return next((name for name in known if name in options and name in said), None)
