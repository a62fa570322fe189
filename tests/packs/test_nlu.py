"""Rasa 3 training data moves in unchanged."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.nlu import Nlu, read_nlu
from prosa.packs.problems import Problems
from prosa.packs.training import training_data

Read = Callable[..., tuple[Nlu, list[str]]]

# As the moodbot and the forms example that come with Rasa 3 look, with every kind of entry.
RASA = """
    version: "3.1"

    nlu:
    # smalltalk
    - intent: greet
      examples: |
        - hey
        - hello
        - hi

    - intent: faq/ask_weather
      examples: |
        - como está o tempo?

    - intent: inform
      metadata:
        sentiment: neutral
      examples:
      - text: |
          quero um [indiano]{"entity": "cuisine", "value": "indian"}
        metadata:
          sentiment: positive
      - text: |
          para [seis]{"entity": "number", "role": "people", "value": "6"} pessoas

    - synonym: indian
      examples: |
        - comida indiana
        - curry

    - lookup: cuisine
      examples: |
        - mexicana
        - italiana

    - regex: zipcode
      examples: |
        - \\d{5}-\\d{3}

    stories:
    - story: happy path
      steps:
      - intent: greet
"""


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def reading(**files: str) -> tuple[Nlu, list[str]]:
        for name, text in files.items():
            path = tmp_path / (name.replace("__", "/") + ".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), "utf-8")
        problems = Problems()
        return read_nlu(tmp_path, problems), [str(problem) for problem in problems.found]

    return reading


def test_a_rasa_file_is_read_without_complaint(read: Read):
    nlu, problems = read(nlu=RASA)
    assert problems == []
    assert [line.text for line in nlu.intents["greet"]] == ["hey", "hello", "hi"]
    assert [line.text for line in nlu.intents["inform"]] == ["quero um indiano", "para seis pessoas"]
    assert list(nlu.intents) == ["greet", "faq/ask_weather", "inform"]


def test_lookups_marks_and_synonyms_become_one_vocabulary(read: Read):
    nlu, _ = read(nlu=RASA)
    names = {(phrase.kind, phrase.value): phrase.names for phrase in training_data(nlu, ()).phrases}
    assert names["cuisine", "indian"] == ("indiano", "comida indiana", "curry")
    assert names["cuisine", "mexicana"] == ("mexicana",)
    assert names["number", "6"] == ("seis",)


def test_regexes_become_patterns(read: Read):
    nlu, _ = read(nlu=RASA)
    assert [(p.kind, p.expression) for p in training_data(nlu, ()).patterns] == [("zipcode", r"\d{5}-\d{3}")]


def test_training_data_may_lie_in_several_files(read: Read):
    nlu, problems = read(
        nlu__a="nlu:\n- intent: oi\n  examples: |\n    - oi\n",
        nlu__talk__b="nlu:\n- intent: oi\n  examples: |\n    - olá\n- intent: x\n  examples: |\n    - fui\n",
    )
    assert problems == []
    assert [line.text for line in nlu.intents["oi"]] == ["oi", "olá"]
    assert nlu.intents["x"][0].file == "nlu/talk/b.yml"


def test_examples_know_their_lines(read: Read):
    nlu, _ = read(nlu=RASA)
    text = dedent(RASA).lstrip("\n").split("\n")
    for lines in nlu.intents.values():
        for line in lines:
            if "{" not in text[line.line - 1] and "|" not in text[line.line - 1]:
                assert line.text in text[line.line - 1]


@pytest.mark.parametrize(
    "entry, said",
    [
        ("- intent: oi\n  examples: |\n    oi", "nlu.yml:4: \"oi\": an example starts with \"- \""),
        ("- intent: oi\n  exemples: |\n    - oi", 'did you mean "examples"?'),
        ("- intent: oi\n", 'nlu.yml:2: intent "oi" has no examples'),
        ("- intent: dizer oi\n  examples: |\n    - oi", "must be one word"),
        ("- intent: oi\n  synonym: x\n  examples: |\n    - oi", "exactly one of intent, synonym"),
        ("- regex: cep\n  examples: |\n    - (\\d", "nlu.yml:4: not a regular expression"),
        ("- regex: cep\n  examples: |\n    - \\d*", "would match everywhere"),
        ("- intent: oi\n  examples: 3", '"examples" must be a block'),
        ("- intent: oi\n  examples:\n  - metadata: 1", 'an example needs its "text"'),
        ("- intent: oi\n  examples: |\n    - " + "a" * 3000, "an example may have 2000 characters"),
        ("- oi", "exactly one of intent"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(read: Read, entry: str, said: str):
    _, problems = read(nlu=f"nlu:\n{entry}\n")
    assert any(said in problem for problem in problems), problems


def test_an_unknown_key_at_the_top_is_a_mistake(read: Read):
    _, problems = read(nlu='nul:\n- intent: oi\n  examples: "- oi"\n')
    assert problems[0] == 'nlu.yml:1: "nul" is not known (did you mean "nlu"?)'


LINES = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() and not set(text) & set("[]{}") and text.strip()[0] not in "#-"
)


@given(st.lists(LINES, min_size=1, max_size=10))
def test_every_plain_example_comes_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, examples: list[str]
):
    folder = tmp_path_factory.mktemp("pack")
    block = "".join(f"    - {example}\n" for example in examples)
    (folder / "nlu.yml").write_text(f"nlu:\n- intent: oi\n  examples: |\n{block}", "utf-8")
    problems = Problems()
    nlu = read_nlu(folder, problems)
    assert problems.found == []
    assert [line.text for line in nlu.intents["oi"]] == [example.strip() for example in examples]
    assert [line.line for line in nlu.intents["oi"]] == [4 + number for number in range(len(examples))]
