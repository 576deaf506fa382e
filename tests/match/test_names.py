import pytest

from recallwatch.match.names import Fit, name_fit, variants
from recallwatch.match.words import is_distinctive, measures, name_words
from recallwatch.model import Product

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
    ],
)
def test_how_well_a_name_fits(mine: str, theirs: str, want: Fit) -> None:
    assert fit(mine, theirs) is want


def test_a_word_the_text_writes_small_is_no_name() -> None:
    assert fit("iQ auto belay", "Speed Auto Belays", text="The auto belay devices are gray.") is Fit.KIND
    assert fit("nimbus fan", "Nimbus Fans", text="The Nimbus fans are gray.") is Fit.FULL


def test_brackets_hold_a_second_name() -> None:
    assert variants("321 Power Bank (PowerCore 5K)")[1:] == ["321 Power Bank", "PowerCore 5K"]


def test_words_are_comparable_whatever_the_spelling() -> None:
    assert name_words("PowerCore II 10k Batteries") == ("powercore", "2", "10000", "battery")
    assert name_words("YOYO³ bikes") == ("yoyo", "3", "bicycle")
    assert not is_distinctive("powerbank")
    assert measures(name_words("14oz cup, 12 drawers")) == {"ounce": frozenset({"14"}), "drawer": frozenset({"12"})}
