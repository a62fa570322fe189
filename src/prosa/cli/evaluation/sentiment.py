"""`prosa evaluate --task sentiment`."""

from prosa.cli.console import progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.page.sentiment import error_rows, figures, score_rows, sentiment_page
from prosa.evaluating.reading.moods import read_moods
from prosa.evaluating.sentiment import measure_sentiment, sentiment_record

WORST = 15


def evaluate_sentiment(asked: Asked) -> None:
    """Trained on `--train`, or as every bot hears. Raises what makes it impossible."""
    if not asked.test and not asked.train:
        raise NotMeasurable("Diga com --test onde estão as mensagens, com o texto e o sentimento.")
    baseline = baseline_of(asked)
    training, test = read_moods(asked.train), read_moods(asked.test)
    with progress_bar("Avaliando") as bar:
        measured = measure_sentiment(training, test, asked.seed, bar)
    columns = ("tom", "mensagens", "precisão", "cobertura", "F1")
    shown = [
        figures_table(figures(measured)),
        grid("Tom por tom", columns, score_rows(measured), (1, 2, 3, 4)),
    ]
    if errors := error_rows(measured)[:WORST]:
        shown.append(grid("Erros", ("era", "ouvido", "mensagem"), errors, ()))
    finish(asked, sentiment_record(measured), sentiment_page(measured), shown, baseline)
