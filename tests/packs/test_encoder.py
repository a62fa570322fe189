from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prosa.packs.encoder_choice import EncoderChoice
from prosa.packs.loader import load_pack, read_pack
from tests.packs.conftest import WritePack, replaced


def bot(encoder: str) -> dict[str, str | None]:
    return replaced("bot.yml", "        services:\n", f"        encoder: {encoder}\n        services:\n")


@pytest.mark.parametrize(
    "written, spec",
    [
        ("universal", "universal"),
        ("{}", "universal"),
        ("hf:neuralmind/bert-base-portuguese-cased", "hf:neuralmind/bert-base-portuguese-cased"),
        ("hf:org/modelo@v1.2?tune", "hf:org/modelo@v1.2?tune"),
        ("{hf: org/modelo, tune: true}", "hf:org/modelo?tune"),
        ("openai:nomic-embed-text:latest", "openai:nomic-embed-text:latest"),
        ("{openai: text-embedding-3-small, dimensions: 256}", "openai:text-embedding-3-small?dimensions=256"),
        ("openai:text-embedding-3-small?dimensions=256", "openai:text-embedding-3-small?dimensions=256"),
    ],
)
def test_an_encoder_is_named_in_short_or_in_full(write_pack: WritePack, written: str, spec: str):
    assert load_pack(write_pack(bot(written))).training.encoder == spec


def test_without_a_word_it_is_the_universal_one(write_pack: WritePack):
    assert load_pack(write_pack()).training.encoder == "universal"


def test_a_folder_counts_from_the_packs_own(write_pack: WritePack, tmp_path: Path):
    (tmp_path / "meu modelo").mkdir()
    (tmp_path / "meu modelo" / "config.json").write_text("{}")
    pack = load_pack(write_pack(bot('"hf:./meu modelo?tune"')))
    assert pack.training.encoder == f"hf:{tmp_path.resolve()}/meu modelo?tune"


@pytest.mark.parametrize(
    "written, problem",
    [
        ("bert", "'bert' must be universal, hf:NAME or openai:MODEL"),
        ('"hf:"', "must be universal, hf:NAME or openai:MODEL"),
        ("hf:org/modelo?tuned", "must be universal, hf:NAME or openai:MODEL"),
        ("5", "must be a mapping with the fields hf, tune, openai, dimensions"),
        ("{hf: a/b, openai: c}", "an encoder is hf or openai, not both"),
        ("{openai: c, tune: true}", "tune goes with hf"),
        ("{hf: a/b, dimensions: 64}", "dimensions goes with openai"),
        ("openai:c?dimensions=1", '"dimensions": must be at least 8'),
        ("{hf: a/b, pooling: mean}", '"pooling" is not a field here'),
        ("hf:./nowhere", 'the encoder "./nowhere": there is no such folder'),
        ("hf:./articles", 'the encoder "./articles": it has no config.json'),
        ("hf:a/b/c", "neither a folder (./…) nor a name on the hub (owner/name)"),
    ],
)
def test_a_mistake_is_explained_with_its_line(write_pack: WritePack, written: str, problem: str):
    pack, problems = read_pack(write_pack(bot(written)))
    (found,) = (str(each) for each in problems if "encoder" in str(each) or problem in str(each))
    assert pack is None
    assert found.startswith("bot.yml:3: ") and problem in found


words = st.text(st.characters(exclude_characters="?", exclude_categories=["Cs"]), min_size=1, max_size=200)


@given(words.filter(lambda name: name.strip() and not name.startswith((".", "/", "~"))), st.booleans())
def test_the_short_form_says_all_of_it(name: str, tune: bool):
    choice = EncoderChoice(hf=name.strip(), tune=tune)
    assert EncoderChoice.model_validate(choice.spec(Path("/pack"))) == choice
