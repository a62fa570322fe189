"""Checks of `proactive:` across a pack's files."""

from collections.abc import Collection

from prosa.packs.problems import Problems, did_you_mean
from prosa.packs.schema import Bot
from prosa.packs.yaml_lines import Document


def check_proactive(bot: Bot, file: Document, replies: Collection[str] | None, problems: Problems) -> None:
    """Notes rules that say what is not there, and rules that nobody could ask to stop."""
    for name, rule in bot.proactive.rules.items():
        if replies is not None and rule.reply not in replies:
            line = file.line(("proactive", "rules", name, "reply"))
            hint = did_you_mean(rule.reply, replies)
            problems.error(file.file, line, f'there is no reply "{rule.reply}"{hint}')
    if bot.proactive.rules and bot.stop_notices is None:
        problems.error(
            file.file,
            file.line(("proactive",)),
            "whoever is told something unasked must be able to stop it: an intent needs `proactive: stop`"
            " and a label",
        )
