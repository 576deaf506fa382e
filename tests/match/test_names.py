import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.match.names import Fit, name_fit, variants
from recallwatch.match.words import is_distinctive, measures, name_words
from recallwatch.model import Product, Quote, Selector, Term

from .support import item, notice


def fit(mine: str, theirs: str, *, brand: str = "Acme", text: str = "") -> Fit:
    said = notice(f"{brand} {theirs}", text or theirs)
    return name_fit(item(mine, brand=brand), Product(theirs, brand), said).fit


@pytest.mark.parametrize(
    ("mine", "theirs", "want"),
    [
        ("PowerCore 10000", "PowerCore 10000 power banks", Fit.FULL),
        ("power core 10k portable charger", "PowerCore 10000 power banks", Fit.FULL),
        ("powercore 5k", "PowerCore 10000 power banks", Fit.NONE),
        ("321", "321 Power Bank (PowerCore 5K)", Fit.LINE),
        ("321 powerbank", "321 Power Bank (PowerCore 5K)", Fit.FULL),
        ("powercore 5k", "321 Power Bank (PowerCore 5K)", Fit.FULL),
        ("Solo 2", "Solo II vaporizer devices", Fit.FULL),
        ("Solo 3", "Solo II vaporizer devices", Fit.NONE),
        ("Galaxy Note 7", "Galaxy Note7 smartphones", Fit.FULL),
        ("Galaxy S7 edge", "Galaxy Note7 smartphones", Fit.NONE),
        ("12 drawer dresser", "Fabric 12-Drawer Dressers", Fit.LINE),
        ("12 drawer dresser", "Fabric 16-Drawer Dressers", Fit.NONE),
        ("Mini", "Mini speakers", Fit.FULL),
        ("dishwasher white", "Dishwashers", Fit.LINE),
        ("washer", "Dryers", Fit.NONE),
        ("electric water heater", "gas water heaters", Fit.NONE),
        ("Blinder 600", "Blinder 900 and Blinder 1300 bicycle lights", Fit.NONE),
        ("Blinder 900 bike light", "Blinder 900 and Blinder 1300 bicycle lights", Fit.FULL),
        ("side by side fridge", "Ace®, Boss® and Crown® brand refrigerators", Fit.LINE),
        ("Asolo Prosecco", "Valdobbiadene Prosecco bottles", Fit.NONE),
        ("", "Power Banks", Fit.NONE),
        ("Trail", "Trail 900 off-road vehicles", Fit.LINE),
        ("Glide+", "Glide", Fit.NONE),
        ("Glide plus treadmill", "Glide", Fit.NONE),
        ("Glide", "Glide+", Fit.FULL),
        ("Glide+ treadmill", "Glide+ treadmills", Fit.FULL),
        ("swift travel mug", "Swift and Trot Step travel mugs", Fit.FULL),
        ("mower", "Brillo Walk-Behind Mowers", Fit.KIND),
        ("bed", "Brillo Walk-Behind Mowers", Fit.NONE),
    ],
)
def test_how_well_a_name_fits(mine: str, theirs: str, want: Fit) -> None:
    assert fit(mine, theirs) is want


def test_a_word_the_text_writes_small_is_no_name() -> None:
    assert fit("iQ auto belay", "Speed Auto Belays", text="The auto belay devices are gray.") is Fit.KIND
    assert fit("nimbus fan", "Nimbus Fans", text="The Nimbus fans are gray.") is Fit.FULL


@pytest.mark.parametrize(
    ("mine", "want"),
    [
        ("Classic quilt, ticking stripe", Fit.LINE),
        ("cursive quilt with case", Fit.KIND),  # one word that the notice never says
        ("ticking kettle", Fit.NONE),  # nothing of the product's own name
        ("quilt 450", Fit.KIND),  # a number that the notice never says
    ],
)
def test_a_name_all_of_whose_words_the_notice_says_means_its_product(mine: str, want: Fit) -> None:
    text = "The Classic quilts come in white and ticking stripe, with a kettle."
    assert fit(mine, "Quilts and Quilted Shams", text=text) is want


@pytest.mark.parametrize(
    ("mine", "theirs", "want"),
    [
        ("cotton mattress pad king", "100% Cotton Mattress Pads", Fit.LINE),  # a share and a size are no numbers of it
        ("kids panda pajamas", "Children's sleepwear", Fit.LINE),
        ("tea kettle 2 quart", "Tea Kettles", Fit.FULL),  # the text says the rest of it
        ("tea kettle 3 quart copper", "Tea Kettles", Fit.KIND),
        ("Bolo bank", "Bank AQ1647 and Bolo Bank AQ1681", Fit.FULL),  # a model's number is none of the name
    ],
)
def test_numbers_that_are_none_of_the_name_decide_nothing(mine: str, theirs: str, want: Fit) -> None:
    said = notice(f"Acme {theirs}", f"The {theirs.lower()} hold 2 quarts. Some have a panda.")
    models = tuple(Term(m, Quote("title", 0, 0, m)) for m in ("AQ1647", "AQ1681"))
    made = Product(theirs, "Acme", selectors=(Selector(models=models),))
    assert name_fit(item(mine, brand="Acme"), made, said).fit is want


@pytest.mark.parametrize(
    ("mine", "want"),
    [
        ("mini skincare fridge", Fit.KIND),
        ("mini skincare camping fridge", Fit.NONE),
        ("mini skincare fridge 4", Fit.NONE),
    ],
)
def test_one_strange_word_leaves_the_kind_of_thing_but_not_beside_a_number(mine: str, want: Fit) -> None:
    assert fit(mine, "Mini Beauty Fridges", text="The fridge is pink.") is want


def test_brackets_hold_a_second_name() -> None:
    assert variants("321 Power Bank (PowerCore 5K)")[1:] == ["321 Power Bank", "PowerCore 5K"]


def test_words_are_comparable_whatever_the_spelling() -> None:
    assert name_words("PowerCore II 10k Batteries") == ("powercore", "2", "10000", "battery")
    assert name_words("YOYO³ bikes") == ("yoyo", "3", "bicycle")
    assert not is_distinctive("powerbank")
    assert measures(name_words("14oz cup, 12 drawers")) == {"ounce": frozenset({"14"}), "drawer": frozenset({"12"})}


_KINDS = ("crib", "stroller", "lamp", "kettle", "dresser", "heater", "toy")


@given(mine=st.sampled_from(_KINDS), theirs=st.sampled_from(_KINDS), brand=st.sampled_from(("Larch Mill", "Le Brume")))
def test_words_of_the_brand_never_name_the_thing(mine: str, theirs: str, brand: str) -> None:
    said = notice(f"{brand} Kids Recalls {theirs}s", f"The {brand} {theirs} is large.")
    made = Product(f"{brand} {theirs}s", brand, brand_aliases=(f"{brand} Kids", brand.split()[0]))
    found = name_fit(item(f"{brand} {mine}".lower()), made, said).fit
    assert (found is Fit.NONE) == (mine != theirs)


def test_a_beginning_of_the_brand_that_stands_alone_leaves_the_rest_to_the_product() -> None:
    said = notice("Arbo Recalls Solo Vaporizers", "Arbo Solo devices can overheat.")
    made = Product("Vaporizers", "Arbo Solo", brand_aliases=("Arbo",), aliases=("Arbo Solo Vaporizers",))
    assert name_fit(item("solo vaporizer", brand="Arbo"), made, said).fit is Fit.FULL


def test_a_shop_named_before_the_brand_is_not_part_of_the_name() -> None:
    said = notice("Corner Buy Recalls Luxigna Kettles", "Luxigna kettles sold by Corner Buy.")
    found = name_fit(item("corner buy luxigna kettle"), Product("Luxigna Kettles", "Luxigna"), said)
    assert found.fit >= Fit.LINE


def test_the_maker_s_line_does_not_make_a_chair_of_a_knife() -> None:
    said = notice("Acme Recalls Acme Corva Folding Knives", "The knives fold.")
    made = Product("Acme Corva folding knives", "Acme", brand_aliases=("Acme Corva",))
    assert name_fit(item("Acme Corva desk chair"), made, said).fit is Fit.NONE
    assert name_fit(item("Acme Corva folding knives"), made, said).fit is Fit.FULL
