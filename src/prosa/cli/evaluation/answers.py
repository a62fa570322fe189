"""`prosa evaluate --questions`: the whole bot, asked as customers would."""

import asyncio
from collections.abc import Mapping
from functools import partial

from prosa import logs
from prosa.cli.console import Bar, progress_bar
from prosa.cli.evaluation.asked import Asked
from prosa.cli.evaluation.ending import baseline_of, finish
from prosa.cli.evaluation.showing import figures_table, grid
from prosa.evaluating.intents import NotMeasurable
from prosa.language.model import Model
from prosa.models import model_for
from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from prosa.rehearsing.judging import Verdict, choice
from prosa.rehearsing.measuring import intents_of, measure
from prosa.rehearsing.page import COLUMNS, advice, answers_page, figures, rows
from prosa.rehearsing.questions import Question, read_questions
from prosa.rehearsing.reactions import Reaction
from prosa.rehearsing.record import answers_record
from prosa.rehearsing.rehearsal import rehearsal
from prosa.settings import Settings

WORST = 12
OWN_FILES = ("questions.jsonl", "articles.jsonl", "out_of_scope.jsonl")
"""In the folder `evaluation` of a pack."""


def evaluate_answers(asked: Asked) -> None:
    """Asks the questions of the files, or the pack's own. Raises what makes it impossible."""
    baseline = baseline_of(asked)
    settings = Settings()
    pack = load_pack(asked.pack or settings.pack_folder())
    own = [pack.folder / "evaluation" / name for name in OWN_FILES]
    questions = read_questions(asked.questions or [path for path in own if path.is_file()])
    if not questions:
        raise NotMeasurable("Diga com --questions onde estão as perguntas.")
    logs.set_up(settings)
    with progress_bar("Avaliando") as bar:
        model = model_for(settings.home, pack, bar)
        reactions = asyncio.run(_asked(pack, model, questions, bar))
    measured = measure(pack, questions, reactions)
    shown = [figures_table(figures(measured)), advice(measured)]
    for title, verdicts in (
        ("Erradas com certeza, ou fora do escopo e respondidas", (Verdict.WRONG,)),
        ("Sem resposta", (Verdict.UNSETTLED, Verdict.FAILED)),
    ):
        if judged := measured.of(*verdicts):
            shown.append(grid(f"{title} ({len(judged)})", COLUMNS, rows(judged)[:WORST], (3,)))
    finish(asked, answers_record(measured), answers_page(measured), shown, baseline)


async def _asked(pack: Pack, model: Model, questions: list[Question], bar: Bar) -> list[Reaction]:
    bar("ensaio", 0.0)
    async with rehearsal(pack, model) as bot:
        texts = [question.text for question in questions]
        meant_by = intents_of(pack)
        choices = [partial(_chosen, question, meant_by) for question in questions]
        return await bot.ask_all(texts, choices, lambda share: bar(f"{len(texts)} perguntas", share))


def _chosen(question: Question, meant_by: Mapping[str, frozenset[str]], reaction: Reaction) -> int | None:
    return choice(question, reaction, meant_by)
