import pytest

from prosa.evaluating.requirements import RequirementUnreadable, missed, read_requirements

RESULTS = {"task": "intents", "accuracy": 0.9, "ece": 0.04, "auroc": None, "count": 10}


@pytest.mark.parametrize("text", ["accuracy=0.9", "accuracy = 0,85", "ece=0.04", "ece=0.1", "count=10"])
def test_what_is_reached_is_not_missed(text: str):
    assert not missed(read_requirements([text]), RESULTS)


def test_what_should_be_high_is_missed_from_below_and_what_should_be_low_from_above():
    found = missed(read_requirements(["accuracy=0.91", "ece=0.03"]), RESULTS)
    assert [(one.requirement.figure, one.requirement.at_most, one.value) for one in found] == [
        ("accuracy", False, 0.9),
        ("ece", True, 0.04),
    ]


@pytest.mark.parametrize("text", ["accuracy", "accuracy=", "=0.9", "accuracy=muito", "accuracy=nan", ""])
def test_what_says_no_bound_is_explained(text: str):
    with pytest.raises(RequirementUnreadable, match=r"accuracy=0\.87"):
        read_requirements([text])


@pytest.mark.parametrize("text", ["auroc=0.9", "acuracy=0.9", "task=1"])
def test_a_figure_that_is_not_there_is_an_error_rather_than_reached(text: str):
    with pytest.raises(RequirementUnreadable, match="tem: accuracy, ece, count"):
        missed(read_requirements([text]), RESULTS)
