"""What the routes of learning work with.

The app puts one `Learning` at `app.state.learning` before it serves; routes get its parts by name.
"""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from prosa.engines.valkey import Valkey
from prosa.learning.correcting import Corrections
from prosa.learning.deciding import Decisions
from prosa.learning.examples import LearnedExamples
from prosa.learning.grouping import Grouping
from prosa.learning.listing import ReviewList
from prosa.learning.runs import Runs
from prosa.learning.versions import Versions
from prosa.packs.schema import Pack


@dataclass(frozen=True, slots=True)
class Learning:
    """The services behind the API of learning."""

    pack: Pack
    review: ReviewList
    decisions: Decisions
    corrections: Corrections
    examples: LearnedExamples
    grouping: Grouping
    versions: Versions
    runs: Runs
    valkey: Valkey


async def learning_of(request: Request) -> Learning:
    """The services, as the app put them together."""
    return request.app.state.learning


Services = Annotated[Learning, Depends(learning_of)]
