"""Importing zips: of a folder, and Notion's; bombs and paths that lead out are refused."""

import pytest

from prosa.library.imports.items import Broken, Found, SourceUnusable
from prosa.library.imports.zipped import Zipped
from tests.library.making import archive, pdf

A, B, C, T = "a" * 32, "b" * 32, "c" * 32, "d" * 32
PAGE = f"""# Política de frete

Tags: frete, entrega
Dono: Ana

O frete é **grátis** acima de R$ 200.

![Tabela](Politica%20de%20frete/tabela (1).png)

Veja também [Prazos](Politica%20de%20frete/Prazos%20{B}.md) e [o site](https://loja.example).
"""
NOTION = {
    f"Export/Política de frete {A}.md": PAGE,
    f"Export/Política de frete {A}/Prazos {B}.md": "# Prazos\n\nDe 2 a 8 dias.",
    f"Export/Política de frete {A}/tabela (1).png": b"\x89PNG",
    f"Export/Vazia {C}.md": "# Vazia\n\nTags: x\n",
    f"Export/Perguntas {T}.csv": "Nome,Resposta\nTem loja?,cortada\n",
    f"Export/Perguntas {T}_all.csv": "Nome,Resposta\nTem loja?,Em três cidades.\nPrazos,igual à página\n",
}


async def read(data: bytes) -> tuple[dict[str, Found], dict[str, Broken]]:
    items = [each async for each in Zipped("x.zip", data).items(lambda step, done, total: None)]
    return (
        {each.item: each for each in items if isinstance(each, Found)},
        {each.item: each for each in items if isinstance(each, Broken)},
    )


@pytest.mark.parametrize("nested", [False, True])
async def test_a_notion_export_is_read_by_the_ids_in_its_names(nested: bool):
    data = archive(NOTION)
    found, broken = await read(archive({"Export-Part-1.zip": data}) if nested else data)
    assert found.keys() == {A, B, f"{T}#Tem loja?"} and broken.keys() == {C}
    page = found[A].content
    assert page.title == "Política de frete" and page.tags[:2] == ("frete", "entrega")
    assert page.body.startswith("O frete é **grátis**") and "Dono" not in page.body
    assert "tabela" not in page.body and "Prazos e [o site](https://loja.example)" in page.body
    assert found[B].content.tags == ("Export", "Política de frete")
    assert found[f"{T}#Tem loja?"].content.body == "Em três cidades."
    assert found[A].name == "Política de frete"


async def test_a_renamed_page_of_notion_is_the_same_item():
    before, _ = await read(archive({f"Um {A}.md": "# Um\n\nTexto."}))
    after, _ = await read(archive({f"Pasta/Outro nome {A}.md": "# Outro nome\n\nTexto."}))
    assert before.keys() == after.keys() == {A}


async def test_any_zip_of_files_is_read_and_broken_ones_are_named():
    files = {
        "ajuda/um.md": "# Um\n\nTexto.",
        "ajuda/dois.pdf": pdf("Dois."),
        "tres.md": b"\xff\xff",
        "x.exe": b"MZ",
    }
    found, broken = await read(archive(files))
    assert found.keys() == {"ajuda/um.md", "ajuda/dois.pdf"} and broken.keys() == {"tres.md"}


async def test_paths_that_lead_out_are_refused_and_hidden_files_passed_over():
    files = {
        "../../etc/um.md": "# x\n\ny",
        "/etc/dois.md": "# x\n\ny",
        "__MACOSX/._a.md": "x",
        "ok.md": "# Ok\n\nSim.",
    }
    found, broken = await read(archive(files))
    assert found.keys() == {"ok.md"}
    assert broken.keys() == {"../../etc/um.md", "/etc/dois.md"}


async def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch):
    _, broken = await read(archive({"bomba.md": b"0" * (21 * 2**20), "ok.md": "# Ok\n\nSim."}))
    assert "20 MB" in broken["bomba.md"].reason
    monkeypatch.setattr("prosa.library.imports.archives.MAX_UNPACKED", 2**20)
    with pytest.raises(SourceUnusable, match="1 MB"):
        await read(archive({f"{n}.md": b"0" * 300_000 for n in range(5)}))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04nada", archive({}), archive({"a.png": b"x"})])
async def test_what_is_no_such_zip_is_refused(data: bytes):
    with pytest.raises(SourceUnusable):
        await read(data)
