"""The page of an evaluation of intents."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from prosa.evaluating.intents import Measured, Scope
from prosa.evaluating.page.parts import Cell, Figure, Grid, Matrix, Page, Plot, Section
from prosa.evaluating.page.plots import (
    learning_plot,
    reliability_plot,
    roc_plot,
    scope_plot,
    threshold_plot,
    trade_plot,
)
from prosa.evaluating.page.wording import decimal, milliseconds, now, percent, points, whole
from prosa.language.evaluation.scores import ClassScore, interval
from prosa.language.evaluation.thresholds import TOLERATED, ThresholdPoint

WORST_CONFUSIONS = 30
MESSAGES_EACH = 4
MOST_WRONGLY_ANSWERED = 60


def intents_page(measured: Measured) -> Page:
    """All there is to see, the most telling first."""
    plan, report = measured.plan, measured.report
    return Page(
        title="Como o bot entende",
        about=(
            f"{whole(report.count)} mensagens de teste, {whole(len(plan.training.examples))} exemplos de"
            f" treino, {len({example.intent for example in plan.training.examples})} intenções. "
            f"{now()}."
        ),
        figures=figures(measured),
        sections=tuple(_sections(measured)),
        warnings=measured.warnings,
    )


def figures(measured: Measured) -> tuple[Figure, ...]:
    """The numbers in large type."""
    report, scope, cost = measured.report, measured.scope, measured.cost
    low, high = interval(report.accuracy, report.count)
    found = [
        Figure("Acerto", percent(report.accuracy), f"entre {percent(low)} e {percent(high)} (95 %)"),
        Figure("Macro-F1", decimal(report.macro_f1), "cada intenção pesa o mesmo"),
        Figure("Erro de calibração", decimal(report.ece), "ECE, 15 faixas"),
        Figure(
            f"No limiar {decimal(measured.chosen.threshold, 2)}",
            percent(measured.chosen.answered),
            f"respondidas; {percent(measured.chosen.wrong)} delas erradas",
        ),
    ]
    if scope is not None:
        found.append(Figure("AUROC", decimal(scope.report.auroc), "no escopo contra fora dele"))
        found.append(
            Figure("Fora do escopo", percent(scope.report.wrongly_answered), "respondidas por engano")
        )
    found += [
        Figure(_noise_name(noise.kind), points(-noise.lost), percent(noise.accuracy))
        for noise in measured.noise
    ]
    note = f"sozinha: p95 {milliseconds(cost.alone_p95)}"
    found.append(Figure("Por mensagem", milliseconds(cost.amortised), note))
    if measured.train_seconds is not None:
        found.append(Figure("Treino", f"{decimal(measured.train_seconds, 1)} s"))
    if measured.memory_mb is not None:
        found.append(Figure("Memória", f"{measured.memory_mb:.0f} MB", "a mais num processo"))
    return tuple(found)


def _sections(measured: Measured) -> list[Section]:
    found = [_thresholds(measured), _calibration(measured)]
    if measured.scope is not None:
        found.append(_scope(measured, measured.scope))
    found += [_confusions(measured), _matrix(measured), _intents(measured)]
    if measured.learning:
        text = "Se a curva ainda sobe no fim, mais exemplos ajudam."
        plot = Plot(learning_plot(measured.learning), "Acerto por exemplos de treino")
        found.append(Section("Curva de aprendizado", text, (plot,)))
    return found


def _thresholds(measured: Measured) -> Section:
    return Section(
        "Onde pôr o limiar",
        advice(measured.chosen, measured.suggested),
        (
            Plot(
                threshold_plot(measured.curve, measured.chosen, measured.suggested),
                "O que cada limiar faz.",
                "Mais alto: responde menos, erra menos.",
            ),
            Plot(
                trade_plot(measured.curve, measured.chosen),
                "Automação contra respostas erradas.",
                "Cada ponto da linha é um limiar.",
            ),
        ),
    )


def advice(chosen: ThresholdPoint, suggestion: ThresholdPoint | None) -> str:
    """What the threshold does, and which one would do."""
    now = (
        f"Com {decimal(chosen.threshold, 2)}, o bot responde {percent(chosen.answered)} das mensagens "
        f"e erra {percent(chosen.wrong)} das respostas."
    )
    if suggestion is None:
        return f"{now} Nenhum limiar deixa os erros em até {percent(TOLERATED, 0)}: faltam exemplos."
    return (
        f"{now} Com {decimal(suggestion.threshold, 2)}, o menor limiar com até {percent(TOLERATED, 0)} de"
        f" erros, responderia {percent(suggestion.answered)}."
    )


def _calibration(measured: Measured) -> Section:
    plot = Plot(
        reliability_plot(measured.bins, measured.confidences),
        "Confiança e acerto.",
        "Abaixo da diagonal o modelo confia demais; acima, de menos.",
    )
    return Section("A confiança diz a verdade?", "80 % de confiança devem ser 80 % de acerto.", (plot,))


def _scope(measured: Measured, scope: Scope) -> Section:
    threshold = measured.plan.threshold
    rows = tuple(
        (text, intent, percent(confidence, 0))
        for text, intent, confidence in scope.answered[:MOST_WRONGLY_ANSWERED]
    )
    return Section(
        "Fora do escopo",
        f"{whole(len(scope.confidences))} mensagens que o bot não deve responder; "
        f"respondeu {whole(len(scope.answered))} com o limiar {decimal(threshold, 2)}.",
        (
            Plot(scope_plot(measured.confidences, scope.confidences, threshold), "Quão seguro em cada caso."),
            Plot(
                roc_plot(scope.roc, scope.report.auroc), "Separação.", "Quanto mais perto do canto, melhor."
            ),
        ),
        grids=(Grid(("Mensagem", "Respondida como", "Confiança"), rows, frozenset({2})),) if rows else (),
    )


def _confusions(measured: Measured) -> Section:
    confusions = measured.report.confusions
    rows = tuple(
        (
            str(confusion.count),
            confusion.expected,
            confusion.predicted,
            " · ".join(f"“{message}”" for message in confusion.messages[:MESSAGES_EACH]),
        )
        for confusion in confusions[:WORST_CONFUSIONS]
    )
    wrong = sum(confusion.count for confusion in confusions)
    return Section(
        "Confusões mais frequentes",
        f"{whole(wrong)} mensagens erradas, {whole(len(confusions))} pares de intenções.",
        grids=(Grid(("×", "Esperado", "Entendido", "Mensagens"), rows, frozenset({0})),) if rows else (),
    )


def _matrix(measured: Measured) -> Section:
    labels = tuple(score.name for score in measured.report.intents)
    places = {label: place for place, label in enumerate(labels)}
    counts = Counter((prediction.expected, prediction.best.name) for prediction in measured.predictions)
    support = {score.name: max(score.support, 1) for score in measured.report.intents}
    cells = tuple(
        Cell(places[expected], places[guess], count, float(np.sqrt(count / support[expected])))
        for (expected, guess), count in sorted(counts.items())
    )
    text = (
        "Linhas: o que era. Colunas: o que foi entendido. Verde é acerto; quanto mais forte, mais mensagens."
    )
    return Section("Matriz de confusão", text, matrix=Matrix(labels, cells))


def _intents(measured: Measured) -> Section:
    rows = tuple(
        (score.name, whole(score.support), percent(score.precision), percent(score.recall), decimal(score.f1))
        for score in weakest_first(measured.report.intents)
    )
    grid = Grid(("Intenção", "Mensagens", "Precisão", "Cobertura", "F1"), rows, frozenset({1, 2, 3, 4}))
    return Section("Intenção por intenção", "Da mais fraca à mais forte.", grids=(grid,))


def weakest_first(scores: Sequence[ClassScore]) -> list[ClassScore]:
    """By F1; among equals those with the most messages."""
    return sorted(scores, key=lambda score: (score.f1, -score.support))


def _noise_name(kind: str) -> str:
    names = {"typo1": "Um erro de digitação", "typo2-no-accents": "Dois erros, sem acentos"}
    return names.get(kind, kind)
