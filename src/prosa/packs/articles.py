"""Reads articles/*.md: front matter between two `---` lines, then Markdown."""

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from prosa.packs.content import Article
from prosa.packs.explain import validate
from prosa.packs.fields import Key
from prosa.packs.files import read_text
from prosa.packs.problems import Problems
from prosa.packs.rows import ArticleHead
from prosa.packs.yaml_lines import Document, read_yaml

MAX_BYTES = 256 * 1024
MAX_ARTICLES = 20_000
_key: TypeAdapter[str] = TypeAdapter(Key)


def article_files(folder: Path) -> list[str]:
    """The articles' files, in order of name."""
    return sorted(path.relative_to(folder).as_posix() for path in (folder / "articles").glob("*.md"))


def read_articles(folder: Path, problems: Problems) -> tuple[tuple[Article, ...], dict[str, Document]]:
    """All articles, and their front matter by id, so that later checks can name lines."""
    articles: list[Article] = []
    heads: dict[str, Document] = {}
    files = article_files(folder)
    if len(files) > MAX_ARTICLES:
        problems.error("articles", 0, f"holds more than {MAX_ARTICLES} articles")
        return (), {}
    for file in files:
        text = read_text(folder, file, problems, MAX_BYTES)
        if text is not None and (read := _read_article(file, text, problems)) is not None:
            article, heads[article.id] = read
            articles.append(article)
    return tuple(articles), heads


def _read_article(file: str, text: str, problems: Problems) -> tuple[Article, Document] | None:
    lines = text.split("\n")
    if lines[0].strip() != "---":
        problems.error(file, 1, 'must begin with a line "---", then title and summary, then "---" again')
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        problems.error(file, 1, 'the second line "---", after title and summary, is missing')
        return None
    id = _id(file, problems)
    document = read_yaml("\n".join(lines[1:end]) + "\n", file, problems, first_line=2)
    if document is None:
        return None
    head = validate(ArticleHead, document.value, document, (), problems)
    body = "\n".join(lines[end + 1 :]).strip()
    if not body:
        problems.error(file, end + 1, "the article itself is missing below the second ---")
    if head is None or id is None or not body:
        return None
    return Article(
        id=id,
        title=head.title,
        summary=head.summary,
        body=body,
        tags=head.tags,
        intents=head.intents,
        questions=head.questions,
        updated=head.updated,
        audience=head.audience,
        language=head.language,
        valid_from=head.valid_from,
        valid_until=head.valid_until,
        draft=head.draft,
    ), document


def _id(file: str, problems: Problems) -> str | None:
    try:
        return _key.validate_python(Path(file).stem)
    except ValidationError:
        problems.error(
            file, 0, "the file's name is the article's id: small letters without accents, digits, . _ -"
        )
        return None
