import pytest

from recallwatch.extract.quotes import LIMIT
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


@pytest.mark.parametrize("piece", ["A1&", "A&", "A-", "Aa1-", "1x", "1/", "10-in-", "A_1", "w/", "ABC12 ", "Ab &"])
def test_a_text_made_to_be_slow_gives_few_keys(piece: str) -> None:
    hostile = piece * 20_000
    for made in (notice("Lamps", hostile), notice(hostile, "Lamps.")):
        assert len(notice_keys(made, Reading())) <= 20


def test_what_lies_behind_the_limit_is_not_read() -> None:
    before, behind = (notice("Lamps", "so " * (LIMIT // 3 + shift) + "VB1263 Voltano") for shift in (-20, 1))
    told = item_keys(item("lamp", "VB1263")) | item_keys(item("lamp", brand="Voltano"))
    assert len(notice_keys(before, Reading()) & told) == 2
    assert not notice_keys(behind, Reading()) & told


def test_a_capitalised_run_longer_than_any_word_is_no_brand() -> None:
    word, run = "V" + "o" * 40, "V" + "o" * 400
    keys = {key.value for key in notice_keys(notice("Lamps", f"{word} {run}"), Reading())}
    assert f"{word.lower()} lamp" in keys
    assert f"{run.lower()} lamp" not in keys
