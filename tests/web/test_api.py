"""What programs read: notices and checks without a token, an owner's things and alerts with one; nothing is changed."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from recallwatch.flow.match import match_all
from recallwatch.tokens import digest

from .site import Site, power_bank, words_of


def _json(site: Site, path: str, *, token: str = "", status: int = 200) -> Any:
    answer = site.get(path, **({"authorization": f"Bearer {token}"} if token else {}))
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json"
    return answer.json()


def _token(site: Site) -> str:
    return words_of(site.post("/my/api-token")).partition("Bearer ")[2].split()[0]


@pytest.fixture
def owned(site: Site) -> Site:
    """Somebody who owns what is recalled, and was told of it."""
    site.sign_in()
    site.post("/items", {"brand": "Voltano", "model": "VB1263"})
    site.take(power_bank())
    match_all(site.context.store, now=site.clock)
    return site


def test_notices_are_listed_a_page_at_a_time(site: Site) -> None:
    for number in ("1", "2", "3"):
        site.take(power_bank(number))
    found: list[str] = []
    path = "/api/notices?limit=2&brand=Voltano"
    while path:
        page = _json(site, path)
        found += [each["id"] for each in page["notices"]]
        path = (page["next"] or "").removeprefix(site.base)
    assert sorted(found) == ["us-test:1", "us-test:2", "us-test:3"]
    assert set(page) == {"notices", "next", "as_of", "stale"}


@pytest.mark.parametrize(
    ("query", "count"),
    [("q=batteries", 0), ("hazard=fire", 1), ("since=2026-01-01T00:00:00Z", 1), ("since=2999-01-01T00:00:00Z", 0)],
)
def test_notices_are_narrowed_like_the_pages(site: Site, query: str, count: int) -> None:
    site.take(power_bank(summary="The PowerBrick has model number VB1263.", title="Voltano Recalls PowerBrick"))
    assert len(_json(site, f"/api/notices?{query}")["notices"]) == count


@pytest.mark.parametrize("query", ["before=x", "since=yesterday", "since=2026-01-01", "limit=0", "limit=101"])
def test_what_cannot_be_read_is_refused_in_json(site: Site, query: str) -> None:
    assert "error" in _json(site, f"/api/notices?{query}", status=400)


def test_a_notice_comes_with_what_each_revision_changed(site: Site) -> None:
    site.take(power_bank())
    site.take(power_bank(hazard="It can explode."))
    found = _json(site, "/api/notices/us-test:25338")
    assert [(each["revision"], each["weight"]) for each in found["revisions"]] == [(1, "material"), (2, "material")]
    [hazard] = [each for each in found["revisions"][1]["changes"] if each["field"] == "hazard"]
    assert (hazard["after"], found["hazard"]["text"]) == ("It can explode.", "It can explode.")
    assert "error" in _json(site, "/api/notices/us-test:0", status=404)


def _check(site: Site, body: object) -> Any:
    return site.ask("POST", "/api/items/check", content=body if isinstance(body, bytes) else json.dumps(body).encode())


def test_a_thing_is_checked_without_a_token_and_nothing_is_kept(site: Site) -> None:
    site.take(power_bank())
    answer = _check(site, {"ref": 7, "brand": "Voltano", "model": "VB1263"}).json()
    [hit] = answer["hits"]
    assert (answer["ref"], hit["notice"]) == (7, "us-test:25338")
    assert hit["evidence"][0]["quote"]
    with site.context.store.read() as unit:
        assert list(unit.items.all()) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"no json", 400),
        (b"[1]", 400),
        (b"[" * 50_000, 400),
        ({"purchased": "soon"}, 400),
        ({"name": 5}, 400),
        ({"brand": "Voltano"}, 422),
        ({"name": "x" * 301}, 422),
    ],
)
def test_what_is_no_thing_is_refused(site: Site, body: object, status: int) -> None:
    answer = _check(site, body)
    assert (answer.status_code, list(answer.json())) == (status, ["error"])


def test_things_and_alerts_are_read_with_the_owners_token(owned: Site) -> None:
    token = _token(owned)
    owned.cookies.clear()
    [item] = _json(owned, "/api/items", token=token)["items"]
    assert (item["model"], item["hits"][0]["notice"]) == ("VB1263", "us-test:25338")
    [alert] = _json(owned, "/api/alerts", token=token)["alerts"]
    assert (alert["notice"], alert["subject"], alert["type"][:6]) == ("us-test:25338", item["id"], "alert.")
    assert [each["state"] for each in alert["deliveries"]] == ["pending"]


@pytest.mark.parametrize("path", ["/api/items", "/api/alerts", "/api/why/us-test:25338"])
def test_without_a_token_that_is_in_force_nothing_is_read(owned: Site, path: str) -> None:
    first, second = _token(owned), _token(owned)
    assert _json(owned, path, token=second)
    assert "error" in _json(owned, path, token=first, status=401)
    owned.post("/my/api-token/end")
    assert "error" in _json(owned, path, token=second, status=401)
    owned.cookies.clear()
    answer = owned.get(path)
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_token_shows_nobody_elses_things_and_changes_nothing(owned: Site) -> None:
    token = _token(owned)
    owned.sign_in("stranger@example.org")
    theirs = _token(owned)
    owned.cookies.clear()
    assert _json(owned, "/api/items", token=theirs) == {"items": []}
    answer = owned.ask("POST", "/items", headers={"Authorization": f"Bearer {token}", "Sec-Fetch-Site": "none"})
    assert answer.headers["location"] == "/sign-in"


def test_only_the_digest_of_a_token_is_kept(owned: Site) -> None:
    token = _token(owned)
    with owned.context.store.read() as unit:
        assert unit.owners.by_api_token(digest(token)) is not None
        assert unit.owners.by_api_token(token) is None


def test_every_address_that_is_documented_is_there_and_no_other(site: Site) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(GET|POST) (/api/[^`]+)`", page, re.MULTILINE))
    there = {
        (method.upper(), re.sub(r"\{[^}]+\}", "{id}", path))
        for path, methods in site.app.openapi()["paths"].items()
        for method in methods
        if path.startswith("/api/")
    }
    assert told == there
