"""Secrets at rest: what is sealed can be opened by whoever has a key, in its own row, and by nobody else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.config import load
from recallwatch.errors import ConfigError
from recallwatch.ports import is_sealed
from recallwatch.sealing import Sealer
from recallwatch.tokens import new_key, read_key

OLD, NEW = b"o" * 32, b"n" * 32


@given(st.text(min_size=1, max_size=200).filter(lambda text: not text.startswith("sealed:")))
def test_what_was_sealed_comes_back(secret: str) -> None:
    sealer = Sealer([OLD])
    sealed = sealer.seal(secret, about="row 1")
    assert is_sealed(sealed)
    assert sealer.open(sealed, about="row 1") == secret


def test_the_same_secret_never_looks_the_same() -> None:
    sealer = Sealer([OLD])
    assert sealer.seal("hush", about="row") != sealer.seal("hush", about="row")


def test_a_seal_opens_in_its_own_row_only() -> None:
    sealer = Sealer([OLD])
    sealed = sealer.seal("hush", about="channels/ann/1")
    assert sealer.open(sealed, about="channels/bob/1") == sealed


@pytest.mark.parametrize("change", [lambda s: s[:-6] + "AAAAA=", lambda s: s[:20], lambda s: s[:16]])
def test_what_was_tampered_with_stays_shut(change: object) -> None:
    sealer = Sealer([OLD])
    broken = change(sealer.seal("hush", about="row"))  # type: ignore[operator]
    assert sealer.open(broken, about="row") == broken


def test_an_earlier_key_opens_and_the_current_one_seals() -> None:
    earlier = Sealer([OLD]).seal("hush", about="row")
    both = Sealer([NEW, OLD])
    again = both.seal(earlier, about="row")
    assert both.open(earlier, about="row") == "hush"
    assert Sealer([NEW]).open(again, about="row") == "hush"
    assert both.seal(again, about="row") == again


def test_without_its_key_a_secret_stays_as_it_is_and_is_not_sealed_twice() -> None:
    earlier = Sealer([OLD]).seal("hush", about="row")
    stranger = Sealer([NEW])
    assert stranger.open(earlier, about="row") == earlier
    assert stranger.seal(earlier, about="row") == earlier


def test_nothing_stays_nothing() -> None:
    assert Sealer([OLD]).seal("", about="row") == ""


def test_a_new_key_can_be_read_in_either_alphabet() -> None:
    text = new_key()
    assert read_key(text) == read_key(text.replace("-", "+").replace("_", "/"))
    assert len(read_key(text)) == 32


@pytest.mark.parametrize("text", ["", "hush", base64.b64encode(b"x" * 31).decode(), "ä" * 44])
def test_what_is_no_key_is_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("RECALLWATCH_SECRET_KEYS", f"{text or 'x'},")
    with pytest.raises(ConfigError, match=r"32 random bytes.*new-key") as caught:
        load()
    assert not text or text not in str(caught.value)
