"""Accepted examples as a file of the pack: Rasa's format, each with where it came from.

`nlu/learned.yml` is a training file like any other, so whoever keeps the pack under version control sees what
was learned, and a pack that is moved takes it along.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from prosa.learning.examples import LearnedExample
from prosa.learning.teaching import key_of
from prosa.packs.nlu import nlu_files, read_nlu_files
from prosa.packs.problems import Problems

FILE = "nlu/learned.yml"
_HEAD = """\
# Exemplos aceitos na revisão, gravados por "prosa learned export", que refaz este arquivo inteiro.
# Para retirar um exemplo, retire-o na revisão. Um exemplo levado para outro arquivo sai daqui sozinho.
version: "3.1"
nlu:
"""


def export(folder: Path, examples: Iterable[LearnedExample]) -> int:
    """Writes the file into the pack; how many examples it holds. Those of other files are left out."""
    elsewhere = _taught_elsewhere(folder)
    fresh = [example for example in examples if key_of(example.text) not in elsewhere]
    path = folder / FILE
    if not fresh:
        path.unlink(missing_ok=True)
        return 0
    path.parent.mkdir(exist_ok=True)
    written = path.with_suffix(".yml.new")
    written.write_text(as_yaml(fresh), encoding="utf-8")
    written.replace(path)
    return len(fresh)


def as_yaml(examples: Iterable[LearnedExample]) -> str:
    """The examples as Rasa training data, by intent, in an order that depends on nothing but them."""
    by_intent: dict[str, list[LearnedExample]] = {}
    for example in sorted(examples, key=lambda each: (each.intent, each.text)):
        by_intent.setdefault(example.intent, []).append(example)
    return _HEAD + "".join(
        f"- intent: {intent}\n  examples:\n" + "".join(map(_entry, members))
        for intent, members in by_intent.items()
    )


def _entry(example: LearnedExample) -> str:
    # JSON's texts are YAML's, whatever a customer wrote.
    return (
        f"  - text: {json.dumps(example.text, ensure_ascii=False)}\n"
        "    metadata:\n"
        f"      origin: {example.origin.value}\n"
        f'      accepted: "{example.accepted_at.date().isoformat()}"\n'
        f"      id: {example.id}\n"
    )


def _taught_elsewhere(folder: Path) -> set[str]:
    others = [file for file in nlu_files(folder) if file != FILE]
    nlu = read_nlu_files(folder, others, Problems())
    return {key_of(line.text) for lines in nlu.intents.values() for line in lines}
