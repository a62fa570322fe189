"""What importing a source would change. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from prosa.library.imports.items import Broken, Found, Item


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an item that was imported before."""

    hash: bytes
    article: str
    """Id of its article."""
    gone: bool
    """It was missing from its source the last time that missing ones were withdrawn."""


@dataclass(slots=True)
class Plan:
    """What importing a source would change."""

    new: list[Found] = field(default_factory=list[Found])
    changed: list[Found] = field(default_factory=list[Found])
    unchanged: list[Found] = field(default_factory=list[Found])
    missing: list[str] = field(default_factory=list[str])
    """Items that were imported before and that the source does not have any more."""
    broken: list[Broken] = field(default_factory=list[Broken])


def plan(items: Sequence[Item], known: Mapping[str, Known], *, complete: bool = True) -> Plan:
    """Compares a source with what was imported of it before.

    Of an incomplete source nothing is missing: it may be in the part that was not read.
    """
    made, seen = Plan(), set[str]()
    for each in items:
        if isinstance(each, Broken):
            made.broken.append(each)
            continue
        if each.item in seen:
            made.broken.append(Broken(each.item, "Aparece mais de uma vez na fonte; só a primeira vale."))
            continue
        seen.add(each.item)
        before = known.get(each.item)
        if before is None:
            made.new.append(each)
        elif before.hash != each.hash or before.gone:
            made.changed.append(each)
        else:
            made.unchanged.append(each)
    if complete:
        absent = (item for item, before in known.items() if item not in seen and not before.gone)
        made.missing = sorted(
            item for item in absent if not any(broken.covers(item) for broken in made.broken)
        )
    return made
