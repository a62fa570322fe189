"""The plots of a page. Colours are the page's own variables, so a plot is dark when the page is."""

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from markupsafe import Markup
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from numpy.typing import NDArray

from prosa.language.evaluation.calibration import Bin
from prosa.language.evaluation.thresholds import ThresholdPoint

# matplotlib leaves parts of its signatures untyped.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

INK, GRID, MAIN, OTHER, BAD = "#010101", "#020202", "#030303", "#040404", "#050505"
_VARIABLES = {INK: "--ink", GRID: "--line", MAIN: "--main", OTHER: "--other", BAD: "--bad"}
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.6,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 10,
}
_BINS = np.linspace(0, 1, 31)

Shares = NDArray[np.float64]


def reliability_plot(bins: Sequence[Bin], confidences: Shares) -> Markup:
    """How often the model is right beside how sure it says it is, over how many messages there are."""

    def draw(figure: Figure) -> None:
        upper, lower = figure.subplots(2, 1, sharex=True, height_ratios=(3, 1))
        upper.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle=(0, (4, 3)), label="perfeito")
        sizes = np.sqrt([found.count for found in bins])
        upper.plot(*_of(bins), color=MAIN, linewidth=1.6)
        upper.scatter(*_of(bins), s=18 + 120 * sizes / max(sizes.max(), 1), color=MAIN, label="medido")
        upper.set(ylabel="acerto", xlim=(0, 1), ylim=(0, 1.03))
        _percent(upper.yaxis)
        upper.legend(loc="upper left")
        lower.hist(confidences, bins=list(_BINS), color=OTHER)
        lower.set(xlabel="confiança", ylabel="mensagens")
        _percent(lower.xaxis)

    return _drawn("reliability", draw, height=4.6)


def threshold_plot(
    curve: Sequence[ThresholdPoint], chosen: ThresholdPoint, suggestion: ThresholdPoint | None
) -> Markup:
    """Automation against wrong answers for each threshold."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        at = [point.threshold for point in curve]
        axes.plot(at, [point.answered for point in curve], color=MAIN, linewidth=2, label="automação")
        wrong = [point.wrong for point in curve]
        axes.plot(at, wrong, color=BAD, linewidth=2, label="respostas erradas")
        if curve[0].outside_answered is not None:
            outside = [point.outside_answered or 0.0 for point in curve]
            axes.plot(
                at, outside, color=OTHER, linewidth=2, linestyle="--", label="fora do escopo, respondidas"
            )
        axes.axvline(chosen.threshold, color=INK, linewidth=1.2)
        _note(axes, chosen.threshold, "atual")
        if suggestion is not None and abs(suggestion.threshold - chosen.threshold) >= 0.005:
            axes.axvline(suggestion.threshold, color=INK, linewidth=1.2, linestyle=":")
            _note(axes, suggestion.threshold, "sugerido", row=1)
        axes.set(xlabel="limiar", ylabel="das mensagens", xlim=(0, 1), ylim=(0, 1.12))
        _comma(axes.xaxis)
        _percent(axes.yaxis)
        axes.legend(loc="center left")

    return _drawn("threshold", draw)


def trade_plot(curve: Sequence[ThresholdPoint], chosen: ThresholdPoint) -> Markup:
    """The same with one against the other: what more automation costs in wrong answers."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.plot(
            [point.answered for point in curve], [point.wrong for point in curve], color=MAIN, linewidth=2
        )
        axes.scatter([chosen.answered], [chosen.wrong], s=70, color=INK, zorder=3)
        axes.annotate(
            f"limiar {chosen.threshold:.2f}".replace(".", ","),
            (chosen.answered, chosen.wrong),
            xytext=(-8, 10),
            textcoords="offset points",
            ha="right",
        )
        top = max((point.wrong for point in curve), default=0.0)
        axes.set(
            xlabel="automação", ylabel="respostas erradas", xlim=(0, 1.02), ylim=(0, max(top * 1.15, 0.05))
        )
        _percent(axes.xaxis)
        _percent(axes.yaxis)

    return _drawn("trade", draw)


def roc_plot(roc: tuple[Shares, Shares], auroc: float) -> Markup:
    """Messages in scope that are recognised against those out of scope that pass for one."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        axes.plot([0, 1], [0, 1], color=INK, linewidth=1, linestyle=(0, (4, 3)))
        axes.plot(*roc, color=MAIN, linewidth=2, label=f"AUROC {auroc:.3f}".replace(".", ","))
        axes.set(xlabel="fora do escopo, aceitas", ylabel="no escopo, aceitas", xlim=(0, 1), ylim=(0, 1.02))
        _percent(axes.xaxis)
        _percent(axes.yaxis)
        axes.legend(loc="lower right")

    return _drawn("roc", draw)


def scope_plot(inside: Shares, outside: Shares, threshold: float) -> Markup:
    """How sure the model is of what it should know, and of what it should not."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        for values, colour, label in ((inside, MAIN, "no escopo"), (outside, BAD, "fora do escopo")):
            weights = np.full(len(values), 1 / len(values))
            axes.hist(values, bins=list(_BINS), weights=weights, color=colour, alpha=0.6, label=label)
        axes.axvline(threshold, color=INK, linewidth=1.2)
        axes.set(xlabel="confiança", ylabel="das mensagens", xlim=(0, 1))
        _comma(axes.xaxis)
        _percent(axes.yaxis)
        axes.legend(loc="upper center")

    return _drawn("scope", draw)


def learning_plot(points: Sequence[tuple[int, float]]) -> Markup:
    """Accuracy with more and more of the training examples."""

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        counts, accuracies = [count for count, _ in points], [accuracy for _, accuracy in points]
        axes.plot(counts, accuracies, color=MAIN, linewidth=2, marker="o")
        for count, accuracy in points:
            axes.annotate(
                f"{accuracy * 100:.1f}".replace(".", ","),
                (count, accuracy),
                xytext=(0, 8),
                textcoords="offset points",
                ha="center",
            )
        axes.set(xlabel="exemplos de treino", ylabel="acerto", xlim=(0, max(counts) * 1.06))
        axes.margins(y=0.2)
        _percent(axes.yaxis)

    return _drawn("learning", draw)


def _of(bins: Sequence[Bin]) -> tuple[list[float], list[float]]:
    return [found.confidence for found in bins], [found.accuracy for found in bins]


def _note(axes: Any, at: float, text: str, row: int = 0) -> None:
    side = "right" if at > 0.5 else "left"
    shift = -5 if side == "right" else 5
    axes.annotate(
        f"{text} {at:.2f}".replace(".", ","),
        (at, 1.1 - row * 0.07),
        xytext=(shift, 0),
        textcoords="offset points",
        ha=side,
        va="top",
    )


def _percent(axis: Any) -> None:
    axis.set_major_formatter(FuncFormatter(_share))


def _comma(axis: Any) -> None:
    axis.set_major_formatter(FuncFormatter(_number))


def _share(value: float, _place: int | None = None) -> str:
    return f"{value * 100:g} %".replace(".", ",")


def _number(value: float, _place: int | None = None) -> str:
    return f"{value:g}".replace(".", ",")


def _drawn(name: str, draw: Callable[[Figure], None], height: float = 3.8) -> Markup:
    # A salt of its own keeps the ids of one picture apart from another's on the same page.
    with mpl.rc_context({**_STYLE, "svg.hashsalt": f"prosa-{name}"}):
        figure = Figure(figsize=(5.6, height), layout="constrained")
        draw(figure)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    return Markup(_of_the_page(drawn.getvalue()))  # noqa: S704  our own drawing


def _of_the_page(drawn: str) -> str:
    """The picture without what belongs to a file of its own; the page sets its size, letters and colours."""
    svg = drawn[drawn.index("<svg") :]
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    head, rest = svg.split(">", 1)
    svg = re.sub(r' (?:width|height)="[^"]*"', "", head) + ">" + rest
    svg = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", svg)
    # Names of parts are the same in every picture; only those that something points at must stay.
    wanted = set(re.findall(r"#([\w.-]+)", svg))
    return re.sub(r' id="([^"]*)"', lambda match: match[0] if match[1] in wanted else "", svg)
