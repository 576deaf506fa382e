"""Saved searches on their page: added, shown with their feeds, forgotten."""

import pytest

from recallwatch.flow.match import match_all
from recallwatch.flow.watches import MAX_WATCHES
from recallwatch.model import Digest, Watch

from .site import Site, power_bank, words_of

_FORM = {"name": "Fires of Voltano", "brand": "Voltano", "hazard": "fire", "country": "us", "digest": "daily"}


def _kept(site: Site, email: str = "parent@example.org") -> list[Watch]:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email(email)
        assert owner
        return unit.items.watches(owner.id)


def test_what_is_saved_is_kept_and_shown_with_its_feeds(site: Site) -> None:
    site.sign_in()
    assert site.post("/watches", _FORM).headers["location"] == "/watches"
    [watch] = _kept(site)
    assert (watch.name, watch.brand, watch.hazard, watch.country, watch.source) == (*list(_FORM.values())[:3], "US", "")
    assert (watch.words, watch.digest, watch.created_at) == ("", Digest.DAILY, site.clock())
    page = site.get("/watches")
    assert "Fires of Voltano Brand: Voltano · Hazard: fire · Country: US · one mail a day" in words_of(page)
    assert 'href="/feed.atom?brand=Voltano&amp;hazard=fire&amp;country=US"' in page.text


def test_its_hits_are_told(site: Site) -> None:
    site.sign_in()
    site.post("/watches", _FORM)
    site.take(power_bank(published=None))
    match_all(site.context.store, now=site.clock)
    [watch] = _kept(site)
    with site.context.store.read() as unit:
        assert [alert.subject_id for alert in unit.outbox.alerts(watch.owner_id)] == [watch.id]


def test_a_search_can_be_watched_from_where_it_was_made(site: Site) -> None:
    site.sign_in()
    assert 'href="/watches?q=bank&amp;hazard=fire"' in site.get("/notices?q=bank&hazard=fire").text
    page = site.get("/watches?q=bank&hazard=fire").text
    assert 'name="q" value="bank"' in page
    assert '<option value="fire" selected>' in page
    assert _kept(site) == []


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"name": ""}, "Give the watch a name"),
        ({"brand": "", "hazard": "", "country": ""}, "Say what to watch"),
        ({"hazard": "flames"}, "There is no hazard 'flames'"),
        ({"source": "us-nowhere"}, "There is no source 'us-nowhere'"),
        ({"country": "USA"}, "A country is two capital letters"),
        ({"digest": "hourly"}, "Choose how often from the list"),
        ({"q": "x" * 201}, "That is too long"),
    ],
)
def test_what_can_never_have_a_hit_comes_back_with_the_reason(site: Site, changed: dict[str, str], says: str) -> None:
    site.sign_in()
    answer = site.post("/watches", _FORM | changed)
    assert answer.status_code == 422
    assert says in words_of(answer)
    assert _kept(site) == []


def test_a_watch_is_forgotten_by_its_owner_alone(site: Site) -> None:
    site.sign_in()
    site.post("/watches", _FORM)
    [watch] = _kept(site)
    site.sign_in("stranger@example.org")
    assert site.post(f"/watches/{watch.id}/delete").status_code == 404
    assert "Fires of Voltano" not in site.get("/watches").text
    site.sign_in()
    assert site.post(f"/watches/{watch.id}/delete").headers["location"] == "/watches"
    assert _kept(site) == []


def test_other_sites_and_strangers_change_nothing(site: Site) -> None:
    assert site.post("/watches", _FORM).headers["location"] == "/sign-in"
    site.sign_in()
    assert site.ask("POST", "/watches", headers={"Sec-Fetch-Site": "cross-site"}, data=_FORM).status_code == 403
    assert _kept(site) == []


def test_one_owner_keeps_so_many(site: Site) -> None:
    site.sign_in()
    site.post("/watches", _FORM)
    [first] = _kept(site)
    with site.context.store.write() as unit:
        for number in range(MAX_WATCHES - 1):
            unit.items.put_watch(Watch(str(number), first.owner_id, "One more", brand="Voltano"))
    assert "At most 100 watches" in words_of(site.post("/watches", _FORM))
