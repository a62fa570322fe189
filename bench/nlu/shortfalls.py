"""Why some promises are not kept: what examples would bring, what slips cost, what labels themselves allow.

`make bench-nlu ONLY=limits` writes limits.json and the picture limits.svg to bench/out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from systems import Progress, System
from tasks import TASKS

from prosa.evaluating.reading import read_labelled
from prosa.language.cleaning import clean
from prosa.language.encoders.universal import shared_encoder
from prosa.language.evaluation.noise import with_typo
from prosa.language.evaluation.predictions import understand_all
from prosa.language.evaluation.scope import area_under_roc, roc_curve
from prosa.language.evaluation.splitting import few, hold_out_intents, split
from prosa.language.model import Model, train
from prosa.language.normalise import normalise, without_accents
from prosa.language.spelling import Speller
from prosa.language.training import Example, TrainingData

Vectors = NDArray[np.float32]
Curve = Sequence[tuple[float, float]]

COUNTS = (5, 10, 20, 40, 80)
SLIPS = (0, 1, 2, 3)
NEIGHBOURS = 5
_UNSEEN = 0.25
_DRAWN = 150
"""Points of a curve: its picture needs no more."""
_PUT_RIGHT = "todas as palavras dos exemplos corrigidas"


@dataclass(frozen=True, slots=True)
class Panel:
    """Curves over one axis, and points that were promised."""

    title: str
    across: str
    up: str
    curves: dict[str, Curve]
    promised: Curve = ()
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Limits:
    """What the study found: pictures, and shares by name."""

    panels: tuple[Panel, ...]
    shares: dict[str, float]


def study(data: Path, rivals: Sequence[System], progress: Progress) -> Limits:
    """All of it; some five minutes."""
    massive = _files(data, "massive_pt_train.jsonl"), _files(data, "massive_pt_dev.jsonl")
    banking = split(_files(data, "banking77_mt_train.tsv"))
    shares: dict[str, float] = {}
    panels = [
        _learning("MASSIVE", *massive, rivals, progress, ((10, 73), (20, 78), (_each(massive[0]), 88.5))),
        _learning("Banking77", *banking, rivals, progress, ((10, 80), (_each(banking[0]), 92.5))),
        _slips(data, shares, progress),
        _near(*massive, shares, progress),
    ]
    for name, (training, test) in {"MASSIVE": massive, "Banking77": banking}.items():
        progress(f"labels {name}", 0.95)
        shares |= {f"{name}: {what}": share for what, share in _labels(training, test).items()}
    return Limits(tuple(panels), shares)


def _files(data: Path, name: str) -> Sequence[Example]:
    return read_labelled([data / name]).examples


def _each(examples: Sequence[Example]) -> float:
    return len(examples) / len({example.intent for example in examples})


def _learning(
    title: str,
    training: Sequence[Example],
    test: Sequence[Example],
    rivals: Sequence[System],
    progress: Progress,
    promised: Curve,
) -> Panel:
    """Accuracy by examples an intent; the last point is all there are."""
    curves: dict[str, list[tuple[float, float]]] = {}
    for count in (*COUNTS, None):
        taught = list(training) if count is None else few(training, count)
        across = _each(taught) if count is None else float(count)
        progress(f"{title}, {across:.0f}", 0.1)
        guesses = {
            "Prosa": [found.intent.name for found in understand_all(_taught(taught), _texts(test))],
            **{system.name: system.run(taught, test, _silent).guesses for system in rivals},
        }
        for name, told in guesses.items():
            curves.setdefault(name, []).append((across, 100 * _right(test, told)))
    return Panel(title, "exemplos por intenção", "acerto, %", dict(curves), promised, logarithmic=True)


def _slips(data: Path, shares: dict[str, float], progress: Progress) -> Panel:
    """What slips cost the bots, and what they would if every word that some example has were put right.

    Of the messages that one slip loses, also why: what was typed is a word itself, or no example has the word
    that was meant; the rest is the speller's own fault.
    """
    bots = next(task for task in TASKS if task.key == "bots").rounds(data)
    sums: dict[str, list[list[float]]] = {"Prosa": [], _PUT_RIGHT: []}
    lost = words = unheard = 0
    for number, one in enumerate(bots):
        progress("slips", 0.5 + 0.3 * number / len(bots))
        model = _taught(one.training)
        clean_guesses = [found.intent.name for found in understand_all(model, _texts(one.test))]
        known = {word for example in one.training for word in _words(example.text)}
        row: list[float] = []
        bound: list[float] = []
        for count in SLIPS:
            written = [_slipped(text, count) for text in _texts(one.test)]
            told = [found.intent.name for found in understand_all(model, written)]
            row.append(100 * _right(one.test, told))
            mended = [
                _put_right(example.text, text, known) for example, text in zip(one.test, written, strict=True)
            ]
            bound.append(
                100 * _right(one.test, [found.intent.name for found in understand_all(model, mended)])
            )
            if count == 1:
                for example, text, was, became in zip(one.test, written, clean_guesses, told, strict=True):
                    if was == example.intent != became:
                        lost += 1
                        meant, typed = _changed(example.text, text)
                        unheard += not meant <= known
                        words += meant <= known and all(map(_general().knows, typed))
        sums["Prosa"].append(row)
        sums[_PUT_RIGHT].append(bound)
    shares["um erro, bots: perdidas em que o digitado também é palavra"] = words / max(lost, 1)
    shares["um erro, bots: perdidas cuja palavra nenhum exemplo tem"] = unheard / max(lost, 1)
    curves = {
        name: list(zip(map(float, SLIPS), np.mean(rows, axis=0).tolist(), strict=True))
        for name, rows in sums.items()
    }
    clean_accuracy = curves["Prosa"][0][1]
    return Panel("dois bots", "erros por mensagem", "acerto, %", dict(curves), ((1, clean_accuracy - 1.5),))


def _near(
    training: Sequence[Example], test: Sequence[Example], shares: dict[str, float], progress: Progress
) -> Panel:
    """A quarter of the intents unseen: how well each signal tells them, how near they are to the others."""
    unseen = hold_out_intents((example.intent for example in training), _UNSEEN)
    taught = [example for example in training if example.intent not in unseen]
    progress("near", 0.85)
    found = understand_all(_taught(taught), _texts(test))
    inside = np.asarray([example.intent not in unseen for example in test])
    confidence = np.asarray([one.intent.confidence for one in found])
    margin = np.asarray([one.intent.confidence - one.alternatives[0].confidence for one in found])
    examples, asked = _encoded(_texts(taught)), _encoded(_texts(test))
    cosines = np.sort(asked @ examples.T, axis=1)
    nearest = cosines[:, -1].astype(np.float64)
    several = cosines[:, -NEIGHBOURS:].mean(axis=1).astype(np.float64)
    signals = {
        "confiança (Prosa)": confidence,
        "vantagem sobre a segunda": margin,
        "exemplo mais próximo": nearest,
        f"{NEIGHBOURS} mais próximos": several,
    }
    signals["todos, sabendo as respostas"] = _fitted(np.stack(list(signals.values()), axis=1), inside)
    typical = float(np.median(nearest[inside]))
    shares["perto: não ensinadas tão próximas de um exemplo quanto a metade das ensinadas"] = float(
        (nearest[~inside] >= typical).mean()
    )
    curves: dict[str, Curve] = {}
    for name, values in signals.items():
        area = area_under_roc(values[inside], values[~inside])
        across, up = roc_curve(values[inside], values[~inside])
        drawn = np.unique(np.linspace(0, len(up) - 1, _DRAWN).astype(np.int64))
        curves[f"{name} {area:.3f}"] = list(
            zip((100 * across[drawn]).tolist(), (100 * up[drawn]).tolist(), strict=True)
        )
    return Panel("perto do escopo", "não ensinadas, % respondidas", "ensinadas, % respondidas", curves)


def _fitted(signals: NDArray[np.float64], inside: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The signals weighed by who was told which message is which: more than any gate may know."""
    scaled = (signals - signals.mean(axis=0)) / signals.std(axis=0)
    weighing = cast(Any, LogisticRegression(max_iter=500)).fit(scaled, inside)
    return np.asarray(weighing.decision_function(scaled), dtype=np.float64)


def _labels(training: Sequence[Example], test: Sequence[Example]) -> dict[str, float]:
    """What labels contradict: equal texts, and messages whose nearest examples agree on another intent."""
    labels: dict[str, set[str]] = {}
    for example in training:
        labels.setdefault(_plain(example.text), set()).add(example.intent)
    same = [labels[_plain(example.text)] for example in test if _plain(example.text) in labels]
    equal = [
        example.intent not in labels[_plain(example.text)]
        for example in test
        if _plain(example.text) in labels
    ]
    cosines = _encoded(_texts(test)) @ _encoded(_texts(training)).T
    nearest = np.argpartition(-cosines, NEIGHBOURS, axis=1)[:, :NEIGHBOURS]
    rows: list[list[int]] = nearest.tolist()
    votes = [{training[index].intent for index in row} for row in rows]
    against = [
        len(vote) == 1 and example.intent not in vote for vote, example in zip(votes, test, strict=True)
    ]
    none = [example.intent not in vote for vote, example in zip(votes, test, strict=True)]
    return {
        "texto igual no treino": len(same) / len(test),
        "desses, com outra intenção só": float(np.mean(equal)) if equal else 0.0,
        f"os {NEIGHBOURS} mais próximos, todos de uma outra": float(np.mean(against)),
        f"nenhum dos {NEIGHBOURS} mais próximos da sua": float(np.mean(none)),
    }


def _taught(examples: Sequence[Example]) -> Model:
    return train(TrainingData(tuple(examples)))


def _encoded(texts: Sequence[str]) -> Vectors:
    encoder = shared_encoder()
    plain = [normalise(clean(text).text) for text in texts]
    return np.concatenate([encoder.encode(plain[start : start + 256]) for start in range(0, len(plain), 256)])


def _slipped(text: str, count: int) -> str:
    random = Random(f"{count}\0{text}".encode(errors="surrogatepass"))  # noqa: S311  repeatable
    for _ in range(count):
        text = with_typo(text, random)
    return text


def _put_right(meant: str, typed: str, known: set[str]) -> str:
    """The text as typed, but every word as it was meant that some example has. Slips keep the spaces."""
    pairs = zip(meant.split(), typed.split(), strict=True)
    return " ".join(one if one == other or set(_words(one)) <= known else other for one, other in pairs)


def _changed(meant: str, typed: str) -> tuple[set[str], set[str]]:
    """Words of one text that the other lacks, and the other way round."""
    one, other = set(_words(meant)), set(_words(typed))
    return one - other, other - one


def _words(text: str) -> list[str]:
    return without_accents(normalise(clean(text).text)).split()


def _plain(text: str) -> str:
    return " ".join(_words(text))


@cache
def _general() -> Speller:
    return Speller.general()


def _texts(examples: Sequence[Example]) -> list[str]:
    return [example.text for example in examples]


def _right(test: Sequence[Example], told: Sequence[str]) -> float:
    return float(np.mean([example.intent == guess for example, guess in zip(test, told, strict=True)]))


def _silent(_step: str, _share: float) -> None:
    """Of a rival's training nothing is shown."""
