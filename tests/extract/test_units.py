"""Units: how many of this recall, per country."""

import pytest

from recallwatch.model import ListedProduct

from .making import reading


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("About 3,000 (Lumo previously recalled 110 lamps on July 6, 2023; 500 on May 2, 2022.)", {"US": 3_000}),
        (
            "About 570 in the U.S. and 20 in Canada (About 440 in the U.S. and 85 in Canada were recalled earlier)",
            {"US": 570, "CA": 20},
        ),
        ("About 5,300, including about 1,200 that were built in", {"US": 5_300}),
        ("About 13,000 worldwide, including about 8,000 in the U.S.", {"US": 8_000}),
        ("About 5.900", {"US": 5_900}),
        ("About 1.2 million pairs", {"US": 1_200_000}),
        ("About 10,500 carts and 1,336 winches", {"US": 11_836}),
        ("About 900 (In addition, about six were sold in Canada)", {"US": 900, "CA": 6}),
        ("Fewer than 100", {"US": 100}),
        ("About 7.5 million (6.5 million large and 1 million small toys)", {"US": 7_500_000}),
        ("About 97,400 (In addition, about 1,800 of one style were sold in Canada)", {"US": 97_400, "CA": 1_800}),
        ("One million", {"US": 1_000_000}),
    ],
)
def test_only_units_of_this_recall_are_counted(text: str, units: dict[str, int]) -> None:
    assert dict(reading("Lamps.", products=(ListedProduct("Lamps", units=text),)).units) == units


@pytest.mark.parametrize(
    ("summary", "count"),
    [
        ("Lumo announces a recall of 8,500 trail forks, model 12,000.", 8_500),
        ("Lumo offers to repair 560 lamps. Some 300 lamps were sold.", 300),
        ("A program to repair 56,000 color lamps begins.", 56_000),
        ("A total of nearly 21,000 of such stoves and 14,500 boilers were produced.", 35_500),
        ("Approximately 2,700 affected beds were distributed in shops.", 2_700),
        ("PRODUCT: 7,000 packs of Lumo goggles.", 7_000),
        ("Lumo recalls about 2,100 fans out of more than 10,000 sold.", 2_100),
        ("The recall of 40,000 shirts was announced: about 40,000 shirts were sold.", 40_000),
        ("Lumo imported almost 1 million tops. They hold 12,000 beads.", 1_000_000),
        ("It sold for $1,200. There were 5,000 reports of injuries and 15,000 different types of goods.", None),
    ],
)
def test_without_a_field_the_summary_tells_them(summary: str, count: int | None) -> None:
    units = dict(reading(summary, products=(ListedProduct("Lamps"),)).units)
    assert units == ({"US": count} if count else {})


def test_for_want_of_both_the_title_tells_them() -> None:
    assert dict(reading("Lamps.", title="Lumo Recalls 34,000 Lamps", products=(ListedProduct("Lamps"),)).units) == {
        "US": 34_000
    }
