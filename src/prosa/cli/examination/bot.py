"""The bot: its pack, its model, and the screens."""

from pathlib import Path

from prosa.cli.examination.finding import Finding, State, bad, good, later
from prosa.language.encoders.errors import EncoderError, EncoderUnavailable, EncoderUnusable
from prosa.language.encoders.protocol import TunableEncoder
from prosa.language.encoders.registry import registry
from prosa.models import is_trained
from prosa.packs.loader import load_pack
from prosa.packs.problems import PackInvalid
from prosa.packs.schema import Pack
from prosa.pages.static import STATIC
from prosa.settings import Settings

_WITHOUT = "Um modelo treinado responde com o encoder universal enquanto isso; treinar precisa do servidor."
PAGES = {"demo": "index.html", "widget": "prosa-widget.js"}


def pack(settings: Settings) -> tuple[Finding, Pack | None]:
    """Whether the pack loads."""
    folder = settings.pack_folder()
    try:
        loaded = load_pack(folder)
    except PackInvalid as error:
        first = str(error.problems[0])
        says = f"{folder}: {len(error.problems)} problemas; o primeiro: {first}"
        return bad("Pacote", says, f"prosa validate {folder}"), None
    size = f"{len(loaded.training.examples)} exemplos, {len(loaded.articles)} artigos"
    return good("Pacote", f"{loaded.bot.company.name}: {size} ({folder})"), loaded


def encoder(loaded: Pack | None) -> Finding:
    """Whether there is the encoder that the pack asks for; a server is asked for one word's vector."""
    topic = "Encoder"
    if loaded is None:
        return Finding(topic, State.WORTH_KNOWING, "não se sabe: o pacote não carrega")
    try:
        chosen = registry.find(loaded.training.encoder)
        if chosen is None:
            return good(topic, "universal")
        if isinstance(chosen, TunableEncoder) or not chosen.can_fail:
            return good(topic, chosen.name)
        width = chosen.encode(["oi"]).shape[1]
    except EncoderUnavailable as error:
        return Finding(topic, State.WORTH_KNOWING, str(error), _WITHOUT)
    except EncoderUnusable as error:
        return bad(topic, str(error), "Instale o que falta, ou mude encoder: no bot.yml.")
    return good(topic, f"{chosen.name}: responde, {width} dimensões")


def model(settings: Settings, loaded: Pack | None) -> Finding:
    """Whether it is trained for the pack as it is now."""
    if loaded is None:
        return Finding("Modelo", State.WORTH_KNOWING, "não se sabe: o pacote não carrega")
    try:
        trained = is_trained(settings.home, loaded)
    except EncoderError:
        return Finding("Modelo", State.WORTH_KNOWING, "não se sabe: falta o encoder do pacote")
    if trained:
        return good("Modelo", "treinado para este pacote")
    return later("Modelo", "prosa up treina ao subir (ou: prosa train)")


def pages(static: Path = STATIC) -> Finding:
    """Whether the web apps are built."""
    missing = [name for name, file in PAGES.items() if not (static / name / file).is_file()]
    if missing:
        return bad("Telas", f"não construídas: {', '.join(missing)}", "make setup")
    return good("Telas", "construídas")
