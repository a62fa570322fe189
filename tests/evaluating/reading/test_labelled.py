"""The files that people bring: every common form reads alike, and what cannot be read is explained."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.evaluating.reading import Unreadable, read_labelled, read_training
from prosa.language.training import Example
from prosa.packs.problems import PackInvalid

EXPECTED = (Example("bom dia", "greeting"), Example('cadê o "pedido"?', "order_status"))
RASA = """version: "3.1"
nlu:
- intent: greeting
  examples: |
    - bom dia
- intent: order_status
  examples: |
    - cadê o "pedido"?
- synonym: fone
  examples: |
    - fone de ouvido
"""


def lines(*objects: object) -> str:
    return "\n".join(json.dumps(item, ensure_ascii=False) for item in objects) + "\n"


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.tsv", 'text\tintent\nbom dia\tgreeting\ncadê o "pedido"?\torder_status\n'),
        ("a.tsv", 'bom dia\tgreeting\ncadê o "pedido"?\torder_status'),
        ("a.tsv", '\ufeffbom dia\tgreeting\r\ncadê o "pedido"?\torder_status\r\n\r\n'),
        ("a.tsv", 'label\tstars\ttext\ngreeting\t5\tbom dia\norder_status\t1\tcadê o "pedido"?\n'),
        ("a.tsv", 'Texto\tIntenção\nbom dia\tgreeting\ncadê o "pedido"?\torder_status\n'),
        ("a.tsv", 'utterance\tcategory\nbom dia\tgreeting\ncadê o "pedido"?\torder_status\n'),
        ("a.tsv", 'text\tlabel\tintent\nbom dia\t3\tgreeting\ncadê o "pedido"?\t4\torder_status\n'),
        ("a.txt", 'bom dia\tgreeting\ncadê o "pedido"?\torder_status\n'),
        ("a", 'bom dia\tgreeting\ncadê o "pedido"?\torder_status\n'),
        ("a.csv", 'text,intent\nbom dia,greeting\n"cadê o ""pedido""?",order_status\n'),
        ("a.csv", 'intent;text\ngreeting;bom dia\norder_status;"cadê o ""pedido""?"\n'),
        (
            "a.jsonl",
            lines(
                {"text": "bom dia", "intent": "greeting", "scenario": "general", "annot": "bom dia"},
                {"intent": "order_status", "text": 'cadê o "pedido"?', "id": 7},
            ),
        ),
        (
            "a.json",
            json.dumps(
                [
                    {"utt": "bom dia", "intent": "greeting"},
                    {"utt": 'cadê o "pedido"?', "intent": "order_status"},
                ]
            ),
        ),
        (
            "lines.txt",
            lines(
                {"text": "bom dia", "label": "greeting"},
                {"text": 'cadê o "pedido"?', "label": "order_status"},
            ),
        ),
        ("nlu.yml", RASA),
    ],
)
def test_the_same_messages_in_any_common_form_read_alike(tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert read_labelled([tmp_path / name]).examples == EXPECTED


def test_several_files_of_several_kinds_are_one_set(tmp_path: Path):
    (tmp_path / "a.tsv").write_text("bom dia\tgreeting\n")
    (tmp_path / "b.jsonl").write_text(lines({"text": 'cadê o "pedido"?', "intent": "order_status"}))
    assert read_labelled([tmp_path / "a.tsv", tmp_path / "b.jsonl"]).examples == EXPECTED


def test_a_rasa_project_is_read_from_its_folder(tmp_path: Path):
    (tmp_path / "data" / "more").mkdir(parents=True)
    (tmp_path / "data" / "more" / "nlu.yml").write_text(RASA)
    (tmp_path / "data" / "stories.yml").write_text("stories:\n- story: a\n")
    assert read_training([tmp_path]).examples == EXPECTED


def test_training_files_bring_their_lookups(tmp_path: Path):
    (tmp_path / "nlu.yml").write_text(RASA + "- lookup: product\n  examples: |\n    - fone\n")
    (phrase,) = read_training([tmp_path / "nlu.yml"]).phrases
    assert phrase.kind == "product" and "fone de ouvido" in phrase.names


def test_a_number_is_a_label_too(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text(lines({"text": "bom dia", "label": 3}))
    assert read_labelled([tmp_path / "a.jsonl"]).examples == (Example("bom dia", "3"),)


def test_a_tab_too_many_belongs_to_the_message(tmp_path: Path):
    (tmp_path / "a.tsv").write_text("text\tintent\nbom\tdia\tgreeting\n")
    assert read_labelled([tmp_path / "a.tsv"]).examples == (Example("bom\tdia", "greeting"),)


def test_line_ends_of_unicode_do_not_end_a_line(tmp_path: Path):
    (tmp_path / "a.tsv").write_text("bom\u2028dia\x85\x0b!\tgreeting\n", encoding="utf-8")
    assert len(read_labelled([tmp_path / "a.tsv"]).examples) == 1


def test_lines_without_text_are_counted_and_left_out(tmp_path: Path):
    (tmp_path / "a.tsv").write_text("text\tintent\n \tgreeting\nbom dia\tgreeting\n")
    messages = read_labelled([tmp_path / "a.tsv"])
    assert messages.examples == EXPECTED[:1] and messages.empty == 1


@pytest.mark.parametrize(
    "name, content, complaint",
    [
        ("a.jsonl", b'{"text": "oi"}', "intent"),
        ("a.jsonl", b'{"text": "oi", "intent": "greeting"}\nnada', "a.jsonl:2: cada linha"),
        ("a.jsonl", b'{"text": "oi", "intent": "greeting"}\n{"text": "oi"}', "a.jsonl:2"),
        ("a.jsonl", b'{"text": ["oi"], "intent": "greeting"}', "a.jsonl:1"),
        ("a.jsonl", b'\n["oi", "greeting"]', "a.jsonl:.*objeto JSON"),
        ("a.jsonl", b"[" * 100_000, "a.jsonl:1"),
        ("a.jsonl", b'{"a":' * 100_000, "a.jsonl:1"),
        ("a.tsv", b"oi greeting", "a.tsv:1"),
        ("a.tsv", b"oi\tgreeting\ntchau", "a.tsv:2"),
        ("a.tsv", b"text\tintent\noi\tgreeting\ntchau\t \n", "a.tsv:3"),
        ("a.tsv", b"text\tstars\noi\t5\n", "inten"),
        ("a.csv", b'text,intent\n"oi,greeting\n', "a.csv:2"),
        ("a.tsv", b"oi\tgreeting\n\xff\xfe\tb\n", "a.tsv:2.*UTF-8"),
        ("a.jsonl", b"\n \n", "nenhuma mensagem"),
        ("a.tsv", b"text\tintent\n", "nenhuma mensagem"),
        ("a.yml", b"stories:\n- story: a\n", "nenhuma mensagem"),
    ],
)
def test_a_file_that_cannot_be_used_is_explained(tmp_path: Path, name: str, content: bytes, complaint: str):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Unreadable, match=complaint):
        read_labelled([tmp_path / name])


def test_broken_yaml_is_explained_with_its_line(tmp_path: Path):
    (tmp_path / "nlu.yml").write_text("nlu:\n- intent: oi\n  examples: |\n    bom dia\n")
    with pytest.raises(PackInvalid, match=r"nlu\.yml:4"):
        read_labelled([tmp_path / "nlu.yml"])


@pytest.mark.parametrize("name", ["nowhere.jsonl", "nowhere.yml", "folder.tsv"])
def test_what_is_not_there_is_explained(tmp_path: Path, name: str):
    (tmp_path / "folder.tsv").mkdir()
    with pytest.raises(Unreadable, match=r"não pode ser lido|não tem nenhuma"):
        read_labelled([tmp_path / name])


@given(st.binary(max_size=200), st.sampled_from([".tsv", ".csv", ".jsonl", ".txt"]))
def test_any_bytes_are_read_or_explained(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str
):
    path = tmp_path_factory.mktemp("any") / f"a{suffix}"
    path.write_bytes(content)
    try:
        messages = read_labelled([path])
    except Unreadable:
        return
    assert all(example.text and example.intent for example in messages.examples)
