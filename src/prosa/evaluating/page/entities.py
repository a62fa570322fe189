"""The page of an evaluation of entities."""

from prosa.evaluating.page.parts import Figure, Grid, Page, Section
from prosa.evaluating.page.wording import decimal, milliseconds, now, percent, whole
from prosa.language.entities.evaluation import EntityReport, Expected, Slip
from prosa.language.understanding import Entity

MOST_MISTAKES = 200
SLIPS = {
    Slip.MISSED: "não achado",
    Slip.INVENTED: "inventado",
    Slip.WRONG_SPAN: "trecho errado",
    Slip.WRONG_VALUE: "valor errado",
}


def entities_page(report: EntityReport) -> Page:
    """Figures, kinds and mistakes."""
    return Page(
        title="O que o bot acha nas mensagens",
        about=f"{whole(report.messages)} mensagens, {whole(report.exact.expected)} entidades. {now()}.",
        figures=figures(report),
        sections=(
            Section(
                "Tipo por tipo",
                "Certo é o trecho exato com o valor exato.",
                grids=(
                    Grid(
                        ("Tipo", "Marcadas", "Achadas", "Precisão", "Cobertura", "F1"),
                        tuple(kind_rows(report)),
                        frozenset({1, 2, 3, 4, 5}),
                    ),
                ),
            ),
            Section(
                "Erros",
                f"{whole(len(report.mistakes))} ao todo.",
                grids=(
                    Grid(
                        ("Erro", "Marcado", "Achado", "Mensagem"), tuple(mistake_rows(report)[:MOST_MISTAKES])
                    ),
                ),
            ),
        ),
    )


def figures(report: EntityReport) -> tuple[Figure, ...]:
    """The numbers in large type."""
    return (
        Figure("F1", decimal(report.exact.f1), "trecho e valor exatos"),
        Figure("Precisão", percent(report.exact.precision), f"{whole(report.exact.found)} achadas"),
        Figure("Cobertura", percent(report.exact.recall), f"{whole(report.exact.right)} certas"),
        Figure("F1 do trecho", decimal(report.spans.f1), "sem olhar o valor"),
        Figure("F1 do valor", decimal(report.values.f1), "sem exigir o trecho exato"),
        Figure("Por mensagem", milliseconds(report.ms_per_message)),
    )


def kind_rows(report: EntityReport) -> list[tuple[str, ...]]:
    """One row a kind, the weakest first."""
    return [
        (
            kind,
            whole(score.expected),
            whole(score.found),
            percent(score.precision),
            percent(score.recall),
            decimal(score.f1),
        )
        for kind, score in sorted(report.by_kind.items(), key=lambda item: item[1].f1)
    ]


def mistake_rows(report: EntityReport) -> list[tuple[str, ...]]:
    """One row a mistake."""
    return [
        (
            SLIPS[mistake.slip],
            _marked(mistake.text, mistake.expected),
            _marked(mistake.text, mistake.found),
            mistake.text,
        )
        for mistake in report.mistakes
    ]


def _marked(text: str, entity: Expected | Entity | None) -> str:
    if entity is None:
        return "–"
    value = f" = {entity.value}" if entity.value is not None else ""
    return f"{entity.kind}: “{text[entity.start : entity.end]}”{value}"
