"""What the routes of signing in take and give, as JSON."""

from datetime import datetime
from uuid import UUID

from prosa.people.roles import Role
from prosa.people.schemas import Code, Email, Password, PersonView, Sent, Shown, Text, Token


class OidcView(Shown):
    """The company's own sign-in."""

    name: str


class StatusView(Shown):
    """What a page for signing in needs to know."""

    signed_in: PersonView | None
    first: bool
    """There is no admin yet: `/first` makes one, with the code that `prosa up` prints."""
    oidc: OidcView | None
    company: str


class SignInOrder(Sent):
    """Who somebody is, and how they prove it."""

    email: Email
    password: Password
    code: Code | None = None
    """The second factor's, or a recovery code; asked for with `second_factor_needed`."""


class FirstAdmin(Sent):
    """The first admin of this company."""

    code: Code
    """What `prosa up` prints while there is no admin."""
    name: Text
    email: Email
    password: Password


class SessionView(Shown):
    """Where somebody is signed in."""

    id: UUID
    created_at: datetime
    last_seen_at: datetime
    user_agent: str
    current: bool
    """The one that asks."""


class PasswordChange(Sent):
    """A new password."""

    old: Password
    new: Password


class SecondFactorOffer(Shown):
    """A secret for an app that shows codes."""

    secret: str
    """To type in."""
    uri: str
    """`otpauth://…`"""
    qr: str
    """The same to scan, as SVG."""


class SecondFactorCode(Sent):
    """A code from that app."""

    code: Code


class RecoveryCodes(Shown):
    """Each is good once, when the telephone is not at hand. Shown this once."""

    recovery_codes: list[str]


class PasswordProof(Sent):
    """Proves that it is still the same person."""

    password: Password


class InvitedView(Shown):
    """What somebody is invited to."""

    email: str
    role: Role
    invited_by: str
    company: str


class Acceptance(Sent):
    """Somebody who was invited comes."""

    name: Text
    password: Password


class ResetOrder(Sent):
    """A new password, by a link for that."""

    token: Token
    password: Password
