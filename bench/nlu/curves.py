"""The limits of understanding as pictures: curves, and what was promised as crosses beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullFormatter
from shortfalls import Panel

# matplotlib leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false

COLOURS = ("#2f6fdd", "#5c6470", "#d0782a", "#3a9a5b", "#a04fb0")
PROMISED = "#c0392b"


def draw_curves(panels: Sequence[Panel], paths: Sequence[Path]) -> None:
    """Two panels a line, written in the format of each path's suffix."""
    lines = -(-len(panels) // 2)
    figure = Figure(figsize=(11.2, 4.4 * lines), layout="constrained")
    for axes, panel in zip(figure.subplots(lines, 2, squeeze=False).flat, panels, strict=False):
        _panel(axes, panel)
    for path in paths:
        figure.savefig(path, dpi=140)


def _panel(axes: Any, panel: Panel) -> None:
    for (name, curve), colour in zip(panel.curves.items(), COLOURS, strict=False):
        few = len(curve) < 20
        axes.plot(
            *zip(*curve, strict=True), marker="o" if few else "", color=colour, label=name, linewidth=1.6
        )
    if panel.promised:
        axes.plot(*zip(*panel.promised, strict=True), "x", color=PROMISED, markersize=9, mew=2, label="meta")
    axes.set(title=panel.title, xlabel=panel.across, ylabel=panel.up)
    if panel.logarithmic:
        axes.set_xscale("log")
        axes.xaxis.set_major_locator(
            FixedLocator([across for across, _ in next(iter(panel.curves.values()))])
        )
        axes.xaxis.set_major_formatter(FuncFormatter(_whole))
        axes.xaxis.set_minor_formatter(NullFormatter())
    axes.grid(alpha=0.25, linewidth=0.5)
    axes.legend(fontsize=8, loc="lower right" if not panel.promised or panel.logarithmic else "lower left")


def _whole(value: float, _position: int | None = None) -> str:
    return f"{value:.0f}"
