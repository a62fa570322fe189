"""How good a model is on messages it has not seen, and how it compares with another."""

from prosa.language.evaluation.calibration import expected_calibration_error
from prosa.language.evaluation.predictions import Prediction, predict, understand_all
from prosa.language.evaluation.report import Confusion, Report, evaluate, report_on
from prosa.language.evaluation.scope import ScopeReport, area_under_roc, evaluate_scope
from prosa.language.evaluation.scores import ClassScore, class_scores
from prosa.language.evaluation.splitting import split

__all__ = [
    "ClassScore",
    "Confusion",
    "Prediction",
    "Report",
    "ScopeReport",
    "area_under_roc",
    "class_scores",
    "evaluate",
    "evaluate_scope",
    "expected_calibration_error",
    "predict",
    "report_on",
    "split",
    "understand_all",
]
