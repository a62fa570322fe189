"""The page of an evaluation of spelling."""

from prosa.evaluating.page.parts import Figure, Grid, Page, Section
from prosa.evaluating.page.wording import milliseconds, now, percent, whole
from prosa.evaluating.spelling import MeasuredSpelling
from prosa.language.evaluation.scores import interval

MOST_ERRORS = 500


def spelling_page(measured: MeasuredSpelling) -> Page:
    """Figures, what was missed, and what was changed without need."""
    errors, altered = error_rows(measured), altered_rows(measured)
    return Page(
        title="Como o bot corrige o que se digita",
        about=(
            f"{whole(len(measured.errors))} erros conhecidos, {whole(measured.clean.words)} palavras certas."
            f" {now()}."
        ),
        figures=figures(measured),
        sections=(
            Section(
                "Erros que ficaram",
                f"{whole(len(errors))} de {whole(len(measured.errors))}.",
                grids=(Grid(("Digitado", "Corrigido para", "Certo"), tuple(errors[:MOST_ERRORS])),),
            ),
            Section(
                "Palavras certas que mudaram",
                "As mais frequentes primeiro.",
                grids=(Grid(("×", "Escrito", "Mudado para"), tuple(altered), frozenset({0})),),
            ),
        ),
    )


def figures(measured: MeasuredSpelling) -> tuple[Figure, ...]:
    """The numbers in large type."""
    found: list[Figure] = []
    if (right := measured.errors_right) is not None:
        low, high = interval(right, len(measured.errors))
        found.append(
            Figure("Erros corrigidos", percent(right), f"entre {percent(low)} e {percent(high)} (95 %)")
        )
    if (altered := measured.clean_altered) is not None:
        found.append(
            Figure("Certas alteradas", percent(altered, 2), f"de {whole(measured.clean.words)} palavras")
        )
        found.append(Figure("Por mensagem", milliseconds(measured.clean.ms_per_message)))
    return tuple(found)


def error_rows(measured: MeasuredSpelling) -> list[tuple[str, ...]]:
    """One row an error that is still one."""
    return [(error.typed, error.given, error.meant) for error in measured.errors if not error.right]


def altered_rows(measured: MeasuredSpelling) -> list[tuple[str, ...]]:
    """One row a clean word that was changed, the most frequent first."""
    return [(str(change.times), change.written, change.given) for change in measured.clean.altered]
