import base64
import json
import struct
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.encoding.answers import Nonsense, read_embeddings


def answer(*rows: Any) -> bytes:
    data = [{"index": index, "embedding": row} for index, row in enumerate(rows)]
    return json.dumps({"data": data}).encode()


def packed(*numbers: float) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}f", *numbers)).decode()


def test_numbers_and_base64_say_the_same():
    assert read_embeddings(answer([1, -2.5], [0, 4]), 2).tolist() == [[1, -2.5], [0, 4]]
    assert read_embeddings(answer(packed(1, -2.5), packed(0, 4)), 2).tolist() == [[1, -2.5], [0, 4]]


@given(st.permutations(range(6)))
def test_the_index_says_whose_row_it_is(order: list[int]):
    data = [{"index": index, "embedding": [index + 1.0]} for index in order]
    assert read_embeddings(json.dumps({"data": data}).encode(), 6).ravel().tolist() == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[]",
        b'{"data": []}',
        b'{"data": {"0": [1]}}',
        answer([1.0]),
        answer([1.0], [1.0], [1.0]),
        b'{"data": [{"index": 0, "embedding": [1]}, {"index": 0, "embedding": [1]}]}',
        b'{"data": [{"index": -1, "embedding": [1]}, {"index": 0, "embedding": [1]}]}',
        answer([1.0], [1.0, 2.0]),
        answer([], []),
        answer([0.0, 0.0], [1.0, 0.0]),
        answer([1e300], [1.0]),
        b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1]}]}',
        answer(packed(float("nan")), packed(1)),
        answer("não", packed(1)),
        answer("AAA=", packed(1)),
        answer(["1", None], [1.0, 2.0]),
    ],
)
def test_what_is_no_answer_to_two_texts_is_refused(content: bytes):
    with pytest.raises(Nonsense):
        read_embeddings(content, 2)


def test_another_width_than_the_models_is_refused():
    assert read_embeddings(answer([1, 2, 3]), 1, 3).shape == (1, 3)
    with pytest.raises(Nonsense, match="width"):
        read_embeddings(answer([1, 2, 3]), 1, 4)


@given(st.binary() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(answer))
def test_nothing_else_comes_of_any_bytes(content: bytes):
    try:
        rows = read_embeddings(content, 1)
    except Nonsense:
        return
    assert rows.dtype == np.float32 and len(rows) == 1 and np.isfinite(rows).all()
