"""Contacts, under /api/agent/contacts."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from prosa.console.card.schemas import ContactView
from prosa.console.desk.access import DeskServices
from prosa.console.desk.schemas import ContactChange, Merge
from prosa.people.access import CurrentAgent

router = APIRouter(prefix="/contacts")


@router.get("")
async def find_contacts(
    agent: CurrentAgent,
    desk: DeskServices,
    q: Annotated[str, Query(min_length=1, max_length=200)],
    limit: Annotated[int, Query(ge=1, le=50)] = 20,
) -> list[ContactView]:
    """Contacts whom all words fit: by name, e-mail or telephone, or by what was said with them."""
    return [ContactView.of(one) for one in await desk.contacts.find(q, limit)]


@router.get("/{id}")
async def get_contact(id: UUID, agent: CurrentAgent, desk: DeskServices) -> ContactView:
    """One contact."""
    return ContactView.of(await desk.contacts.get(id))


@router.patch("/{id}")
async def change_contact(
    id: UUID, change: ContactChange, agent: CurrentAgent, desk: DeskServices
) -> ContactView:
    """Write down what you know of a contact. It counts more than what the site says."""
    before = await desk.contacts.get(id)
    changed = await desk.contacts.change(before.id, change.after(before.known), agent)
    if changed.known.vip != before.known.vip:
        await desk.vouch_for(changed, agent)
    return ContactView.of(changed)


@router.post("/{id}/merge")
async def merge_contacts(id: UUID, merge: Merge, agent: CurrentAgent, desk: DeskServices) -> ContactView:
    """Make one of two contacts: the other's conversations become this one's.

    409 `two_customers` when the site says that they are two people, unless `force`.
    """
    merged = await desk.merging.merge(id, merge.other, agent, force=merge.force)
    await desk.vouch_for(merged, agent)
    return ContactView.of(merged)
