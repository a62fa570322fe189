"""A pack's fingerprint follows what it says, and nothing else."""

from dataclasses import replace

from prosa.packs.fingerprint import pack_fingerprint
from prosa.packs.loader import load_pack
from tests.packs.conftest import WritePack, replaced


def test_the_same_words_in_another_place_have_the_same_fingerprint(write_pack: WritePack):
    folder = write_pack()
    moved = folder / "moved"
    (folder / "moved").mkdir()
    for name in ("bot.yml", "nlu.yml", "replies.yml", "forms.yml", "products.csv"):
        (moved / name).write_bytes((folder / name).read_bytes())
    (moved / "articles").mkdir()
    (moved / "articles" / "prazo.md").write_bytes((folder / "articles" / "prazo.md").read_bytes())
    assert pack_fingerprint(load_pack(moved)) == pack_fingerprint(load_pack(folder))


def test_each_part_counts(write_pack: WritePack):
    before = pack_fingerprint(load_pack(write_pack()))
    changes = (
        replaced("bot.yml", "Loja Teste", "Loja Outra"),
        replaced("nlu.yml", "- oi\n", "- opa\n"),
        replaced("replies.yml", "Não achei", "Nada achei"),
        replaced("articles/prazo.md", "Depende do CEP.", "Depende."),
        replaced("products.csv", "99.90", "98.90"),
    )
    after = {pack_fingerprint(load_pack(write_pack(change))) for change in changes}
    assert len(after | {before}) == len(changes) + 1


def test_the_order_of_products_counts_too(write_pack: WritePack):
    pack = load_pack(write_pack())
    assert pack_fingerprint(replace(pack, products=pack.products[::-1])) != pack_fingerprint(pack)
