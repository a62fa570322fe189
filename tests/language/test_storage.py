import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from prosa.language.model import Model, ModelUnreadable
from prosa.language.storage import stored_fingerprint
from prosa.language.understanding import Cues

MESSAGES = ["oi", "cadê meu pedido 10432?", "tem air frier SKU-1234?", "que palhaçada!"]


@pytest.fixture
def folder(model: Model, tmp_path: Path) -> Path:
    model.save(tmp_path / "models" / "shop")
    return tmp_path / "models" / "shop"


def test_a_stored_model_understands_as_the_one_that_was_trained(model: Model, folder: Path):
    cues = [Cues()] * len(MESSAGES)
    assert Model.load(folder).understand(MESSAGES, cues) == model.understand(MESSAGES, cues)
    assert Model.load(folder).fingerprint == model.fingerprint == stored_fingerprint(folder)


def test_saving_again_replaces_the_model_and_leaves_nothing_behind(model: Model, folder: Path):
    (folder / "stray").write_text("old")
    model.save(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["shop"]
    assert not (folder / "stray").exists()
    assert Model.load(folder).fingerprint == model.fingerprint


def test_nodes_that_save_at_the_same_time_do_not_disturb_each_other(model: Model, folder: Path):
    with ThreadPoolExecutor(4) as nodes:
        list(nodes.map(lambda _: model.save(folder), range(12)))
    assert [path.name for path in folder.parent.iterdir()] == ["shop"]
    assert Model.load(folder).fingerprint == model.fingerprint


def test_a_folder_without_a_model_says_so(tmp_path: Path):
    with pytest.raises(ModelUnreadable, match="no model in"):
        Model.load(tmp_path / "nowhere")
    assert stored_fingerprint(tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", ["arrays.npz", "facts.json"])
def test_a_damaged_file_is_noticed(folder: Path, name: str):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 0xFF
    (folder / name).write_bytes(content)
    with pytest.raises(ModelUnreadable, match=f"{name} .* is damaged"):
        Model.load(folder)


@pytest.mark.parametrize("name", ["arrays.npz", "facts.json", "manifest.json"])
def test_a_missing_file_is_noticed(folder: Path, name: str):
    (folder / name).unlink()
    with pytest.raises(ModelUnreadable):
        Model.load(folder)


@pytest.mark.parametrize("content", ["", "[]", "null", "{", '{"format": "x"}'])
def test_a_broken_manifest_is_noticed(folder: Path, content: str):
    (folder / "manifest.json").write_text(content)
    with pytest.raises(ModelUnreadable):
        Model.load(folder)
    assert stored_fingerprint(folder) is None


def test_a_model_of_another_version_is_refused_by_name(folder: Path):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "format": 999}))
    with pytest.raises(ModelUnreadable, match="format 999"):
        Model.load(folder)


def test_serving_a_model_needs_neither_scikit_learn_nor_scipy(folder: Path):
    """They would cost each node half a second and 60 MB."""
    program = (
        "import sys; from pathlib import Path; from prosa.language.model import Model;"
        "from prosa.language.understanding import Cues;"
        f"Model.load(Path({str(folder)!r})).understand(['oi'], [Cues()]);"
        "print([name for name in ('sklearn', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
