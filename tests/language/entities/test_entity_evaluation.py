import pytest

from prosa.language.entities.canonical import canonical_kind, same_value
from prosa.language.entities.evaluation import Annotated, Expected, Slip, evaluate_entities
from prosa.language.understanding import Entity

MESSAGE = Annotated(
    "pedido #10432 às 15h", (Expected("order", 7, 13, "10432"), Expected("time", 17, 20, "15:00"))
)


def found(*entities: tuple[str, str, int, int]) -> list[Entity]:
    return [Entity(kind, value, MESSAGE.text[start:end], start, end) for kind, value, start, end in entities]


def report_of(*entities: tuple[str, str, int, int], message: Annotated = MESSAGE):
    return evaluate_entities(lambda _: found(*entities), [message])


def test_all_found_is_a_score_of_one():
    report = report_of(("order", "10432", 7, 13), ("time", "15:00", 17, 20))
    assert (report.exact.f1, report.macro_f1, report.mistakes) == (1.0, 1.0, ())


def test_marks_around_a_span_make_no_difference():
    assert report_of(("order", "10432", 8, 13), ("time", "15:00", 17, 20)).exact.f1 == 1.0


def test_a_wrong_span_counts_for_the_value_only():
    report = report_of(("order", "10432", 7, 13), ("time", "15:00", 14, 20))
    assert (report.exact.right, report.spans.right, report.values.right) == (1, 1, 2)
    assert [mistake.slip for mistake in report.mistakes] == [Slip.WRONG_SPAN]


def test_a_wrong_value_counts_for_the_span_only():
    report = report_of(("order", "1", 7, 13), ("time", "15:00", 17, 20))
    assert (report.exact.right, report.spans.right) == (1, 2)
    assert [mistake.slip for mistake in report.mistakes] == [Slip.WRONG_VALUE]


def test_what_is_missed_lowers_recall_and_what_is_invented_precision():
    report = report_of(("time", "15:00", 17, 20), ("time", "10:00", 0, 6))
    assert (report.by_kind["order"].recall, report.by_kind["time"].precision) == (0.0, 0.5)
    assert {mistake.slip for mistake in report.mistakes} == {Slip.MISSED, Slip.INVENTED}


def test_without_a_marked_value_the_span_decides():
    spanned = Annotated(MESSAGE.text, (Expected("time", 17, 20),))
    assert report_of(("time", "03:00", 17, 20), message=spanned).exact.f1 == 1.0


def test_kinds_that_the_set_does_not_mark_are_not_judged():
    only_times = Annotated(MESSAGE.text, (Expected("time", 17, 20, "15:00"),))
    assert report_of(("order", "10432", 7, 13), ("time", "15:00", 17, 20), message=only_times).exact.f1 == 1.0


def test_nothing_to_find_and_nothing_found_is_right():
    report = evaluate_entities(lambda _: [], [Annotated("oi", ())])
    assert (report.exact.f1, report.macro_f1) == (1.0, 1.0)


@pytest.mark.parametrize(
    "kind, written, ours",
    [
        ("money", "R$ 1.299,90", "1299.90"),
        ("money", "200", "200.00"),
        ("percentage", "12,5%", "12.5"),
        ("quantity", "2.0", "2"),
        ("cpf", "529.982.247-25", "52998224725"),
        ("cnpj", "12.abc.345/01de-35", "12ABC34501DE35"),
        ("cep", "01310-100", "01310100"),
        ("phone", "(11) 98765-4321", "+5511987654321"),
        ("phone", "98765-4321", "987654321"),
        ("order", "#10432", "10432"),
        ("date", "15/03/2025", "2025-03-15"),
        ("date", "2025-03-15T00:00:00", "2025-03-15"),
        ("time", "9:00", "09:00"),
        ("time", "15h", "15:00"),
        ("urgency", "Alta", "high"),
        ("product", "Fone  Azul", "fone azul"),
    ],
)
def test_values_are_compared_by_what_they_mean(kind: str, written: str, ours: str):
    assert same_value(kind, written, ours)


@pytest.mark.parametrize(
    "kind, written, ours",
    [("money", "20", "200.00"), ("date", "amanhã", "2025-03-13"), ("time", "99:99", "09:09")],
)
def test_values_that_differ_are_different(kind: str, written: str, ours: str):
    assert not same_value(kind, written, ours)


@pytest.mark.parametrize(
    "name, kind",
    [
        ("Telefone", "phone"),
        ("número do pedido", "order"),
        ("E-mail", "email"),
        ("cor", "cor"),
        ("CPF", "cpf"),
    ],
)
def test_kinds_go_by_other_names(name: str, kind: str):
    assert canonical_kind(name) == kind
