from pathlib import Path

import pytest

from prosa.evaluating.reading import Unreadable
from prosa.evaluating.reading.pairs import read_pairs


@pytest.mark.parametrize(
    "name, content",
    [
        ("a.tsv", "pedidu\tpedido\nnao\tnão\n"),
        ("a.tsv", "wrong\tright\npedidu\tpedido\nnao\tnão\n"),
        ("a.tsv", "certo\terrado\npedido\tpedidu\nnão\tnao\n"),
        ("a.tsv", "text\tcorrect\tcount\npedidu\tpedido\t3\nnao\tnão\t9\n"),
        ("a.tsv", "input\ttarget\npedidu\tpedido\nnao\tnão\n"),
        ("a.csv", "errado;certo\npedidu;pedido\nnao;não\n"),
        ("a.jsonl", '{"wrong": "pedidu", "right": "pedido"}\n{"wrong": "nao", "right": "não"}\n'),
    ],
)
def test_pairs_are_read_from_any_form(tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content)
    assert read_pairs([tmp_path / name]) == [("pedidu", "pedido"), ("nao", "não")]


@pytest.mark.parametrize("content", ["a\tb\nc\n", "a\tb\n\tc\n", "a\tb\nc\t\n"])
def test_half_a_pair_is_named_with_its_line(tmp_path: Path, content: str):
    (tmp_path / "a.tsv").write_text(content)
    with pytest.raises(Unreadable, match=r"a\.tsv:2"):
        read_pairs([tmp_path / "a.tsv"])
