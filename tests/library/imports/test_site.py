"""Importing a site: its sitemap or its links, within its wishes and our limits, and never a neighbour."""

import gzip
from collections.abc import AsyncIterator, Iterator

import pytest

from prosa.library.imports.fetching import Forbidden, Web, is_public
from prosa.library.imports.items import Broken, Found, SourceUnusable, Unreadable
from prosa.library.imports.site import Limits, Site
from prosa.library.imports.sitemaps import read_sitemap, unpacked
from tests.library.neighbours import Neighbour, neighbour


@pytest.fixture
def site() -> Iterator[Neighbour]:
    with neighbour() as found:
        yield found


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with Web(per_second=1000, allow_private=True) as web:
        yield web


def page(title: str, text: str = "O texto desta página responde a uma pergunta.", links: str = "") -> str:
    return f"<html><body><main><h1>{title}</h1><p>{text}</p>{links}</main></body></html>"


def sitemap(*addresses: str, of: str = "url") -> str:
    outer = "urlset" if of == "url" else "sitemapindex"
    entries = "".join(f"<{of}><loc>{each}</loc></{of}>" for each in addresses)
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    return f'<?xml version="1.0"?><{outer} {space}>{entries}</{outer}>'


async def read(source: Site) -> tuple[dict[str, Found], dict[str, str]]:
    """What was found and what was broken, by path."""
    found: dict[str, Found] = {}
    broken: dict[str, str] = {}
    async for each in source.items(lambda step, done, total: None):
        path = "/" + each.item.split("/", 3)[3] if each.item.count("/") > 2 else "/"
        if isinstance(each, Broken):
            broken[path] = each.reason
        else:
            found[path] = each
    return found, broken


async def test_the_pages_of_a_sitemap_are_read_with_their_address_as_link(site: Neighbour, web: Web):
    site.page("/robots.txt", f"User-agent: *\nDisallow: /interno\nSitemap: {site.url}/mapas.xml")
    site.page("/mapas.xml", sitemap(f"{site.url}/um.xml.gz", "http://outro.example/x.xml", of="sitemap"))
    listed = ("/ajuda/prazo", "/ajuda/some", "/ajuda/erro", "/interno/a", "/foto.jpg")
    addresses = [f"{site.url}{path}" for path in listed]
    site.page("/um.xml.gz", gzip.compress(sitemap(*addresses, "http://outro.example/").encode()))
    site.page("/ajuda/prazo", page("Qual é o prazo?"))
    site.page("/ajuda/erro", "x", status=500)
    found, broken = await read(Site(site.url, web))
    assert found.keys() == {"/ajuda/prazo"}
    assert found["/ajuda/prazo"].content.title == "Qual é o prazo?"
    assert found["/ajuda/prazo"].content.link == f"{site.url}/ajuda/prazo"
    assert broken.keys() == {"/ajuda/erro", "/interno/a"}
    assert "robots.txt" in broken["/interno/a"] and "500" in broken["/ajuda/erro"]
    assert "/interno/a" not in site.asked and "/foto.jpg" not in site.asked
    assert all(each["user-agent"].startswith("ProsaImport") for each in site.headers)


async def test_without_a_sitemap_links_are_followed_within_the_part_that_was_asked_for(
    site: Neighbour, web: Web
):
    links = '<a href="a">a</a> <a href="/fora">f</a> <a href="http://outro.example/ajuda/x">o</a>'
    site.page("/ajuda/", page("Início", links=links))
    site.page("/ajuda/a", page("A", links='<a href="b#parte">b</a>'))
    site.page("/ajuda/b", page("B", links='<a href="c">c</a>'))
    site.page("/ajuda/c", page("C"))
    found, _ = await read(Site(f"{site.url}/ajuda/", web, Limits(depth=2)))
    assert found.keys() == {"/ajuda/", "/ajuda/a", "/ajuda/b"}


async def test_of_more_pages_than_the_limit_the_rest_is_not_taken_for_gone(site: Neighbour, web: Web):
    site.page("/sitemap.xml", sitemap(*(f"{site.url}/p{n}" for n in range(5))))
    for n in range(5):
        site.page(f"/p{n}", page(f"Página {n}"))
    source = Site(site.url, web, Limits(pages=3))
    found, _ = await read(source)
    assert len(found) == 3 and not source.complete
    whole = Site(site.url, web)
    assert len((await read(whole))[0]) == 5 and whole.complete


async def test_redirects_stay_on_the_host(site: Neighbour, web: Web):
    site.page("/sitemap.xml", sitemap(f"{site.url}/velho", f"{site.url}/fora", f"{site.url}/roda"))
    site.redirect("/velho", "/novo")
    site.page("/novo", page("Novo"))
    site.redirect("/fora", "http://169.254.169.254/latest/meta-data/")
    site.redirect("/roda", "/roda")
    found, broken = await read(Site(site.url, web))
    assert found.keys() == {"/velho"}
    assert "outro endereço" in broken["/fora"] and "vezes demais" in broken["/roda"]


@pytest.mark.parametrize(
    "robots, says",
    [((503, ""), "não pode ser lido agora"), ((200, "User-agent: *\nCrawl-delay: 3600"), "tempo demais")],
)
async def test_a_site_that_cannot_say_its_rules_or_wants_hours_is_left_alone(
    site: Neighbour, web: Web, robots: tuple[int, str], says: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("prosa.library.imports.fetching.MAX_WAIT_SECONDS", 0.0)
    site.page("/robots.txt", robots[1], status=robots[0])
    with pytest.raises(SourceUnusable, match=says):
        await read(Site(site.url, web))


async def test_a_sitemap_that_is_none_is_refused(site: Neighbour, web: Web):
    site.page("/mapa.xml", "<html><body>Página não encontrada</body>")
    with pytest.raises(SourceUnusable, match="sitemap"):
        await read(Site(f"{site.url}/mapa.xml", web))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.5/",
        "http://0x7f000001/",
        "http://0/",
        "http://8.8.8.8:22/",
        "http://user:pass@example.com/",
        "file:///etc/passwd",
        "gopher://example.com/",
    ],
)
async def test_addresses_of_this_machine_and_its_neighbours_are_not_gone_to(address: str):
    async with Web() as web:
        with pytest.raises(Unreadable):
            await web.get(address, 1000)
        with pytest.raises(SourceUnusable):
            await read(Site(address, web))


@pytest.mark.parametrize(
    "address, public",
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.20.0.1", False),
        ("192.168.0.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_addresses_of_the_internet_at_large_are_public(address: str, public: bool):
    assert is_public(address) is public


async def test_an_answer_larger_than_allowed_is_not_read_to_its_end(site: Neighbour, web: Web):
    body = gzip.compress(b"0" * 10_000_000)
    site.pages["/bomba"] = (200, {"Content-Encoding": "gzip", "Content-Type": "text/html"}, body)
    with pytest.raises(Unreadable, match="Passa de 1 MB"):
        await web.get(f"{site.url}/bomba", 2**20)


async def test_a_private_network_is_refused_even_by_name(web: Web):
    async with Web() as careful:
        with pytest.raises(Forbidden, match="rede interna"):
            await careful.get("http://localhost/", 1000)


def test_a_sitemap_with_entities_of_its_own_or_a_bomb_is_refused():
    with pytest.raises(Unreadable):
        read_sitemap(
            b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>'
        )
    with pytest.raises(Unreadable, match="grande demais"):
        unpacked(gzip.compress(b"0" * (51 * 2**20)))
