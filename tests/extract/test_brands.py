"""Brands by rule: what is printed, what is named, who recalls, and what is none; and what a product is also called."""

from typing import Any

import pytest

from recallwatch.extract import read
from recallwatch.model import ListedProduct, Product
from tests.making import notice


def _product(name: str, **changed: Any) -> Product:
    return read(notice(products=(ListedProduct(name),), **changed)).products[0]


@pytest.mark.parametrize(
    ("name", "title", "summary", "brand"),
    [
        ("Kettles", "Dimmel Recalls Kettles", "They were sold under the Lumo label.", "Lumo"),
        ("Kettles", "Dimmel Recalls Kettles", "Sold under the brand name Lumo Home nationwide.", "Lumo Home"),
        ("Lumo kettles", "Dimmel Recalls Lumo Kettles", "Lumo-branded kettles.", "Lumo"),
        ("Kettles", "Dimmel Recalls Kettles", 'The kettles have "LUMO" printed on the base.', "LUMO"),
        ("Kettles", "Dimmel Recalls Kettles", '"Lumo" or "Zentra," appear in white on the kettles.', "Lumo"),
        ("Kettles", "Dimmel Recalls Kettles", "Lumo branding is on the lid.", "Lumo"),
        ("Kettles", "Dimmel Recalls Kettles", 'The model name "Stealth" is printed on the base.', "Dimmel"),
        ("Low-Stretch Ropes", "Dimmel Recalls Ropes", "The low-stretch ropes have a nylon core.", "Dimmel"),
        ("Optional Guard Rails", "Dimmel Recalls Optional Guard Rails", "They are gray.", "Dimmel"),
        ("Modular Lights", "Dimmel Recalls Modular Lights", "They are gray.", "Dimmel"),
        (
            "Kettles",
            "Dimmel Recalls Kettles",
            "Dimmel of Ulm, Ohio, recalls its Lumo and Zentra brand kettles.",
            "Lumo",
        ),
        ("Kettles", "Lumo Kettles Recalled; Sold by Dimmel", "Dimmel's Lumo steel kettles are white.", "Lumo"),
    ],
)
def test_a_text_that_says_the_brand_is_believed(name: str, title: str, summary: str, brand: str) -> None:
    assert _product(name, title=title, summary=summary).brand == brand


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("Kettles Recalled by Dimmel Manufacturing Co. for Repair Due to Fire Hazard", "Dimmel Manufacturing"),
        ("Kettle Recall by Dimmel", "Dimmel"),
        ("CPSC and Dimmel Announce Recall of Kettles", "Dimmel"),
        ("Burns Prompt Dimmel to Reannounce Recall of Kettles", "Dimmel"),
        ("Kettles Repaired by Dimmel", "Dimmel"),
        ("Kettles Recalled Due to Fire Hazard; Imported by iDimmel", "iDimmel"),
        ("Dimmel Corp. with Corner Buy Recalls Kettles", "Dimmel"),
        ("Kettles Recall", ""),
    ],
)
def test_the_firm_is_found_wherever_the_title_has_it(title: str, brand: str) -> None:
    assert _product("Kettles", title=title, summary="The kettles are white.").brand == brand


def test_two_names_of_one_firm_are_both_kept() -> None:
    found = _product("Kettles", title="Dimmel LLC d/b/a Lumo Recalls Kettles", summary="White kettles.")
    assert (found.brand, found.brand_aliases) == ("Dimmel", ("Lumo",))


@pytest.mark.parametrize(
    ("name", "title", "summary", "sold"),
    [
        ("Corva strollers", "Lumo Recalls Corva Strollers", "This recall involves Lumo's Corva strollers.", ""),
        ("Corva strollers", "Lumo Recalls Corva Strollers", "Two models.", "online at lumo.com and other shops"),
        ("Corva bicycles", "Lumo Recalls Corva Bicycles", "Two models.", "Authorized Lumo dealers nationwide"),
        ("Corva bicycles", 'Lumo Recalls "Corva" Bicycles', "Two models.", "Shops nationwide"),
        ("QX series mowers", "Lumo Recalls Mowers", "This recall involves QX series mowers.", ""),
    ],
)
def test_a_line_of_the_maker_is_no_brand(name: str, title: str, summary: str, sold: str) -> None:
    assert _product(name, title=title, summary=summary, sold_at=(sold,)).brand == "Lumo"


def test_a_shop_is_the_brand_only_of_what_bears_no_other() -> None:
    sold = ("Bigshop stores nationwide",)
    title = "Bigshop Recalls Lumo Kettles"
    assert _product("Lumo kettles", title=title, summary="White kettles.", sold_at=sold).brand == "Lumo"
    assert _product("Kettles", title="Bigshop Recalls Kettles", summary="White.", sold_at=sold).brand == "Bigshop"


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("21 Poplars Home dressers", "21 Poplars"),
        ("Studio 54 wall mirrors", "Studio 54"),
        ("Tidy 1st cabinet locks", "Tidy 1st"),
        ("Dr. Vale's bottles", "Dr. Vale's"),
        ("The Quiet Years 3-in-1 seats", "Quiet Years"),
        ("Vale's Meadow wooden toys", "Vale's Meadow"),
        ("House of Moss lamps", "House of Moss"),
        ("General Lumen (GL) lamps", "General Lumen"),
        ("Nap Moss® recliners", "Nap Moss"),
        ("A.V.M. helmets", "A.V.M."),
    ],
)
def test_names_of_more_than_one_word_are_kept_whole(name: str, brand: str) -> None:
    assert _product(name, title="Recall", summary=f"This recall involves {name}.").brand == brand


@pytest.mark.parametrize(
    "name",
    [
        "LED night lights",
        "Tip-Over restraint kits",
        "Gas-powered trimmers",
        "Bear-shaped banks",
        "AB450 engines",
        "Bath & Shower seats",
    ],
)
def test_what_tells_the_kind_of_thing_is_no_brand(name: str) -> None:
    said = f"{name}. Each has a bath, a shower and a light. Tip-over harms."
    assert _product(name, title=f"Dimmel Recalls {name}", summary=said).brand == "Dimmel"


@pytest.mark.parametrize("mark", ["VIN", "Made in Taiwan", "Model AB450", "ND1", "Do Not Immerse", "Tabletop Fire Pit"])
def test_not_all_that_is_printed_is_a_brand(mark: str) -> None:
    said = f'The fire pits are black. "{mark}" is printed on the base.'
    assert _product("Fire pits", title="Dimmel Recalls Fire Pits", summary=said).brand == "Dimmel"


def test_each_product_line_has_the_brand_it_begins_with() -> None:
    lines = (ListedProduct("Lumo hair dryers"), ListedProduct("Zentra hair dryers"))
    made = notice(products=lines, title="Hair Dryers Recalled", summary="Lumo and Zentra brand hair dryers.")
    assert [p.brand for p in read(made).products] == ["Lumo", "Zentra"]


def test_a_product_that_begins_with_several_brands_has_them_all() -> None:
    found = _product("Lumo, Zentra and Vaultine kettles", title="Dimmel Recalls Kettles", summary="White.")
    assert (found.brand, set(found.brand_aliases)) == ("Lumo", {"Zentra", "Vaultine", "Dimmel"})


def test_a_short_form_in_brackets_is_a_name_of_the_brand() -> None:
    found = _product("General Lumen (GL) lamps", title="General Lumen Recalls Lamps", summary="White.")
    assert (found.brand, found.brand_aliases) == ("General Lumen", ("GL",))


@pytest.mark.parametrize(
    ("name", "summary", "aliases"),
    [
        ("Twist, Glide and Glide+ strollers", "White.", ("Twist strollers", "Glide strollers", "Glide+ strollers")),
        ("Lumo Corva folding strollers", "White.", ("Corva folding strollers",)),
        ("Lumo kettles", "The kettle is also known as the Brew Moss.", ("Brew Moss",)),
        ("Lumo kettles", 'The kettle was also sold as "Brew Moss".', ("Brew Moss",)),
        ('Lumo "Brew Moss" kettles', "White.", ("Brew Moss",)),
        ("Lumo and Zentra kettles", "Lumo and Zentra brand kettles.", ()),
        ("Lumo kettles", "The kettle was sold as a set.", ()),
    ],
)
def test_a_product_keeps_what_else_it_is_called(name: str, summary: str, aliases: tuple[str, ...]) -> None:
    assert _product(name, title="Lumo Recalls Products", summary=summary, remedy="See lumo.com.").aliases == aliases


def test_a_product_whose_name_is_a_long_list_is_read_in_good_time() -> None:
    assert _product("Lumo, " * 20_000, title="Recall", summary='"' * 6000).brand == "Lumo"
