"""The play as a picture: the queue, the waits, and the positions that customers were told."""

from pathlib import Path

import matplotlib as mpl

mpl.use("svg")

from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from prosa.bench.queue.fairness import wait_of
from prosa.bench.queue.people import Customer
from prosa.bench.queue.play import BEGIN, Outcome
from prosa.conversations.parts import Urgency

# The library leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

COLOURS = {
    Urgency.LOW: "#8ab6a5",
    Urgency.MEDIUM: "#3b7f6b",
    Urgency.HIGH: "#d98a3d",
    Urgency.URGENT: "#b5362a",
}
SHOWN = 12
"""Customers of each urgency whose positions are drawn: those who waited longest."""


def draw(outcome: Outcome, path: Path) -> None:
    """Writes an SVG that is the same for the same outcome."""
    with mpl.rc_context({"svg.hashsalt": "prosa", "font.size": 9, "font.family": "sans-serif"}):
        figure, (queue, waits, told) = plt.subplots(3, 1, figsize=(8, 9.5), sharex=True, layout="constrained")
        _queue(queue, outcome)
        _waits(waits, outcome)
        _told(told, outcome)
        told.set_xlabel("minutes since the beginning")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)


def _queue(axes: Axes, outcome: Outcome) -> None:
    times = [(moment.at - BEGIN).total_seconds() / 60 for moment in outcome.moments]
    axes.fill_between(times, [moment.waiting for moment in outcome.moments], color="#d9e7e1", label="waiting")
    axes.plot(times, [moment.held for moment in outcome.moments], color="#3b7f6b", label="with an agent")
    online = [moment.online for moment in outcome.moments]
    axes.step(times, online, color="#7a4fa3", where="post", label="agents there")
    for number, killed in enumerate(outcome.killed):
        at = (killed - BEGIN).total_seconds() / 60
        label = "a node is killed" if number == 0 else None
        axes.axvline(at, color="#b5362a", linestyle="--", linewidth=1, label=label)
    axes.set_ylabel("conversations, agents")
    axes.legend(loc="upper right", frameon=False, ncols=2)


def _waits(axes: Axes, outcome: Outcome) -> None:
    for urgency, colour in COLOURS.items():
        ours = [one for one in outcome.customers if one.urgency is urgency]
        axes.scatter(
            [_minutes(one) for one in ours],
            [wait_of(one).total_seconds() / 60 for one in ours],
            s=14,
            color=colour,
            label=urgency.value,
        )
    axes.set_ylabel("minutes until the first answer")
    axes.legend(loc="upper right", frameon=False, ncols=4, title="by urgency and coming")


def _told(axes: Axes, outcome: Outcome) -> None:
    longest = sorted(outcome.customers, key=wait_of, reverse=True)
    for one in (one for urgency in Urgency for one in _of(longest, urgency)[:SHOWN]):
        axes.step(
            [(at - BEGIN).total_seconds() / 60 for at, _ in one.told],
            [position for _, position in one.told],
            where="post",
            color=COLOURS[one.urgency],
            linewidth=0.9,
        )
    axes.set_ylabel("position told\n(worse only by priority)")
    axes.invert_yaxis()


def _of(customers: list[Customer], urgency: Urgency) -> list[Customer]:
    return [one for one in customers if one.urgency is urgency]


def _minutes(one: Customer) -> float:
    return one.comes_after.total_seconds() / 60
