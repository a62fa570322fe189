"""YAML as JSON with comments and line numbers."""

import json

from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.problems import Problems
from prosa.packs.yaml_lines import Document, read_yaml

TEXTS = st.text(
    alphabet=st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\ufeff"),
    max_size=20,
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


def read(text: str) -> tuple[Document | None, list[str]]:
    problems = Problems()
    return read_yaml(text, "a.yml", problems), [str(problem) for problem in problems.found]


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=5))
def test_whatever_json_can_say_is_read_as_it_is(value: dict[str, object]):
    document, problems = read(json.dumps(value, ensure_ascii=False))
    assert problems == []
    assert document is not None and document.value == value


@given(st.text(max_size=200))
def test_any_text_is_read_or_explained(text: str):
    document, problems = read(text)
    assert document is not None or problems


@given(
    st.dictionaries(TEXTS.filter(str.strip), st.lists(TEXTS, min_size=1, max_size=3), min_size=1, max_size=6)
)
def test_each_part_knows_its_line(value: dict[str, list[str]]):
    lines: list[str] = []
    places: dict[tuple[str | int, ...], int] = {}
    for key, items in value.items():
        lines.append(f"{json.dumps(key, ensure_ascii=False)}:")
        places[key,] = len(lines)
        for place, item in enumerate(items):
            lines.append(f"  - {json.dumps(item, ensure_ascii=False)}")
            places[key, place] = len(lines)
    document, _ = read("\n".join(lines))
    assert document is not None
    assert {path: document.line(path) for path in places} == places


def test_words_and_times_stay_what_they_look_like():
    document, _ = read("a: [no, on, yes, 20:00, 08:00, 2026-12-24, 1_000, 0x1F]\n")
    assert document is not None
    expected = ["no", "on", "yes", "20:00", "08:00", "2026-12-24", "1_000", "0x1F"]
    assert document.value == {"a": expected}


def test_a_key_given_twice_is_told_with_both_lines():
    assert read("a: 1\nb: 2\na: 3\n")[1] == ['a.yml:3: "a" is given twice; the first is on line 1']


def test_objects_are_refused():
    document, problems = read("a: 1\nb: !!python/object/apply:os.system [ls]\n")
    assert document is None
    assert problems == ["a.yml:2: the tag python/object/apply:os.system is not allowed in a pack"]


def test_a_bomb_of_aliases_is_refused():
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
    )
    document, problems = read(bomb)
    assert document is None and "nested or repeated" in problems[0]


def test_a_list_that_holds_itself_is_refused():
    document, problems = read("&a [*a]")
    assert document is None and "nested or repeated" in problems[0]


def test_a_colon_in_a_text_is_explained():
    assert "must be in quotes" in read("a: b: c\n")[1][0]


def test_tabs_are_explained():
    assert read("a:\n\t- b\n")[1][0].startswith("a.yml:2:")
