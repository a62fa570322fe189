"""Fine-tuning: a transformer learns to tell a pack's intents apart before it encodes."""

import math
import shutil
import tempfile
import weakref
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prosa.language.encoders.exporting import VERSION, facts_of, write
from prosa.language.encoders.huggingface import TransformerFolder
from prosa.language.encoders.onnx_text import Facts, OnnxEncoder
from prosa.language.encoders.torch_parts import TorchParts, load_transformer, torch_parts

_BATCH = 16
_RATE = 4e-5
_HEAD_RATE = 4e-3
"""Step sizes. The layer on top begins from nothing and has a long way to go."""
_WARM_UP = 0.1
_PATIENCE = 2
"""Epochs without a gain on the held-out examples after which it stops."""
_FEWEST_EPOCHS, _MOST_EPOCHS = 4, 20
_SEEN = 12_000
"""Examples shown in all, within those bounds: few examples need more rounds."""
_SCALE = 16.0
"""Vectors have length 1, so logits would lie within ±1 and no intent could ever be sure."""


class TransformerTuner:
    """A `TunableEncoder` over a Hugging Face folder."""

    def __init__(self, folder: TransformerFolder) -> None:
        self._folder = folder

    @property
    def name(self) -> str:
        """What vectors depend on besides the examples."""
        return f"hf:{self._folder.called}+tuned/{self._folder.digest}/{VERSION}"

    def tuned(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        held_out: Sequence[int],
        progress: Callable[[float], None],
    ) -> OnnxEncoder:
        """The encoder of the round that was best on the held-out examples, in ONNX and eight bits.

        AdamW with warm-up and linear decay; deterministic on one machine. Raises `EncoderUnusable`.
        """
        parts = torch_parts()
        model, tokenizer = load_transformer(self._folder, parts)
        facts = facts_of(self._folder, self.name)
        with parts.torch.random.fork_rng():
            parts.torch.manual_seed(0)
            rounds = _Rounds.of(model, tokenizer, facts, texts, intents, held_out, parts)
            rounds.run(lambda share: progress(0.9 * share))
        folder = Path(tempfile.mkdtemp(prefix="prosa-tuned-"))
        tokenizer.no_truncation()
        write(model.to("cpu").eval(), tokenizer, facts, folder / "encoder", parts)
        progress(1.0)
        encoder = OnnxEncoder(folder / "encoder", facts)
        # Until the model is saved this is its only copy; afterwards nobody needs it.
        weakref.finalize(encoder, _remove, folder)
        return encoder


@dataclass
class _Rounds:
    """Everything one round of learning needs."""

    parts: TorchParts
    model: Any
    head: Any
    rows: Sequence[Sequence[int]]
    truth: Sequence[int]
    kept: Sequence[int]
    held_out: Sequence[int]
    facts: Facts
    device: Any

    @classmethod
    def of(
        cls,
        model: Any,
        tokenizer: Any,
        facts: Facts,
        texts: Sequence[str],
        intents: Sequence[str],
        held_out: Sequence[int],
        parts: TorchParts,
    ) -> "_Rounds":
        numbers = {intent: number for number, intent in enumerate(sorted(set(intents)))}
        tokenizer.enable_truncation(facts.most_tokens)
        tokenizer.no_padding()
        device = parts.torch.device("cuda" if parts.torch.cuda.is_available() else "cpu")
        aside = set(held_out)
        return cls(
            parts=parts,
            model=model.to(device),
            head=parts.torch.nn.Linear(facts.dimensions, len(numbers)).to(device),
            rows=[read.ids for read in tokenizer.encode_batch(list(texts))],
            truth=[numbers[intent] for intent in intents],
            kept=[index for index in range(len(texts)) if index not in aside],
            held_out=held_out,
            facts=facts,
            device=device,
        )

    def run(self, progress: Callable[[float], None]) -> None:
        """Leaves the model with the weights of the best round."""
        epochs = max(_FEWEST_EPOCHS, min(_MOST_EPOCHS, _SEEN // max(1, len(self.kept))))
        steps = epochs * math.ceil(len(self.kept) / _BATCH)
        optimiser, schedule = self._optimiser(steps)
        best_loss, best_weights, since = math.inf, None, 0
        for epoch in range(epochs):
            order: list[int] = self.parts.torch.randperm(len(self.kept)).tolist()
            self.model.train()
            for start in range(0, len(order), _BATCH):
                chosen = [self.kept[index] for index in order[start : start + _BATCH]]
                self._loss(chosen).backward()
                weights = [*self.model.parameters(), *self.head.parameters()]
                self.parts.torch.nn.utils.clip_grad_norm_(weights, 1.0)
                optimiser.step()
                schedule.step()
                optimiser.zero_grad()
                progress((epoch + start / len(order)) / epochs)
            if not self.held_out:
                continue
            loss = self._held_out_loss()
            if loss < best_loss:
                best_loss, best_weights, since = loss, deepcopy(self.model.state_dict()), 0
            else:
                since += 1
            if since == _PATIENCE:
                break
        if best_weights is not None:
            self.model.load_state_dict(best_weights)
        self.model.eval()
        progress(1.0)

    def _optimiser(self, steps: int) -> tuple[Any, Any]:
        torch = self.parts.torch
        # As is usual, what has one dimension (biases, scales of layers) is not pulled towards zero.
        flat = [weights for weights in self.model.parameters() if weights.ndim < 2]
        deep = [weights for weights in self.model.parameters() if weights.ndim >= 2]
        optimiser = torch.optim.AdamW(
            [
                {"params": deep, "lr": _RATE, "weight_decay": 0.01},
                {"params": flat, "lr": _RATE, "weight_decay": 0.0},
                {"params": list(self.head.parameters()), "lr": _HEAD_RATE, "weight_decay": 0.01},
            ]
        )
        warm = max(1, int(_WARM_UP * steps))

        def share(step: int) -> float:
            return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))

        return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, share)

    def _held_out_loss(self) -> float:
        self.model.eval()
        with self.parts.torch.inference_mode():
            parts = [self.held_out[start : start + 64] for start in range(0, len(self.held_out), 64)]
            total = sum(float(self._loss(part)) * len(part) for part in parts)
        return total / len(self.held_out)

    def _loss(self, chosen: Sequence[int]) -> Any:
        torch = self.parts.torch
        rows = [torch.tensor(self.rows[index]) for index in chosen]
        tokens = torch.nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=self.facts.pad)
        lengths = torch.tensor([len(row) for row in rows])
        mask = (torch.arange(tokens.shape[1])[None, :] < lengths[:, None]).to(self.device)
        states = self.model(input_ids=tokens.to(self.device), attention_mask=mask.long()).last_hidden_state
        # Pooled and scaled exactly as the exported encoder does it.
        if self.facts.pooling == "cls":
            pooled = states[:, 0]
        else:
            pooled = (states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        logits = self.head(_SCALE * torch.nn.functional.normalize(pooled, dim=1))
        wanted = torch.tensor([self.truth[index] for index in chosen], device=self.device)
        return torch.nn.functional.cross_entropy(logits, wanted)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
