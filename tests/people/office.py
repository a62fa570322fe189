"""The API of people on real engines, and browsers that speak to it."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from prosa.app import build_app
from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.people.agents import Agent, Agents
from prosa.people.company import CompanyName
from prosa.people.roles import Role
from prosa.people.signing_in import set_password
from prosa.people.staff import Staff, open_staff
from prosa.security.encryption import KEY_BYTES, Cipher
from prosa.security.keys import Secrets
from prosa.settings import Settings

PASSWORD = "jabuti-de-bicicleta"
HOST = "http://localhost"


@dataclass
class Office:
    """Where people work."""

    app: FastAPI
    staff: Staff
    database: Database
    left: list[str] = field(default_factory=list)
    """Names of those whose conversations went back to the queue."""

    def browser(self, origin: str | None = HOST, base: str = HOST, **headers: str) -> httpx.AsyncClient:
        """A browser of its own, on a page of this origin."""
        named = {} if origin is None else {"Origin": origin}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=base, headers=named | headers)

    async def hire(self, name: str, role: Role = Role.AGENT, password: str | None = PASSWORD) -> Agent:
        """Somebody who works here."""
        agent, _ = await self.staff.people.agents.create(name, f"{name.lower()}@loja.example", role=role)
        if password is not None:
            hashed = await self.staff.passwords.hash(password)
            async with self.database.begin() as connection:
                await set_password(connection, agent.id, hashed)
        return agent

    async def signed_in(self, name: str, role: Role = Role.AGENT) -> httpx.AsyncClient:
        """Somebody new, in their browser."""
        await self.hire(name, role)
        browser = self.browser()
        await signs_in(browser, name)
        return browser

    async def audited(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Action, subject and detail of all that was done, in order."""
        entries = await self.staff.audit.page(None, 200)
        return [(each.action, each.subject, dict(each.detail)) for each in reversed(entries)]


async def signs_in(
    browser: httpx.AsyncClient, name: str, password: str = PASSWORD, status: int = 200, **more: str
) -> Any:
    """Signs somebody in, or tries to; gives the answer."""
    order = {"email": f"{name.lower()}@loja.example", "password": password, **more}
    answer = await browser.post("/api/auth/sign-in", json=order)
    assert answer.status_code == status, answer.text
    return answer.json()


async def whoami(browser: httpx.AsyncClient) -> str | None:
    """The name of who is signed in."""
    answer = await browser.get("/api/auth/status")
    assert answer.status_code == 200, answer.text
    person = answer.json()["signed_in"]
    return None if person is None else person["name"]


@asynccontextmanager
async def open_office(settings: Settings, database: Database, valkey: Valkey) -> AsyncGenerator[Office]:
    """An office where nobody works yet."""
    app = build_app(settings)
    left: list[str] = []
    named: list[str] = []

    async def leaves(agent: Agent) -> None:
        left.append(agent.name)

    with open_staff(
        settings,
        database,
        valkey,
        Cipher([b"k" * KEY_BYTES]),
        Secrets(b"s" * 32, (b"k" * KEY_BYTES,)),
        Agents(database),
        CompanyName(database, "Casa Jabuti", named.append),
        left=leaves,
        hasher=PasswordHasher(time_cost=1, memory_cost=256, parallelism=1),
    ) as staff:
        app.state.people = staff.people
        app.state.staff = staff
        yield Office(app, staff, database, left)
