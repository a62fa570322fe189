"""Signing in and out, and what somebody does about their own account, under /api/auth."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request, Response

from prosa.conversations.documented import errors
from prosa.conversations.errors import NotFoundError, Unauthorized
from prosa.people.access import COOKIE, CurrentAgent, CurrentCaller, OtherOrigin, is_from_own_page
from prosa.people.auth_schemas import (
    Acceptance,
    FirstAdmin,
    InvitedView,
    OidcView,
    PasswordChange,
    PasswordProof,
    RecoveryCodes,
    ResetOrder,
    SecondFactorCode,
    SecondFactorOffer,
    SessionView,
    SignInOrder,
    StatusView,
)
from prosa.people.cookies import set_session
from prosa.people.oidc_routes import router as oidc
from prosa.people.schemas import PersonView
from prosa.people.sessions import SessionId
from prosa.people.staff import CurrentVisitor, Services, Staff


async def from_own_page(request: Request) -> None:
    """Keeps other pages from signing somebody in, or out. Programs name no page. Raises `OtherOrigin`."""
    if "origin" in request.headers and not is_from_own_page(request):
        raise OtherOrigin


OWN_PAGE = Depends(from_own_page)
LinkToken = Annotated[str, Path(min_length=1, max_length=200)]

router = APIRouter(
    prefix="/api/auth", tags=["auth"], responses=errors(400, 401, 403, 404, 408, 409, 413, 422, 429, 503)
)


@router.get("/status")
async def status(request: Request, staff: Services) -> StatusView:
    """Who is signed in by cookie, if anybody, and which ways in there are."""
    return await _status(staff, request.cookies.get(COOKIE))


@router.post("/first", dependencies=[OWN_PAGE])
async def make_first_admin(
    order: FirstAdmin, request: Request, response: Response, staff: Services, visitor: CurrentVisitor
) -> StatusView:
    """Become the first admin, with the code that `prosa up` prints while there is none. Signs in."""
    token = await staff.first.make(order.code, order.name, order.email, order.password, visitor)
    return await _entered(staff, request, response, token)


@router.post("/sign-in", dependencies=[OWN_PAGE])
async def sign_in(
    order: SignInOrder, request: Request, response: Response, staff: Services, visitor: CurrentVisitor
) -> StatusView:
    """Sign in: sets the cookie. 401 `second_factor_needed` asks for the same again with `code`."""
    token = await staff.sign_ins.sign_in(order.email, order.password, order.code, visitor)
    return await _entered(staff, request, response, token)


@router.post("/sign-out", status_code=204, dependencies=[OWN_PAGE])
async def sign_out(request: Request, response: Response, staff: Services) -> None:
    """End this browser's session, if there is one."""
    if (token := request.cookies.get(COOKIE)) is not None:
        await staff.sessions.end_token(token)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")


@router.get("/sessions")
async def list_sessions(caller: CurrentCaller, staff: Services) -> list[SessionView]:
    """Where you are signed in, the last used first."""
    return [
        SessionView(
            id=each.id,
            created_at=each.created_at,
            last_seen_at=each.last_seen_at,
            user_agent=each.user_agent,
            current=each.id == caller.session,
        )
        for each in await staff.sessions.of(caller.agent.id)
    ]


@router.delete("/sessions", status_code=204)
async def end_other_sessions(caller: CurrentCaller, staff: Services) -> None:
    """End all of your sessions but the one that asks."""
    await staff.sessions.end_others(caller.agent.id, caller.session)


@router.delete("/sessions/{id}", status_code=204)
async def end_session(id: UUID, agent: CurrentAgent, staff: Services) -> None:
    """End one of your sessions."""
    if not await staff.sessions.end(agent.id, SessionId(id)):
        raise NotFoundError


@router.post("/password", status_code=204)
async def change_password(
    order: PasswordChange, caller: CurrentCaller, staff: Services, visitor: CurrentVisitor
) -> None:
    """Change your password. Your other sessions end. 403 `wrong_password`."""
    await staff.sign_ins.change_password(caller, order.old, order.new, visitor)


@router.post("/totp")
async def offer_second_factor(agent: CurrentAgent, staff: Services) -> SecondFactorOffer:
    """Begin to set up a second factor: a secret for the telephone. It counts once it is confirmed."""
    return SecondFactorOffer.model_validate(await staff.second_factors.begin(agent))


@router.post("/totp/confirm")
async def confirm_second_factor(
    order: SecondFactorCode, agent: CurrentAgent, staff: Services
) -> RecoveryCodes:
    """Show that the telephone has it. From now on a code is asked for."""
    return RecoveryCodes(recovery_codes=list(await staff.second_factors.confirm(agent.id, order.code)))


@router.delete("/totp", status_code=204)
async def remove_second_factor(
    proof: PasswordProof, agent: CurrentAgent, staff: Services, visitor: CurrentVisitor
) -> None:
    """Do without a second factor again. 403 `wrong_password`."""
    await staff.sign_ins.prove(agent, proof.password, visitor)
    await staff.second_factors.remove(agent.id, by=agent.id)


@router.get("/invitations/{token}")
async def look_at_invitation(token: LinkToken, staff: Services) -> InvitedView:
    """What the holder of a link is invited to."""
    found = await staff.invitations.look(token)
    return InvitedView(
        email=found.email,
        role=found.role,
        invited_by=found.invited_by or staff.naming.name,
        company=staff.naming.name,
    )


@router.post("/invitations/{token}", dependencies=[OWN_PAGE])
async def accept_invitation(
    token: LinkToken,
    order: Acceptance,
    request: Request,
    response: Response,
    staff: Services,
    visitor: CurrentVisitor,
) -> StatusView:
    """Come to work here. Signs in."""
    opened = await staff.invitations.accept(token, order.name, order.password, visitor)
    return await _entered(staff, request, response, opened)


@router.post("/resets", status_code=204, dependencies=[OWN_PAGE])
async def reset_password(order: ResetOrder, staff: Services) -> None:
    """Set a new password by a link for that. All sessions end."""
    await staff.resets.use(order.token, order.password)


router.include_router(oidc)


async def _entered(staff: Staff, request: Request, response: Response, token: str) -> StatusView:
    set_session(staff, request, response, token)
    return await _status(staff, token)


async def _status(staff: Staff, token: str | None) -> StatusView:
    view = None
    if token is not None:
        try:
            agent, _ = await staff.sessions.find(token)
            view = PersonView.model_validate(await staff.roster.get(agent.id))
        except Unauthorized:
            view = None
    return StatusView(
        signed_in=view,
        first=view is None and await staff.first.wanted(),
        oidc=None if staff.oidc is None else OidcView(name=staff.oidc.name),
        company=staff.naming.name,
    )
