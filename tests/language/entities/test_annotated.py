from datetime import date
from pathlib import Path

import pytest

from prosa.language.entities.annotated import AnnotationUnreadable, annotated_text, read_annotated
from prosa.language.entities.evaluation import Annotated, Expected


def read(tmp_path: Path, content: str, name: str = "marked.jsonl") -> list[Annotated]:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    return read_annotated(file)


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "chego 15h", "entities": [{"kind": "time", "start": 6, "end": 9, "value": "15:00"}]}',
        '{"text": "chego 15h", "entities": [{"entity": "hora", "span": [6, 9], "normalized": "15:00"}]}',
        '{"text": "chego 15h", "entities": [{"label": "TIME", "span": [6, 9], "value": "15:00"}]}',
        '{"text": "chego 15h", "entities": [{"type": "time", "text": "15h", "value": "15:00"}]}',
        '{"text": "chego [15h](time:15:00)"}',
        "chego [15h](time:15:00)",
        '- chego [15h]{"entity": "time", "value": "15:00"}',
    ],
)
def test_marks_are_read_however_they_are_written(tmp_path: Path, line: str):
    (message,) = read(tmp_path, line)
    assert message == Annotated("chego 15h", (Expected("time", 6, 9, "15:00"),))


def test_slots_of_massive_have_no_values(tmp_path: Path):
    line = '{"utt": "x", "annot": "acorda-me às [time : sete] de [date : amanhã]"}'
    (message,) = read(tmp_path, line)
    assert message.text == "acorda-me às sete de amanhã"
    assert message.entities == (Expected("time", 13, 17), Expected("date", 21, 27))


def test_a_line_may_say_on_which_day_it_was_written(tmp_path: Path):
    (message,) = read(tmp_path, '{"text": "hoje", "entities": [], "today": "2026-01-31"}')
    assert message.today == date(2026, 1, 31)


def test_a_text_without_marks_is_a_message_without_entities():
    assert annotated_text("oi [sic], tudo bem? (sim)") == Annotated("oi [sic], tudo bem? (sim)", ())


@pytest.mark.parametrize(
    "line, reason",
    [
        ("{", "no JSON"),
        ("{}", 'no "text"'),
        ('{"text": "oi", "entities": 3}', "no list"),
        ('{"text": "oi", "entities": [3]}', "no object"),
        ('{"text": "oi", "entities": [{"start": 0, "end": 2}]}', "without kind"),
        ('{"text": "oi", "entities": [{"kind": "date", "start": 0, "end": 9}]}', "not in the text"),
        ('{"text": "oi", "entities": [], "today": "hoje"}', "no date"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(tmp_path: Path, line: str, reason: str):
    with pytest.raises(AnnotationUnreadable, match=f"marked.jsonl:2: .*{reason}"):
        read(tmp_path, "tudo bem\n" + line)


def test_a_file_that_is_not_there_is_said_to_be_unreadable(tmp_path: Path):
    with pytest.raises(AnnotationUnreadable, match="absent"):
        read_annotated(tmp_path / "absent.jsonl")
