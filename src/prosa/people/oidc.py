"""The company's own sign-in: OpenID Connect, authorization code with PKCE, state and nonce.

What has to be remembered while somebody is there lies sealed in a cookie of theirs: any node can go on.
"""

import hmac
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jwt import JWTClaimsRegistry
from prometheus_client import Counter
from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError

from prosa.conversations.errors import Forbidden, Unavailable
from prosa.security.encryption import Cipher, Undecipherable

# The client library leaves its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Of signatures: by a key that the provider alone has."""
SCOPE = "openid email profile"
PATIENCE_SECONDS = 10 * 60
"""How long somebody may take at the provider."""
LEEWAY_SECONDS = 60
"""How far the provider's clock may be away from ours."""
KEPT_SECONDS = 3600
"""How long what the provider publishes about itself is believed."""
CALL_SECONDS = 10.0
LARGEST_ANSWER = 256 * 1024
_PLACE = b"oidc"

outcomes = Counter("prosa_oidc", "Sign-ins by the company's own sign-in, by what came of them", ["outcome"])
log = structlog.get_logger()


class OidcRefused(Forbidden):
    """What came back from the provider is not what we have asked for."""

    code = "oidc_refused"
    says = "O login da empresa não foi concluído. Tente de novo."


class OidcAway(Unavailable):
    """The provider cannot be reached, or makes no sense."""

    code = "oidc_away"
    says = "O login da empresa não está respondendo. Tente de novo em instantes ou entre com a senha."


class _Published(BaseModel):
    """What a provider says of itself (OpenID Connect Discovery)."""

    model_config = ConfigDict(frozen=True)

    issuer: str
    authorization_endpoint: HttpUrl
    token_endpoint: HttpUrl
    jwks_uri: HttpUrl


class _Begun(BaseModel):
    """What is remembered of somebody who is at the provider."""

    model_config = ConfigDict(frozen=True)

    state: str
    nonce: str
    verifier: str
    back: str
    until: float


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the provider has vouched for."""

    subject: str
    """Names them at this provider for ever."""
    email: str
    email_verified: bool
    name: str


class Oidc:
    """Speaks to one provider."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        client_secret: str | None,
        name: str,
        cipher: Cipher,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`name` is what people call it."""
        self.name = name
        self._issuer = issuer
        self._client_id = client_id
        self._client_secret = client_secret
        self._cipher = cipher
        self._clock = clock
        self._published: tuple[float, _Published] | None = None
        self._keys: tuple[float, KeySet] | None = None

    async def begin(self, back: str) -> tuple[str, str]:
        """Where to send the browser, and what it is to remember meanwhile. `back` is our address.

        Raises `OidcAway`.
        """
        published = await self._read_published()
        begun = _Begun(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            back=back,
            until=self._clock() + PATIENCE_SECONDS,
        )
        async with self._client(back) as client:
            address, _ = client.create_authorization_url(
                str(published.authorization_endpoint),
                state=begun.state,
                code_verifier=begun.verifier,
                nonce=begun.nonce,
            )
        return address, self._cipher.encrypt(begun.model_dump_json().encode(), _PLACE).hex()

    async def end(self, remembered: str | None, answer: Mapping[str, str]) -> Identified:
        """Who came back, with these query parameters. Raises `OidcRefused` and `OidcAway`."""
        begun = self._recall(remembered)
        if not hmac.compare_digest(begun.state.encode(), answer.get("state", "").encode(errors="replace")):
            raise self._refused("state")
        code = answer.get("code", "")
        if not code or "error" in answer:
            raise self._refused("denied")
        published = await self._read_published()
        if answer.get("iss", published.issuer) != published.issuer:  # RFC 9207
            raise self._refused("issuer")
        token = await self._exchange(published, begun, code)
        identified = await self._read(published, token, begun.nonce)
        outcomes.labels("identified").inc()
        return identified

    def _recall(self, remembered: str | None) -> _Begun:
        try:
            sealed = bytes.fromhex(remembered or "")
            begun = _Begun.model_validate_json(self._cipher.decrypt(sealed, _PLACE))
        except (ValueError, Undecipherable):
            raise self._refused("cookie") from None
        if begun.until < self._clock():
            raise self._refused("late")
        return begun

    async def _exchange(self, published: _Published, begun: _Begun, code: str) -> str:
        try:
            async with self._client(begun.back) as client:
                given: Mapping[str, Any] = await client.fetch_token(
                    str(published.token_endpoint), code=code, code_verifier=begun.verifier
                )
        except AuthlibBaseError as error:
            raise self._refused("code") from error
        except (httpx.HTTPError, ValueError) as error:
            raise self._away(error) from error
        token = given.get("id_token")
        if not isinstance(token, str):
            raise self._refused("no id_token")
        return token

    async def _read(self, published: _Published, token: str, nonce: str) -> Identified:
        """What a signed token says. A key that we do not know may be new."""
        try:
            try:
                claims = jwt.decode(token, await self._read_keys(published), list(ALGORITHMS)).claims
            except (JoseError, ValueError):
                keys = await self._read_keys(published, anew=True)
                claims = jwt.decode(token, keys, list(ALGORITHMS)).claims
            JWTClaimsRegistry(
                now=int(self._clock()),
                leeway=LEEWAY_SECONDS,
                iss={"essential": True, "value": published.issuer},
                aud={"essential": True, "value": self._client_id},
                sub={"essential": True},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": nonce},
            ).validate(claims)
        except (JoseError, ValueError) as error:
            raise self._refused(type(error).__name__) from error
        if claims.get("azp", self._client_id) != self._client_id:
            raise self._refused("azp")
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims:
            raise self._refused("azp")
        return Identified(
            subject=f"{published.issuer} {claims['sub']}"[:1000],
            email=str(claims.get("email", ""))[:254],
            email_verified=claims.get("email_verified") in (True, "true"),
            name=str(claims.get("name") or "")[:80],
        )

    async def _read_published(self) -> _Published:
        now = self._clock()
        if self._published is None or now - self._published[0] > KEPT_SECONDS:
            address = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            try:
                published = _Published.model_validate(await _get(address))
            except ValidationError as error:
                raise self._away(error) from error
            if published.issuer != self._issuer:
                log.warning("the sign-in of the company says it is another", issuer=published.issuer[:200])
                raise OidcAway
            self._published = (now, published)
        return self._published[1]

    async def _read_keys(self, published: _Published, *, anew: bool = False) -> KeySet:
        now = self._clock()
        if self._keys is None or anew or now - self._keys[0] > KEPT_SECONDS:
            try:
                self._keys = (now, KeySet.import_key_set(await _get(str(published.jwks_uri))))
            except (JoseError, ValueError, KeyError, TypeError) as error:
                raise self._away(error) from error
        return self._keys[1]

    def _client(self, back: str) -> Any:
        """As the library has it, whose types do not say that it opens and closes."""
        return AsyncOAuth2Client(
            self._client_id,
            self._client_secret,
            token_endpoint_auth_method="client_secret_basic" if self._client_secret else "none",
            scope=SCOPE,
            redirect_uri=back,
            code_challenge_method="S256",
            timeout=CALL_SECONDS,
        )

    def _refused(self, why: str) -> OidcRefused:
        outcomes.labels("refused").inc()
        log.warning("a sign-in by the company's own was refused", why=why)
        return OidcRefused()

    def _away(self, error: Exception) -> OidcAway:
        outcomes.labels("away").inc()
        log.warning("the company's own sign-in cannot be used", error=type(error).__name__)
        return OidcAway()


async def _get(address: str) -> Any:
    """What lies there, as JSON. Raises `OidcAway`."""
    try:
        async with (
            httpx.AsyncClient(timeout=CALL_SECONDS) as client,
            client.stream("GET", address, headers={"Accept": "application/json"}) as response,
        ):
            response.raise_for_status()
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > LARGEST_ANSWER:
                    raise ValueError("too large")
        return json.loads(body)
    except (httpx.HTTPError, ValueError) as error:
        outcomes.labels("away").inc()
        log.warning("the company's own sign-in cannot be reached", error=type(error).__name__)
        raise OidcAway from error
