"""The company's own sign-in, under /api/auth/oidc: a browser is sent there, and comes back."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse

from prosa.conversations.errors import NotFoundError, ProsaError
from prosa.people.cookies import is_secure, set_session
from prosa.people.oidc import PATIENCE_SECONDS, Oidc
from prosa.people.staff import CurrentVisitor, Services, Staff, base_of

COOKIE = "prosa_oidc"
_PATH = "/api/auth/oidc"

router = APIRouter(prefix="/oidc")


class NoOidc(NotFoundError):
    """The company has no sign-in of its own."""

    code = "no_oidc"
    says = "Esta empresa não usa login próprio. Entre com e-mail e senha."


@router.get("/start", status_code=303, response_class=RedirectResponse)
async def start(request: Request, staff: Services) -> RedirectResponse:
    """Go to the company's own sign-in."""
    try:
        address, remembered = await _oidc(staff).begin(f"{base_of(request, staff)}{_PATH}/callback")
    except ProsaError as error:
        return _to_console(error)
    response = RedirectResponse(address, 303)
    response.set_cookie(
        COOKIE,
        remembered,
        max_age=PATIENCE_SECONDS,
        path=_PATH,
        httponly=True,
        samesite="lax",
        secure=is_secure(staff, request),
    )
    return response


@router.get("/callback", status_code=303, response_class=RedirectResponse)
async def callback(request: Request, staff: Services, visitor: CurrentVisitor) -> RedirectResponse:
    """Come back from there, signed in: to the console, which tells of what went wrong by `sign_in_error`."""
    try:
        who = await _oidc(staff).end(request.cookies.get(COOKIE), request.query_params)
        token = await staff.oidc_people.enter(who, visitor)
    except ProsaError as error:
        response = _to_console(error)
    else:
        response = RedirectResponse("/console/", 303)
        set_session(staff, request, response, token)
    response.delete_cookie(COOKIE, path=_PATH, httponly=True, samesite="lax")
    return response


def _oidc(staff: Staff) -> Oidc:
    if staff.oidc is None:
        raise NoOidc
    return staff.oidc


def _to_console(error: ProsaError) -> RedirectResponse:
    # Who sees this is a person in a browser, on the way: the console can tell them, JSON cannot.
    return RedirectResponse(f"/console/?{urlencode({'sign_in_error': error.code})}", 303)
