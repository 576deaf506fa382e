"""What brands and things are called in keys: enough to meet, and not so much that everything does."""

from recallwatch.match import item_keys, notice_keys
from recallwatch.model import Item, Notice, Reading

from .support import item, notice, reading, selector


def meet(mine: Item, said: Notice, understood: Reading | None = None) -> bool:
    return bool(item_keys(mine) & notice_keys(said, understood or Reading()))


def test_one_common_word_on_both_sides_is_not_a_brand_and_a_thing() -> None:
    assert not meet(item("Acme toys"), notice("Corner toys recalled"), reading("toys", "Corner"))
    assert not meet(item("electric kettle", brand="Acme"), notice("x"), reading("electric kettles", "Corner"))


def test_a_brand_that_is_a_common_word_meets_its_own_things() -> None:
    assert meet(item("desk lamp", brand="LED"), notice("x"), reading("LED lamps", "LED"))
    assert meet(item("desk lamp", brand="LED"), notice("x"), reading("LED lamps", "Corner"))
    assert not meet(item("desk lamp", brand="LED"), notice("x"), reading("desk lamps", "Corner"))


def test_where_nobody_names_a_brand_the_first_word_stands_for_it() -> None:
    assert meet(item("children's pajamas"), notice("x"), reading("children's pajamas", ""))
    assert not meet(item("children's pajamas"), notice("x"), reading("children's pajamas", "Corner"))


def test_a_short_model_without_a_brand_meets_by_what_the_thing_is() -> None:
    gates = reading("safety gates", "Corner", selector("W046"))
    assert meet(item("baby gate white", "W046"), notice("x"), gates)
    assert not meet(item("baby chair", "W046"), notice("x"), gates)
    assert not meet(item("Acme gate", "W046"), notice("x"), gates)


def test_words_written_as_one_meet_those_written_as_two() -> None:
    for mine, theirs in (("powerbank", "power bank"), ("air fryer", "airfryer"), ("play mat", "playmats")):
        assert meet(item(mine, brand="Acme"), notice("x"), reading(theirs, "Acme"))
        assert meet(item(theirs, brand="Acme"), notice("x"), reading(mine, "Acme"))


def test_initials_are_one_word() -> None:
    assert meet(
        item("boiler", "PVG5", brand="US Boiler"), notice("x"), reading("boilers", "U.S. Boiler", selector("PVG5"))
    )


def test_who_sold_it_and_who_recalls_it_may_be_called_the_brand() -> None:
    said = notice("Acme Recalls Jugs Due to Burn Hazard; Sold Exclusively at Corner-Store")
    assert all(meet(item("jug", brand=brand), said, reading("jugs", "Third")) for brand in ("Acme", "Corner-Store"))


def test_brands_named_in_the_text_meet_but_its_own_words_do_not() -> None:
    said = notice("x", "This recall involves heaters. The heaters were sold as Acme, American Standard and others.")
    understood = reading("wall heaters", "Corner")
    assert all(meet(item("heater", brand=brand), said, understood) for brand in ("Acme", "American Standard"))
    assert not any(meet(item("heater", brand=brand), said, understood) for brand in ("This", "Recall", "Heaters"))


def test_a_long_name_is_found_by_its_last_word() -> None:
    long = " ".join(f"Word{n}x" for n in range(14)) + " refrigerators"
    assert meet(item("refrigerator", brand="Acme"), notice("x"), reading(long, "Acme"))
