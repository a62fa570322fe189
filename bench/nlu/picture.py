"""Accuracy against cost, one point a system."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from prosa.bench.wording import number

# matplotlib leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

OURS, OTHERS = "#2f6fdd", "#5c6470"


@dataclass(frozen=True, slots=True)
class Point:
    """A system on one task."""

    name: str
    ms: float
    accuracy: float
    ours: bool = False


def draw(panels: Sequence[tuple[str, Sequence[Point]]], paths: Sequence[Path]) -> None:
    """One panel a task, side by side, written in the format of each path's suffix."""
    figure = Figure(figsize=(5.6 * len(panels), 4.4), layout="constrained")
    for axes, (title, points) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels, strict=True):
        _panel(axes, title, points)
    for path in paths:
        figure.savefig(path, dpi=140)


def _panel(axes: Any, title: str, points: Sequence[Point]) -> None:
    for point in points:
        colour = OURS if point.ours else OTHERS
        axes.scatter([point.ms], [point.accuracy * 100], s=90 if point.ours else 50, color=colour, zorder=3)
        axes.annotate(
            f"{point.name} {number(point.accuracy * 100)}",
            (point.ms, point.accuracy * 100),
            xytext=(0, 9 if point.ours else -9),
            textcoords="offset points",
            ha="center",
            va="bottom" if point.ours else "top",
            fontsize=9,
            color=colour,
            weight="bold" if point.ours else "normal",
        )
    axes.set(title=title, xlabel="ms por mensagem, sozinha", ylabel="acerto, %", xscale="log")
    axes.margins(x=0.25, y=0.15)
    axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axes.xaxis.set_major_formatter(FuncFormatter(_plain))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.grid(alpha=0.25, which="both", linewidth=0.5)


def _plain(value: float, _position: int | None = None) -> str:
    return f"{value:g}".replace(".", ",")
