"""Brands as an owner reads them, and names as an owner says them."""

from typing import Any

import pytest

from recallwatch.extract import read
from recallwatch.model import Firm, ListedProduct, Product, Role
from tests.making import notice


def _product(name: str, **changed: Any) -> Product:
    return read(notice(products=(ListedProduct(name),), **changed)).products[0]


@pytest.mark.parametrize(
    ("name", "title", "summary", "brand"),
    [
        ("Lumo kettles", "Hearthline Recalls Lumo Kettles Due to Burn Hazard", "Lumo is printed on the base.", "Lumo"),
        ("Table lamps", "Lumo Recalls Table Lamps Due to Fire Hazard", "Blue lamps.", "Lumo"),
        (
            "Gun safes",
            "Safes Recalled; Sold Exclusively on Bigshop by Vaultine",
            'The brand name "Moxtec" is on it.',
            "Moxtec",
        ),
        (
            "Play Yards",
            "Play Yards Recalled Due to Fall Hazard; Sold on Bigshop by Anna Quill",
            "With bear print.",
            "Anna Quill",
        ),
        ("Zentra-branded heaters", "Dimmel Recalls Zentra Heaters Due to Fire Hazard", "White heaters.", "Zentra"),
        ("Moss & Vale quilts", "Bigshop Recalls Quilts Due to Burn Hazard", "Soft quilts.", "Moss & Vale"),
        ("Slow cooker", "Bigshop Recalls Cookers", 'Cookers with "Bella Cuisine" printed on them.', "Bella Cuisine"),
        ("Tree stands", "Recall of Stands", "This recall involves Zentra climbing tree stands.", "Zentra"),
        ("Wall sconces", "Sconces Recalled", "Blue.", ""),
        ("Lamps", "Following a Second Fire, Lumo Recalls Lamps Due to Fire Hazard", "Blue.", "Lumo"),
        ("Video monitors", "Two Deaths Prompt Lumo Baby to Recall Monitors", "The monitors are white.", "Lumo Baby"),
        ("Kettles", "Corner Buy Purchasing Recalls Kettles", "White.", "Corner Buy"),
        (
            "Skrubb Free Daily Cleaner and Skrubb Free Daily Spray",
            "Hearthline Recalls Skrubb Free Daily Cleaner",
            "Skrubb Free Daily Cleaner is clear. Skrubb Free Daily Spray is white.",
            "Skrubb Free",
        ),
        ("Miter Saw", "Lumo Recalls Saws Due to Laceration Hazard", "The saw is a compound miter saw.", "Lumo"),
    ],
)
def test_the_brand_is_what_stands_on_the_thing(name: str, title: str, summary: str, brand: str) -> None:
    assert _product(name, title=title, summary=summary).brand == brand


def test_a_brand_the_source_gives_wins() -> None:
    made = notice(products=(ListedProduct("Power bank", brand="Voltique"),), title="Recall", summary='The "Zed" logo.')
    assert read(made).products[0].brand == "Voltique"


def test_other_brands_are_kept_as_aliases() -> None:
    found = _product("Lumo kettles", title="Hearthline Recalls Lumo Kettles", summary="Kettles.")
    assert "Hearthline" in found.brand_aliases


def test_a_brand_keeps_no_dash_of_the_word_brand() -> None:
    found = _product("Lumo- and Zentra-Brand Kettles", title="Kettles Recalled", summary="Kettles.")
    assert "Lumo-" not in (found.brand, *found.brand_aliases)


def test_a_firm_is_a_brand_only_for_want_of_a_better() -> None:
    firms = (Firm("Hearthline Ltd., of Taiwan", Role.MANUFACTURER),)
    assert _product("Lumo kettles", title="Kettles", summary="Kettles.", firms=firms).brand == "Lumo"
    assert _product("Kettles", title="Kettles", summary="Kettles.", firms=firms).brand == "Hearthline"


@pytest.mark.parametrize(
    ("listed", "name"),
    [
        ("Voltique power banks (model VQ500 only)", "Voltique power banks"),
        ("Voltique power banks, model VQ500", "Voltique power banks"),
        ("Voltique 321 Power Bank (PowerCell 5K)", "Voltique 321 Power Bank (PowerCell 5K)"),
    ],
)
def test_names_lose_what_is_said_elsewhere(listed: str, name: str) -> None:
    assert _product(listed).name == name


def test_without_product_lines_the_title_names_the_thing() -> None:
    made = notice(products=(), title="Lumo Recalls 1.2 Million Table Lamps Due to Fire Hazard")
    assert [p.name for p in read(made).products] == ["Table Lamps"]


def test_each_product_line_has_its_own_models_where_the_source_lists_them() -> None:
    lines = (ListedProduct("Lamp", models=("LX1",)), ListedProduct("Fan", models=("FN2",)))
    made = notice(products=lines, summary="Models LX1 and FN2 are recalled.", title="Recall")
    assert [[t.value for t in p.selectors[0].models] for p in read(made).products] == [["LX1"], ["FN2"]]


@pytest.mark.parametrize("start", ["It", "My", "They", "This", "Following a Third Fire"])
def test_what_a_sentence_begins_with_is_no_brand(start: str) -> None:
    found = _product("Lumo kettles", title="Lumo Recalls Kettles", summary=f"Kettles. {start} is printed on the base.")
    assert found.brand == "Lumo"
    assert not {start, start.split()[0]} & set(found.brand_aliases)


def test_a_brand_ends_with_its_sentence_and_is_no_model() -> None:
    said = "Kettles NS-AF10D2 by Corner Buy. The brand name Lumo is on them. NS-AF10D2. The logo is white."
    found = _product("Lumo kettles", title="Kettles", summary=said)
    assert not any("." in b or "AF10" in b for b in (found.brand, *found.brand_aliases))
