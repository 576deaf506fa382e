import gzip
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from recallwatch.link import cases, declared
from recallwatch.model import DeclaredLink, Firm, Link, LinkType, Notice, PartialDate, Payload, Role
from scrapers import us_fda_food_rss

SOURCE = "us-test"


def notice(
    number: str, title: str, *ties: DeclaredLink, day: str = "2026-01-10", firm: str = "", summary: str = ""
) -> Notice:
    firms = (Firm(firm, Role.RECALLING_FIRM),) if firm else ()
    published = PartialDate.parse(day)
    return Notice(SOURCE, number, title, summary=summary, published=published, firms=firms, declared=ties)


def words(kind: LinkType, text: str) -> DeclaredLink:
    return DeclaredLink(kind.value, "", text)


ONIONS = notice("1", "Miller Growers Recalls Green Onions", day="2026-01-02", firm="Miller Growers")
PEPPERS = notice("2", "Miller Growers Recalls Sweet Peppers", day="2026-01-03", firm="Miller Growers")
LEEKS = notice("3", "Oak Hill Recalls Green Onions and Leeks", day="2026-01-04", firm="Oak Hill")
RESCINDED = "Recall of Miller Growers green onions rescinded"


def test_an_address_is_resolved() -> None:
    tie = DeclaredLink("same_event", "https://example.org/r/9")
    found = declared(notice("5", "Joint recall", tie), by_url={"https://example.org/r/9": "ca-test:9"}, recent=[])
    assert [(k.to_id, k.type, k.decided_by) for k in found] == [("ca-test:9", LinkType.SAME_EVENT, "rule")]


def test_an_unknown_address_gives_no_link() -> None:
    tie = DeclaredLink("same_event", "https://example.org/r/9")
    assert declared(notice("5", "Joint recall", tie), by_url={}, recent=[]) == []


def test_a_number_is_taken_as_it_stands() -> None:
    found = declared(notice("5", "More", DeclaredLink("expands", "us-test:4", "expands 4")), by_url={}, recent=[])
    assert [(k.to_id, k.type) for k in found] == [("us-test:4", LinkType.EXPANDS)]


def test_words_find_the_notice_that_shares_firm_and_product() -> None:
    stating = notice("9", RESCINDED, words(LinkType.WITHDRAWS, RESCINDED))
    (found,) = declared(stating, by_url={}, recent=[ONIONS, PEPPERS, LEEKS, stating])
    assert (found.to_id, found.type) == (ONIONS.id, LinkType.WITHDRAWS)
    assert "miller" in found.evidence[1]
    assert "onions" in found.evidence[1]


@pytest.mark.parametrize(
    "recent",
    [
        [PEPPERS, LEEKS],
        [ONIONS, notice("4", "Miller Growers Recalls Green Onions", day="2026-01-05", firm="Miller Growers")],
        [notice("4", "Miller Growers Recalls Green Onions", day="2026-02-05", firm="Miller Growers")],
        [],
    ],
)
def test_words_without_one_clear_target_give_no_link(recent: list[Notice]) -> None:
    stating = notice("9", RESCINDED, words(LinkType.WITHDRAWS, RESCINDED))
    assert declared(stating, by_url={}, recent=recent) == []


def test_a_stated_day_decides_between_two() -> None:
    later = notice("4", "Miller Growers Recalls Green Onions", day="2026-01-05", firm="Miller Growers")
    stating = notice(
        "9", RESCINDED, words(LinkType.WITHDRAWS, RESCINDED), summary="The January 2, 2026 recall was an error."
    )
    assert [k.to_id for k in declared(stating, by_url={}, recent=[ONIONS, later])] == [ONIONS.id]


def link(one: str, two: str, kind: LinkType = LinkType.SAME_EVENT) -> Link:
    return Link(one, two, kind, 1.0, ("declared",))


def test_cases_are_named_after_the_first_seen_and_keep_their_name() -> None:
    seen = {name: datetime(2026, 1, day, tzinfo=UTC) for day, name in enumerate(("b:1", "a:2", "c:3", "d:4"), 1)}
    first = cases([link("a:2", "b:1")], {k: seen[k] for k in ("b:1", "a:2")})
    assert first == {"b:1": "case:b:1", "a:2": "case:b:1"}
    assert cases([link("a:2", "b:1"), link("c:3", "a:2")], seen) == dict.fromkeys(("b:1", "a:2", "c:3"), "case:b:1") | {
        "d:4": "case:d:4"
    }


def test_expansions_do_not_merge_cases() -> None:
    seen = {"a:1": datetime(2026, 1, 1, tzinfo=UTC), "a:2": datetime(2026, 1, 2, tzinfo=UTC)}
    assert cases([link("a:2", "a:1", LinkType.EXPANDS)], seen) == {"a:1": "case:a:1", "a:2": "case:a:2"}


def test_links_to_notices_not_seen_are_ignored() -> None:
    assert cases([link("a:1", "x:9")], {"a:1": datetime(2026, 1, 1, tzinfo=UTC)}) == {"a:1": "case:a:1"}


@pytest.mark.shared
def test_the_rescinded_recall_of_november_2024_is_the_only_one_withdrawn(shared: Path) -> None:
    seen: dict[str, Notice] = {}
    for file in sorted((shared / "data/us-fda/food-safety-rss").glob("*.xml.gz")):
        body = gzip.decompress(file.read_bytes())
        saved = Payload(
            sha256(body).hexdigest(), us_fda_food_rss.SOURCE.id, us_fda_food_rss.FEED, body, datetime.now(UTC)
        )
        seen |= {n.id: n for n in us_fda_food_rss.parse(saved).notices}
    links = [k for n in seen.values() for k in declared(n, by_url={}, recent=list(seen.values()))]
    withdrawn = [(seen[k.from_id].title, seen[k.to_id].title) for k in links if k.type is LinkType.WITHDRAWS]
    assert len(withdrawn) == 1
    assert "Rescinded" in withdrawn[0][0]
    assert withdrawn[0][1].startswith("Church Brothers Farms Recall Green Onions")
