"""There is always somebody who decides who works here: the last admin stays one."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from prosa.conversations.errors import Conflict
from prosa.people.models import agent as table
from prosa.people.roles import Role

_LOCK = 0x7065_6F70_6C65
"""Of PostgreSQL's advisory locks: whoever makes or unmakes an admin holds it until the commit."""


class LastAdmin(Conflict):
    """Without this person nobody could let anybody in."""

    code = "last_admin"
    says = "Esta é a última pessoa administradora. Torne outra pessoa administradora antes."


async def lock_admins(connection: AsyncConnection) -> None:
    """Whoever else changes who is an admin waits until this transaction ends."""
    await connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


async def is_any_admin(connection: AsyncConnection) -> bool:
    """Whether somebody is an admin who is not locked out."""
    asked = select(table.c.id).where(table.c.role == Role.ADMIN.value, ~table.c.disabled).limit(1)
    return (await connection.execute(asked)).scalar() is not None


async def require_an_admin(connection: AsyncConnection) -> None:
    """Raises `LastAdmin` when what this transaction has done leaves nobody."""
    if not await is_any_admin(connection):
        raise LastAdmin
