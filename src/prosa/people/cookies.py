"""The cookie of somebody who is signed in."""

from fastapi import Request, Response

from prosa.people.access import COOKIE
from prosa.people.staff import Staff, base_of


def set_session(staff: Staff, request: Request, response: Response, token: str) -> None:
    """Gives the browser its cookie: no script reads it, and other sites send it along by a link at most."""
    response.set_cookie(
        COOKIE,
        token,
        # Sessions that are used go on; it is the server that ends those that are not.
        max_age=400 * 86400,
        httponly=True,
        samesite="lax",
        secure=is_secure(staff, request),
    )


def is_secure(staff: Staff, request: Request) -> bool:
    """Whether the browser reaches us by TLS, which a proxy may have taken off."""
    page = request.headers.get("origin") or base_of(request, staff)
    return page.lower().startswith("https://")
