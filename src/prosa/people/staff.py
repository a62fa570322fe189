"""The services behind the routes of people.

The app puts one `Staff` at `app.state.staff` before it serves.
"""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from argon2 import PasswordHasher
from fastapi import Depends, Request
from starlette.requests import HTTPConnection

from prosa.engines.database import Database
from prosa.engines.valkey import Valkey
from prosa.people.access import People
from prosa.people.agents import Agent, Agents
from prosa.people.audit import AuditLog
from prosa.people.company import CompanyName
from prosa.people.first import FirstAdmins
from prosa.people.first_steps import FirstSteps
from prosa.people.invitations import Invitations
from prosa.people.limiting import Tries
from prosa.people.oidc import Oidc
from prosa.people.oidc_people import OidcPeople
from prosa.people.passwords import Passwords
from prosa.people.resets import Resets
from prosa.people.roster import Roster
from prosa.people.second_factor import SecondFactors
from prosa.people.sessions import Sessions
from prosa.people.signing_in import SignIns, Visitor
from prosa.people.teams import Teams
from prosa.security.encryption import Cipher
from prosa.security.keys import Secrets
from prosa.settings import Settings


@dataclass(frozen=True, slots=True)
class Staff:
    """Everything that can be done with people."""

    naming: CompanyName
    public_url: str
    """`settings.public_url`."""
    people: People
    sessions: Sessions
    passwords: Passwords
    sign_ins: SignIns
    second_factors: SecondFactors
    first: FirstAdmins
    steps: FirstSteps
    invitations: Invitations
    resets: Resets
    roster: Roster
    teams: Teams
    audit: AuditLog
    oidc: Oidc | None
    oidc_people: OidcPeople


@contextmanager
def open_staff(
    settings: Settings,
    database: Database,
    valkey: Valkey,
    cipher: Cipher,
    secrets: Secrets,
    agents: Agents,
    naming: CompanyName,
    left: Callable[[Agent], Awaitable[object]],
    uncounted: Callable[[], None] = lambda: None,
    hasher: PasswordHasher | None = None,
) -> Generator[Staff]:
    """Puts them together while the context is open.

    `left` is called with who is locked out, `uncounted` for each try that was not counted.
    """
    sessions = Sessions(database, agents, timedelta(hours=settings.sign_in_hours))
    passwords = Passwords(hasher)
    second_factors = SecondFactors(
        database, cipher, secrets.derive("recovery codes"), issuer=f"Prosa · {naming.name}"
    )
    tries = Tries(
        valkey,
        account=settings.sign_in_limits,
        address=settings.sign_in_address_limits,
        key=secrets.derive("sign-in limits"),
        unavailable=uncounted,
    )
    sign_ins = SignIns(database, sessions, passwords, second_factors, tries)
    staff = Staff(
        naming=naming,
        public_url=settings.public_url,
        people=People(agents, sessions),
        sessions=sessions,
        passwords=passwords,
        sign_ins=sign_ins,
        second_factors=second_factors,
        first=FirstAdmins(database, agents, passwords, sign_ins, tries),
        steps=FirstSteps(database),
        invitations=Invitations(database, agents, passwords, sign_ins),
        resets=Resets(database, passwords),
        roster=Roster(database, left),
        teams=Teams(database),
        audit=AuditLog(database),
        oidc=_oidc(settings, cipher),
        oidc_people=OidcPeople(database, agents, sign_ins, settings.oidc_mail_domains),
    )
    try:
        yield staff
    finally:
        passwords.close()


def _oidc(settings: Settings, cipher: Cipher) -> Oidc | None:
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_client_secret
    return Oidc(
        settings.oidc_issuer,
        settings.oidc_client_id,
        None if secret is None else secret.get_secret_value(),
        settings.oidc_name,
        cipher,
    )


async def staff_of(request: Request) -> Staff:
    """The services, as the app put them together."""
    return request.app.state.staff


Services = Annotated[Staff, Depends(staff_of)]


def base_of(connection: HTTPConnection, staff: Staff) -> str:
    """Where browsers reach us, without a slash at the end."""
    return staff.public_url or str(connection.base_url).rstrip("/")


async def visitor_of(request: Request) -> Visitor:
    """Where somebody comes from."""
    address = request.client.host if request.client is not None else "unknown"
    return Visitor(address, request.headers.get("user-agent", ""))


CurrentVisitor = Annotated[Visitor, Depends(visitor_of)]
