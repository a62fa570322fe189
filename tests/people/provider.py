"""A company's own sign-in, small but real: discovery, keys, PKCE and signed tokens over HTTP."""

import asyncio
import base64
import hashlib
import json
import secrets
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, RedirectResponse
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "prosa", "segredo do cliente"


def new_key(id: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": id, "use": "sig", "alg": "RS256"})


KEY = new_key("1")
"""Made once: it takes as long as some of the tests."""


@dataclass
class Provider:
    """Vouches for whoever `somebody` is."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: KEY)
    somebody: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    """Claims that replace the true ones."""
    signs_with: RSAKey | None = None
    algorithm: str = "RS256"
    asked_for_keys: int = 0
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.get("/.well-known/openid-configuration")
        def published() -> dict[str, str]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }

        @app.get("/keys")
        def keys() -> dict[str, Any]:
            self.asked_for_keys += 1
            return {"keys": [self.key.as_dict(private=False)]}

        @app.get("/authorize")
        def authorize(request: Request) -> RedirectResponse:
            asked = dict(request.query_params)
            assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
            assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
            code = secrets.token_urlsafe(16)
            self.codes[code] = asked
            answer = urlencode({"code": code, "state": asked["state"]})
            return RedirectResponse(f"{asked['redirect_uri']}?{answer}", 302)

        @app.post("/token")
        async def token(request: Request) -> JSONResponse:
            body = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
            asked = self.codes.pop(body["code"], None)
            expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            challenge = base64.urlsafe_b64encode(hashlib.sha256(body["code_verifier"].encode()).digest())
            if (
                asked is None
                or request.headers.get("authorization") != f"Basic {expected}"
                or challenge.rstrip(b"=").decode() != asked["code_challenge"]
                or body["redirect_uri"] != asked["redirect_uri"]
            ):
                return JSONResponse({"error": "invalid_grant"}, 400)
            return JSONResponse(
                {"access_token": "a", "token_type": "Bearer", "id_token": self._vouch(asked["nonce"])}
            )

        return app

    def _vouch(self, nonce: str) -> str:
        now = int(time.time())
        true = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        key = self.signs_with or self.key
        claims = {name: value for name, value in {**true, **self.somebody, **self.lies}.items() if value}
        header = {"alg": self.algorithm, "kid": key.kid}
        if self.algorithm == "none":
            parts = (base64.urlsafe_b64encode(_json(each)).rstrip(b"=").decode() for each in (header, claims))
            return ".".join((*parts, ""))
        return jwt.encode(header, claims, key)


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


@asynccontextmanager
async def open_provider() -> AsyncGenerator[Provider]:
    """A provider on a free port."""
    provider = Provider()
    config = uvicorn.Config(provider.app(), port=0, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    server.config.load()
    serving = asyncio.create_task(server._serve())
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    provider.issuer = f"http://127.0.0.1:{port}"
    try:
        yield provider
    finally:
        server.should_exit = True
        await serving


def query_of(address: str) -> dict[str, str]:
    """What stands behind the question mark."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
