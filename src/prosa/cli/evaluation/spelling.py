"""`prosa evaluate --task spelling`."""

from prosa.cli.console import progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.page.spelling import altered_rows, error_rows, figures, spelling_page
from prosa.evaluating.reading import read_texts
from prosa.evaluating.reading.pairs import read_pairs
from prosa.evaluating.spelling import measure_spelling, spelling_record

WORST = 15


def evaluate_spelling(asked: Asked) -> None:
    """On pairs, on clean text, or on both. Raises what makes it impossible."""
    if not asked.test and not asked.clean:
        raise NotMeasurable(
            "Diga com --test onde estão os pares (errado, certo), ou com --clean textos certos."
        )
    baseline = baseline_of(asked)
    pairs, clean = read_pairs(asked.test), read_texts(asked.clean)
    with progress_bar("Avaliando") as bar:
        bar(f"{len(pairs)} pares, {len(clean)} textos", 0.1)
        measured = measure_spelling(pairs, clean)
    shown = [figures_table(figures(measured))]
    if errors := error_rows(measured)[:WORST]:
        shown.append(grid("Erros que ficaram", ("digitado", "corrigido para", "certo"), errors, ()))
    if altered := altered_rows(measured)[:WORST]:
        shown.append(grid("Palavras certas que mudaram", ("×", "escrito", "mudado para"), altered, (0,)))
    finish(asked, spelling_record(measured), spelling_page(measured), shown, baseline)
