"""Who is there, as agents are told of each other."""

from prosa.console.live.protocol import Colleague
from prosa.handoff.attendance import Attendance

LOOK_SECONDS = 3.0
"""How often it is looked whether somebody came or went: nobody tells of one whose node died."""


async def roll(attendance: Attendance) -> tuple[Colleague, ...]:
    """Everybody who answers customers, by name."""
    people = [
        Colleague(id=one.id, name=one.name, presence=one.presence.value, open=one.open, max=one.max)
        for one in await attendance.everyone()
    ]
    return tuple(sorted(people, key=lambda one: (one.name, one.id)))
