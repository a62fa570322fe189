"""Who works here, in which teams, and who did what, under /api/people."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request

from prosa.conversations.documented import errors
from prosa.conversations.events import AgentId, TeamId
from prosa.people.access import CurrentAdmin, CurrentAgent, CurrentSupervisor
from prosa.people.first_steps import FirstStep
from prosa.people.invitations import InvitationId
from prosa.people.people_schemas import (
    AuditEntryView,
    AuditView,
    CompanyNaming,
    FirstStepsView,
    InvitationMade,
    InvitationView,
    NewInvitation,
    NewTeam,
    PersonPatch,
    TeamPatch,
    TeamView,
)
from prosa.people.schemas import LinkView, PersonView
from prosa.people.staff import Services, base_of

router = APIRouter(
    prefix="/api/people", tags=["people"], responses=errors(400, 401, 403, 404, 408, 409, 413, 422, 503)
)


@router.get("")
async def list_people(by: CurrentSupervisor, staff: Services) -> list[PersonView]:
    """Everybody who works here, by name, those who are locked out among them."""
    return [PersonView.model_validate(person) for person in await staff.roster.all()]


@router.put("/company")
async def name_company(given: CompanyNaming, by: CurrentAdmin, staff: Services) -> CompanyNaming:
    """Say what the company is called. The bot uses it at once."""
    return CompanyNaming(name=await staff.naming.rename(given.name, by.id))


@router.get("/first-steps")
async def list_first_steps(by: CurrentAgent, staff: Services) -> FirstStepsView:
    """Which of the first steps the company has taken, in their order."""
    taken = await staff.steps.taken()
    return FirstStepsView(taken=[step for step in FirstStep if step in taken])


@router.put("/first-steps/{step}", status_code=204)
async def take_first_step(step: FirstStep, by: CurrentAgent, staff: Services) -> None:
    """Note that it was taken."""
    await staff.steps.take(step, by.id)


@router.get("/invitations")
async def list_invitations(by: CurrentSupervisor, staff: Services) -> list[InvitationView]:
    """Who was invited and has not come yet, the latest first."""
    return [InvitationView.model_validate(each) for each in await staff.invitations.all()]


@router.post("/invitations", status_code=201)
async def invite(new: NewInvitation, by: CurrentAdmin, request: Request, staff: Services) -> InvitationMade:
    """Invite somebody. Hand them the link: it is shown this once, and is good for a week."""
    made, token = await staff.invitations.invite(new.email, new.role, new.teams, new.skills, by)
    link = f"{base_of(request, staff)}/console/invitation/{token}"
    return InvitationMade(**InvitationView.model_validate(made).model_dump(), link=link)


@router.delete("/invitations/{id}", status_code=204)
async def withdraw_invitation(id: UUID, by: CurrentAdmin, staff: Services) -> None:
    """Take an invitation back."""
    await staff.invitations.withdraw(InvitationId(id), by.id)


@router.get("/teams")
async def list_teams(by: CurrentAgent, staff: Services) -> list[TeamView]:
    """Every team, by name: agents pass conversations to them."""
    return [TeamView.model_validate(each) for each in await staff.teams.all()]


@router.post("/teams", status_code=201)
async def create_team(new: NewTeam, by: CurrentAdmin, staff: Services) -> TeamView:
    """A new team. Its skills are its members', too."""
    return TeamView.model_validate(await staff.teams.create(new.change(), by.id))


@router.patch("/teams/{id}")
async def change_team(id: UUID, patch: TeamPatch, by: CurrentAdmin, staff: Services) -> TeamView:
    """Change a team."""
    return TeamView.model_validate(await staff.teams.change(TeamId(id), patch.change(), by.id))


@router.delete("/teams/{id}", status_code=204)
async def delete_team(id: UUID, by: CurrentAdmin, staff: Services) -> None:
    """Dissolve a team. Its people stay."""
    await staff.teams.delete(TeamId(id), by.id)


@router.get("/audit")
async def read_audit(
    by: CurrentAdmin,
    staff: Services,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AuditView:
    """Who did what, the latest first."""
    found = await staff.audit.page(before, limit + 1)
    return AuditView(
        entries=[AuditEntryView.model_validate(entry) for entry in found[:limit]],
        before=found[limit - 1].id if len(found) > limit else None,
    )


@router.patch("/{id:uuid}")
async def change_person(id: UUID, patch: PersonPatch, by: CurrentAdmin, staff: Services) -> PersonView:
    """Change somebody. 409 `last_admin` when nobody would be left who decides."""
    return PersonView.model_validate(await staff.roster.change(AgentId(id), patch.change(), by.id))


@router.post("/{id:uuid}/reset", status_code=201)
async def offer_reset(id: UUID, by: CurrentAdmin, request: Request, staff: Services) -> LinkView:
    """A link by which somebody sets a new password. It is shown this once, and is good for a day."""
    token, expires_at = await staff.resets.begin(AgentId(id), by.id)
    return LinkView(link=f"{base_of(request, staff)}/console/reset/{token}", expires_at=expires_at)


@router.post("/{id:uuid}/disable")
async def disable_person(id: UUID, by: CurrentAdmin, staff: Services) -> PersonView:
    """Lock somebody out, everywhere and at once. What they hold goes back to the queue."""
    return PersonView.model_validate(await staff.roster.disable(AgentId(id), by.id))


@router.post("/{id:uuid}/enable")
async def enable_person(id: UUID, by: CurrentAdmin, staff: Services) -> PersonView:
    """Let somebody in again."""
    return PersonView.model_validate(await staff.roster.enable(AgentId(id), by.id))


@router.delete("/{id:uuid}/totp")
async def remove_second_factor(id: UUID, by: CurrentAdmin, staff: Services) -> PersonView:
    """Take away the second factor of somebody who has lost the telephone and the recovery codes."""
    return PersonView.model_validate(await staff.roster.remove_second_factor(AgentId(id), by.id))
