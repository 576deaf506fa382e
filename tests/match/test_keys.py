from recallwatch.match import item_keys, notice_keys
from recallwatch.model import Reading

from .support import MAKER, item, notice, reading, selector

READ = reading(
    "321 Power Bank (PowerCore 5K)", "Anker", selector("A1112", aliases=("A3102",), gtins=("0-84358-04482-4",))
)


def meets(mine_name: str, model: str = "", *, brand: str = "", gtin: str = "") -> bool:
    return bool(item_keys(item(mine_name, model, brand=brand, gtin=gtin)) & notice_keys(MAKER, READ))


def test_spellings_of_a_model_meet() -> None:
    assert all(meets("thing", model) for model in ("A1112", "a-1112", "A 1112", "A3102016"))


def test_look_alike_characters_meet_only_with_the_brand() -> None:
    assert meets("powerbank", "AI1I2", brand="Anker")
    assert not meets("thing", "AI1I2", brand="Belkin")


def test_a_brand_inside_the_name_is_found() -> None:
    assert meets("anker power core 5000")
    assert meets("anker 321 powerbank")
    assert not meets("belkin boost charger")


def test_bar_codes_meet_in_any_spelling() -> None:
    assert meets("", gtin="084358044824")
    assert meets("", gtin="00084358044824")


def test_short_models_need_the_brand() -> None:
    cords = reading("power cord", "Lenovo", selector("LS-15"))
    keys = notice_keys(notice("Lenovo power cords"), cords)
    assert item_keys(item("cord", "LS15", brand="lenovo")) & keys
    assert not item_keys(item("cable", "LS15", brand="HP")) & keys


def test_a_notice_that_was_not_understood_still_has_keys() -> None:
    assert item_keys(item("321 power bank", brand="Anker")) & notice_keys(MAKER, Reading())


def test_the_number_of_keys_is_bounded() -> None:
    long = "brand " + " ".join(f"word{n}x" for n in range(400))
    assert len(item_keys(item(long, long, brand=long, gtin="1" * 400))) <= 250
    assert len(notice_keys(notice(long, long), Reading())) <= 250
