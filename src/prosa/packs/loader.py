"""Reads a pack from its folder, or says everything that is wrong with it."""

from pathlib import Path
from typing import TypeVar

import structlog
from pydantic import BaseModel, TypeAdapter, ValidationError

from prosa.packs.actions import Action
from prosa.packs.articles import article_files, read_articles
from prosa.packs.checks import Parts, check
from prosa.packs.explain import validate
from prosa.packs.fields import Key
from prosa.packs.files import read_text
from prosa.packs.forms import Form
from prosa.packs.nlu import read_nlu
from prosa.packs.problems import PackInvalid, Problem, Problems
from prosa.packs.products import read_products
from prosa.packs.schema import Bot, Pack, Reply
from prosa.packs.training import training_data
from prosa.packs.wording import check_wording
from prosa.packs.yaml_lines import Document, as_mapping, read_yaml

MAX_BYTES = 1024 * 1024
Model = TypeVar("Model", bound=BaseModel)
_key: TypeAdapter[str] = TypeAdapter(Key)
log = structlog.get_logger()


def load_pack(folder: Path) -> Pack:
    """The pack in this folder. Raises `PackInvalid` with all mistakes when there is an error."""
    pack, problems = read_pack(folder)
    if pack is None:
        raise PackInvalid(problems)
    for problem in problems:
        log.warning(
            "the pack loads, but look at this",
            place=f"{problem.file}:{problem.line}",
            problem=problem.message,
        )
    return pack


def read_pack(folder: Path) -> tuple[Pack | None, tuple[Problem, ...]]:
    """The pack, unless it has errors, and all that was noticed: what `prosa validate` prints."""
    problems = Problems()
    if not folder.is_dir():
        problems.error(folder.name, 0, "there is no such folder")
        return None, tuple(problems.found)
    bot_file = _document(folder, "bot.yml", problems)
    bot = validate(Bot, bot_file.value, bot_file, (), problems) if bot_file else None
    replies_file = _document(folder, "replies.yml", problems)
    has_forms = (folder / "forms.yml").exists()
    forms_file = _document(folder, "forms.yml", problems) if has_forms else None
    has_actions = (folder / "actions.yml").exists()
    actions_file = _document(folder, "actions.yml", problems) if has_actions else None
    articles, heads = read_articles(folder, problems)
    parts = Parts(
        folder=folder,
        nlu=read_nlu(folder, problems),
        bot=bot,
        bot_file=bot_file,
        replies=_table(Reply, replies_file, problems),
        replies_file=replies_file,
        reply_names=_names(replies_file),
        forms=_table(Form, forms_file, problems),
        forms_file=forms_file,
        form_names=_names(forms_file) if has_forms else frozenset(),
        actions=_table(Action, actions_file, problems),
        actions_file=actions_file,
        action_names=_names(actions_file) if has_actions else frozenset(),
        articles=articles,
        article_names=frozenset(Path(file).stem for file in article_files(folder)),
        article_heads=heads,
        products=read_products(folder, problems),
    )
    if replies_file is not None:
        check_wording(parts.replies, replies_file, problems)
    check(parts, problems)
    found = tuple(sorted(problems.found))
    if problems.fatal or parts.bot is None:
        return None, found
    return Pack(
        folder=folder,
        bot=parts.bot,
        training=training_data(parts.nlu, parts.products, parts.bot.encoder.spec(folder)),
        replies=parts.replies,
        forms=parts.forms,
        articles=parts.articles,
        products=parts.products,
        actions=parts.actions,
    ), found


def _document(folder: Path, file: str, problems: Problems) -> Document | None:
    text = read_text(folder, file, problems, MAX_BYTES)
    return read_yaml(text, file, problems) if text is not None else None


def _table(model: type[Model], document: Document | None, problems: Problems) -> dict[str, Model]:
    """A file that maps names to entries: those entries that are right."""
    if document is None:
        return {}
    entries = as_mapping(document.value)
    if entries is None:
        problems.error(document.file, 1, "must be a mapping: a name, a colon, and its fields below")
        return {}
    read: dict[str, Model] = {}
    for name, value in entries.items():
        try:
            _key.validate_python(name)
        except ValidationError:
            line = document.line((name,))
            problems.error(
                document.file, line, f'the name "{name[:80]}" may only hold small letters, digits, and . _ -'
            )
        entry = validate(model, value, document, (name,), problems)
        if entry is not None:
            read[name] = entry
    return read


def _names(document: Document | None) -> frozenset[str] | None:
    """All names in such a file, also of entries with mistakes in them: they are there, after all."""
    return frozenset(as_mapping(document.value) or ()) if document is not None else None
