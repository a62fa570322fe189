"""What a company has done to begin with: the same list for everybody, on every device."""

from enum import StrEnum
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from prosa.conversations.events import AgentId
from prosa.engines.database import Database
from prosa.people.models import agent, agent_invitation, company, first_step


class FirstStep(StrEnum):
    """One of the first steps, in their order; or that they were put away before the last."""

    COMPANY = "company"
    BOT = "bot"
    COLLEAGUE = "colleague"
    TAG = "tag"
    PUT_AWAY = "put_away"


class FirstSteps:
    """Which steps were taken. Those that leave a trace elsewhere count by that, however they were taken."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def taken(self) -> frozenset[FirstStep]:
        """All that were, by anybody."""
        named = select(company.c.only).exists()
        invited = select(agent_invitation.c.id).exists()
        people = select(func.count()).select_from(agent).where(~agent.c.disabled).scalar_subquery()
        async with self._database.connect() as connection:
            steps = {
                FirstStep(step) for step in (await connection.execute(select(first_step.c.step))).scalars()
            }
            found = (await connection.execute(select(named, invited, people))).one()
        has_name, has_invited, count = cast(tuple[bool, bool, int], tuple(found))
        if has_name:
            steps.add(FirstStep.COMPANY)
        if has_invited or count > 1:
            steps.add(FirstStep.COLLEAGUE)
        return frozenset(steps)

    async def take(self, step: FirstStep, by: AgentId) -> None:
        """Notes it, once."""
        row = upsert(first_step).values(step=step.value, agent_id=by, at=func.now())
        async with self._database.begin() as connection:
            await connection.execute(row.on_conflict_do_nothing(index_elements=[first_step.c.step]))
