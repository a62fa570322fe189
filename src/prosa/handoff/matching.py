"""Whom a conversation is given to. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

from prosa.handoff.attendance import Colleague
from prosa.handoff.presence import Presence
from prosa.handoff.queue import Waiting, can_take

_NEVER = datetime.min.replace(tzinfo=UTC)


def fits(one: Waiting, colleague: Colleague) -> bool:
    """Whether this agent knows what it takes, and is in the team it waits for."""
    return can_take(colleague.skills, one.skill) and (one.team is None or one.team in colleague.teams)


def may_get(colleague: Colleague) -> bool:
    """Whether this agent gets conversations unasked now."""
    return colleague.presence is Presence.ONLINE and colleague.chosen is not None and colleague.has_room


def choose(one: Waiting, colleagues: Sequence[Colleague]) -> Colleague | None:
    """Who gets this conversation now; None when nobody can.

    Who had the same customer last; else who holds the fewest, and of those who got none for longest. Whose
    hands it just left gets it only when there is nobody else.
    """
    able = [colleague for colleague in colleagues if may_get(colleague) and fits(one, colleague)]
    others = [colleague for colleague in able if colleague.id != one.lost_by]
    for colleague in others:
        if colleague.id == one.preferred:
            return colleague
    return min(
        others or able,
        key=lambda each: (each.open, each.given_at or _NEVER, each.id),
        default=None,
    )
