"""Whether somebody is there. Pure: what is known of a person, and what it comes to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

EXPIRY = timedelta(seconds=45)
"""A socket that was not heard of for so long is gone, with its node or without."""
LEAVING = timedelta(seconds=15)
"""Time to come back after a socket was closed: a page that is loaded again is nobody who leaves."""
FALLBACK = timedelta(minutes=3)
"""The same as `EXPIRY` while Valkey is away: the database hears of a socket once a minute."""
CALLS = timedelta(minutes=10)
"""Who has no socket, and calls the API, is there for so long after each call."""
_SURELY_LATER = timedelta(seconds=90)
"""By how much a call must come after a socket's last sign to be no part of it: both are noted rarely."""


class Presence(StrEnum):
    """Whether an agent is there."""

    ONLINE = "online"
    """Gets conversations."""
    BUSY = "busy"
    """Keeps what they have, and gets nothing new."""
    AWAY = "away"
    """The same; by hand, or because they did nothing for a while."""
    OFFLINE = "offline"
    """What they have goes back to the queue."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of one person."""

    chosen: Presence | None
    """What they said last; None: they never did, nor opened a socket."""
    live: bool
    """Whether they have had a socket."""
    beat_at: datetime | None
    """When one of their sockets was last heard of, as Valkey knows."""
    seen_at: datetime | None
    """The same, as the database knows."""
    active_at: datetime | None
    """When they last did something."""
    called_at: datetime | None
    """When they last called the API."""


def presence_of(signs: Signs, now: datetime, away_after: timedelta, *, beats_known: bool = True) -> Presence:
    """What these signs come to. `beats_known`: whether Valkey could be asked.

    What somebody chose stays until they choose again, but nobody is there who cannot be reached.
    """
    if signs.chosen is Presence.OFFLINE or not _reachable(signs, now, beats_known):
        return Presence.OFFLINE
    if signs.chosen is Presence.BUSY or signs.chosen is Presence.AWAY:
        return signs.chosen
    if signs.chosen is not None and signs.active_at is not None and now - signs.active_at >= away_after:
        return Presence.AWAY
    return Presence.ONLINE


def _reachable(signs: Signs, now: datetime, beats_known: bool) -> bool:
    if not signs.live:
        return _within(signs.called_at, now, CALLS) or _within(signs.seen_at, now, CALLS)
    if _within(signs.beat_at, now, EXPIRY) or (not beats_known and _within(signs.seen_at, now, FALLBACK)):
        return True
    if signs.called_at is None or signs.seen_at is None:
        return False
    return signs.called_at - signs.seen_at > _SURELY_LATER and _within(signs.called_at, now, CALLS)


def _within(moment: datetime | None, now: datetime, time: timedelta) -> bool:
    return moment is not None and now - moment < time
