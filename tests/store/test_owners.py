"""Owners, tokens, sessions and channels."""

from dataclasses import replace

from sqlalchemy import Connection, func, select

from recallwatch.ports import Store, Unit
from store.tables import metadata

from .making import DAY, MINUTE, NOW, add, channel, household, key, owner, revision, verdict


def _token(unit: Unit, digest: str = "d1") -> None:
    unit.owners.add_token(digest, email="ann@example.com", purpose="sign-in", expires_at=NOW + MINUTE)


def test_an_owner_is_known_by_id_and_by_email_in_any_case(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(replace(owner(), email="Ann@Example.com"))
    with store.read() as unit:
        assert unit.owners.get("ann") == owner()
        assert unit.owners.by_email("ANN@example.COM") == owner()
        assert unit.owners.get("bob") is None
        assert unit.owners.by_email("bob@example.com") is None


def test_an_address_belongs_to_whoever_came_first(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add(replace(owner(), id="impostor"))
        unit.owners.add(replace(owner(), email="other@example.com"))
        assert unit.owners.by_email("ann@example.com") == owner()
        assert unit.owners.get("impostor") is None


def test_an_owner_is_confirmed_once(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.confirm("ann", at=NOW)
        unit.owners.confirm("ann", at=NOW + DAY)
        assert unit.owners.get("ann") == replace(owner(), confirmed_at=NOW)


def test_an_erased_owner_leaves_nothing(store: Store) -> None:
    household(store)
    with store.write() as unit:
        add(unit, revision())
        unit.keys.set_notice_keys({"us-test:1": [key("va|1")]})
        unit.keys.set_item_keys("ann", "bank", [key("va|1")])
        unit.verdicts.put([("ann", "bank", verdict())])
        unit.owners.add_session("s1", owner_id="ann", expires_at=NOW + DAY)
        _token(unit)
        unit.owners.remove("ann")
        unit.owners.remove("ann")
        database: Connection = unit.owners._db  # type: ignore[attr-defined]
        left = {
            name: database.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in metadata.tables.items()
        }
    assert {name for name, rows in left.items() if rows} == {"notices", "revisions", "facets", "notice_keys"}


def test_a_token_works_once(store: Store) -> None:
    with store.write() as unit:
        _token(unit)
        assert unit.owners.redeem("d1", purpose="sign-in", now=NOW) == "ann@example.com"
        assert unit.owners.redeem("d1", purpose="sign-in", now=NOW) is None
        _token(unit)
        assert unit.owners.redeem("d1", purpose="sign-in", now=NOW) is None


def test_a_token_works_for_its_purpose_and_in_its_time_only(store: Store) -> None:
    with store.write() as unit:
        _token(unit)
        assert unit.owners.redeem("d1", purpose="confirm", now=NOW) is None
        assert unit.owners.redeem("unknown", purpose="sign-in", now=NOW) is None
        assert unit.owners.redeem("d1", purpose="sign-in", now=NOW + MINUTE) is None
        assert unit.owners.redeem("d1", purpose="sign-in", now=NOW) is None


def test_a_session_is_its_owner_until_it_ends(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        for digest in ("s1", "s2", "s1"):
            unit.owners.add_session(digest, owner_id="ann", expires_at=NOW + DAY)
        assert unit.owners.session("s1", now=NOW) == owner()
        assert unit.owners.session("s1", now=NOW + DAY) is None
        unit.owners.end_session("s1")
        assert unit.owners.session("s1", now=NOW) is None
        assert unit.owners.session("s2", now=NOW) == owner()


def test_a_session_that_ran_out_is_swept_by_the_next_sign_in(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add_session("s1", owner_id="ann", expires_at=NOW)
        unit.owners.redeem("none", purpose="sign-in", now=NOW)
        assert unit.owners.session("s1", now=NOW - DAY) is None


def test_channels_are_addressed_by_owner_and_id(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add(owner("bob"))
        for each in (channel("b"), channel("a", secret="whsec_x"), channel("a", "bob"), channel("b")):
            unit.owners.add_channel(each)
        assert unit.owners.channels("ann") == [channel("a", secret="whsec_x"), channel("b")]
        unit.owners.remove_channel("ann", "a")
        assert unit.owners.channel("ann", "a") is None
        assert unit.owners.channel("bob", "a") == channel("a", "bob")


def test_the_channels_of_several_owners_come_together(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.add(owner("bob"))
        later = channel("hook", created_at=NOW + DAY)
        unit.owners.add_channel(later)
        assert unit.owners.channels_of(["ann", "bob", "nobody"]) == {"ann": [channel(), later]}


def test_a_channel_keeps_when_and_why_it_was_first_disabled(store: Store) -> None:
    with store.write() as unit:
        unit.owners.add(owner())
        unit.owners.add_channel(channel(confirmed_at=NOW))
        for later in (NOW, NOW + DAY):
            unit.owners.disable_channel("ann", "mail", at=later, why="410 Gone")
        found = unit.owners.channel("ann", "mail")
        unit.owners.enable_channel("ann", "mail")
        again = unit.owners.channel("ann", "mail")
    assert found == channel(confirmed_at=NOW, disabled_at=NOW, disabled_why="410 Gone")
    assert again == channel(confirmed_at=NOW)


def test_an_owner_has_one_token_for_programs_at_most(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.set_api_token("t1", owner_id="ann", at=NOW)
        unit.owners.set_api_token("t2", owner_id="ann", at=NOW + DAY)
        assert unit.owners.by_api_token("t1") is None
        assert unit.owners.by_api_token("t2") == unit.owners.get("ann")
        assert (unit.owners.by_feed("t2"), unit.owners.api_token_of("ann")) == (None, NOW + DAY)
        unit.owners.end_api_token("ann")
        assert (unit.owners.by_api_token("t2"), unit.owners.api_token_of("ann")) == (None, None)


def test_the_feed_of_an_owner_has_one_address_at_most(store: Store) -> None:
    household(store)
    with store.write() as unit:
        unit.owners.set_feed("f1", owner_id="ann", at=NOW)
        unit.owners.set_feed("f2", owner_id="ann", at=NOW + DAY)
        assert unit.owners.by_feed("f1") is None
        assert unit.owners.by_feed("f2") == unit.owners.get("ann")
        assert unit.owners.feed_of("ann") == NOW + DAY
        unit.owners.end_feed("ann")
        assert unit.owners.by_feed("f2") is None
        assert unit.owners.feed_of("ann") is None
