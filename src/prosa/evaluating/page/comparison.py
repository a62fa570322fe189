"""Two models side by side, as a section of a page or a page of its own."""

from prosa.evaluating.comparison import Difference, SideBySide
from prosa.evaluating.page.parts import Figure, Grid, Page, Section
from prosa.evaluating.page.wording import decimal, whole

MOST = 200
"""Messages of each kind that are listed."""


def comparison_page(found: SideBySide) -> Page:
    """The page of `prosa evaluate --compare`."""
    first, second = found.names
    return Page(
        title=f"{first} e {second}",
        about=f"{whole(found.comparison.count)} mensagens de teste, as mesmas para os dois.",
        figures=(
            Figure("Ganhas", whole(len(found.comparison.won)), f"só {second} acerta"),
            Figure("Perdidas", whole(len(found.comparison.lost)), f"só {first} acerta"),
            Figure("p", decimal(found.comparison.p_value), "McNemar, exato"),
        ),
        sections=(comparison_section(found),),
    )


def comparison_section(found: SideBySide) -> Section:
    """Figures of both, the test, and the messages that make the difference."""
    figures = tuple((name, _figure(first), _figure(second)) for name, first, second in found.figures)
    return Section(
        "Lado a lado",
        verdict(found),
        grids=(
            Grid(("", *found.names), figures, frozenset({1, 2})),
            *_differences(f"Só {found.names[1]} acerta", found.won),
            *_differences(f"Só {found.names[0]} acerta", found.lost),
        ),
    )


def verdict(found: SideBySide) -> str:
    """McNemar's test in a sentence."""
    test = found.comparison
    chance = "< 0,001" if test.p_value < 0.001 else f"= {decimal(test.p_value)}"
    luck = "pode ser acaso" if test.p_value >= 0.05 else "não parece acaso"
    return (
        f"Em {whole(test.count)} mensagens iguais, {found.names[1]} ganha {len(test.won)} e perde"
        f" {len(test.lost)} para {found.names[0]}; teste exato de McNemar: p {chance}, {luck}."
    )


def _differences(title: str, differences: tuple[Difference, ...]) -> tuple[Grid, ...]:
    rows = tuple((found.text, found.expected, found.mistaken_for) for found in differences[:MOST])
    if not rows:
        return ()
    return (Grid(("Mensagem", "Esperado", "O outro entendeu"), rows, title=title),)


def _figure(value: float | None) -> str:
    return "–" if value is None else decimal(value)
