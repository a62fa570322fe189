"""What the routes of people and teams take and give, as JSON."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from prosa.people.first_steps import FirstStep
from prosa.people.roles import Role
from prosa.people.roster import PersonChange
from prosa.people.schemas import Email, LongText, Sent, Shown, Skills, Teams, Text
from prosa.people.teams import TeamChange

Members = Annotated[frozenset[UUID], Field(max_length=2000)]


class PersonPatch(Sent):
    """What is to be different; what is left out stays as it is."""

    name: Text | None = None
    role: Role | None = None
    teams: Teams | None = None
    skills: Skills | None = None
    max_conversations: Annotated[int, Field(ge=1, le=100)] | None = None

    def change(self) -> PersonChange:
        """As the roster takes it."""
        return PersonChange(self.name, self.role, self.teams, self.skills, self.max_conversations)


class NewInvitation(Sent):
    """Somebody is to come to work here."""

    email: Email
    role: Role = Role.AGENT
    teams: Teams = frozenset()
    skills: Skills = frozenset()


class InvitationView(Shown):
    """Somebody was invited and has not come yet."""

    id: UUID
    email: str
    role: Role
    teams: list[UUID]
    skills: list[str]
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


class InvitationMade(InvitationView):
    """An invitation with its link, which is shown this once."""

    link: str


class CompanyNaming(Sent):
    """What the company is called."""

    name: Text


class FirstStepsView(Shown):
    """Which of the first steps the company has taken."""

    taken: list[FirstStep]


class NewTeam(Sent):
    """People who take the same conversations."""

    name: Text
    description: LongText = ""
    skills: Skills = frozenset()
    members: Members = frozenset()

    def change(self) -> TeamChange:
        """As teams take it."""
        return TeamChange(self.name, self.description, self.skills, self.members)


class TeamPatch(Sent):
    """What is to be different; what is left out stays as it is."""

    name: Text | None = None
    description: LongText | None = None
    skills: Skills | None = None
    members: Members | None = None

    def change(self) -> TeamChange:
        """As teams take it."""
        return TeamChange(self.name, self.description, self.skills, self.members)


class TeamView(Shown):
    """A team."""

    id: UUID
    name: str
    description: str
    skills: list[str]
    members: list[UUID]


class AuditEntryView(Shown):
    """Something that somebody did."""

    id: int
    at: datetime
    by: UUID | None
    """None: somebody who was not signed in, or Prosa itself."""
    by_name: str | None
    action: str
    """An area and a verb, as `person.invited`."""
    subject: str
    detail: dict[str, Any]


class AuditView(Shown):
    """What was done, the latest first."""

    entries: list[AuditEntryView]
    before: int | None
    """Ask with it for those before; null: there are none."""
