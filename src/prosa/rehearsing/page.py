"""A rehearsal as a page for people."""

from collections.abc import Sequence

from prosa.evaluating.page.parts import Figure, Grid, Page, Plot, Section
from prosa.evaluating.page.plots import threshold_plot, trade_plot
from prosa.evaluating.page.wording import decimal, milliseconds, now, percent, whole
from prosa.rehearsing.judging import Judged, Verdict
from prosa.rehearsing.measuring import TOLERATED, Measured
from prosa.rehearsing.record import given, wanted

MOST_ROWS = 200
COLUMNS = ("mensagem", "certo seria", "o bot", "confiança")


def answers_page(measured: Measured) -> Page:
    """The whole page."""
    return Page(
        title="Respostas",
        about=f"{whole(len(measured.judged))} mensagens, {now()}",
        figures=figures(measured),
        sections=tuple(_sections(measured)),
    )


def figures(measured: Measured) -> tuple[Figure, ...]:
    """The figures that are there."""
    shares = (
        ("Resolvidas", measured.settled, "certas, sem uma pessoa, com um toque no máximo"),
        ("Resolvidas de primeira", measured.settled_at_once, "sem escolher num botão"),
        ("Erradas com certeza", measured.wrong_confident, "respondidas como se soubesse"),
        ("Fora do escopo", measured.out_of_scope_held, "não respondidas, como deve ser"),
        ("Para uma pessoa", measured.handed_over, "das que pediam uma"),
        ("Como esperado", measured.outcome_right, "das resolvidas: respondeu ou perguntou, como devia"),
    )
    found = [Figure(name, percent(share), note) for name, share, note in shares if share is not None]
    median, slow = measured.milliseconds
    return (*found, Figure("Resposta em", milliseconds(median), f"p95: {milliseconds(slow)}"))


def advice(measured: Measured) -> str:
    """What the threshold does, and which one would do."""
    chosen, better = measured.chosen, measured.suggestion
    now = (
        f"Com {decimal(chosen.threshold, 2)}, o bot responde {percent(chosen.answered)} das mensagens e erra "
        f"{percent(chosen.wrong)} das respostas."
    )
    if better is None:
        return (
            f"{now} Nenhum limiar deixa os erros em até {percent(TOLERATED, 0)}: faltam exemplos ou artigos."
        )
    if better.threshold <= chosen.threshold:
        return f"{now} É o que se quer: até {percent(TOLERATED, 0)} de erros."
    return (
        f"{now} Com {decimal(better.threshold, 2)} (thresholds.answer do bot.yml), o menor com até "
        f"{percent(TOLERATED, 0)} de erros, responderia {percent(better.answered)}."
    )


def rows(judged: Sequence[Judged]) -> list[tuple[str, ...]]:
    """A line each, surest first."""
    surest = sorted(judged, key=lambda each: -each.reaction.confidence)
    return [
        (each.question.text, wanted(each), given(each), percent(each.reaction.confidence, 0))
        for each in surest
    ]


def _sections(measured: Measured) -> list[Section]:
    found: list[Section] = []
    if measured.curve:
        plots = (
            Plot(
                threshold_plot(measured.curve, measured.chosen, measured.suggestion),
                "O que cada limiar faz.",
                "Mais alto: responde menos, erra menos.",
            ),
            Plot(trade_plot(measured.curve, measured.chosen), "Automação contra respostas erradas."),
        )
        found.append(Section("Onde pôr o limiar", advice(measured), plots))
    wrong = measured.of(Verdict.WRONG)
    kinds = (
        (
            "Erradas com certeza",
            "O mais caro: o cliente acredita.",
            [e for e in wrong if not e.question.out_of_scope],
        ),
        ("Fora do escopo, mas respondidas", "", [e for e in wrong if e.question.out_of_scope]),
        (
            "Sem resposta",
            "O que ninguém respondeu: o que falta escrever ou ensinar.",
            measured.of(Verdict.UNSETTLED, Verdict.FAILED),
        ),
        ("Botões demais", "A certa estava lá, e levou a outros botões.", measured.of(Verdict.OFFERED)),
    )
    for title, text, judged in kinds:
        if judged:
            grid = Grid(COLUMNS, tuple(rows(judged)[:MOST_ROWS]), frozenset({3}))
            found.append(Section(title, text, grids=(grid,)))
    return found
