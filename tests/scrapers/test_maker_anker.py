"""Anker's recall pages: what they give, and every way they may have changed."""

from datetime import timedelta

import pytest

from recallwatch.errors import FetchError, PayloadError, RateLimited, ShapeChanged, SourceError
from recallwatch.model import (
    DeclaredLink,
    Firm,
    Harvest,
    Image,
    ListedProduct,
    Notice,
    PartialDate,
    Role,
)
from scrapers.maker_anker import HUB, SOURCE
from tests.scrapers.support import FIXTURES, drive, payload

SLUGS = (
    "anker-powercore-10000",
    "anker-power-banks-a1642-a1647-a1652",
    "anker-321-power-bank",
    "anker-535-power-bank",
)
HUB_PAGE = (FIXTURES / "anker/hub.html").read_text()
PAGES = {slug: (FIXTURES / f"anker/{slug}.html").read_text() for slug in SLUGS}
BARE = PAGES["anker-321-power-bank"]


def url(slug: str) -> str:
    """The address of one recall's page."""
    return f"{HUB}/{slug}"


def site(**changed: str | SourceError) -> dict[str, bytes | str | SourceError]:
    """The hub and every page, some of them changed; dashes of a slug are written as underscores."""
    pages = PAGES | {slug.replace("_", "-"): page for slug, page in changed.items()}
    return {
        HUB: HUB_PAGE,
        **{url(slug): page for slug, page in pages.items()},
        f"{url('anker-535-power-bank')}/": pages["anker-535-power-bank"],
    }


POWER_BANK_321 = Notice(
    source="maker-anker",
    number="anker-321-power-bank",
    title="Recall of the Anker 321 Power Bank",
    url=url("anker-321-power-bank"),
    jurisdictions=("US",),
    published=PartialDate(2024, 6),
    summary="The recall covers the Anker 321 Power Bank (PowerCore 5K, Black), model A1112. "
    "The model is printed in white on the bottom of the power bank.\n"
    "All units of this model are recalled, whenever they were made or bought.",
    hazard="Some lithium-ion batteries made after March 2023 and used in this model can overheat, "
    "which poses a fire hazard.",
    remedy="Stop using the power bank at once, even if it seems to work well.\n"
    "Fill in the claim form (https://www.anker.com/a1112-recall-form). You need the serial number; "
    "proof of purchase makes it faster.\n"
    "We will send you an Anker 533 Power Bank (PowerCore 30W, Black) as a free replacement.\n"
    "Do not put the power bank in the bin or in household recycling; "
    "take it to a collection point for lithium-ion batteries.",
    contact="Claim form: https://www.anker.com/a1112-recall-form\nQuestions? Write to recall@example.com.",
    products=(ListedProduct("Anker 321 Power Bank (PowerCore 5K, Black)", brand="Anker", models=("A1112",)),),
    firms=(Firm("Anker Innovations", Role.MANUFACTURER),),
    images=(Image("https://www.anker.com/cdn/shop/files/A1112-label.png"),),
    payload=payload(BARE).sha256,
)


def test_a_page_gives_name_model_hazard_and_what_to_do() -> None:
    assert SOURCE.parse(payload(BARE, url("anker-321-power-bank"))).rows == (POWER_BANK_321,)


def test_a_saved_page_says_itself_where_it_belongs() -> None:
    assert SOURCE.parse(payload(BARE)).rows == (POWER_BANK_321,)


def test_a_page_served_by_a_mirror_keeps_its_own_address() -> None:
    mirrored = payload(BARE, "http://127.0.0.1:8080/product-recalls/anker-321-power-bank")
    assert SOURCE.parse(mirrored).rows == (POWER_BANK_321,)


def test_the_crawl_reads_every_page_the_hub_leads_to_and_honours_robots() -> None:
    asked, harvest = drive(SOURCE, site())
    assert [r.url.rstrip("/") for r in asked] == [HUB, *(url(slug) for slug in SLUGS)]
    assert all(r.page and not r.conditional and r.expect == "html" for r in asked)
    assert harvest.complete
    assert [n.number for n in harvest.notices] == list(SLUGS)
    assert not harvest.rejected


def test_several_products_and_the_regulators_notice_are_read() -> None:
    notice = drive(SOURCE, site())[1].notices[1]
    assert [(p.name, p.models) for p in notice.products] == [
        ("Anker 334 MagGo Battery (PowerCore 10K)", ("A1642",)),
        ("Anker Power Bank", ("A1647",)),
        ("Anker MagGo Power Bank", ("A1652",)),
    ]
    assert notice.declared == (
        DeclaredLink(
            "same_event",
            "https://www.cpsc.gov/Recalls/2025/"
            "Anker-Power-Banks-Recalled-Due-to-Fire-and-Burn-Hazards-Manufactured-by-Anker-Innovations",
        ),
    )
    assert notice.incidents.endswith("28 reports of overheating, two of them with burns to a hand.")


def test_a_serial_check_is_told_with_its_address_and_date_precision() -> None:
    notice = drive(SOURCE, site())[1].notices[0]
    assert notice.published == PartialDate(2025, 6, 12)
    assert "qualifying serial numbers" in notice.summary
    assert "serial check (https://www.anker.com/a1263-recall-form)" in notice.summary
    assert notice.sold_at == ("Online from June 1, 2016 through December 31, 2022.",)


def test_the_hub_alone_gives_no_notice() -> None:
    assert SOURCE.parse(payload(HUB_PAGE, HUB)) == Harvest()


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('class="recall-card"', 'class="card"', "0 cards"),
        ('class="button button--secondary" href=', "data-href=", "card 1 has no link"),
        ("<main", "<div", "0 cards"),
    ],
)
def test_a_hub_that_changed_shape_fails_the_crawl(before: str, after: str, reason: str) -> None:
    with pytest.raises(ShapeChanged, match=reason):
        drive(SOURCE, site() | {HUB: HUB_PAGE.replace(before, after)})


def test_a_hub_with_fewer_cards_than_can_be_true_fails_the_crawl() -> None:
    start, end = HUB_PAGE.index('<li class="recall-card"'), HUB_PAGE.rindex('<li class="recall-card"')
    with pytest.raises(ShapeChanged, match="1 cards"):
        drive(SOURCE, site() | {HUB: HUB_PAGE[:start] + HUB_PAGE[end:]})


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (BARE.replace('id="hazard"', 'id="why"'), "the page has no hazard"),
        (BARE.replace("<h1>", "<h2>").replace("</h1>", "</h2>"), "the page has no title"),
        (BARE.replace("product-model", "sku"), "the page has no model"),
        (BARE.replace('datetime="2024-06"', 'datetime="June"'), "not a date"),
        (
            BARE.replace('<td class="product-model">', '<td class="product-model">A1</td><td class="product-model">'),
            "2 cells",
        ),
        (BARE[: len(BARE) // 2], "cut off"),
        ('{"error": 1}', "JSON came instead of HTML"),
    ],
)
def test_one_bad_page_is_rejected_and_costs_no_other(bad: str, reason: str) -> None:
    _, harvest = drive(SOURCE, site(anker_321_power_bank=bad))
    assert [n.number for n in harvest.notices] == [s for s in SLUGS if s != "anker-321-power-bank"]
    assert [(r.number, reason in r.reason) for r in harvest.rejected] == [("anker-321-power-bank", True)]


def test_a_selector_that_fits_no_page_at_all_fails_the_crawl() -> None:
    changed = {slug.replace("-", "_"): page.replace('id="remedy"', "") for slug, page in PAGES.items()}
    with pytest.raises(ShapeChanged, match="the page has no remedy"):
        drive(SOURCE, site(**changed))


def test_a_card_that_leads_to_another_site_is_not_followed() -> None:
    hub = HUB_PAGE.replace('href="/product-recalls/anker-321-power-bank#claim"', 'href="https://dotanker.test/321"')
    asked, harvest = drive(SOURCE, site() | {HUB: hub})
    assert "https://dotanker.test/321" not in [r.url for r in asked]
    assert [r.reason for r in harvest.rejected] == ["the card leads to another site"]


@pytest.mark.parametrize("end", range(0, len(HUB_PAGE.rstrip()), 101))
def test_a_hub_cut_off_anywhere_fails_the_crawl(end: int) -> None:
    with pytest.raises(PayloadError):
        drive(SOURCE, site() | {HUB: HUB_PAGE[:end]})


@pytest.mark.parametrize("end", range(0, len(BARE.rstrip()), 101))
def test_a_page_cut_off_anywhere_is_refused(end: int) -> None:
    with pytest.raises(PayloadError):
        SOURCE.parse(payload(BARE[:end], url("anker-321-power-bank")))


def test_it_says_that_it_never_saw_the_real_site() -> None:
    assert "never checked against the real site" in SOURCE.info.unproven


def test_a_page_that_cannot_be_fetched_does_not_cost_the_others() -> None:
    _, harvest = drive(SOURCE, site(anker_321_power_bank=FetchError("HTTP status 502")))
    assert len(harvest.notices) == len(SLUGS) - 1
    assert [(row.number, row.reason) for row in harvest.rejected] == [("anker-321-power-bank", "HTTP status 502")]


def test_a_host_that_asks_for_patience_is_not_asked_for_the_next_page() -> None:
    patience = RateLimited("HTTP status 429", retry_after=timedelta(minutes=5))
    with pytest.raises(RateLimited):
        drive(SOURCE, site(anker_321_power_bank=patience))
