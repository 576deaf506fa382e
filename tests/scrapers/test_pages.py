"""Pages declared and not programmed: makers, and anybody's own."""

from pathlib import Path

import pytest

from recallwatch.errors import PayloadError, ShapeChanged, SourceError
from recallwatch.model import ListedProduct, PartialDate
from recallwatch.ports import Source
from scrapers import load_own, makers, own_source
from scrapers.proposing import as_toml, propose
from tests.scrapers.support import drive, payload

HUB = "https://acme.example.org/recalls"
CARD = '<li class="card"><a href="/recalls/{0}">Recall of {0}</a></li>'
HUB_PAGE = (
    f"<html><body><main><h1>Recalls</h1><ul>{''.join(map(CARD.format, ('k-9', 'k-10')))}</ul></main></body></html>"
)
DETAIL = (
    "<html><body><main><h1>Acme kettle recall</h1><time datetime='2026-05-03'>3 May</time>"
    "<p>Model {0} can leak.</p><p>Stop using it.</p></main></body></html>"
)
PAGE_TOML = f"""
id = "my-acme"
title = "Acme recalls"
url = "{HUB}"
kind = "page"
country = "US"
brand = "Acme"
card = "main li.card"
at_least = 2
sample = "Recalls"
[fields]
title = "main h1"
published = "main time[datetime]"
affected = "main p"
"""
INLINE_TOML = PAGE_TOML.replace("[fields]", "inline = true\n[fields]").replace("main h1", "a").replace("main p", "a")
FEED_TOML = f'id = "my-feed"\ntitle = "Acme news"\nurl = "{HUB}.rss"\nkind = "feed"\nbrand = "Acme"\n'
RSS = (
    "<rss version='2.0'><channel><title>Acme</title><item><guid>7</guid><title>Kettle K-9 recalled</title>"
    "<link>https://acme.example.org/7</link><pubDate>Sun, 03 May 2026 10:00:00 +0000</pubDate>"
    "<description>&lt;p&gt;Model K-9 can leak.&lt;/p&gt;</description></item></channel></rss>"
)
JSON_FEED = (
    '{"version": "https://jsonfeed.org/version/1.1", "title": "Acme", "items": [{"id": "7", "url": '
    '"https://acme.example.org/7", "title": "Kettle K-9 recalled", "content_html": "<p>Model K-9 can leak.</p>", '
    '"date_published": "2026-05-03T10:00:00Z"}]}'
)


def made(text: str) -> Source:
    source = own_source(text)
    assert isinstance(source, Source), source
    return source


def site(**changed: str) -> dict[str, bytes | str | SourceError]:
    pages = {"k-9": DETAIL.format("K-9"), "k-10": DETAIL.format("K-10")} | {
        name.replace("_", "-"): page for name, page in changed.items()
    }
    return {HUB: HUB_PAGE, **{f"{HUB}/{slug}": page for slug, page in pages.items()}}


def test_a_declared_page_gives_a_notice_for_each_card() -> None:
    _, harvest = drive(made(PAGE_TOML), site())
    first, second = harvest.notices
    assert (first.id, first.url) == ("my-acme:k-9", f"{HUB}/k-9")
    assert (first.title, first.published) == ("Acme kettle recall", PartialDate(2026, 5, 3))
    assert first.summary == "Model K-9 can leak.\nStop using it."
    assert first.products == (ListedProduct("Acme kettle recall", brand="Acme"),)
    assert second.number == "k-10"
    assert harvest.complete


def test_cards_that_are_the_recalls_need_no_other_page() -> None:
    harvest = made(INLINE_TOML).parse(payload(HUB_PAGE, url=HUB))
    assert [n.number for n in harvest.notices] == ["k-9", "k-10"]
    assert harvest.notices[0].title == "Recall of k-9"


@pytest.mark.parametrize(
    ("hub", "why"),
    [
        (HUB_PAGE.replace("card", "tile"), "0 cards 'main li.card' where at least 2 were due"),
        (HUB_PAGE.replace("Recalls", "Careers"), "does not say 'Recalls'"),
        (HUB_PAGE.replace("<a href", "<b title").replace("</a>", "</b>"), "card 1 has no link"),
    ],
)
def test_a_hub_that_is_not_as_declared_fails_and_says_what_was_not_found(hub: str, why: str) -> None:
    with pytest.raises(ShapeChanged, match=why):
        drive(made(PAGE_TOML), site() | {HUB: hub})


def test_one_bad_page_is_rejected_and_costs_no_other() -> None:
    _, harvest = drive(made(PAGE_TOML), site(k_9=DETAIL.replace("h1", "h4")))
    assert [n.number for n in harvest.notices] == ["k-10"]
    assert [(r.number, r.reason) for r in harvest.rejected] == [("k-9", "the page has no title")]


def test_a_selector_that_fits_no_page_fails() -> None:
    bad = DETAIL.replace("<p>", "<div>").replace("</p>", "</div>")
    with pytest.raises(ShapeChanged, match="no affected"):
        drive(made(PAGE_TOML), site(k_9=bad, k_10=bad))


@pytest.mark.parametrize("body", [RSS, JSON_FEED], ids=["rss", "json"])
def test_any_feed_becomes_notices(body: str) -> None:
    harvest = made(FEED_TOML).parse(payload(body, url=f"{HUB}.rss"))
    (notice,) = harvest.notices
    assert (notice.id, notice.title) == ("my-feed:7", "Kettle K-9 recalled")
    assert (notice.published, notice.summary) == (PartialDate(2026, 5, 3), "Model K-9 can leak.")
    assert not harvest.complete


@pytest.mark.parametrize("body", ["", "<html><body>Welcome</body></html>", '{"items": []}', RSS[:200], "{}"])
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises((PayloadError, ShapeChanged)):
        made(FEED_TOML).parse(payload(body, url=f"{HUB}.rss"))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    wrong = own_source('id = "us-cpsc"\nkind = "page"\nurl = "ftp://x"\ncolour = "red"\nat_least = "two"\n')
    assert isinstance(wrong, list)
    said = "; ".join(wrong)
    for part in (
        "no key 'colour'",
        "title is missing",
        "id must be my-",
        "url must begin",
        "at_least must be",
        "fields",
    ):
        assert part in said


def test_a_file_that_is_no_toml_is_said() -> None:
    (problem,) = own_source("id = ")  # type: ignore[misc]
    assert problem.startswith("not TOML")


def test_a_folder_gives_its_sources_and_its_problems(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text(PAGE_TOML)
    (tmp_path / "b.toml").write_text(PAGE_TOML)
    (tmp_path / "c.toml").write_text("id = 1")
    sources, problems = load_own(tmp_path)
    assert list(sources) == ["my-acme"]
    assert problems[0] == "b.toml: the id my-acme is declared twice"
    assert load_own(tmp_path / "none") == ({}, [])


@pytest.mark.parametrize("source", makers.SOURCES, ids=lambda source: str(source.id))
def test_a_maker_s_page_that_is_another_one_never_reads_as_no_recalls(source: Source) -> None:
    for body in ("<html><body><main><h1>Welcome</h1></main></body></html>", "<html><body>Access denied</body></html>"):
        answers = dict.fromkeys((source.info.homepage, *_pages(source)), body)
        with pytest.raises((ShapeChanged, PayloadError)):
            drive(source, answers)


def test_a_maker_s_page_as_such_pages_commonly_are_is_read() -> None:
    maker = next(source for source in makers.SOURCES if source.id == "maker-ryobi")
    hub = maker.info.homepage
    card = '<a href="https://www.ryobitools.com/recall/{0}">Recall: {0}</a>'
    page = f"<html><body><main><h1>Recalls</h1>{card.format('mower')}</main></body></html>"
    _, harvest = drive(maker, {hub: page, f"{hub}/mower": DETAIL.format("RY40LM")})
    (notice,) = harvest.notices
    assert (notice.id, notice.products[0].brand) == ("maker-ryobi:mower", "RYOBI")


def test_selectors_are_proposed_for_what_repeats_and_tells_of_recalls() -> None:
    best = propose(HUB_PAGE)[0]
    assert (best.card, best.found) == ("li.card > a", 2)
    assert "Recall of k-9" in best.sample
    assert 'card = "li.card > a"' in as_toml(best, url=HUB)
    assert propose("<html><body><p>Nothing here</p></body></html>") == []


def _pages(source: Source) -> tuple[str, ...]:
    recipe = source.crawl.args[0]  # type: ignore[attr-defined]
    return tuple(recipe.pages)


def test_every_maker_is_said_to_be_unproven() -> None:
    assert len({source.id for source in makers.SOURCES}) == len(makers.SOURCES) == 15
    assert all(source.info.unproven for source in makers.SOURCES)
