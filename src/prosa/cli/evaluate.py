"""`prosa evaluate`: how well messages are understood that the models have not seen."""

from pathlib import Path

from rich.console import Group
from rich.markup import escape

from prosa.cli.console import fail, known_errors, out
from prosa.cli.evaluation.asked import Asked, Task
from prosa.cli.evaluation.showing import side_by_side_parts
from prosa.evaluating.comparison import NotComparable, read_record, side_by_side
from prosa.evaluating.intents import NotMeasurable
from prosa.evaluating.reading import Unreadable
from prosa.evaluating.requirements import RequirementUnreadable
from prosa.knowledge.retrieval import PairsUnreadable
from prosa.language.model import NotTrainable


def evaluate(asked: Asked) -> None:
    """Does what was asked; what cannot be done is said in words, with status 1."""
    with known_errors():
        try:
            _evaluate(asked)
        except (
            Unreadable,
            NotComparable,
            NotMeasurable,
            NotTrainable,
            RequirementUnreadable,
            PairsUnreadable,
        ) as error:
            fail(escape(str(error)))


def _evaluate(asked: Asked) -> None:
    if asked.compare is not None:
        _compare(asked, *asked.compare)
        return
    match asked.task:
        case Task.INTENTS:
            from prosa.cli.evaluation.intents import evaluate_intents

            evaluate_intents(asked)
        case Task.ENTITIES:
            from prosa.cli.evaluation.entities import evaluate_entities

            evaluate_entities(asked)
        case Task.SENTIMENT:
            from prosa.cli.evaluation.sentiment import evaluate_sentiment

            evaluate_sentiment(asked)
        case Task.SPELLING:
            from prosa.cli.evaluation.spelling import evaluate_spelling

            evaluate_spelling(asked)
        case Task.RETRIEVAL:
            from prosa.cli.evaluation.retrieval import evaluate_retrieval

            evaluate_retrieval(asked)


def _compare(asked: Asked, first: Path, second: Path) -> None:
    found = side_by_side((first.stem, read_record(first)), (second.stem, read_record(second)))
    out.print(Group(*side_by_side_parts(found)))
    if asked.page is not None:
        from prosa.evaluating.page.comparison import comparison_page
        from prosa.evaluating.page.rendering import write_page

        write_page(asked.page, comparison_page(found))
