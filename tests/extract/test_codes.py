"""Serial, lot and date criteria in prose."""

import pytest

from recallwatch.model import CodeType, Scope

from .making import codes, selector


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Saws with serial numbers ZK0100 through ZK0200 are recalled.", [("range", "ZK0100", "ZK0200")]),
        (
            "Recalled are serial numbers ranging from 31706-35058 and Y1025-Y1310.",
            [("range", "31706", "35058"), ("range", "Y1025", "Y1310")],
        ),
        ("Serial numbers between 1115 and 1631 are recalled.", [("range", "1115", "1631")]),
        ('Only units with a serial number starting with "M2" are included.', [("prefix", "M2")]),
        (
            'Serial numbers have the letters "QXCEI" followed by a number in the following range: 003125 to 014456.',
            [("range", "003125", "014456")],
        ),
        ("Units have a serial number that is 16 characters long. Lot number A09050 is recalled.", [("list", "A09050")]),
        ("Lot numbers A09050 and A10055 are recalled.", [("list", "A09050", "A10055")]),
        ("A lamp stands on one end. Lot numbers A09050 and A10055 are recalled.", [("list", "A09050", "A10055")]),
        ("Only saws with dates codes 09T8 through 42T8 are recalled.", [("range", "09T8", "42T8")]),
        (
            "Carts bear another name, for example Trail. Recalled carts have serial numbers from 10001 through 67546.",
            [("range", "10001", "67546")],
        ),
        (
            "Harness models QC032AA and QC029AA are recalled. Serial Numbers QC032AA 18319000 through 19100000",
            [("range", "18319000", "19100000")],
        ),
        ('Recalled cups have the date code "04/2022".', [("list", "04/2022")]),
        ("Only date codes 2023 32-58 through 2024 13-58 are affected.", [("range", "2023 32-58", "2024 13-58")]),
        ("Date codes for doors range from 031924 to 060524.", [("range", "031924", "060524")]),
        ("Hoses with a marking ending in -211, -212 or -213 are included.", [("suffix", "211", "212", "213")]),
        ("The recalled batteries have bar codes 62940^^AXV^^^^.", [("wildcard", "62940^^AXV^^^^", "")]),
        (
            'Serial numbers starting with "142AA" followed by numbers that fall below "0062239" are affected.',
            [("range", "142AA0000000", "142AA0062238")],
        ),
        ("Handles with serial numbers lower than BB408620 are recalled.", [("range", "", "BB408619")]),
        ("Boilers have serial numbers between CP 6557046 and CP 6955985.", [("range", "CP 6557046", "CP 6955985")]),
        ("The serial range of the recalled Trail carts is 000000 to 014034.", [("range", "000000", "014034")]),
        (
            "VINs of affected carts range from 1HF05A4000003 through 1HF05A4003902.",
            [("range", "1HF05A4000003", "1HF05A4003902")],
        ),
        ("Chairs with a manufacture date between 0607 and 0911 (YYMM format).", [("range", "0607", "0911")]),
        (
            "The serial numbers, found inside the lid, include: 187-074142, 187-074143.",
            [("list", "187-074142", "187-074143")],
        ),
        ("Only saws with date codes of 2019-40 through 2020-35 are included.", [("range", "2019-40", "2020-35")]),
        (
            'Serial numbers (14 digits) starting with "57X" are included and are printed on the stand.',
            [("prefix", "57X")],
        ),
        (
            "Only serial numbers beginning with the following are included: S46012302xxxxxx S460123010xxxxx",
            [("prefix", "S46012302", "S460123010")],
        ),
        (
            "Only units with the VIN between NT808000 and NT808150 and between NT100101 and NT101060 are included.",
            [("range", "NT808000", "NT808150"), ("range", "NT100101", "NT101060")],
        ),
        (
            'Only a serial number ending in the number 0 through 3 or the letter "D" is recalled.',
            [("suffix", "0", "1", "2", "3", "D")],
        ),
        ("Recalled units have PO numbers 1 through 10 (PO-PX001 to PO-PX010).", [("range", "PO-PX001", "PO-PX010")]),
        ("Only lots PC: 0224 and PC: 1223 are included.", [("list", "PC: 0224", "PC: 1223")]),
        ("The recalled units have serial numbers 500123 and lower.", [("range", "", "500123")]),
        ("The recalled units have serial numbers 500123 or higher.", [("range", "500123", "")]),
        ('Only chargers with lot codes "WCAA" and "WCAB" are recalled.', [("list", "WCAA", "WCAB")]),
        ("Only one of these dates of manufacture: 24D, 25A or 25B.", [("list", "24D", "25A", "25B")]),
        ("The recalled units have an A as the sixth digit of the serial number.", [("list", "A")]),
        (
            "Serial numbers M0Z465E080162 through M0Z465E080437M0Z465T060001 through M0Z465T061470 are recalled.",
            [("range", "M0Z465E080162", "M0Z465E080437"), ("range", "M0Z465T060001", "M0Z465T061470")],
        ),
        ('Heaters with a "JUL24" or "AUG24" date code are recalled.', [("list", "JUL24", "AUG24")]),
        ("Recalled sights have either the letter K or M as the last digit of the serial number.", [("list", "K", "M")]),
        (
            "Towers with date codes, in YYYYMM format, from 202409 to 202501 are included.",
            [("range", "202409", "202501")],
        ),
        ("Only boots with date code 07/22 NH or 08/22 NH are recalled.", [("list", "07/22 NH", "08/22 NH")]),
        (
            "Date codes included in this recall are one of these four ending in 23: 0123, 0923 or 1523.",
            [("suffix", "0123", "0923", "1523")],
        ),
        (
            "Only serial numbers 17L 0000000 000 to 20F 9999999 999 are recalled.",
            [("range", "17L 0000000 000", "20F 9999999 999")],
        ),
        ("Only these batch numbers are included: 10 23, 12 23 and 02 24.", [("list", "10 23", "12 23", "02 24")]),
        ("The serial numbers are 00182M243902233-00182M243902592.", [("range", "00182M243902233", "00182M243902592")]),
        ("Lot codes (MLC) C25021766FJ or C25090466FJ are recalled.", [("list", "C25021766FJ", "C25090466FJ")]),
    ],
)
def test_codes_are_read_with_their_kind_of_rule(summary: str, expected: list[tuple[str, ...]]) -> None:
    assert codes(summary) == expected


def test_a_printed_format_orders_the_range() -> None:
    (code,) = selector("Chairs with a manufacture date between 0607 and 0911 (YYMM format) are recalled.").lots
    assert code.order == "yymm"


def test_the_part_that_is_compared_is_kept() -> None:
    (code,) = selector("Only heaters with the first four digits of the serial number between 1115 and 1631.").serials
    assert (code.part, code.first, code.last) == ("first4", "1115", "1631")


@pytest.mark.parametrize(
    "summary",
    [
        "Model WB7. Some models will also have a date code. The date code 06/15/23 is on the box.",
        'Model WB7. The serial number, which begins with "61", is printed on the label.',
        'Model WB7. Model and serial number are on a label (e.g. serial number "DHM000001").',
        'Model WB7. The tracking number "FO031124" is printed on the back.',
        "Model WB7. A batch number ending in 3465, 3585 or 3599 is printed on the neck label.",
        "Model WB7. The date code, in the format 20XX YY-58, is printed on the frame.",
    ],
)
def test_what_only_describes_a_label_narrows_nothing(summary: str) -> None:
    assert codes(summary) == []
    assert selector(summary).scope is Scope.ALL


def test_codes_hold_only_for_the_models_before_them() -> None:
    chosen = selector(
        "Model AX10 saws with serial numbers 5000 through 5999 are recalled. Model BX20 saws with serial numbers "
        "7000 through 7999 are recalled."
    )
    assert [(c.first, c.models) for c in chosen.serials] == [("5000", ("AX10",)), ("7000", ("BX20",))]


def test_codes_hold_for_the_model_of_the_sentence_before_when_a_notice_goes_on_so() -> None:
    chosen = selector(
        'Model number "AX10" is printed on the stand. Serial numbers starting with "57X" are included. '
        'Model number "BX20" is printed on the bank. Serial numbers starting with "35S" are included.'
    )
    assert [(c.values, c.models) for c in chosen.serials] == [(("57X",), ("AX10",)), (("35S",), ("BX20",))]


def test_one_sentence_of_codes_behind_a_model_speaks_of_all() -> None:
    chosen = selector('Models AX10 and BX20. "BX20" is on the bank. Serial numbers starting with "57X" are included.')
    assert [c.models for c in chosen.serials] == [()]


def test_a_check_at_the_makers_site_is_a_lookup() -> None:
    chosen = selector(
        "Power banks with model number VQ500 and qualifying serial numbers are recalled. "
        "Check your serial number at https://voltique.example/recall to determine if it is included."
    )
    (code,) = chosen.serials
    assert (code.type, code.url, chosen.scope) == (CodeType.LOOKUP, "https://voltique.example/recall", Scope.LISTED)


def test_a_bar_code_that_checks_is_an_article_number_and_so_are_those_behind_it() -> None:
    chosen = selector("Jugs have UPC 5052770001010 with a tractor print, red lid with fish print 5052770002024")
    assert [t.value for t in chosen.gtins] == ["5052770001010", "5052770002024"]
    assert [t.value for t in selector("Bar code 5052770001010 is on the lid.").gtins] == ["5052770001010"]


def test_a_sellers_number_is_no_serial_number() -> None:
    chosen = selector("Product ID numbers B00QRK8EVO and B00QRK8HJ8 are recalled.")
    assert (chosen.serials, [t.value for t in chosen.retailer_ids]) == ((), ["B00QRK8EVO", "B00QRK8HJ8"])
