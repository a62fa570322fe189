from pathlib import Path

import pytest

from prosa.evaluating.reading import Unreadable, read_texts


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.tsv", "text\nquem descobriu o Brasil\nvai chover?\n"),
        ("a.tsv", "quem descobriu o Brasil\nvai chover?\n"),
        ("a.txt", "quem descobriu o Brasil\nvai chover?"),
        ("a.tsv", "text\tintent\nquem descobriu o Brasil\toos\nvai chover?\toos\n"),
        ("a.tsv", "quem descobriu o Brasil\toos\nvai chover?\toos\n"),
        ("a.jsonl", '{"text": "quem descobriu o Brasil"}\n{"text": "vai chover?", "intent": null}\n'),
        ("a.csv", "id,text\n1,quem descobriu o Brasil\n2,vai chover?\n"),
    ],
)
def test_messages_need_no_label(tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content)
    assert read_texts([tmp_path / name]) == ["quem descobriu o Brasil", "vai chover?"]


@pytest.mark.parametrize(
    "name, content, complaint",
    [
        ("a.jsonl", '{"text": "oi"}\n{"mensage": "oi"}\n', "a.jsonl:2"),
        ("a.jsonl", '{"a": 1}\n', "coluna de texto"),
        ("a.tsv", "", "nenhuma mensagem"),
    ],
)
def test_what_has_no_messages_is_explained(tmp_path: Path, name: str, content: str, complaint: str):
    (tmp_path / name).write_text(content)
    with pytest.raises(Unreadable, match=complaint):
        read_texts([tmp_path / name])
