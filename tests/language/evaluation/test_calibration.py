import numpy as np
import pytest

from prosa.language.evaluation import expected_calibration_error
from prosa.language.evaluation.calibration import reliability


def test_calibration_error_is_the_distance_of_confidence_from_the_truth():
    confident = np.full(10, 0.9)
    assert expected_calibration_error(confident, np.array([True] * 9 + [False])) == pytest.approx(0)
    assert expected_calibration_error(confident, np.array([True] * 4 + [False] * 6)) == pytest.approx(0.5)


def test_a_message_belongs_to_one_fifteenth_of_the_scale():
    bins = reliability(np.array([0.0, 0.05, 0.5, 1.0]), np.array([False, True, True, True]))
    assert [(found.count, found.confidence, found.accuracy) for found in bins] == [
        (2, 0.025, 0.5),
        (1, 0.5, 1.0),
        (1, 1.0, 1.0),
    ]
