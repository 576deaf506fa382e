"""The page that tells why."""

from .site import Site, power_bank, words_of


def test_an_owner_sees_why(site: Site) -> None:
    site.take(power_bank())
    site.sign_in()
    site.post("/items", {"name": "PowerBrick 10000", "brand": "Voltano", "model": "VB1263"})
    page = words_of(site.get("/why/us-test:25338"))
    assert "Your model VB1263 is in this recall." in page
    assert "We first saw us-test:25338" in page
    assert site.get("/api/why/us-test:25338").json()["items"][0]["outcome"] == "affected"
    assert "/why/us-test:25338" in site.get("/notices/us-test:25338").text


def test_a_notice_nobody_saw_has_an_answer_too(site: Site) -> None:
    site.sign_in()
    assert "none of the sources we read" in words_of(site.get("/why/xx-other:1"))


def test_who_is_not_signed_in_is_sent_to_sign_in(site: Site) -> None:
    assert site.get("/why/us-test:25338").headers["location"] == "/sign-in"
