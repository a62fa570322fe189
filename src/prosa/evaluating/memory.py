"""The memory a model adds to a node, measured in a process that does nothing else."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import orjson

from prosa.language.model import Model
from prosa.language.understanding import Cues

_MOST = 300
_BATCH = 32


class NotMeasured(Exception):
    """The model did not load in a process of its own; the message is what that process said last."""


def memory_added(model: Model, texts: Sequence[str]) -> float:
    """Megabytes that loading this model and understanding some messages adds to a fresh process.

    Raises `NotMeasured` when it cannot be loaded there, as with an encoder that only this process knows.
    """
    with tempfile.TemporaryDirectory(prefix="prosa-memory-") as folder:
        model.save(Path(folder) / "model")
        ended = subprocess.run(  # noqa: S603  our own module, with a folder of our own
            [sys.executable, "-m", "prosa.evaluating.memory", str(Path(folder) / "model")],
            input=orjson.dumps(list(texts[:_MOST])),
            capture_output=True,
            check=False,
        )
    if ended.returncode != 0:
        raise NotMeasured(ended.stderr.decode(errors="replace").strip().rpartition("\n")[2])
    return float(ended.stdout)


def _resident_mb() -> float:
    fields = dict(
        line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines() if ":" in line
    )
    return int(fields["VmRSS"].split()[0]) / 1024


def _measure(folder: Path, texts: list[str]) -> float:
    before = _resident_mb()
    model = Model.load(folder)
    for start in range(0, len(texts), _BATCH):
        batch = texts[start : start + _BATCH]
        model.understand(batch, [Cues()] * len(batch))
    return _resident_mb() - before


if __name__ == "__main__":
    sys.stdout.write(f"{_measure(Path(sys.argv[1]), orjson.loads(sys.stdin.buffer.read())):.1f}")
