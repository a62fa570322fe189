"""The understanding of one pack: train it, keep it, ask it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from prosa.language import storage
from prosa.language.clauses import Clause
from prosa.language.cleaning import Cleaned, clean
from prosa.language.elsewhere import Elsewhere, of_others
from prosa.language.encoders.errors import EncoderUnavailable, EncoderUnusable
from prosa.language.encoders.onnx_text import load_encoder
from prosa.language.encoders.protocol import Encoder, StoredEncoder, TunableEncoder
from prosa.language.encoders.registry import registry
from prosa.language.encoders.universal import UniversalEncoder, shared_encoder
from prosa.language.entities import EntityFinder
from prosa.language.entities.finder import today_in_brazil
from prosa.language.features import fit_vectoriser, unfamiliar_alone
from prosa.language.intent_names import intent_names
from prosa.language.intents import IntentClassifier
from prosa.language.learned import Learned, fingerprint
from prosa.language.normalise import MODEL_LIMIT, normalise
from prosa.language.prepared import is_european, prepared, protected_names
from prosa.language.readings import Read, Settled, readings_of, settle
from prosa.language.scope import Matrix
from prosa.language.sentiment import tone
from prosa.language.spelling import Speller, vocabulary
from prosa.language.storage import ModelUnreadable
from prosa.language.training import Example, TrainingData
from prosa.language.understanding import Cues, Understanding
from prosa.language.views import Views, no_depth
from prosa.language.wordlists import background_questions

__all__ = ["Model", "ModelUnreadable", "NotTrainable", "Progress", "fingerprint", "train"]

Progress = Callable[[str, float], None]
"""Called with the stage ("words", "encoding", "intents") and the share of the whole work done, 0 to 1."""

_MANY = 3000
"""From this many examples on, n-grams that only one has are left out: they are most, and say least."""


class NotTrainable(ValueError):
    """The data holds nothing to learn from."""


class Model:
    """An `Understander` for one pack. Immutable; safe to call from several threads at once.

    `today` is what relative dates count from. `encoder` is what intents are told by; every model also uses
    the universal one, for what it finds in the knowledge base: the process shares it, and the first model
    loads it (about 1 s).
    """

    def __init__(
        self,
        learned: Learned,
        today: Callable[[], date] = today_in_brazil,
        encoder: Encoder | None = None,
    ) -> None:
        self._learned = learned
        self._universal = shared_encoder()
        self._encoder: Encoder = encoder or self._universal
        if self._encoder.name != learned.encoder:
            raise ModelUnreadable(f"trained with the encoder {learned.encoder}, not {self._encoder.name}")
        self._speller = Speller(learned.spelling, learned.protected, self._universal.is_whole_word)
        self._elsewhere = Elsewhere(lambda pair: pair in learned.vectoriser.words)
        self._entities = EntityFinder(learned.phrases, learned.patterns, self._speller, today)

    @property
    def fingerprint(self) -> str:
        """What this model was trained on, as `fingerprint(data)` gave it."""
        return self._learned.fingerprint

    @property
    def intents(self) -> tuple[str, ...]:
        """The intents this model tells apart, sorted."""
        return self._learned.classifier.labels

    def understand(self, texts: list[str], cues: list[Cues]) -> list[Understanding]:
        """One Understanding for each text, in order. Raises `ValueError` for lists of unequal length.

        Models read the first 512 characters, entities and sentiment the first 4,000. When the encoder does
        not answer, intents are told with the universal one, by what the model learned for that case.
        """
        if len(texts) != len(cues):
            raise ValueError(f"{len(texts)} texts with {len(cues)} cues")
        if not texts:
            return []
        cleaned = [clean(text) for text in texts]
        readings = [readings_of(*each) for each in zip(texts, cues, strict=True)]
        others = [text for each in readings for text in each.texts]
        classifier, reads = self._read(
            [*texts, *others],
            [
                prepared(each, self._speller, self._learned.european)
                for each in [*cleaned, *map(clean, others)]
            ],
        )
        wholes, left = reads[: len(texts)], iter(reads[len(texts) :])
        settled = [
            settle(whole, each, [next(left) for _ in each.texts])
            for whole, each in zip(wholes, readings, strict=True)
        ]
        return [
            self._understanding(*parts, classifier)
            for parts in zip(texts, cleaned, cues, wholes, settled, strict=True)
        ]

    def save(self, folder: Path) -> None:
        """Writes the model into `folder`, replacing a model that is there."""
        storage.save(
            self._learned, folder, self._encoder if isinstance(self._encoder, StoredEncoder) else None
        )

    @classmethod
    def load(
        cls, folder: Path, today: Callable[[], date] = today_in_brazil, encoder: Encoder | None = None
    ) -> "Model":
        """The model that `save` wrote. `ModelUnreadable` for none, a damaged one or another version's.

        An encoder that the model took along is loaded with it; one that asks a server is `encoder`, or found
        in the registry.
        """
        learned = storage.load(folder)
        taken_along = storage.stored_encoder(folder)
        try:
            if taken_along is not None:
                return cls(learned, today, load_encoder(taken_along))
            found = encoder or registry.find(learned.asked)
        except EncoderUnusable as error:
            raise ModelUnreadable(f"the model in {folder} lacks its encoder: {error}") from error
        if isinstance(found, TunableEncoder):
            raise ModelUnreadable(f"the encoder that belongs to the model in {folder} is missing")
        return cls(learned, today, found)

    def _meaning(self, normalised: Sequence[str], universal: Views) -> tuple[IntentClassifier, Views]:
        """The classifier to ask, and the messages as it reads them. `universal`: by the universal encoder."""
        if self._encoder is self._universal:
            return self._learned.classifier, universal
        try:
            vectors = self._encoder.encode(normalised, width=self._learned.width)
            return self._learned.classifier, Views(vectors, no_depth(vectors), universal.rows)
        except EncoderUnavailable:
            if self._learned.fallback is None:
                raise
            return self._learned.fallback, universal

    def _read(self, texts: Sequence[str], normalised: Sequence[str]) -> tuple[IntentClassifier, list[Read]]:
        """Each text as the models read it, and the classifier that told the intents."""
        vectors, deep = self._universal.encode_deeply(normalised)
        rows = [self._learned.vectoriser.row(text) for text in normalised]
        classifier, views = self._meaning(normalised, Views(vectors, deep, rows))
        confidences = self._confidences(classifier, normalised, views)
        reads = [Read(*parts) for parts in zip(texts, normalised, vectors, confidences, strict=True)]
        return classifier, reads

    def _confidences(self, classifier: IntentClassifier, normalised: Sequence[str], views: Views) -> Matrix:
        vectoriser = self._learned.vectoriser
        unfamiliar = np.asarray([vectoriser.unfamiliar(text) for text in normalised], dtype=np.float32)
        confidences = classifier.confidences(views, unfamiliar)
        said_something = np.asarray([bool(text) for text in normalised], dtype=np.float32)
        return confidences * said_something[:, None]

    def _understanding(
        self,
        text: str,
        cleaned: Cleaned,
        cues: Cues,
        whole: Read,
        settled: Settled,
        classifier: IntentClassifier,
    ) -> Understanding:
        read = settled.read
        best, *alternatives = classifier.ranked(read.confidences)
        heard = tone(cleaned.text, whole.normalised, whole.vector)
        understood = Understanding(
            text=text,
            normalised=read.normalised,
            intent=best,
            alternatives=tuple(alternatives),
            entities=self._entities.find(text, cleaned, cues),
            sentiment=heard.sentiment,
            mood=heard.mood,
            anger=heard.anger,
            # A copy, or one vector kept in a conversation would keep its whole batch alive.
            vector=read.vector.copy(),
            follows=settled.follows,
            reworded=None if read.text == text else read.text,
            refused=tuple(classifier.labels[intent] for intent in settled.refused),
        )
        if name := self._elsewhere.named(cleaned.text[:MODEL_LIMIT]):
            return of_others(understood, name)
        if not settled.requests:
            return understood
        requests = (_request(understood, *each, classifier) for each in settled.requests)
        return replace(understood, requests=tuple(requests))


def _request(whole: Understanding, clause: Clause, read: Read, classifier: IntentClassifier) -> Understanding:
    """One of the things that a message asks for."""
    best, *alternatives = classifier.ranked(read.confidences)
    own = tuple(each for each in whole.entities if clause.start <= each.start < clause.end)
    return replace(
        whole,
        normalised=read.normalised,
        intent=best,
        alternatives=tuple(alternatives),
        entities=(*own, *(each for each in whole.entities if each not in own)),
        vector=read.vector.copy(),
        reworded=read.text,
    )


def train(
    data: TrainingData,
    progress: Progress = lambda stage, share: None,
    encoder: Encoder | TunableEncoder | None = None,
) -> Model:
    """Learns a model from a pack's data. Deterministic. Raises `NotTrainable` without examples.

    About 7 s on one core for 2,000 examples of 25 intents. With another encoder than the universal one (the
    data's, or `encoder` instead): what that takes, and `EncoderError` when it cannot be had.
    """
    # scikit-learn takes half a second and 60 MB that a node which only serves never needs.
    from prosa.language.fitting import Encoded, first_fold, fit_classifier

    progress("words", 0.0)
    encoder = encoder or registry.find(data.encoder)
    named = fingerprint(data, encoder)
    is_whole_word = shared_encoder().is_whole_word
    protected = protected_names(data)
    written = [normalise(clean(example.text).text) for example in data.examples]
    european = is_european(written)
    speller = Speller(vocabulary(written, is_whole_word), protected, is_whole_word)
    corrected = (
        Example(prepared(clean(example.text), speller, european), example.intent) for example in data.examples
    )
    examples = [example for example in dict.fromkeys(corrected) if example.text]
    if not examples:
        raise NotTrainable("no examples: an intent needs at least one message")
    texts, intents = [example.text for example in examples], [example.intent for example in examples]
    background = [prepared(clean(question), speller, european) for question in background_questions()]
    vectoriser = fit_vectoriser(texts, rarest=2 if len(texts) >= _MANY else 1)
    progress("words", 0.05)

    named_intents, names = intent_names(intents)

    def classifier_over(chosen: Encoder, begin: float, end: float, rounds: int | None) -> IntentClassifier:
        def seen(messages: Sequence[str], begin: float, end: float) -> Views:
            vectors, deep = _encode(
                chosen, messages, lambda share: progress("encoding", begin + share * (end - begin))
            )
            return Views(vectors, deep, [vectoriser.row(message) for message in messages])

        third, half = begin + 0.3 * (end - begin), begin + 0.35 * (end - begin)
        unfamiliar = [vectoriser.unfamiliar(text) for text in background]
        return fit_classifier(
            Encoded(seen(texts, begin, third), np.asarray(unfamiliar_alone(texts), dtype=np.float32)),
            intents,
            (seen(names, third, third), named_intents),
            Encoded(seen(background, third, half), np.asarray(unfamiliar, dtype=np.float32)),
            vectoriser.width,
            lambda share: progress("intents", half + share * (end - half)),
            rounds=rounds,
        )

    begin, rounds = 0.05, None
    if isinstance(encoder, TunableEncoder):
        # What the encoder was fitted to, its vectors know by heart: only what it was not calibrates honestly.
        held_out, begin, rounds = first_fold(intents).tolist(), 0.8, 1
        encoder = encoder.tuned(
            texts, intents, held_out, lambda share: progress("tuning", 0.05 + 0.75 * share)
        )
    chosen = encoder or shared_encoder()
    fallback = classifier_over(shared_encoder(), begin, 0.5, None) if chosen.can_fail else None
    classifier = classifier_over(chosen, 0.5 if fallback else begin, 1.0, rounds)
    return Model(
        Learned(
            fingerprint=named,
            spelling=speller.counts,
            protected=protected,
            european=european,
            phrases=data.phrases,
            patterns=data.patterns,
            vectoriser=vectoriser,
            classifier=classifier,
            encoder=chosen.name,
            asked=data.encoder,
            width=classifier.voters.meaning.weights.shape[0],
            fallback=fallback,
        ),
        encoder=chosen,
    )


def _encode(
    encoder: Encoder, texts: Sequence[str], progress: Callable[[float], None]
) -> tuple[Matrix, Matrix]:
    """Vectors, and the layer below where the encoder shows it."""
    vectors: list[Matrix] = []
    deep: list[Matrix] = []
    for start in range(0, len(texts), 256):
        batch = texts[start : start + 256]
        if isinstance(encoder, UniversalEncoder):
            both = encoder.encode_deeply(batch)
        else:
            encoded = encoder.encode(batch, patient=True)
            both = encoded, no_depth(encoded)
        vectors.append(both[0])
        deep.append(both[1])
        progress(min(1.0, (start + 256) / len(texts)))
    return np.concatenate(vectors), np.concatenate(deep)
