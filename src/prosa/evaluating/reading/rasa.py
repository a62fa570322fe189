"""Rasa training data outside a pack: a file, or a project's folder."""

from pathlib import Path

from prosa.evaluating.reading.rows import Unreadable
from prosa.language.training import TrainingData
from prosa.packs.nlu import MAX_FILES, read_nlu_files
from prosa.packs.problems import PackInvalid, Problems
from prosa.packs.training import training_data


def is_pack(path: Path) -> bool:
    """Whether this is a pack's folder, rather than a Rasa project's."""
    return path.is_dir() and (path / "bot.yml").is_file()


def has_nlu(folder: Path) -> bool:
    """Whether there is Rasa training data below this folder."""
    return bool(_nlu_files(folder))


def read_rasa(path: Path) -> TrainingData:
    """What the file, or all such files below the folder, teach. Raises `Unreadable` or `PackInvalid`."""
    if not path.exists():
        raise Unreadable(path, "não pode ser lido: não existe.")
    folder, files = (path.parent, [path.name]) if path.is_file() else (path, _nlu_files(path))
    problems = Problems()
    nlu = read_nlu_files(folder, files, problems)
    if problems.fatal:
        raise PackInvalid(problems.found)
    data = training_data(nlu, ())
    if not data.examples:
        raise Unreadable(path, "não tem nenhuma mensagem: falta nlu com intent e examples.")
    return data


def _nlu_files(folder: Path) -> list[str]:
    """The YAML files below the folder that hold training data: a project has stories and rules beside it."""
    found = sorted(path for path in folder.rglob("*") if path.suffix in (".yml", ".yaml") and path.is_file())
    return [
        path.relative_to(folder).as_posix()
        for path in found[: MAX_FILES * 10]
        if any(line.startswith("nlu:") for line in path.read_text("utf-8-sig", "replace").splitlines())
    ]
