"""`prosa evaluate --retrieval`."""

import asyncio
from collections.abc import Sequence
from statistics import fmean

import numpy as np

from prosa.cli.console import progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.page.parts import Figure, Grid, Page, Section
from prosa.evaluating.page.wording import now, percent, whole
from prosa.evaluating.record import Judgement, Record, judgements, record
from prosa.knowledge.retrieval import Searched, read_questions_and_contexts, search_all
from prosa.language.evaluation.scores import interval

WORST = 10
MOST_ERRORS = 500
_SHOWN = 90
"""Characters of a passage that are shown."""


def evaluate_retrieval(asked: Asked) -> None:
    """Searches for real, in a database of its own. Raises what makes it impossible."""
    if asked.retrieval is None:
        raise NotMeasurable("Diga com --retrieval em que arquivo estão as perguntas e as passagens.")
    baseline = baseline_of(asked)
    pairs = read_questions_and_contexts(asked.retrieval)
    with progress_bar("Avaliando") as bar:
        found = asyncio.run(search_all(pairs, bar))
    shown = [figures_table(_figures(found))]
    if rows := _missed(found)[:WORST]:
        shown.append(grid("Não veio primeiro", ("lugar", "pergunta", "veio primeiro"), rows, (0,)))
    finish(asked, retrieval_record(found), _page(found), shown, baseline)


def retrieval_record(found: Sequence[Searched]) -> Record:
    """Shares of the questions whose passage is among the first, and milliseconds a search."""
    times = [each.milliseconds for each in found]
    figures = {
        "r_at_1": _within(found, 1),
        "r_at_3": _within(found, 3),
        "r_at_5": _within(found, 5),
        "mrr_at_10": fmean(0.0 if each.place is None else 1 / (each.place + 1) for each in found),
        "ms_p50": float(np.percentile(times, 50)),
        "ms_p95": float(np.percentile(times, 95)),
    }
    judged = [
        Judgement(
            each.pair.question,
            each.pair.context[:_SHOWN],
            each.first[:_SHOWN],
            each.place == 0,
            round(each.score, 4),
        )
        for each in found
    ]
    details = {
        **figures,
        "accuracy_interval": interval(figures["r_at_1"], len(found)),
        "count": len(found),
        "passages": len({each.pair.context for each in found}),
        **judgements(judged),
    }
    shared = {"accuracy": figures["r_at_1"], "ms_per_message": fmean(times)}
    return record("retrieval", shared, details)


def _within(found: Sequence[Searched], places: int) -> float:
    return fmean(each.place is not None and each.place < places for each in found)


def _figures(found: Sequence[Searched]) -> tuple[Figure, ...]:
    of = retrieval_record(found)
    low, high = of["accuracy_interval"]
    return (
        Figure("r_at_1", f"{of['r_at_1']:.4f}", f"em primeiro: {percent(low)} a {percent(high)} (95 %)"),
        Figure("r_at_3", f"{of['r_at_3']:.4f}", "entre as três primeiras"),
        Figure("r_at_5", f"{of['r_at_5']:.4f}", "entre as cinco primeiras"),
        Figure("mrr_at_10", f"{of['mrr_at_10']:.4f}", "média de 1/lugar"),
        Figure("ms_p50", f"{of['ms_p50']:.1f}", "uma busca, uma depois da outra"),
        Figure(
            "ms_p95",
            f"{of['ms_p95']:.1f}",
            f"{whole(of['count'])} perguntas, {whole(of['passages'])} passagens",
        ),
    )


def _missed(found: Sequence[Searched]) -> list[tuple[str, ...]]:
    missed = [each for each in found if each.place != 0]
    missed.sort(key=lambda each: -each.score)
    return [
        (
            "–" if each.place is None else f"{each.place + 1}º",
            each.pair.question,
            " ".join(each.first[:_SHOWN].split()),
        )
        for each in missed
    ]


def _page(found: Sequence[Searched]) -> Page:
    missed = _missed(found)
    return Page(
        title="Como o bot acha a passagem que responde",
        about=f"{whole(len(found))} perguntas. {now()}.",
        figures=_figures(found),
        sections=(
            Section(
                "Não veio primeiro",
                "As mais seguras de si primeiro.",
                grids=(
                    Grid(("Lugar", "Pergunta", "Veio primeiro"), tuple(missed[:MOST_ERRORS]), frozenset({0})),
                ),
            ),
        ),
    )
