"""An owner's things: added, answered for, changed, removed; seen by nobody else."""

import pytest

from recallwatch.model import AttemptOutcome, Item
from tests.making import ended

from .site import Site, power_bank, words_of
from .test_check import BY_SERIAL

BANK = {"brand": "Voltano", "name": "power bank", "model": "VB1263"}


def only_item(site: Site) -> Item:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
        assert owner
        (item,) = unit.items.of(owner.id)
        return item


def test_strangers_are_sent_to_sign_in(site: Site) -> None:
    for answer in (site.get("/items"), site.post("/items", BANK), site.post("/items/x/delete"), site.post("/channels")):
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


def test_a_thing_is_checked_at_once_against_all_history(site: Site) -> None:
    site.take(power_bank())
    site.sign_in()
    added = site.post("/items", BANK)
    assert added.headers["location"] == f"/items#{only_item(site).id}"
    text = words_of(site.get("/items"))
    assert "Recalled: stop using it" in text
    assert "Waiting to be sent Voltano Recalls PowerBrick" in text


def test_answering_the_question_changes_that_one_field(site: Site) -> None:
    site.take(power_bank(summary=BY_SERIAL))
    site.sign_in()
    site.post("/items", BANK | {"purchased": "2024"})
    assert "We need one answer" in words_of(site.get("/items"))
    site.post(f"/items/{only_item(site).id}", {"serial": "150000"})
    item = only_item(site)
    assert (item.serial, item.model, str(item.purchased)) == ("150000", "VB1263", "2024")
    assert "Recalled: stop using it" in words_of(site.get("/items"))


def test_a_field_can_be_emptied(site: Site) -> None:
    site.sign_in()
    site.post("/items", BANK | {"purchased": "2024", "acquired": "gift"})
    site.post(f"/items/{only_item(site).id}", BANK | {"model": "", "purchased": "", "acquired": ""})
    item = only_item(site)
    assert (item.model, item.purchased, item.acquired) == ("", None, None)


def test_what_needs_doing_stands_first(site: Site) -> None:
    site.take(power_bank())
    site.sign_in()
    site.post("/items", {"brand": "Gardena", "name": "garden hose"})
    site.post("/items", BANK)
    text = words_of(site.get("/items"))
    assert text.index("Voltano power bank Recalled: stop using it") < text.index("Gardena garden hose nothing known")


def test_a_thing_is_removed(site: Site) -> None:
    site.sign_in()
    site.post("/items", BANK)
    assert site.post(f"/items/{only_item(site).id}/delete").status_code == 303
    assert "Nothing is registered yet" in words_of(site.get("/items"))


def test_nobody_touches_the_things_of_another(site: Site) -> None:
    site.sign_in()
    site.post("/items", BANK)
    mine = only_item(site)
    site.sign_in("other@example.org")
    assert site.post(f"/items/{mine.id}", {"name": "theirs"}).status_code == 404
    site.post(f"/items/{mine.id}/delete")
    assert only_item(site) == mine
    assert "Voltano" not in words_of(site.get("/items"))


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name": "x" * 10_000}, "“What it is” is too long"),
        ({"brand": "Voltano"}, "Tell us at least what it is"),
        ({"name": "bank", "purchased": "soon"}, "Write when it was bought"),
        ({}, "Tell us at least what it is"),
    ],
)
def test_a_form_that_cannot_be_taken_comes_back_with_the_reason(site: Site, form: dict[str, str], says: str) -> None:
    site.sign_in()
    answer = site.post("/items", form)
    assert answer.status_code == 422
    assert says in words_of(answer)


def test_a_change_that_cannot_be_taken_leaves_the_thing_alone(site: Site) -> None:
    site.sign_in()
    site.post("/items", BANK)
    before = only_item(site)
    answer = site.post(f"/items/{before.id}", {"name": "", "model": "", "serial": "", "brand": "Voltano"})
    assert answer.status_code == 422
    assert only_item(site) == before


def test_a_webhook_is_added_shown_with_its_secret_and_removed(site: Site) -> None:
    site.sign_in()
    added = site.post("/channels", {"url": "https://hooks.example/in"})
    with site.context.store.read() as unit:
        (hook,) = [c for c in unit.owners.channels(only_owner(site)) if c.kind == "webhook"]
    assert hook.secret in site.get(added.headers["location"]).text
    assert hook.secret not in site.get("/items").text
    assert site.post(f"/channels/{hook.id}/remove").status_code == 303
    assert site.get(added.headers["location"]).status_code == 404


def test_the_mailbox_cannot_be_removed(site: Site) -> None:
    site.sign_in()
    with site.context.store.read() as unit:
        (mail,) = unit.owners.channels(only_owner(site))
    assert site.post(f"/channels/{mail.id}/remove").status_code == 404


def test_a_stopped_mailbox_can_be_used_again(site: Site) -> None:
    site.sign_in()
    with site.context.store.write() as unit:
        (mail,) = unit.owners.channels(only_owner(site))
        unit.owners.disable_channel(mail.owner_id, mail.id, at=site.context.now(), why="unsubscribed")
    assert "Send here again" in site.get("/items").text
    assert site.post(f"/channels/{mail.id}/resume").status_code == 303
    assert "Send here again" not in site.get("/items").text


@pytest.mark.parametrize("url", ["ftp://hooks.example/", "hooks.example", "", "https://h.example/" + "x" * 600])
def test_a_webhook_address_that_cannot_be_is_refused_with_the_reason(site: Site, url: str) -> None:
    site.sign_in()
    answer = site.post("/channels", {"url": url})
    assert answer.status_code == 422
    assert "address" in words_of(answer)


def test_a_delivery_that_failed_says_why(site: Site) -> None:
    site.take(power_bank())
    site.sign_in()
    site.post("/items", BANK)
    with site.context.store.write() as unit:
        due = unit.outbox.claim(now=site.clock(), lease=site.clock().resolution)[0]
        why = "550 no such mailbox"
        unit.outbox.settle([ended(due.delivery, AttemptOutcome.DEAD, words=why)])
    text = words_of(site.get("/items"))
    assert "Not delivered Voltano Recalls PowerBrick" in text
    assert why in text


def test_owner_pages_are_kept_by_nothing(site: Site) -> None:
    site.sign_in()
    assert site.get("/items").headers["cache-control"] == "private, no-store"


def test_a_check_fills_the_form_to_add(site: Site) -> None:
    site.sign_in()
    assert 'name="model" type="text" value="VB1263"' in site.get("/items?model=VB1263").text


def only_owner(site: Site) -> str:
    with site.context.store.read() as unit:
        owner = unit.owners.by_email("parent@example.org")
    assert owner
    return owner.id


def test_a_barcode_that_cannot_be_right_is_not_kept(site: Site) -> None:
    site.sign_in()
    refused = site.post("/items", BANK | {"gtin": "036000291453"})
    assert refused.status_code == 422
    assert "This barcode cannot be right: its check digit does not fit; look again." in words_of(refused)
    assert 'value="036000291453"' in refused.text
    site.post("/items", BANK)
    assert site.post(f"/items/{only_item(site).id}", {"gtin": "036000291453"}).status_code == 422
    assert only_item(site).gtin == ""
