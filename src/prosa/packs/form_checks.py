"""Checks of forms and actions: whatever one of them names, somebody must have."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from prosa.packs.actions import Action
from prosa.packs.forms import Form
from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.schema import Reply
from prosa.packs.yaml_lines import Document
from prosa.packs.yaml_lines import Path as Place

_Named = Callable[[Place, str, str | None, Collection[str] | None], None]
"""Notes a name that is not among those there are: place in the form, what it is, name, names."""


@dataclass(frozen=True, slots=True)
class Known:
    """What forms may name. Names are None when their file could not be read."""

    replies: Mapping[str, Reply]
    reply_names: frozenset[str] | None
    forms: Mapping[str, Form]
    form_names: frozenset[str] | None
    actions: Mapping[str, Action]
    action_names: frozenset[str] | None


def check_filling(known: Known, name: str, form: Form, file: Document, problems: Problems) -> None:
    """Notes what a form names and nobody has: replies, actions, forms, slots and values of its conditions."""

    def named(place: Place, what: str, wanted: str | None, names: Collection[str] | None) -> None:
        if wanted is not None and names is not None and wanted not in names:
            hint = did_you_mean(wanted, names)
            problems.error(file.file, file.line((name, *place)), f'there is no {what} "{wanted}"{hint}')

    for field in ("confirm", "refused", "added"):
        named((field,), "reply", getattr(form, field), known.reply_names)
    named(("action",), "action", form.action, known.action_names)
    if form.then is not None:
        named(("then", "form"), "form", form.then.form, known.form_names)
        named(("then", "ask"), "reply", form.then.ask, known.reply_names)
    for action in filter(None, (form.action, *(slot.action for slot in form.slots))):
        found = known.actions.get(action)
        if found is not None and found.needs_confirmation and not (form.confirm and action == form.action):
            problems.error(
                file.file,
                file.line((name, "action") if action == form.action else (name,)),
                f'the action "{action}" changes something: let the form end with it and set confirm, '
                "or say confirm: false in actions.yml",
            )
    _check_slots(known, name, form, file, problems, named)


def _check_slots(
    known: Known, name: str, form: Form, file: Document, problems: Problems, named: _Named
) -> None:
    earlier: list[str] = []
    found: set[str] = set()
    for number, slot in enumerate(form.slots):
        place: Place = ("slots", number)
        named((*place, "refused"), "reply", slot.refused, known.reply_names)
        named((*place, "action"), "action", slot.action, known.action_names)
        # What the form that offers this one has found is known from its beginning.
        given = {*found, *_handed_on(known, name)}
        named((*place, "ends"), "value of an earlier action", slot.ends, given)
        for condition in slot.when:
            what, names = "earlier slot", earlier
            wanted = condition
            if condition.startswith("found."):
                what, names, wanted = "value of an earlier action", sorted(given), condition[6:]
            named((*place, "when", condition), what, wanted, names)
        for condition, wanted_value in slot.when.items():
            before = next((each for each in form.slots if each.name == condition), None)
            if before is None or not before.options or before.entity or before.pattern or before.text:
                continue
            for value in (wanted_value,) if isinstance(wanted_value, str) else wanted_value:
                named((*place, "when", condition), f'option of the slot "{condition}"', value, before.options)
        earlier.append(slot.name)
        if slot.action is not None and slot.action in known.actions:
            found |= set(known.actions[slot.action].gives)
    if form.confirm is None and form.action is None and form.ticket is None and not form.lookup:
        last = next((slot for slot in reversed(form.slots) if slot.required), None)
        if last is not None and last.action is None:
            line = file.line((name, "slots", form.slots.index(last)))
            problems.warning(file.file, line, f'nothing is done with what "{last.name}" asks for')


def check_actions(
    actions: Mapping[str, Action],
    forms: Mapping[str, Form],
    services: Collection[str] | None,
    file: Document,
    problems: Problems,
) -> None:
    """Notes actions of services that do not exist, and values that no form which runs them can have."""
    used = {name for form in forms.values() for name in form.actions}
    for name, action in actions.items():
        if action.service is not None and services is not None and action.service not in services:
            hint = did_you_mean(action.service, services)
            line = file.line((name, "service"))
            problems.error(file.file, line, f'there is no service in bot.yml "{action.service}"{hint}')
        if name not in used:
            problems.warning(file.file, file.line((name,)), f'no form runs the action "{name}"')
            continue
        known = {each for form in forms.values() if name in form.actions for each in _values(form, actions)}
        for each in forms.values():
            if name in each.actions:
                known |= set(_offered_to(each, forms, actions))
        for wanted in sorted(action.takes() - known):
            line = file.line((name, _where(action, wanted)))
            hint = did_you_mean(wanted, known)
            problems.error(file.file, line, f'no form that runs it has a value "{{{wanted}}}"{hint}')


def _where(action: Action, wanted: str) -> str:
    """The field that mentions a value."""
    place = f"{{{wanted}}}"
    fields = {"path": action.path or "", "query": str(action.query), "headers": str(action.headers)}
    return next((name for name, text in fields.items() if place in text), "body")


def _values(form: Form, actions: Mapping[str, Action]) -> Iterator[str]:
    yield from (slot.name for slot in form.slots)
    for name in form.actions:
        yield from actions[name].gives if name in actions else ()


def _handed_on(known: Known, name: str) -> Iterator[str]:
    for form in known.forms.values():
        if form.then is not None and form.then.form == name:
            for action in form.actions:
                yield from known.actions[action].gives if action in known.actions else ()


def _offered_to(form: Form, forms: Mapping[str, Form], actions: Mapping[str, Action]) -> Iterator[str]:
    for other in forms.values():
        if other.then is not None and forms.get(other.then.form) is form:
            yield from _values(other, actions)
