"""What the bot makes of photos and documents that come without a word."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from prosa.conversations.abuse import abuse_of
from prosa.conversations.attaching import ANOTHER, FILE, IN_FORM, RECEIVED, of_files
from prosa.conversations.context import TEXTS_KEPT, Context
from prosa.conversations.decisions import AddToTicket, Ask, Decision, Say, Several, Step, TicketStep
from prosa.conversations.events import Event, Message, Source
from prosa.conversations.filling import RESUME
from prosa.conversations.parts import FileCard
from prosa.conversations.stages.decide import decision_for
from prosa.packs.forms import Form, Slot
from tests.conversations import shop
from tests.conversations.reading import understood
from tests.conversations.saying import new_conversation
from tests.conversations.turning import NOW, asking, turn

PHOTO = FileCard(id=uuid4(), name="caneca.jpg", media_type="image/jpeg", bytes=9)
RECEIPT = FileCard(id=uuid4(), name="recibo.pdf", media_type="application/pdf", bytes=9)
REPAIR = Form(
    slots=(
        Slot(name="photo", type="photo", ask="repair.photo"),
        Slot(name="model", text=True, ask="repair.model"),
    ),
    ticket="conserto",
    opens="first",
    done="repair.opened",
    added="repair.added",
)
PACK = replace(shop.pack(), forms={**shop.pack().forms, "repair": REPAIR})


def decided(*files: FileCard, text: str = "", **context: Any) -> Decision:
    at = turn(understood(text) if text else of_files(", ".join(each.name for each in files)), **context)
    return decision_for(replace(at, message=replace(at.message, data=Message(text=text, files=files))), PACK)


def test_they_are_thanked_for_and_the_customer_is_asked_what_they_are_about():
    assert decided(PHOTO) == Say(RECEIVED)


def test_of_several_in_a_row_only_the_first_is_asked_about():
    assert decided(PHOTO, intents=(FILE, "greeting")) == Say(ANOTHER)
    assert decided(PHOTO, intents=("greeting", FILE)) == Say(RECEIVED)


def test_a_form_that_waits_asks_again_and_counts_no_try():
    state = asking("order_status", "order", tries=1)
    asked = Ask(state, "order.ask")
    assert decided(RECEIPT, form=state, asked_at=NOW) == Several((Step(Say(IN_FORM)), Step(asked)))


def test_a_form_that_asks_for_a_photo_has_one_with_a_word_or_without():
    state = asking("repair", "photo", ticket=7)
    after = asking("repair", "model", ticket=7, values={"photo": "caneca.jpg"})
    assert decided(RECEIPT, PHOTO, form=state, asked_at=NOW) == AddToTicket(after)
    assert decided(PHOTO, text="olha só", form=state, asked_at=NOW) == AddToTicket(after)


def test_a_document_is_no_photo():
    state = asking("repair", "photo", ticket=7)
    answer = decided(RECEIPT, form=state, asked_at=NOW)
    assert isinstance(answer, Several) and answer.steps[-1].decision == Ask(state, "repair.photo")


def test_a_form_that_was_laid_aside_is_asked_about_first():
    state = asking("order_status", "order")
    answer = decided(PHOTO, form=state, asked_at=NOW - timedelta(hours=20))
    assert isinstance(answer, Several)
    last = answer.steps[-1].decision
    assert isinstance(last, Ask) and (last.reply, last.form.stage) == (RESUME, "resuming")


@pytest.mark.parametrize("stage", ["offered", "confirmed"])
def test_a_form_that_waits_for_nothing_asks_nothing(stage: str):
    assert decided(PHOTO, form=asking("order_status", "order", stage=stage)) == Say(RECEIVED)


def test_what_the_customer_was_asked_to_add_to_a_ticket_is_added():
    assert decided(PHOTO, adding=1001) == TicketStep("add", 1001)


def test_many_photos_one_after_the_other_repeat_nothing():
    context, id = Context(), new_conversation()
    for offset in range(TEXTS_KEPT):
        said = Event(id, offset, NOW, Source.CUSTOMER, Message(text="", files=(PHOTO,)))
        context = context.after(said)
    assert context.messages == TEXTS_KEPT
    assert abuse_of("caneca.jpg", context) is None
