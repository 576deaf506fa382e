"""Remedies: the source's ticks, and what the text says where they are silent or wrong."""

import pytest

from .making import reading


def _remedies(remedy: str, *options: str, summary: str = "Lamps.", title: str = "Goods") -> tuple[str, ...]:
    return reading(summary, title=title, remedy=remedy, remedy_options=options).remedies


@pytest.mark.parametrize(
    ("remedy", "names"),
    [
        ("Ask the dealer for a free repair with a replacement valve.", ("repair",)),
        ("Ask the dealer for a free inspection and, if necessary, free replacement of the fork.", ("replace",)),
        ("Ask for a repair or replacement.", ("replace", "repair")),
        ("Return it for a refund or a replacement.", ("refund", "replace")),
        ("Return the replacement blade for a full refund.", ("refund",)),
        ("Return it for credit for another product or a replacement of the trim.", ("replace",)),
        ("Do not attempt to repair it. A new fork will be sent as a replacement.", ("replace",)),
        ("Lumo will send a free bracket and screws.", ("repair",)),
        ("Ask for instructions on how to mount the base again.", ("new_instructions",)),
        ("Ask for instructions on how to return it for a refund.", ("refund",)),
        ("Lumo sends a free warning label.", ("new_instructions",)),
        ("No remedy is left. Discard or destroy the lamps.", ("dispose",)),
        ("Take it back to the store where it was bought; return it to the store.", ("refund",)),
        ("Send it in. Lumo will reimburse shipping and send a replacement.", ("replace",)),
        ("Lumo offers a $20 voucher.", ("refund",)),
        ("Remove the cord from the hood to eliminate the hazard.", ("repair",)),
        ("Keep it away from water.", ()),
    ],
)
def test_without_ticks_the_words_decide(remedy: str, names: tuple[str, ...]) -> None:
    assert _remedies(remedy) == names


@pytest.mark.parametrize(
    ("options", "remedy", "names"),
    [
        (("Repair",), "Ask for a free replacement nozzle.", ("repair",)),
        (("Refund",), "Ask for a free repair kit.", ("repair",)),
        (("Replace",), "Ask for a full refund.", ("refund",)),
        (("Replace",), "Ask for store credit.", ("replace",)),
        (("Inspect",), "A dealer looks at it.", ("repair",)),
        (("Refund", "Dispose"), "Throw it away and ask for a refund.", ("refund", "dispose")),
    ],
)
def test_a_tick_stands_unless_the_text_speaks_of_something_else(
    options: tuple[str, ...], remedy: str, names: tuple[str, ...]
) -> None:
    assert _remedies(remedy, *options) == names


def test_an_old_press_release_tells_it_where_it_speaks_to_owners() -> None:
    summary = "Shops have already replaced most of them. Owners should ask for a free repair."
    assert _remedies("", summary=summary) == ("repair",)


def test_for_want_of_anything_else_the_title_tells_it() -> None:
    assert _remedies("", title="Lumo Announces Recall to Repair Lamps") == ("repair",)
