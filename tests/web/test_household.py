"""The second person of a household, by the pages."""

from .site import Site, words_of

_BEN = {"email": "ben@example.org"}


def _link(site: Site) -> str:
    return site.mail.links[-1].removeprefix(site.base)


def test_somebody_is_named_asked_and_agrees(site: Site) -> None:
    site.sign_in()
    assert site.post("/settings/second", _BEN).status_code == 303
    assert "ben@example.org asked, no answer yet" in words_of(site.get("/settings"))
    link = _link(site)
    assert "Yes, tell me too" in words_of(site.get(link))
    assert "asked, no answer yet" in words_of(site.get("/settings"))
    assert site.post(link).status_code == 200
    assert "ben@example.org agreed" in words_of(site.get("/settings"))
    assert "ben@example.org" not in words_of(site.get("/items"))
    site.post("/settings/second/remove")
    assert "Ask them" in words_of(site.get("/settings"))
    assert site.get(link).status_code == 410
    assert site.post(link).status_code == 410


def test_nobody_can_be_written_to_without_end(site: Site) -> None:
    site.sign_in()
    answers = [site.post("/settings/second", _BEN).status_code for _ in range(5)]
    assert answers == [303, 303, 303, 303, 429]


def test_what_cannot_be_is_said_in_words(site: Site) -> None:
    site.sign_in()
    assert site.post("/settings/second", {"email": "parent@example.org"}).status_code == 422
    site.mail.broken = True
    assert site.post("/settings/second", _BEN).status_code == 503
