"""Whether the waiting was fair. Pure."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import combinations
from statistics import median

from prosa.bench.queue.people import Customer
from prosa.bench.queue.play import BEGIN, Outcome
from prosa.conversations.parts import Urgency


def wait_of(customer: Customer) -> timedelta:
    """From asking for a person until a person said something. Zero for who was never served."""
    if customer.came_at is None or customer.answered_at is None:
        return timedelta(0)
    return customer.answered_at - customer.came_at


def overtaken(outcome: Outcome) -> list[tuple[Customer, Customer]]:
    """Pairs of one kind of which who came later was given to somebody earlier, by more than a step."""
    step = outcome.scene.step
    # Who asked a node that died came when another one took them in.
    came = sorted(outcome.customers, key=lambda one: one.came_at or BEGIN)
    return [
        (early, late)
        for early, late in combinations(came, 2)
        if early.kind == late.kind
        and early.assigned_at is not None
        and late.assigned_at is not None
        and early.came_at != late.came_at
        and early.assigned_at > late.assigned_at + step
    ]


def waits_by_urgency(outcome: Outcome) -> dict[str, Sequence[float]]:
    """Minutes waited, by urgency."""
    return {
        urgency.value: [
            wait_of(customer).total_seconds() / 60
            for customer in outcome.customers
            if customer.urgency is urgency
        ]
        for urgency in Urgency
    }


def longest_waits(outcome: Outcome) -> dict[str, float]:
    """The longest wait of each urgency, in minutes."""
    return {urgency: max(waits, default=0) for urgency, waits in waits_by_urgency(outcome).items()}


def table(outcome: Outcome) -> str:
    """The figures, as a table for people."""
    rows = ["urgency   customers  median wait  longest wait"]
    for urgency, waits in waits_by_urgency(outcome).items():
        rows.append(
            f"{urgency:<9} {len(waits):>9} {median(waits or [0]):>8.1f} min {max(waits or [0]):>9.1f} min"
        )
    held = ", ".join(f"{name} {most}/{capacity}" for name, (most, capacity) in outcome.most_held.items())
    causes = ", ".join(f"{cause} {count}" for cause, count in sorted(outcome.causes.items()))
    return "\n".join(
        [
            *rows,
            f"most held at once, of what they may: {held}",
            f"changes of hands: {causes}",
            f"nodes killed in mid-assignment: {len(outcome.killed)}, orders left in doubt: {outcome.doubts}",
            f"overtaken by their own kind: {len(overtaken(outcome))}",
        ]
    )
