from dataclasses import replace

from prosa.conversations.decisions import ChooseArticle, ShowArticle
from prosa.conversations.events import MessageType
from prosa.conversations.facts import Outcome
from prosa.conversations.parts import Action, SourceLink
from prosa.conversations.speaking.articles import CLOSE
from tests.conversations.speaking.conftest import Speak
from tests.conversations.turning import article


async def test_an_article_answers_with_its_source_and_names_the_close_ones(speak: Speak):
    near, far = article("prazo", 0.8 * CLOSE), article("loja", 0.8 * CLOSE - 0.01)
    spoken = await speak(ShowArticle(article("frete", 0.8), (near, far)))
    assert spoken.message.text == "Resumo de frete." and spoken.message.type is MessageType.ARTICLE
    assert spoken.message.sources == (SourceLink(id="frete", title="Sobre frete", link="/artigos/frete"),)
    assert spoken.message.actions == (
        Action(label="Ler artigo completo", kind="open", value="/artigos/frete"),
    )
    assert spoken.message.suggestions == ("Sobre prazo",)
    assert (spoken.outcome, spoken.reply) == (Outcome.ANSWERED, "article.frete")
    assert spoken.sureness == 0.8


async def test_an_article_with_an_address_of_its_own_leads_there(speak: Speak):
    elsewhere = replace(article("frete", 0.8), link="https://ajuda.loja.example/frete")
    spoken = await speak(ShowArticle(elsewhere))
    assert spoken.message.sources[0].link == spoken.message.actions[0].value == elsewhere.link


async def test_articles_that_fit_as_well_are_offered_as_buttons_with_a_person_last(speak: Speak):
    spoken = await speak(ChooseArticle((article("frete", 0.4), article("prazo", 0.35))))
    assert spoken.message.type is MessageType.CLARIFY and spoken.message.text == "[articles.choose]"
    assert [(action.label, action.kind, action.value) for action in spoken.message.actions] == [
        ("Sobre frete", "say", "Sobre frete"),
        ("Sobre prazo", "say", "Sobre prazo"),
        ("Falar com humano", "escalate", "escalate"),
    ]
    assert (spoken.outcome, spoken.offered) == (Outcome.CLARIFIED, ("frete", "prazo"))
