"""The HTTP API keeps to what `/api/openapi.json` says of it, whatever it is asked."""

from dataclasses import dataclass
from uuid import UUID

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import CheckFunction
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from prosa.app import build_app
from prosa.settings import Settings
from tests.served import Shop

EXAMPLES = settings(
    max_examples=12,
    deadline=None,
    # Shrinking what failed costs more than it tells: the request is printed as it was.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.filter_too_much,
        HealthCheck.function_scoped_fixture,
    ],
)
UNSAYABLE: list[CheckFunction] = [positive_data_acceptance]
"""A schema cannot say everything that is asked of a text or a cursor."""
LENIENT: list[CheckFunction] = [*UNSAYABLE, negative_data_rejection]
"""A request that lacks a token gets one here, and unknown parameters are ignored."""

schema = schemathesis.openapi.from_dict(build_app(Settings()).openapi())
# A training takes minutes of all processors, and one after the other would start: tests/learning has its own.
all_but_training = schema.exclude(path="/api/learning/train", method="POST")


@dataclass(frozen=True)
class Known:
    """Somebody with a conversation, and the agent who may look at it."""

    conversation: str
    session: dict[str, str]
    agent: dict[str, str]


@pytest.fixture(scope="module")
def known(shop: Shop) -> Known:
    said = httpx.post(f"{shop.url}/api/chat", json={"message": "quero falar com uma pessoa"}).json()
    return Known(
        said["conversation_id"],
        {"Authorization": f"Bearer {said['session_id']}"},
        {"Authorization": f"Bearer {shop.agent_token}"},
    )


@all_but_training.parametrize()  # pyright: ignore[reportUntypedFunctionDecorator]
@EXAMPLES
def test_whoever_is_let_in_gets_an_answer_that_is_documented(
    case: schemathesis.Case, shop: Shop, known: Known
):
    for name in ("conversation", "id"):
        if is_even(case.path_parameters.get(name)):
            case.path_parameters[name] = known.conversation
    customers = case.path.startswith("/api/conversations")
    headers = known.session if customers else known.agent
    case.call_and_validate(base_url=shop.url, headers=headers, excluded_checks=LENIENT)


@schema.parametrize()  # pyright: ignore[reportUntypedFunctionDecorator]
@EXAMPLES
def test_whoever_is_not_let_in_gets_an_answer_that_is_documented(case: schemathesis.Case, shop: Shop):
    case.call_and_validate(base_url=shop.url, excluded_checks=UNSAYABLE)


def is_even(id: object) -> bool:
    """Half of all ids that make sense."""
    try:
        return UUID(str(id)).int % 2 == 0
    except ValueError:
        return False
