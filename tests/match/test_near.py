"""Near misses: what looks like it and is not, and why not."""

import pytest

from recallwatch.match import near_miss

from .support import item, notice, reading, selector

FANS = reading("desk fans", "Acme", selector("LX200", "LX210", "LX220", "LX230", "LX240"))


@pytest.mark.parametrize(
    ("model", "brand", "want"),
    [
        ("LX200B", "Acme", "It lists LX200; your LX200B differs in one place, and that makes it another model."),
        ("QT99", "Acme", "It is for the models LX200, LX210, LX220, LX230 and 1 more; your QT99 is not among them."),
        ("LX200", "Bolt", "It has the same model, but of Acme; yours is of Bolt."),
    ],
)
def test_the_reason_is_said_in_one_sentence(model: str, brand: str, want: str) -> None:
    miss = near_miss(item("desk fan", model, brand=brand), notice("Acme desk fans"), FANS)
    assert miss is not None
    assert miss.why == want


def test_characters_that_are_easily_mixed_up_are_no_other_model() -> None:
    miss = near_miss(item("desk fan", "LX2OO", brand="Acme"), notice("Acme desk fans"), FANS)
    assert miss is None or "differs in one place" not in miss.why


def test_what_shares_nothing_is_no_near_miss() -> None:
    assert near_miss(item("kettle", "QT99", brand="Bolt"), notice("Acme desk fans"), FANS) is None


def test_a_sibling_comes_nearer_than_another_model() -> None:
    sibling = near_miss(item("desk fan", "LX200B", brand="Acme"), notice("Acme desk fans"), FANS)
    other = near_miss(item("desk fan", "QT99", brand="Acme"), notice("Acme desk fans"), FANS)
    assert sibling is not None
    assert other is not None
    assert sibling.likeness > other.likeness
