"""An encoder behind any embeddings endpoint that speaks as OpenAI's does.

With httpx, which Prosa has anyway: it is one call, and what an SDK would add (retries, deadlines, limits on
what comes back) is what must be our own here, since customers wait for it.
"""

import random
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit

import httpx
import numpy as np
import structlog
from pydantic import SecretStr

from prosa.encoding.answers import Nonsense, read_embeddings
from prosa.engines.breaker import Breaker
from prosa.language.encoders.errors import EncoderUnavailable
from prosa.language.encoders.protocol import Matrix
from prosa.language.encoders.rows import unit_rows

MAX_TEXTS = 64
"""Texts in one request. Every server takes as many, and an answer stays within a few megabytes."""
MAX_ANSWER_BYTES = 32 * 1024 * 1024
PAUSE_SECONDS = 5.0
"""After a failure, customers' messages do not wait for the endpoint more often than this."""

Observe = Callable[[str, int, float], None]
"""Told of each call: "answered", or why not; number of texts; seconds."""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an embeddings model answers."""

    base_url: str
    """As the API's documentation gives it, e.g. https://api.openai.com/v1."""
    model: str
    key: SecretStr | None = None
    dimensions: int | None = None
    """Asked for by name; None: as wide as the model makes them."""

    @property
    def place(self) -> str:
        """Host and path, to show and to tell models apart."""
        parts = urlsplit(self.base_url)
        return parts.netloc.rpartition("@")[2] + parts.path.rstrip("/")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try."""

    attempts: int
    seconds: float
    """For all attempts of one request together."""
    first_wait: float
    """Seconds, at most, before the second attempt; twice as many before each further one."""


TRAINING = Patience(attempts=8, seconds=120, first_wait=1.0)


def unobserved(outcome: str, texts: int, seconds: float) -> None:
    """Nobody watches."""


class EndpointEncoder:
    """Asks the endpoint. Safe to call from several threads at once."""

    can_fail = True

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        seconds: float = 2.0,
        observe: Observe = unobserved,
        training: Patience = TRAINING,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`seconds` is how long a customer's message waits before it is understood without."""
        self._endpoint = endpoint
        self._serving = Patience(attempts=2, seconds=seconds, first_wait=0.1)
        self._training = training
        self._sleep = sleep
        self._observe = observe
        self._breaker = Breaker(PAUSE_SECONDS)
        # No proxies of the environment, no redirects: the configured address is who gets texts and key.
        self._client = httpx.Client(trust_env=False, follow_redirects=False)

    @property
    def name(self) -> str:
        """What vectors depend on: the model, and who serves it."""
        dimensions = f"/{self._endpoint.dimensions}" if self._endpoint.dimensions else ""
        return f"openai:{self._endpoint.model}{dimensions}@{self._endpoint.place}"

    def encode(self, texts: Sequence[str], *, patient: bool = False, width: int | None = None) -> Matrix:
        """One row of float32 of length 1 for each text; zeros for an empty one, which is not sent."""
        said = [index for index, text in enumerate(texts) if text]
        if not said:
            return np.zeros((len(texts), width or 1), dtype=np.float32)
        parts = [said[start : start + MAX_TEXTS] for start in range(0, len(said), MAX_TEXTS)]
        rows = [self._embed([texts[index] for index in part], patient, width) for part in parts]
        if len({part.shape[1] for part in rows}) > 1:
            raise EncoderUnavailable(_sentence("nonsense", self._endpoint))
        vectors = np.zeros((len(texts), rows[0].shape[1]), dtype=np.float32)
        vectors[said] = np.concatenate(rows)
        return vectors

    def _embed(self, texts: Sequence[str], patient: bool, width: int | None) -> Matrix:
        if not patient and not self._breaker.allows():
            self._observe("skipped", len(texts), 0.0)
            raise EncoderUnavailable(_sentence("skipped", self._endpoint))
        began = time.monotonic()
        try:
            vectors = self._persist(texts, self._training if patient else self._serving, width)
        except _Failed as failure:
            self._breaker.failed()
            self._observe(failure.outcome, len(texts), time.monotonic() - began)
            log.warning(
                "the embeddings endpoint did not answer usefully",
                outcome=failure.outcome,
                status=failure.status,
                endpoint=self._endpoint.place,
            )
            raise EncoderUnavailable(_sentence(failure.outcome, self._endpoint, failure.status)) from failure
        self._breaker.succeeded()
        self._observe("answered", len(texts), time.monotonic() - began)
        return unit_rows(vectors)

    def _persist(self, texts: Sequence[str], patience: Patience, width: int | None) -> Matrix:
        deadline = time.monotonic() + patience.seconds
        for attempt in range(patience.attempts):
            try:
                return self._ask(texts, deadline, width)
            except _Failed as failure:
                wait = failure.wait or patience.first_wait * 2**attempt
                # Anything from half of it: those who failed together should not come back together.
                wait *= random.uniform(0.5, 1.0) if failure.wait is None else 1.0  # noqa: S311 - no secret
                last = attempt == patience.attempts - 1
                if last or not failure.may_pass or time.monotonic() + wait >= deadline:
                    raise
            self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _ask(self, texts: Sequence[str], deadline: float, width: int | None) -> Matrix:
        endpoint = self._endpoint
        asked: dict[str, object] = {
            "model": endpoint.model,
            "input": list(texts),
            "encoding_format": "float",
        }
        if endpoint.dimensions:
            asked["dimensions"] = endpoint.dimensions
        headers = {"Accept": "application/json", "User-Agent": "prosa"}
        if endpoint.key is not None:
            headers["Authorization"] = f"Bearer {endpoint.key.get_secret_value()}"
        url = f"{endpoint.base_url.rstrip('/')}/embeddings"
        try:
            with self._client.stream(
                "POST", url, json=asked, headers=headers, timeout=_left(deadline)
            ) as response:
                if response.status_code != HTTPStatus.OK:
                    raise _Failed.of(response)
                content = b"".join(_within(response, deadline))
            return read_embeddings(content, len(texts), width)
        except Nonsense as error:
            raise _Failed("nonsense") from error
        except httpx.TimeoutException as error:
            raise _Failed("timeout", may_pass=True) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _Failed("unreachable", may_pass=True) from error


class _Failed(Exception):
    """A call without a usable answer. Says nothing of what was sent, nor of what came back."""

    def __init__(
        self, outcome: str, *, status: int | None = None, may_pass: bool = False, wait: float | None = None
    ) -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.status = status
        self.may_pass = may_pass
        self.wait = wait
        """Seconds that the server asked for."""

    @classmethod
    def of(cls, response: httpx.Response) -> "_Failed":
        status = response.status_code
        wait = response.headers.get("Retry-After", "")
        seconds = float(wait) if wait.isdecimal() and len(wait) < 6 else None
        match status:
            case HTTPStatus.UNAUTHORIZED | HTTPStatus.FORBIDDEN:
                return cls("unauthorized", status=status)
            case HTTPStatus.TOO_MANY_REQUESTS:
                return cls("limited", status=status, may_pass=True, wait=seconds)
            case _ if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status == HTTPStatus.REQUEST_TIMEOUT:
                return cls("broken", status=status, may_pass=True, wait=seconds)
            case _:
                return cls("refused", status=status)


def _left(deadline: float) -> float:
    """Seconds until then; never zero, which httpx would take for "at once" and fail oddly."""
    return max(0.001, deadline - time.monotonic())


def _within(response: httpx.Response, deadline: float) -> Generator[bytes]:
    """The answer's parts, as long as there is time and it is not absurdly long."""
    size = 0
    for part in response.iter_bytes():
        size += len(part)
        if size > MAX_ANSWER_BYTES:
            raise Nonsense("longer than any answer")
        if time.monotonic() > deadline:
            raise _Failed("timeout", may_pass=False)
        yield part


def _sentence(outcome: str, endpoint: Endpoint, status: int | None = None) -> str:
    """What happened and what to do about it, for whoever runs Prosa."""
    where = f"O servidor de embeddings {endpoint.place}"
    match outcome:
        case "unauthorized":
            return f"{where} recusou a chave ({status}). Confira PROSA_EMBEDDINGS_API_KEY."
        case "limited":
            return f"{where} está no limite de uso (429). Espere um pouco, ou aumente o limite da conta."
        case "timeout":
            return f"{where} não respondeu a tempo. Confira o servidor, ou PROSA_EMBEDDINGS_SECONDS."
        case "unreachable":
            return f"{where} não responde. Confira PROSA_EMBEDDINGS_BASE_URL e a rede."
        case "broken":
            return f"{where} está com defeito (resposta {status})."
        case "refused":
            return (
                f"{where} recusou o pedido (resposta {status}). Confira PROSA_EMBEDDINGS_BASE_URL e se o"
                f" modelo {endpoint.model} existe."
            )
        case "skipped":
            return f"{where} falhou há pouco; daqui a alguns segundos o Prosa tenta de novo."
        case _:
            return f"{where} não respondeu o que se espera de embeddings do modelo {endpoint.model}."
