import pytest

from recallwatch.extract import read
from recallwatch.match import explain, judge
from recallwatch.model import Ask, Item, ListedProduct, Notice, Verdict

_GTIN = "012345678905"


def _notice(codes: str, country: str = "US", summary: str = "The bars may contain milk.") -> Notice:
    line = ListedProduct("Harrow oat bars", brand="Harrow", codes=codes)
    language = "fr" if country == "FR" else "en"
    return Notice(
        "test", "1", "Harrow oat bars", summary=summary, products=(line,), jurisdictions=(country,), language=language
    )


def _verdict(codes: str, serial: str, *, gtin: str = _GTIN, country: str = "US", summary: str = "x") -> Verdict | None:
    said = _notice(codes, country, summary)
    return judge(Item("i", "o", "oat bars", serial=serial, gtin=gtin), said, read(said), revision=1)


def _outcome(codes: str, serial: str, *, country: str = "US", gtin: str = _GTIN, summary: str = "x") -> str:
    found = _verdict(codes, serial, country=country, gtin=gtin, summary=summary)
    return str(found.outcome) if found else "none"


def test_a_bar_code_with_all_lots_is_affected() -> None:
    assert _outcome(f"UPC {_GTIN} All lots", "") == "affected"


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("A123", "affected"),
        ("lot b-456", "affected"),
        ("LOT A123 exp 05/2026", "affected"),
        ("C999", "clear"),
        ("05/2026", "affected"),
        ("best by 05/12/2026", "affected"),
        ("BB 06/15/26", "clear"),
        ("2026", "check"),
        ("A123 best by 07/2026", "check"),  # lot and date contradict each other
        ("C999 best by 05/2026", "check"),
        ("something odd", "check"),
        ("", "check"),
    ],
)
def test_lot_or_date_decides(serial: str, want: str) -> None:
    assert _outcome(f"UPC {_GTIN}; Lot # A123, B456, Best By 05/2026", serial) == want


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("05/14/2026", "affected"),
        ("5/16/26", "clear"),
        ("MAY 15 26", "affected"),
        ("05/2026", "check"),
        ("04/2026", "affected"),
        ("06/2026", "clear"),
        ("MFG 06/20/2026", "check"),
    ],
)
def test_a_month_that_is_recalled_in_part_is_asked_further(serial: str, want: str) -> None:
    assert _outcome(f"UPC {_GTIN}. All best by dates up to and including 05/15/2026", serial) == want


def test_the_question_names_what_the_notice_goes_by() -> None:
    asked = [_verdict(f"UPC {_GTIN} {codes}", "") for codes in ("Lot A12, exp 05/2026", "exp 05/2026", "Lot A12")]
    questions = [found.question for found in asked if found]
    assert [q.ask for q in questions if q] == [Ask.SERIAL] * 3
    assert [q.text for q in questions if q] == [
        "Which lot or use-by date is printed on it?",
        "Which use-by date is printed on it?",
        "Which lot or date code is printed on it?",
    ]


_PACKED = "4006381333931$l771$date limite de consommation$2026-05-05$2026-05-12|4006381333931$l772$non concerné$$"


@pytest.mark.parametrize(
    ("serial", "want"),
    [
        ("l771", "affected"),
        ("L 772", "affected"),
        ("l773", "clear"),
        ("06/05/2026", "affected"),
        ("05/06/2026", "check"),
    ],
)
def test_where_the_day_comes_first_so_does_the_owners(serial: str, want: str) -> None:
    assert _outcome(_PACKED, serial, country="FR", gtin="4006381333931") == want


@pytest.mark.parametrize(
    ("serial", "want"), [("05/06/2026", "check"), ("2026-05-06", "affected"), ("20/06/2026", "clear")]
)
def test_in_canada_a_date_that_reads_both_ways_decides_nothing(serial: str, want: str) -> None:
    assert _outcome(f"UPC {_GTIN} best before 2026-05-01 to 2026-05-20", serial, country="CA") == want


@pytest.mark.parametrize(
    ("serial", "want"), [("EST. 4711 lot 24123", "affected"), ("P-4712 lot 24123", "check"), ("EST 4712", "clear")]
)
def test_another_plant_made_another_package(serial: str, want: str) -> None:
    summary = "The products bear establishment number “EST. 4711” inside the mark of inspection."
    assert _outcome(f"UPC {_GTIN}, lot code 24123", serial, summary=summary) == want


def test_numbers_nobody_explained_keep_a_package_from_being_cleared() -> None:
    codes = f"UPC {_GTIN} Use by 1/4/2024, 11/21/2923"
    assert (_outcome(codes, "1/4/2024"), _outcome(codes, "2/4/2024")) == ("affected", "check")


def test_the_reason_shows_the_date_in_the_notices_words() -> None:
    said = _notice(f"UPC {_GTIN}; Use by 05/12/2026")
    mine = Item("i", "o", "oat bars", serial="5/12/26", gtin=_GTIN)
    found = judge(mine, said, read(said), revision=1)
    assert found is not None
    why = explain(mine, said, found)[1]
    assert why.sentence == "The date you gave, 5/12/26, is among those this recall lists: 2026-05-12."
    assert why.quote == "Use by 05/12/2026"
