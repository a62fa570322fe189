"""From what a pack calls an encoder to something that encodes."""

from pathlib import Path

from prosa.encoding.endpoint import Endpoint, EndpointEncoder, Observe, unobserved
from prosa.encoding.frozen import FrozenTransformer
from prosa.encoding.hub import from_hub
from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.huggingface import TransformerFolder
from prosa.language.encoders.protocol import Encoder, TunableEncoder
from prosa.language.encoders.tuning import TransformerTuner
from prosa.packs.encoder_choice import EncoderChoice
from prosa.settings import Settings


def encoder_for(spec: str, settings: Settings, observe: Observe = unobserved) -> Encoder | TunableEncoder:
    """The encoder that is called so, as `train` and `Model.load` take it.

    Loads nothing yet, but downloads a transformer that is not here. Raises `EncoderUnusable`.
    """
    try:
        choice = EncoderChoice.model_validate(spec)
    except ValueError as error:
        raise EncoderUnusable(f"{spec[:80]!r} não é um encoder: hf:NOME ou openai:MODELO é.") from error
    here = Path.cwd()
    if choice.openai is not None:
        endpoint = Endpoint(
            base_url=settings.embeddings_base_url,
            model=choice.openai,
            key=settings.embeddings_api_key,
            dimensions=choice.dimensions,
        )
        return EndpointEncoder(endpoint, seconds=settings.embeddings_seconds, observe=observe)
    if choice.hf is None:
        raise EncoderUnusable("O encoder universal não precisa ser feito: todo Prosa o tem.")
    folder = choice.folder(here)
    found = TransformerFolder(folder, folder.name) if folder else from_hub(choice.hf, for_tuning=choice.tune)
    return TransformerTuner(found) if choice.tune else FrozenTransformer(found, settings.home / "encoders")
