"""The language model's endpoint: whether it answers, and whether it has the model."""

import asyncio

import httpx2
import openai

from prosa.cli.examination.finding import Finding, State, good, later
from prosa.llm.endpoint import failure_of
from prosa.llm.failing import Outcome
from prosa.llm.opening import endpoint_of
from prosa.settings import Settings

TOPIC = "Modelo de linguagem"
SECONDS = 5.0
_WITHOUT = "Até lá as respostas são as palavras dos próprios artigos."


def language_model(settings: Settings) -> Finding:
    """One look at the list of models: costs nothing, and tells address, key and name."""
    endpoint = endpoint_of(settings)
    if endpoint is None:
        return later(TOPIC, "nenhum (PROSA_LLM_BASE_URL): as respostas são as palavras dos artigos")
    where = f"{endpoint.model} em {endpoint.place}"
    try:
        models = asyncio.run(_models(settings))
    except (openai.OpenAIError, httpx2.HTTPError, ValueError, TimeoutError) as error:
        outcome = Outcome.TIMEOUT if isinstance(error, TimeoutError) else failure_of(error).outcome
        return Finding(TOPIC, State.WORTH_KNOWING, f"{where}: {_SAYS.get(outcome, _NONSENSE)}", _WITHOUT)
    if models and endpoint.model not in models:
        says = f"{where}: o servidor não tem esse modelo"
        return Finding(TOPIC, State.WORTH_KNOWING, says, "Confira PROSA_LLM_MODEL.")
    return good(TOPIC, f"{where}: responde")


_NONSENSE = "não responde o que se espera da API da OpenAI. Confira PROSA_LLM_BASE_URL."
_SAYS = {
    Outcome.TIMEOUT: "não respondeu em 5 segundos",
    Outcome.UNREACHABLE: "não responde. Confira PROSA_LLM_BASE_URL e a rede.",
    Outcome.UNAUTHORIZED: "recusou a chave. Confira PROSA_LLM_API_KEY.",
    Outcome.LIMITED: "está no limite de uso",
    Outcome.BROKEN: "está com defeito",
}


async def _models(settings: Settings) -> set[str]:
    key = settings.llm_api_key
    async with (
        asyncio.timeout(SECONDS),
        httpx2.AsyncClient(trust_env=False, follow_redirects=False) as http,
        openai.AsyncOpenAI(
            base_url=settings.llm_base_url,
            api_key=key.get_secret_value() if key is not None else "none",
            max_retries=0,
            http_client=http,
        ) as client,
    ):
        return {model.id async for model in client.models.list()}
