"""Mistakes in forms and actions are told with their line and what was meant."""

from textwrap import dedent

import pytest

from prosa.packs.loader import read_pack
from tests.packs.conftest import WritePack

FORMS = """
order_status:
  slots:
    - name: order
      entity: order
      ask: ask
      action: find
    - name: why
      options: [Defeito, Troca]
      ask: ask
      when: {found.kind: new}
    - name: number
      type: number
      when: {why: Defeito}
      ask: ask
  confirm: ask
  action: act
  done: found
  not_found: lost
  refused: lost
  unavailable: away
  then: {form: more, ask: ask}
more:
  slots:
    - name: order
      entity: order
      ends: kind
      ask: ask
      action: find
  done: found
  not_found: lost
  refused: lost
  unavailable: away
"""
ACTIONS = """
find:
  service: orders
  path: /orders/{order}
  gives: {kind: kind}
act:
  service: orders
  method: POST
  path: /acts
  body: {why: "{why}"}
"""


def found(write_pack: WritePack, forms: str = FORMS, actions: str = ACTIONS) -> list[str]:
    files = {"forms.yml": forms.lstrip("\n"), "actions.yml": actions.lstrip("\n")}
    problems = read_pack(write_pack(files))[1]
    return [f"{each.file}:{each.line}: {each.message}" for each in problems if "examples" not in each.message]


def test_forms_and_actions_that_fit_are_right(write_pack: WritePack):
    assert found(write_pack) == []


@pytest.mark.parametrize(
    "file, old, new, said",
    [
        (
            "forms",
            "action: find",
            "action: fnd",
            'forms.yml:6: there is no action "fnd" (did you mean "find"?)',
        ),
        (
            "forms",
            "confirm: ask",
            "confirm: aks",
            'forms.yml:15: there is no reply "aks" (did you mean "ask"?)',
        ),
        ("forms", "refused: lost", "refused: lots", 'there is no reply "lots" (did you mean "lost"?)'),
        ("forms", "form: more", "form: mroe", 'there is no form "mroe" (did you mean "more"?)'),
        ("forms", "why: Defeito", "wyh: Defeito", 'forms.yml:13: there is no earlier slot "wyh"'),
        ("forms", "why: Defeito", "why: Defeto", 'there is no option of the slot "why" "Defeto"'),
        ("forms", "found.kind", "found.kin", 'no value of an earlier action "kin" (did you mean "kind"?)'),
        ("forms", "ends: kind", "ends: knid", 'no value of an earlier action "knid"'),
        ("forms", "type: number", "type: numbr", "forms.yml:12"),
        ("forms", "type: number", "type: number\n      max: 1\n      min: 2", "max must not be below min"),
        ("forms", "type: number", "pattern: '('", "no regular expression"),
        ("forms", "type: number", "type: number\n      text: true", "filled from text, or from"),
        ("forms", "  confirm: ask\n", "", 'the action "act" changes something'),
        ("forms", "  refused: lost\n", "", "needs the replies not_found, refused and unavailable"),
        ("forms", "  action: act\n", "  action: act\n  lookup: orders\n", "lookup neither opens a ticket"),
        (
            "actions",
            "service: orders",
            "service: ordres",
            'actions.yml:2: there is no service in bot.yml "ordres"',
        ),
        ("actions", "{order}", "{oder}", 'actions.yml:3: no form that runs it has a value "{oder}"'),
        ("actions", '"{why}"', '"{wy}"', 'actions.yml:9: no form that runs it has a value "{wy}"'),
        ("actions", "/acts", "acts", "a path begins with one /"),
        ("actions", "/acts", "//evil.example", "a path begins with one /"),
        ("actions", "method: POST", "method: POST\n  python: a:b", "set one of them"),
        ("actions", "method: POST", "method: GET", "a GET has no body"),
        ("actions", "method: POST", "method: POST\n  headers: {Authorization: x}", "sets the header"),
        ("actions", "act:", "atc:", 'there is no action "act" (did you mean "atc"?)'),
    ],
)
def test_each_mistake_is_told(write_pack: WritePack, file: str, old: str, new: str, said: str):
    text = {"forms": FORMS, "actions": ACTIONS}[file]
    assert old in text
    told = found(write_pack, **{file: text.replace(old, new, 1)})
    assert any(said in each for each in told), told


def test_confirmation_may_be_waived(write_pack: WritePack):
    forms = FORMS.replace("  confirm: ask\n", "")
    assert found(write_pack, forms, ACTIONS.replace("  path: /acts", "  confirm: false\n  path: /acts")) == []


def test_an_action_that_nobody_runs_is_worth_a_look(write_pack: WritePack):
    idle = dedent("""
        idle:
          service: orders
          path: /x
    """)
    assert 'no form runs the action "idle"' in " ".join(found(write_pack, actions=ACTIONS + idle))
