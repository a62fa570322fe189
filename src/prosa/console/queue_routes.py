"""The agents' API on presence, transfers, hours and service levels, under /api/agent."""

from uuid import UUID

from fastapi import APIRouter

from prosa.console.queue_access import Queue, QueueServices
from prosa.console.queue_schemas import (
    AllHours,
    Assignment,
    BotStep,
    BotStepOffer,
    ChannelHours,
    ClosedPreview,
    Colleagues,
    ColleagueView,
    HoursView,
    PresenceChoice,
    PresenceView,
    ServiceLevel,
    ServiceLevels,
    Transfer,
)
from prosa.console.schemas import ConversationView
from prosa.conversations.errors import Forbidden
from prosa.conversations.events import AgentId, ConversationId, TeamId
from prosa.conversations.speaking.handover import preview
from prosa.handoff.levels import Level
from prosa.handoff.presence import Presence
from prosa.packs.filters import quando
from prosa.people.access import CurrentAgent, CurrentSupervisor
from prosa.people.roles import Role

router = APIRouter()

_THERE_FIRST = list(Presence)


@router.get("/presence")
async def get_presence(agent: CurrentAgent, queue: Queue) -> PresenceView:
    """Whether you are there, as it counts now."""
    return await _presence(agent.id, queue)


@router.put("/presence")
async def choose_presence(choice: PresenceChoice, agent: CurrentAgent, queue: Queue) -> PresenceView:
    """Say that you are online, busy, away or offline. It stays until you say otherwise.

    Offline: what you hold goes back to the queue.
    """
    await queue.attendance.choose(agent.id, choice.presence)
    return await _presence(agent.id, queue)


@router.get("/colleagues")
async def colleagues(agent: CurrentAgent, queue: Queue) -> Colleagues:
    """Everybody who answers customers, those who are there first."""
    people = await queue.attendance.everyone()
    ordered = sorted(people, key=lambda one: (_THERE_FIRST.index(one.presence), one.name, one.id))
    return Colleagues(colleagues=tuple(map(ColleagueView.model_validate, ordered)))


@router.post("/conversations/{id}/transfer")
async def transfer(id: UUID, to: Transfer, agent: CurrentAgent, queue: Queue) -> ConversationView:
    """Pass your conversation on to a colleague, or to a team's queue, with a note.

    409 `no_room` or `not_there` when the colleague cannot take it. Supervisors may pass on any conversation.
    """
    if to.force and not agent.role.may(Role.SUPERVISOR):
        raise Forbidden
    conversation = ConversationId(id)
    if to.team is not None:
        passed = await queue.transfers.to_team(conversation, agent, TeamId(to.team), to.note)
    else:
        receiver = AgentId(to.agent or agent.id)
        passed = await queue.transfers.to_agent(conversation, agent, receiver, to.note, force=to.force)
    return ConversationView.of(passed)


@router.post("/conversations/{id}/assign")
async def assign(id: UUID, to: Assignment, agent: CurrentSupervisor, queue: Queue) -> ConversationView:
    """Give any conversation that is not resolved to an agent."""
    conversation, receiver = ConversationId(id), AgentId(to.agent)
    return ConversationView.of(
        await queue.transfers.assign(conversation, agent, receiver, to.note, force=to.force)
    )


@router.post("/conversations/{id}/bot-step")
async def bot_step(id: UUID, step: BotStep, agent: CurrentAgent, queue: Queue) -> ConversationView:
    """Have the bot run a form in your conversation. The floor is yours again when it ends, or by `take`."""
    return ConversationView.of(await queue.steps.begin(ConversationId(id), agent, step.form))


@router.get("/bot-steps")
async def list_bot_steps(agent: CurrentAgent, queue: Queue) -> list[BotStepOffer]:
    """What the bot may be asked to do in a conversation, by what people call it."""
    return [BotStepOffer(form=form, label=label) for form, label in queue.steps.forms().items()]


@router.get("/hours")
async def get_hours(agent: CurrentAgent, queue: Queue) -> AllHours:
    """When people answer, channel by channel."""
    await queue.hours.refresh()
    return _hours(queue)


@router.put("/hours/{channel}")
async def change_hours(channel: str, hours: ChannelHours, agent: CurrentSupervisor, queue: Queue) -> AllHours:
    """Set when people answer in a channel."""
    await queue.hours.change(channel, hours.timezone, hours.hours, agent.id)
    return _hours(queue)


@router.post("/hours/{channel}/preview")
async def preview_hours(
    channel: str, hours: ChannelHours, agent: CurrentAgent, queue: Queue
) -> ClosedPreview | None:
    """Show what customers would read outside these hours. Null: somebody always answers. Nothing is saved."""
    closing = queue.hours.preview(channel, hours.timezone, hours.hours)
    if closing is None:
        return None
    back = closing.reopens_at
    return ClosedPreview(
        at=closing.now,
        reopens_at=back,
        reopens="" if back is None else quando(back, closing.now),
        text=preview(closing, queue.parts),
    )


@router.delete("/hours/{channel}")
async def reset_hours(channel: str, agent: CurrentSupervisor, queue: Queue) -> AllHours:
    """Go back to the pack's hours in a channel."""
    await queue.hours.reset(channel, agent.id)
    return _hours(queue)


@router.get("/service-levels")
async def get_service_levels(agent: CurrentAgent, queue: Queue) -> ServiceLevels:
    """What customers who wait are promised, by urgency, in minutes of business hours."""
    await queue.levels.refresh()
    return _levels(queue)


@router.put("/service-levels")
async def change_service_levels(
    wanted: ServiceLevels, agent: CurrentSupervisor, queue: Queue
) -> ServiceLevels:
    """Set what is promised from now on. An urgency that is left out goes back to its default."""
    await queue.levels.change(
        {urgency: Level(**level.model_dump()) for urgency, level in wanted.levels.items()}, agent.id
    )
    return _levels(queue)


async def _presence(agent: AgentId, queue: QueueServices) -> PresenceView:
    colleague = await queue.attendance.of(agent)
    return PresenceView(presence=colleague.presence, chosen=colleague.chosen or Presence.ONLINE)


def _hours(queue: QueueServices) -> AllHours:
    schedules = {channel: queue.hours.of(channel) for channel in queue.hours.channels}
    return AllHours(
        channels=tuple(
            HoursView(
                channel=channel,
                timezone=schedule.zone.key,
                hours=schedule.hours,
                own=schedule.own,
                open=queue.hours.doors(channel).open,
            )
            for channel, schedule in schedules.items()
        ),
        holidays=queue.hours.holidays(),
    )


def _levels(queue: QueueServices) -> ServiceLevels:
    return ServiceLevels(
        levels={
            urgency: ServiceLevel(
                first_response_minutes=level.first_response_minutes,
                next_response_minutes=level.next_response_minutes,
                resolution_minutes=level.resolution_minutes,
            )
            for urgency, level in queue.levels.levels.items()
        }
    )
