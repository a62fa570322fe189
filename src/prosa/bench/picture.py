"""A run as a picture: latency over time, and how it is distributed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from prosa.bench.figures import answered_ms
from prosa.bench.load import Span
from prosa.bench.trace import Said
from prosa.bench.wording import number, whole

PERCENTILES = {50: "#2f6fdd", 95: "#e08a1e", 99: "#c43d3d"}
"""Each with its colour."""

# matplotlib leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false


def draw(said: Sequence[Said], span: Span, title: str, paths: Sequence[Path]) -> None:
    """Writes the same picture to each path, in the format of its suffix."""
    figure = Figure(figsize=(11, 4.2), layout="constrained")
    over_time, distribution = figure.subplots(1, 2, width_ratios=(2, 1))
    counted = [one for one in said if one in span and one.answered_at is not None]
    due = np.array([one.due - span.began for one in counted])
    took = answered_ms(counted)
    _over_time(over_time, due, took, span.seconds)
    _distribution(distribution, took)
    figure.suptitle(title, fontsize=11)
    for path in paths:
        figure.savefig(path, dpi=140)


def _over_time(axes: Any, due: NDArray[np.float64], took: NDArray[np.float64], seconds: float) -> None:
    axes.scatter(due, took, s=2, alpha=0.2, color="#9aa4b2", linewidths=0, rasterized=True)
    for percentile, colour in PERCENTILES.items():
        middles: list[float] = []
        values: list[float] = []
        for second in range(int(np.ceil(seconds))):
            within = took[(due >= second) & (due < second + 1)]
            if within.size:
                middles.append(second + 0.5)
                values.append(float(np.percentile(within, percentile)))
        axes.plot(middles, values, color=colour, linewidth=1.4, label=f"p{percentile} por segundo")
    axes.set(xlabel="segundos", ylabel="da mensagem à resposta (ms)", yscale="log", xlim=(0, seconds))
    _plain_numbers(axes.yaxis)
    axes.grid(alpha=0.25, which="both", linewidth=0.5)
    axes.legend(frameon=False, fontsize=8)


def _distribution(axes: Any, took: NDArray[np.float64]) -> None:
    if took.size:
        edges = np.geomspace(max(float(took.min()), 0.1), max(float(took.max()), 0.2), 60)
        axes.hist(took, bins=edges, color="#9fbdf0")
        for percentile, colour in PERCENTILES.items():
            value = float(np.percentile(took, percentile))
            axes.axvline(value, color=colour, linewidth=1.2, label=f"p{percentile} {number(value)} ms")
        axes.legend(frameon=False, fontsize=8)
    axes.set(xlabel="da mensagem à resposta (ms)", ylabel="mensagens", xscale="log")
    _plain_numbers(axes.xaxis)


def _plain_numbers(axis: Any) -> None:
    """1, 2, 5, 10, 20, … instead of powers of ten."""
    axis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
    axis.set_major_formatter(FuncFormatter(_plain))
    axis.set_minor_formatter(NullFormatter())


def _plain(value: float, _position: int | None = None) -> str:
    return number(value) if value < 1 else whole(round(value))
