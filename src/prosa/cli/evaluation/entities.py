"""`prosa evaluate --task entities`."""

from prosa.cli.console import progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.entities import entities_record, measure_entities, read_marked
from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.page.entities import entities_page, figures, kind_rows, mistake_rows
from prosa.packs.loader import load_pack
from prosa.settings import Settings

WORST = 15


def evaluate_entities(asked: Asked) -> None:
    """With the catalogue of the pack. Raises what makes it impossible."""
    if not asked.test:
        raise NotMeasurable("Diga com --test onde estão as mensagens marcadas.")
    baseline = baseline_of(asked)
    messages = read_marked(asked.test)
    with progress_bar("Avaliando") as bar:
        bar(f"{len(messages)} mensagens", 0.1)
        pack = load_pack(asked.pack or Settings().pack_folder())
        report = measure_entities(messages, pack.training, asked.today)
    columns = ("tipo", "marcadas", "achadas", "precisão", "cobertura", "F1")
    shown = [figures_table(figures(report)), grid("Tipo por tipo", columns, kind_rows(report), range(1, 6))]
    if report.mistakes:
        rows = mistake_rows(report)[:WORST]
        shown.append(grid("Erros", ("erro", "marcado", "achado", "mensagem"), rows, ()))
    finish(asked, entities_record(messages, report), entities_page(report), shown, baseline)
