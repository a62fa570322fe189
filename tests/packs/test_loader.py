"""Reading a pack: all of it is there, or all mistakes are."""

from pathlib import Path
from textwrap import dedent

import pytest

from prosa.packs.loader import load_pack, read_pack
from prosa.packs.problems import PackInvalid, Problem
from prosa.packs.required import REQUIRED_REPLIES
from tests.packs.conftest import FILES, WritePack, replaced

LOJA = Path(__file__).parents[2] / "packs" / "loja"


def problems(folder: Path) -> list[str]:
    """What is said about the pack."""
    return [str(problem) for problem in read_pack(folder)[1]]


def the_error(folder: Path) -> Problem:
    """The one error of the pack."""
    with pytest.raises(PackInvalid) as caught:
        load_pack(folder)
    errors = [problem for problem in caught.value.problems if problem.level == "error"]
    assert len(errors) == 1, [str(error) for error in errors]
    return errors[0]


def test_a_right_pack_loads_whole(write_pack: WritePack):
    pack = load_pack(write_pack())
    assert pack.bot.company.name == "Loja Teste"
    assert pack.bot.intents["order_status"].form == "order_status"
    assert pack.forms["order_status"].lookup == "orders"
    assert pack.articles[0].id == "prazo" and pack.articles[0].body == "Depende do CEP."
    assert [str(product.price) for product in pack.products] == ["99.90", "199.90"]
    assert ("onde está o 10432", "order_status") in [(e.text, e.intent) for e in pack.training.examples]


def test_the_sample_shop_is_without_fault():
    pack, found = read_pack(LOJA)
    assert found == ()
    assert pack is not None and len(pack.bot.intents) == 30
    assert len(pack.articles) >= 35 and len(pack.products) >= 60


def test_forms_and_products_may_be_missing(write_pack: WritePack):
    bot = (
        FILES["bot.yml"]
        .replace("form: order_status", "reply: hello")
        .replace("products: true", "reply: hello")
    )
    pack = load_pack(write_pack({"bot.yml": bot, "forms.yml": None, "products.csv": None}))
    assert pack.forms == {} and pack.products == ()


@pytest.mark.parametrize("file", ["bot.yml", "nlu.yml", "replies.yml"])
def test_a_missing_file_is_named(write_pack: WritePack, file: str):
    assert any(
        line.startswith(f"{file}: this file is missing") for line in problems(write_pack({file: None}))
    )


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    assert problems(tmp_path / "loja") == ["loja: there is no such folder"]


def test_mistakes_of_all_files_are_told_together(write_pack: WritePack):
    folder = write_pack({
        **replaced("bot.yml", "reply: hello", "reply: helo"),
        **replaced("forms.yml", "ask: ask", "ask: ask\n              agian: ask"),
        **replaced("products.csv", "99.90,in_stock", "barato,in_stock"),
        **replaced("articles/prazo.md", "title: Qual o prazo?", "titel: Qual o prazo?"),
        **replaced("nlu.yml", "- oi\n", "oi\n"),
    })  # fmt: skip
    assert {line.split(":")[0] for line in problems(folder)} >= {
        "bot.yml", "forms.yml", "products.csv", "articles/prazo.md", "nlu.yml",
    }  # fmt: skip


@pytest.mark.parametrize(
    "file, old, new, line, said",
    [
        ("bot.yml", "reply: hello", "reply: helo", 8, 'there is no reply "helo" (did you mean "hello"?)'),
        ("bot.yml", "form: order_status", "form: order", 10, 'there is no form "order"'),
        ("bot.yml", "article: prazo", "article: praso", 13, 'no article "praso" (did you mean "prazo"?)'),
        ("bot.yml", "label: Ver pedido", "lable: Ver pedido", 11, 'not a field here (did you mean "label"?)'),
        ("bot.yml", "reply: hello", "reply: hello\n    articles: true", 7, "found reply and articles"),
        ("bot.yml", "company:", "anger_limit: muitas\ncompany:", 1, "must be a whole number"),
        ("bot.yml", "company:", "thresholds: {answer: 0.3}\ncompany:", 1, "clarify must not be above answer"),
        ("bot.yml", "company:", "hours: {days: {monday: {opens: 8, closes: 9:00}}}\ncompany:", 1, "08:00"),
        ("bot.yml", "company:", "hours: {days: {segunda: {}}}\ncompany:", 1, "monday"),
        ("bot.yml", "company:", "timezone: Brasília\ncompany:", 1, "São Paulo's is America/Sao_Paulo"),
        ("bot.yml", "url: http://localhost:9", "command: [python, nada.py]", 5, 'there is no file "nada.py"'),
        ("bot.yml", "url: http://localhost:9", "timeout_seconds: 1", 4, "needs a url or a command"),
        ("bot.yml", "name: Loja Teste", "name: Loja Teste\n  article_link: /{x}", 3, "{x} is not known"),
        ("forms.yml", "lookup: orders", "lookup: pedidos", 6, 'no service in bot.yml "pedidos"'),
        ("forms.yml", "entity: order", "entity: pedido", 4, 'there is no kind of entity "pedido"'),
        ("forms.yml", "entity: order\n", "entity: order\n      text: true\n", 3, "from text, or from"),
        ("forms.yml", "unavailable: away", "tries: 3", 1, "not_found and unavailable"),
        ("articles/prazo.md", "[delivery_time]", "[delivery]", 4, 'there is no intent "delivery"'),
        ("articles/prazo.md", "Depende do CEP.", "", 6, "the article itself is missing"),
        ("products.csv", "fone-2,", "fone-1,", 3, 'the id "fone-1" is already used on line 2'),
        ("products.csv", ",few,", ",poucos,", 3, "must be"),
        ("products.csv", "Fone Dois,Marca", "Fone, o Dois,Marca", 3, "put text with commas in quotes"),
        ("nlu.yml", "intent: greeting", "inetnt: greeting", 3, 'did you mean "intent"?'),
        ("nlu.yml", "    - olá", "    - [olá](: oi)", 6, "the entity has no name"),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line_and_what_was_meant(
    write_pack: WritePack, file: str, old: str, new: str, line: int, said: str
):
    text = dedent(FILES[file]).lstrip("\n")
    assert old in text
    found = read_pack(write_pack({file: text.replace(old, new, 1)}))[1]
    here = [problem.message for problem in found if (problem.file, problem.line) == (file, line)]
    assert any(said in message for message in here), [str(problem) for problem in found]


def test_an_intent_without_examples_is_an_error_and_one_without_a_rule_a_warning(write_pack: WritePack):
    folder = write_pack(replaced("bot.yml", "delivery_time:", "delivery_tine:"))
    found = read_pack(folder)[1]
    about = [(problem.file, problem.level) for problem in found if "delivery_tine" in problem.message]
    assert about == [("bot.yml", "error"), ("nlu.yml", "warning")]


def test_a_required_reply_that_is_missing_says_when_it_is_needed(write_pack: WritePack):
    error = the_error(write_pack(replaced("replies.yml", "failure:", "failur:")))
    assert error.file == "replies.yml"
    assert 'the reply "failure" is missing (did you mean "failur"?)' in error.message
    assert REQUIRED_REPLIES["failure"] in error.message


def test_a_reply_that_cannot_be_said_is_told_with_the_name_that_was_meant(write_pack: WritePack):
    error = the_error(write_pack(replaced("replies.yml", "{{ name }}", "{{ nome }}")))
    assert 'replies do not know "nome" (did you mean "name"?)' in error.message


def test_an_entry_with_a_mistake_is_still_there_for_those_who_name_it(write_pack: WritePack):
    folder = write_pack(replaced("replies.yml", "ask: {text: [Qual o número?]}", "ask: {txt: [Qual?]}"))
    assert {problem.file for problem in read_pack(folder)[1] if problem.level == "error"} == {"replies.yml"}


def test_the_same_message_in_two_intents_is_a_warning(write_pack: WritePack):
    folder = write_pack(replaced("nlu.yml", "- quando chega", "- Cadê  meu pedido"))
    assert any("also an example of" in line and "warning" in line for line in problems(folder))


def test_words_that_are_not_utf_8_are_found_by_line(write_pack: WritePack):
    folder = write_pack()
    (folder / "bot.yml").write_bytes(b"company:\n  name: Caf\xe9\n")
    assert "bot.yml:2: this is not UTF-8: save the file with the encoding UTF-8" in problems(folder)


def test_a_huge_file_is_refused_before_it_is_read(write_pack: WritePack):
    folder = write_pack()
    (folder / "bot.yml").write_bytes(b"#" * 2_000_000)
    assert any(line.startswith("bot.yml: larger than") for line in problems(folder))
