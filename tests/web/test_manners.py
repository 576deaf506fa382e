"""The form on how an owner wants to be told."""

import pytest

from recallwatch.model import Digest, Manners

from .site import Site, words_of

_FORM = {
    "zone": "Europe/Berlin",
    "quiet_from": "22:00",
    "quiet_to": "07:00",
    "digest": "weekly",
    "digest_at": "18:30",
    "digest_day": "4",
    "receipts": "yes",
}


def _kept(site: Site) -> Manners | None:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        return unit.manners.get(owner.id)


def test_what_is_chosen_is_kept_and_shown(site: Site) -> None:
    site.sign_in()
    answer = site.post("/settings", _FORM)
    assert answer.headers["location"] == "/settings?kept=yes"
    kept = _kept(site)
    assert kept
    assert (kept.zone, str(kept.quiet_from), kept.digest, kept.digest_day) == (
        "Europe/Berlin",
        "22:00:00",
        Digest.WEEKLY,
        4,
    )
    assert kept.receipts
    page = site.get("/settings?kept=yes")
    assert "Your choices are kept." in words_of(page)
    assert 'name="quiet_to" type="time" value="07:00"' in page.text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"zone": "Berlin"}, "There is no time zone 'Berlin'"),
        ({"quiet_to": ""}, "Quiet hours need a beginning and an end"),
        ({"quiet_from": "25:00"}, "Not a time of day"),
        ({"digest": "hourly"}, "Choose how often from the lists"),
        ({"digest_day": "9"}, "Choose how often from the lists"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_the_reason(site: Site, changed: dict[str, str], says: str) -> None:
    site.sign_in()
    answer = site.post("/settings", _FORM | changed)
    assert answer.status_code == 422
    assert says in words_of(answer)
    assert _kept(site) is None


def test_strangers_are_sent_to_sign_in(site: Site) -> None:
    assert site.get("/settings").headers["location"] == "/sign-in"
    assert site.post("/settings", _FORM).headers["location"] == "/sign-in"
