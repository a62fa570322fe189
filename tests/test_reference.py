"""Pages that are made from the code are as the code is now."""

from pathlib import Path

from prosa import reference
from prosa.console.live import protocol
from prosa.settings import Settings

DOCS = Path(__file__).parents[1] / "docs"


def test_every_setting_is_documented_as_it_is_now():
    """If not: `python -m prosa.reference configuration > docs/configuration.md`."""
    assert (DOCS / "configuration.md").read_text("utf-8") == reference.configuration()


def test_every_frame_and_code_is_documented_as_it_is_now():
    """If not: `python -m prosa.reference protocol docs/socket-protocol.md`, and put what it prints there."""
    page = (DOCS / "socket-protocol.md").read_text("utf-8")
    assert page == reference.protocol_page(page)


def test_every_frame_of_the_agents_socket_is_documented_as_it_is_now():
    """If not: `python -m prosa.reference agent-protocol docs/agent-socket.md` prints what belongs there."""
    page = (DOCS / "agent-socket.md").read_text("utf-8")
    assert "**`customer_typing`**" in page
    assert page == reference.protocol_page(page, protocol)


def test_a_setting_is_told_with_its_default_and_what_it_does():
    page = reference.configuration()
    for name, field in Settings.model_fields.items():
        (line,) = (line for line in page.splitlines() if line.startswith(f"| `PROSA_{name.upper()}` |"))
        assert field.description
        assert line.count("|") == 4, "no bar of the text's own breaks the table"
    assert "| `PROSA_TRUST_LOCAL` | `true` |" in page
    assert "| `PROSA_DATABASE_URL` | none |" in page


def test_no_documented_setting_holds_a_secret_of_this_machine(monkeypatch):
    monkeypatch.setenv("PROSA_SECRET_KEY", "do-not-print-me-in-the-documentation")
    assert "do-not-print-me" not in reference.configuration()
    assert str(Path.home()) not in reference.configuration()
