"""The smallest pack, with an encoder of its own."""

from pathlib import Path
from textwrap import indent

from prosa.packs.loader import load_pack
from prosa.packs.schema import Pack
from tests.language.encoders.test_models_with_encoders import SHOP
from tests.packs.conftest import REPLIES


def write(folder: Path, encoder: str) -> Pack:
    """The smallest bot that loads."""
    folder.mkdir(exist_ok=True)
    rules = "".join(f"  {intent}:\n    reply: certo\n" for intent in SHOP)
    (folder / "bot.yml").write_text(f"company:\n  name: Loja\nencoder: {encoder}\nintents:\n{rules}")
    (folder / "replies.yml").write_text(REPLIES + "certo:\n  text: [Certo]\n")
    examples = (
        f"- intent: {intent}\n  examples: |\n"
        + indent("".join(f"- {text.strip()}\n" for text in texts.split(";")), "    ")
        for intent, texts in SHOP.items()
    )
    (folder / "nlu.yml").write_text('version: "3.1"\nnlu:\n' + "".join(examples))
    return load_pack(folder)
