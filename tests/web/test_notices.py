"""Notices: everything known of one, its revisions for good, and the list."""

import re

import pytest

from recallwatch.flow.overlay import correct, save
from recallwatch.model import Act, Correction, Image, Link, LinkType

from .site import Site, new_site, power_bank, words_of


def test_a_notice_page_shows_the_danger_the_remedy_the_units_and_where_it_is_from(site: Site) -> None:
    site.take(power_bank())
    text = words_of(site.get("/notices/us-test:25338"))
    for fact in ("catch fire", "stop using", "Every unit", "VB1263", "Voltano Ltd., of Anytown", "1,158,000 (US)"):
        assert fact in text
    assert "First seen here 23 November 2026, 09:30 UTC" in text
    assert "Published 12 June 2025" in text


def test_links_of_a_notice_are_links_only_if_they_are_http(site: Site) -> None:
    images = (Image("javascript:alert(1)", "a picture"), Image("https://agency.example/a.jpg", "another"))
    site.take(power_bank(url="javascript:alert(2)", images=images))
    page = site.get("/notices/us-test:25338").text
    assert "javascript:" not in page
    assert "a picture" in page
    assert 'href="https://agency.example/a.jpg"' in page


def test_what_an_operator_added_is_never_shown_as_a_quote(site: Site) -> None:
    site.take(power_bank())
    added = Correction(Act.ADD_MODEL, "VB1300", note="the <maker> says so")
    with site.context.store.write() as unit:
        save(unit, correct(unit, "us-test:25338", [added], by="op", at=site.clock()))
    page = site.get("/notices/us-test:25338")
    assert "Models VB1263, VB1300" in words_of(page)
    assert "Added by those who run this service: “the <maker> says so”" in words_of(page)
    assert "<mark>the" not in page.text


def test_every_change_is_shown_with_its_weight(site: Site) -> None:
    site.take(power_bank())
    site.take(power_bank(hazard="The lithium-ion battery can explode and catch fire.", sold_at=("Shops",)))
    page = site.get("/notices/us-test:25338")
    assert "<del>overheat</del><ins>explode</ins>" in page.text
    assert "Hazard material" in words_of(page)
    assert "Sold at 1 minor" in words_of(page)


def test_a_revision_stays_at_its_own_address(site: Site) -> None:
    site.take(power_bank())
    site.take(power_bank(title="Voltano Recalls More Power Banks 20000"))
    old = site.get("/notices/us-test:25338/revisions/1")
    assert '<h1 lang="en">Voltano Recalls PowerBrick Power Banks Due to Fire Hazard</h1>' in old.text
    assert "This is revision 1 of 2" in words_of(old)
    assert "This is revision" not in words_of(site.get("/notices/us-test:25338/revisions/2"))


def test_the_citation_carries_the_permanent_address(site: Site) -> None:
    site.take(power_bank())
    text = words_of(site.get("/notices/us-test:25338"))
    assert "Revision 1, as seen 23 November 2026, 09:30 UTC" in text
    assert "https://recalls.example/notices/us-test:25338/revisions/1" in text


@pytest.mark.parametrize("number", ["SR/01234/25", "A 12", "ä#?%25", "99"])
def test_any_number_a_source_uses_has_its_page(site: Site, number: str) -> None:
    site.take(power_bank(number))
    address = re.search(r'href="(/notices/us-test:[^"]+)"', site.get("/notices").text)
    assert address
    assert site.get(address[1]).status_code == 200
    assert site.get(f"{address[1]}/revisions/1").status_code == 200


@pytest.mark.parametrize("path", ["/notices/us-test:1", "/notices/us-test:25338/revisions/7", "/notices/%00"])
def test_what_we_do_not_have_is_not_found(site: Site, path: str) -> None:
    site.take(power_bank())
    answer = site.get(path)
    assert answer.status_code == 404
    assert "There is no such page" in words_of(answer)


def test_related_notices_say_how_and_why(site: Site) -> None:
    site.take(power_bank(), power_bank("25999", title="Voltano Expands Recall"))
    link = Link("us-test:25999", "us-test:25338", LinkType.EXPANDS, 0.9, ("declared: expands 25338",))
    with site.context.store.write() as unit:
        unit.links.add([link])
    assert "Expanded by Voltano Expands Recall" in words_of(site.get("/notices/us-test:25338"))
    text = words_of(site.get("/notices/us-test:25999"))
    assert "Expands Voltano Recalls PowerBrick" in text
    assert "because: declared: expands 25338" in text


def test_pages_of_the_list_show_every_notice_once(site: Site) -> None:
    site.take(*(power_bank(str(n), title=f"Recall {n}") for n in range(45)))
    path, seen = "/notices", []
    while path:
        page = site.get(path).text
        seen += re.findall(r'href="/notices/us-test:(\d+)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    assert sorted(map(int, seen)) == list(range(45))


def test_the_list_is_searched_by_words_and_narrowed(site: Site) -> None:
    site.take(power_bank(), power_bank("7", title="Glass kettle shatters", jurisdictions=("CA",)))
    assert "kettle" in words_of(site.get("/notices?q=kettle"))
    assert "PowerBrick Power Banks" not in words_of(site.get("/notices?q=kettle"))
    assert "kettle" not in words_of(site.get("/notices?country=us"))
    assert '/feed.atom?q=kettle"' in site.get("/notices?q=kettle").text


def test_an_odd_search_or_cursor_breaks_nothing(site: Site) -> None:
    assert site.get("/notices?q=%22%27*%28%00%ff+OR+NEAR%28").status_code == 200
    assert site.get("/notices?q=" + "x" * 5000).status_code == 200
    assert site.get("/notices?before=yesterday").status_code == 400


def test_links_for_elsewhere_never_come_from_the_host_header(site: Site) -> None:
    site.take(power_bank())
    for path in ("/notices/us-test:25338", "/feed.atom", "/"):
        assert "evil.example" not in site.get(path, host="evil.example").text
    for path in ("/items", "/items/", "/sources/"):
        assert "evil.example" not in site.get(path, host="evil.example").headers.get("location", "")


def test_a_case_is_one_row_with_its_other_notices_below(site: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    two = new_site(tmp_path_factory.mktemp("two"), sources=("us-test", "ca-test"))
    two.take(power_bank())
    two.take(power_bank("7", source="ca-test", title="Rappel de PowerBrick"), source="ca-test")
    page = two.get("/notices").text  # brand, model and day are the same: one case
    assert page.count("also: ") == 1
    assert "Rappel de PowerBrick" in two.get("/notices/us-test:25338").text
    two.context.store.close()
