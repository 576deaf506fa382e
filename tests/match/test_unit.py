from dataclasses import replace

import pytest

from recallwatch.match import item_keys, judge, notice_keys
from recallwatch.model import Ask, Code, CodeType, Item, Kind, PartialDate, Quote, Reading, Scope, Term, Window

from .support import MAKER, code, item, notice, outcome, quote, reading, selector, term, verdict

CORDS = notice("Lenovo LS-15 power cords", "LS-15 cords. The date is in the format REV: 00 YYMM on a label.")


def made(first: str, last: str) -> Window:
    ends = [PartialDate.parse(end) if end else None for end in (first, last)]
    return Window(ends[0], ends[1], quote(f"made {first} to {last}"))


def cords(window: Window, sold: tuple[str, str] | None = ("2011-02", "2012-06")) -> Reading:
    return reading("power cords", "Lenovo", selector("LS-15", scope=Scope.LISTED, made=window), sold=sold)


@pytest.mark.parametrize(
    ("serial", "want"), [("REV: 00 1108", "affected"), ("REV: 00 1203", "clear"), ("", "check"), ("XK", "check")]
)
def test_a_date_of_manufacture_decides(serial: str, want: str) -> None:
    mine = item("cord", "LS-15", brand="Lenovo", serial=serial)
    assert outcome(mine, CORDS, cords(made("2011-02", "2011-12"))) == want


def test_a_window_that_covers_all_sales_narrows_nothing() -> None:
    understood = cords(made("2011-01", "2014-02"), ("2011", "2014"))
    assert outcome(item("cord", "LS-15", brand="Lenovo"), CORDS, understood) == "affected"


def test_a_purchase_before_the_last_were_made_proves_the_date() -> None:
    understood = cords(made("", "2011-12"), ("2010-01", "2013-06"))
    assert outcome(item("cord", "LS-15", brand="Lenovo", bought="2011-05"), CORDS, understood) == "affected"
    assert outcome(item("cord", "LS-15", brand="Lenovo", bought="2012-05"), CORDS, understood) == "check"


def test_a_condition_is_asked_about() -> None:
    understood = reading("power cords", "Lenovo", selector("LS-15", scope=Scope.LISTED, conditions=("above 5,400 ft",)))
    found = verdict(item("cord", "LS-15", brand="Lenovo"), CORDS, understood)
    assert found is not None
    assert found.question is not None
    assert found.question.ask is Ask.CONDITION


def test_not_every_unit_that_fits_is_recalled() -> None:
    said = notice("HP batteries", "Not all batteries matching the bar codes are being recalled.")
    rule = code(CodeType.PREFIX, "65035")
    understood = reading("batteries", "HP", selector("HSTNN1", scope=Scope.LISTED, serials=(rule,)))
    assert outcome(item("battery", "HSTNN1", brand="HP", serial="65035AAB7U"), said, understood) == "check"


def test_units_without_a_code_are_recalled_when_the_notice_says_so() -> None:
    rule = code(CodeType.LIST, "235010")
    understood = reading("sport tumblers", "Jug", selector("J1", scope=Scope.LISTED, serials=(rule,)))
    mine = item("tumbler", "J1", brand="Jug", serial="none")
    assert (
        outcome(mine, notice("Jug tumblers", "With serial number 235010 or no serial number."), understood)
        == "affected"
    )
    assert outcome(mine, notice("Jug tumblers", "With serial number 235010."), understood) == "check"


def test_model_years_stand_in_the_name() -> None:
    years = replace(selector("RX5", scope=Scope.LISTED), model_years=(term("2018"), term("2019")))
    understood, said = reading("utility vehicles", "Acme", years), notice("Acme utility vehicles")
    assert outcome(item("2018 RX5", "RX5", brand="Acme"), said, understood) == "affected"
    assert outcome(item("2021 RX5", "RX5", brand="Acme"), said, understood) == "clear"
    assert outcome(item("RX5", "RX5", brand="Acme"), said, understood) == "check"


def test_what_was_not_understood_forbids_clear() -> None:
    rule = code(CodeType.RANGE, first="K100", last="K200")
    understood = reading("fans", "Acme", selector("F100", scope=Scope.LISTED, serials=(rule,)))
    mine, said = item("fan", "F100", brand="Acme", serial="K300"), notice("Acme fans")
    assert outcome(mine, said, understood) == "clear"
    assert outcome(mine, said, replace(understood, review=("not understood: K4",))) == "none"


def test_a_letter_before_the_serial_can_mean_repaired() -> None:
    text = 'Saws with an "N" preceding the serial number on the nameplate are not involved in this recall.'
    said, understood = notice("Makita saws", text), reading("saws", "Makita", selector("5740NB"))
    assert outcome(item("saw", "5740NB", brand="Makita", serial="N12345A"), said, understood) == "clear"
    assert outcome(item("saw", "5740NB", brand="Makita", serial="12345A"), said, understood) == "affected"


def test_a_vin_inside_a_range_needs_nothing_else() -> None:
    rule = code(CodeType.RANGE, first="1HGCM82633A000001", last="1HGCM82633A004999")
    understood = reading("sedans", "Honda", selector("Accord", scope=Scope.LISTED, serials=(rule,)))
    mine, said = Item("i", "o", vin="1HGCM82633A004352"), notice("Honda sedans")
    assert item_keys(mine) & notice_keys(said, understood)
    assert outcome(mine, said, understood) == "affected"


def test_a_correction_recalls_nothing() -> None:
    understood = reading("321 Power Bank", "Anker", selector("A1112"))
    mine = item("anker 321 power bank", "A1112")
    assert judge(mine, replace(MAKER, kind=Kind.CORRECTION), understood, revision=1) is None


def test_a_title_alone_is_never_certain_about_a_name() -> None:
    said, understood = replace(MAKER, summary=""), reading("321 Power Bank", "Anker", selector())
    assert outcome(item("anker 321 power bank"), said, understood) == "check"


@pytest.mark.parametrize(
    ("model", "serial", "want"),
    [
        ("AB40QW", "4E50412345", "affected"),  # the table has it as AB40QWX
        ("AB40QT", "4E44200000", "clear"),  # inside the other one's range only
        ("AB40", "4E50412345", "none"),
    ],
)
def test_a_table_may_print_a_model_with_the_letter_of_its_version(model: str, serial: str, want: str) -> None:
    ranges = (("4E44114739", "4E81603034", "AB40QWX"), ("4E44308482", "4E81603380", "AB40QTX"))
    serials = tuple(code(CodeType.RANGE, first=a, last=b, models=(m,)) for a, b, m in ranges)
    understood = reading("Dryers", "Acme", selector("AB40QW", "AB40QT", scope=Scope.LISTED, serials=serials))
    assert outcome(item("dryer", model, brand="Acme", serial=serial), notice("Acme Dryers"), understood) == want


@pytest.mark.parametrize(
    ("summary", "want"),
    [
        ("Tanks with a serial number beginning with W, and a date code of 06-23.", "clear"),
        ("Tanks with a serial number beginning with W or a date code of 06-23.", "check"),
    ],
)
def test_two_codes_that_a_notice_wants_together_must_both_hold(summary: str, want: str) -> None:
    def at(words: str) -> Quote:
        return Quote("summary", summary.index(words), summary.index(words) + len(words), words)

    serial = Code(CodeType.PREFIX, "serial", at("W"), values=("W",))
    made = Code(CodeType.LIST, "date_code", at("06-23"), values=("06-23",))
    both = replace(selector("M0859", scope=Scope.LISTED), serials=(serial,), lots=(made,))
    mine = item("tank", "M0859", brand="Acme", serial="W2309981 09-23")
    assert outcome(mine, notice("Acme Tanks", summary), reading("Tanks", "Acme", both)) == want


@pytest.mark.parametrize(
    ("form", "serial", "want"),
    [
        ("Date codes are a 4-digit number WWYY.", "4521", "affected"),
        ("Date codes are a 4-digit number WWYY.", "0323", "clear"),
        ("The code's first three digits are the day of the year and the last two the year.", "12022", "affected"),
        ("The code's first three digits are the day of the year and the last two the year.", "12023", "clear"),
        ("The code tells when it was made.", "4521", "check"),
    ],
)
def test_a_stamp_is_a_date_where_the_notice_says_how_it_is_written(form: str, serial: str, want: str) -> None:
    understood = reading("Massagers", "Acme", selector("HH715", scope=Scope.LISTED, made=made("", "2022")))
    mine = item("massager", "HH715", brand="Acme", serial=serial)
    assert outcome(mine, notice("Acme Massagers", form), understood) == want


@pytest.mark.parametrize(
    ("name", "want"),
    [("2019 Trail 800", "affected"), ("2022 Trail 800", "check"), ("2019 Trail 850", "check"), ("Trail 800", "check")],
)
def test_a_year_recalled_whole_needs_no_code(name: str, want: str) -> None:
    text = "All 2017-2021 Acme 800 series sleds and certain 2022 sleds with serial numbers NT100 to NT200 are recalled."
    years = tuple(Term(str(y), quote(text)) for y in range(2017, 2023))
    some = selector(scope=Scope.LISTED, serials=(code(CodeType.RANGE, first="NT100", last="NT200"),))
    understood = reading("Trail 800 and 850 sleds", "Acme", replace(some, model_years=years))
    assert outcome(item(name, brand="Acme"), notice("Acme Trail 800 and 850 sleds", text), understood) == want
