"""One's own data, on one's own page."""

import io
from zipfile import ZipFile

from .site import Site, words_of


def test_everything_can_be_downloaded(site: Site) -> None:
    site.sign_in()
    site.post("/items", {"name": "lamp", "brand": "Voltano"})
    answer = site.post("/account/export")
    assert answer.headers["content-type"] == "application/zip"
    with ZipFile(io.BytesIO(answer.content)) as archive:
        assert b"parent@example.org" in archive.read("recallwatch.json")


def test_erasing_asks_once_and_leaves_nothing_in_the_file(site: Site) -> None:
    site.sign_in()
    site.post("/items", {"name": "a very special lamp", "brand": "Voltano"})
    assert site.post("/account/erase").status_code == 422
    assert "Everything of yours is erased" in words_of(site.post("/account/erase", {"sure": "yes"}))
    assert site.get("/items").headers["location"].startswith("/sign-in")
    site.context.store.close()
    left = b"".join(path.read_bytes() for path in site.folder.glob("site.db*"))
    assert b"parent@example.org" not in left
    assert b"a very special lamp" not in left


def test_signing_in_is_noted_without_a_name(site: Site) -> None:
    site.sign_in()
    with site.context.store.read() as unit:
        (line,) = unit.audits.last()
    assert (line.what, line.who.partition(":")[0]) == ("sign-in", "owner")


def test_nobody_else_can_take_or_erase(site: Site) -> None:
    assert site.post("/account/export").headers["location"] == "/sign-in"
    assert site.post("/account/erase", {"sure": "yes"}).headers["location"] == "/sign-in"
