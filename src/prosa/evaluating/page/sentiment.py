"""The page of an evaluation of sentiment."""

from collections import Counter

import numpy as np

from prosa.evaluating.page.parts import Cell, Figure, Grid, Matrix, Page, Section
from prosa.evaluating.page.wording import decimal, milliseconds, now, percent, whole
from prosa.evaluating.sentiment import MeasuredSentiment
from prosa.language.evaluation.scores import interval
from prosa.language.sentiment.opinion import ORDER

MOST_ERRORS = 200
NAMES = dict(zip(ORDER, ("negativo", "neutro", "positivo"), strict=True))


def sentiment_page(measured: MeasuredSentiment) -> Page:
    """Figures, each sentiment, and the messages that were mistaken."""
    errors = error_rows(measured)
    text = f"{whole(len(errors))} mensagens, a mais segura primeiro."
    return Page(
        title="Como o bot ouve o tom",
        about=f"{whole(measured.report.count)} mensagens de teste. {now()}.",
        figures=figures(measured),
        sections=(
            Section(
                "Tom por tom",
                grids=(
                    Grid(
                        ("Tom", "Mensagens", "Precisão", "Cobertura", "F1"),
                        tuple(score_rows(measured)),
                        frozenset({1, 2, 3, 4}),
                    ),
                ),
            ),
            Section(
                "Matriz de confusão",
                "Linhas: o que era. Colunas: o que foi ouvido.",
                matrix=_matrix(measured),
            ),
            Section("Erros", text, grids=(Grid(("Era", "Ouvido", "Mensagem"), tuple(errors[:MOST_ERRORS])),)),
        ),
    )


def figures(measured: MeasuredSentiment) -> tuple[Figure, ...]:
    """The numbers in large type."""
    report = measured.report
    low, high = interval(report.accuracy, report.count)
    sides = "só positivo ou negativo" if measured.two_sided else f"{len(report.scores)} tons"
    found = [
        Figure("Acerto", percent(report.accuracy), f"{sides}; entre {percent(low)} e {percent(high)} (95 %)"),
        Figure("Macro-F1", decimal(report.macro_f1), "cada tom pesa o mesmo"),
    ]
    if report.pos_neg_accuracy is not None:
        found.append(Figure("Positivo ou negativo", percent(report.pos_neg_accuracy), "sem as neutras"))
    if measured.train_seconds is not None:
        found.append(Figure("Erro de calibração", decimal(report.ece), "ECE, 15 faixas"))
        found.append(Figure("Treino", f"{decimal(measured.train_seconds, 1)} s"))
    found.append(Figure("Por mensagem", milliseconds(report.ms_per_message), "em lotes"))
    return tuple(found)


def score_rows(measured: MeasuredSentiment) -> list[tuple[str, ...]]:
    """One row a sentiment."""
    return [
        (
            NAMES[score.sentiment],
            whole(score.support),
            percent(score.precision),
            percent(score.recall),
            decimal(score.f1),
        )
        for score in measured.report.scores
    ]


def error_rows(measured: MeasuredSentiment) -> list[tuple[str, ...]]:
    """One row a mistaken message, the surest first."""
    wrong = [
        (opinion, rated)
        for opinion, rated in zip(measured.opinions, measured.test, strict=True)
        if opinion.sentiment is not rated.sentiment
    ]
    wrong.sort(key=lambda pair: -pair[0].confidence)
    return [(NAMES[rated.sentiment], NAMES[opinion.sentiment], rated.text) for opinion, rated in wrong]


def _matrix(measured: MeasuredSentiment) -> Matrix:
    counts = Counter(
        (ORDER.index(rated.sentiment), ORDER.index(opinion.sentiment))
        for opinion, rated in zip(measured.opinions, measured.test, strict=True)
    )
    support = Counter(ORDER.index(rated.sentiment) for rated in measured.test)
    cells = tuple(
        Cell(row, column, count, float(np.sqrt(count / support[row])))
        for (row, column), count in sorted(counts.items())
    )
    return Matrix(tuple(NAMES.values()), cells)
