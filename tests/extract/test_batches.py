import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recallwatch.extract import read
from recallwatch.model import CodeType, ListedProduct, Notice, Scope, Sort

from .batching import Lots, lots, notice, reading, selectors
from .making import quotes


def test_bar_code_lots_and_date_of_one_line() -> None:
    (chosen,) = selectors("UPC 0 12345 67890 5; Lot # A123, B456, Best By 05/2026")
    assert [t.value for t in chosen.gtins] == ["0 12345 67890 5"]
    assert lots(chosen) == [("lot", "A123", "B456"), ("best_before", "2026-05")]
    assert chosen.scope is Scope.LISTED


@pytest.mark.parametrize(
    ("codes", "want"),
    [
        ("Lot numbers: 1204582467; 1204582468", [("lot", "1204582467", "1204582468")]),
        ("SE102022A SE102122A", [("lot", "SE102022A", "SE102122A")]),
        ("Batch: C0818 B7, C0818 B9", [("lot", "C0818 B7", "C0818 B9")]),
        ("Z324-Z350", [("lot", "Z324", "Z350")]),
        ("20076 - 20140", [("lot", "20076", "20140")]),
        ("P2742702-00 and P2741287", [("lot", "P2742702-00", "P2741287")]),
        ("Julian date of 20621X and before", [("lot", "", "20621X")]),
        ("LOT 2007073 EXP DATE 07/2022", [("lot", "2007073"), ("expiry", "2022-07")]),
        ("Best by: 03/05/21 - 06/04/21", [("best_before", "2021-03-05", "2021-06-04")]),
        ("Use By Date of 10/27/2023 through 11/8/2023", [("use_by", "2023-10-27", "2023-11-08")]),
        ("Use by dates 7/9-8/1/2022", [("use_by", "2022-07-09", "2022-08-01")]),
        ("Expiration dates 6/20/24 and 6/24/24", [("expiry", "2024-06-20", "2024-06-24")]),
        ("Expiration between March 5, 2022 and March 23, 2022", [("expiry", "2022-03-05", "2022-03-23")]),
        ("All best by dates up to and including 05/2026", [("best_before", "", "2026-05")]),
        ("All product with Best By date of 2/6/20 and prior", [("best_before", "", "2020-02-06")]),
        ("Sell by dates before 5/28/2023", [("sell_by", "", "2023-05-27")]),
        ("USED BY or Before 7/11/2020", [("use_by", "", "2020-07-11")]),
        ("Best Before 2020 Nov 12.  Lot No 201112.", [("best_before", "2020-11-12"), ("lot", "201112")]),
        ("Production Date: 01/30/2020  Lot: DA5030", [("production_date", "2020-01-30"), ("lot", "DA5030")]),
        ("Feb. 16, 2023 to Feb. 23, 2023.", [("date_code", "2023-02-16", "2023-02-23")]),
        (
            "2B0045802   best by 10/2024 2B0042678   best by 11/2024",
            [("lot", "2B0045802", "2B0042678"), ("best_before", "2024-10", "2024-11")],
        ),
        (
            "Lot Number and Best Used By  104   12/24/19  105 12/25/19",
            [("best_before", "2019-12-24", "2019-12-25"), ("lot", "104", "105")],
        ),
    ],
)
def test_lots_and_dates_in_the_words_of_enforcement_reports(codes: str, want: Lots) -> None:
    assert lots(selectors(codes)[0]) == want


@pytest.mark.parametrize(
    "codes",
    ["UPC 012345678905 All lots", "All codes", "no codes", "Products are not coded.", "UPC Code : 012345678905"],
)
def test_all_lots_means_every_unit(codes: str) -> None:
    (chosen,) = selectors(codes)
    assert (chosen.scope, chosen.lots) == (Scope.ALL, ())


@pytest.mark.parametrize(
    "codes",
    [
        "Best By Dates: To be provided ASAP UPC 012345678905",
        "UPC 012345678905. Sandwiches purchased before 9/15/2021",
        "Lot numbers that begin with 23 and end with 03 or 04.",
        "All lot codes distributed between November 26, 2023 and January 5, 2024",
        "Best By Dates 7/12, 7/15, and 7/19.",
    ],
)
def test_what_narrows_and_is_not_understood_leaves_the_scope_unknown(codes: str) -> None:
    assert selectors(codes)[0].scope is Scope.UNKNOWN


def test_each_bar_code_keeps_the_lots_that_follow_it() -> None:
    one, two = selectors("UPC: 0-12345-67890-5  Lot Codes: WA0307, WA0309    UPC: 0-12345-67899-8  Lot Codes: WB0411")
    assert ([t.value for t in one.gtins], lots(one)) == (["0-12345-67890-5"], [("lot", "WA0307", "WA0309")])
    assert ([t.value for t in two.gtins], lots(two)) == (["0-12345-67899-8"], [("lot", "WB0411")])


def test_the_description_adds_its_bar_code_and_date_but_no_address() -> None:
    name = "Oat bars, 12 oz. UPC 0 12345 67890 5. Best by 3/8/2023. Sold by Heap-A-Lot Foods, Earth City, MO 63045"
    (chosen,) = selectors("Lot 77A1", name=name)
    assert [t.value for t in chosen.gtins] == ["0 12345 67890 5"]
    assert lots(chosen) == [("lot", "77A1"), ("best_before", "2023-03-08")]


def test_the_sources_own_bar_codes_stand_in_where_the_text_has_none() -> None:
    (chosen,) = selectors("Lot 77A1", gtins=("00012345678905",))
    assert [t.value for t in chosen.gtins] == ["00012345678905"]


def test_an_inspected_item_has_its_lot_its_date_and_its_plant() -> None:
    item = '5-lb. boxes containing "HARROW CHICKEN BITES" with lot code 24123 and use by date of "10/18/2024".'
    summary = 'The products bear establishment number "EST. 4711" inside the mark of inspection.'
    (chosen,) = selectors(item, name="Harrow chicken bites", summary=summary)
    assert lots(chosen) == [("lot", "24123"), ("use_by", "2024-10-18")]
    assert [(c.kind, c.values) for c in chosen.serials] == [("establishment", ("4711",))]


@pytest.mark.parametrize(
    ("item", "want"),
    [
        ("with Best If Used By date of “03 23 25” on the back of the package.", [("best_before", "2025-03-23")]),
        ("bearing sell by dates MAY.2.24 through JUN.27.24.", [("sell_by", "2024-05-02", "2024-06-27")]),
        ("with P-4711 and “USE BY APR 24 24” or “USE BY APR 27 24”", [("use_by", "2024-04-24", "2024-04-27")]),
        ("with lot codes 0093, 0654, and 3483.", [("lot", "0093", "0654", "3483")]),
        (
            "with “enjoy by” dates ranging from Jan. 9, 2024, to March 1, 2024.",
            [("best_before", "2024-01-09", "2024-03-01")],
        ),
    ],
)
def test_items_of_packages_are_read_after_their_cues_only(item: str, want: Lots) -> None:
    (chosen,) = selectors(f"10.5-oz. packages containing “93% LEAN 12-1 HARROW LINKS” {item}")
    assert lots(chosen) == want


def test_regardless_of_date_means_every_unit() -> None:
    summary = "The following products are subject to recall regardless of the product date."
    assert selectors("2-lb. bags containing “HARROW RINDS.”", summary=summary)[0].scope is Scope.ALL


def test_a_number_nobody_explains_is_for_a_person() -> None:
    found = reading("Use by date and earlier: 1/4/2024, 11/21/2923")
    assert found.review == ("not understood: 11/21/2923",)


def test_a_product_with_a_text_on_codes_is_told_by_batches_and_others_are_not() -> None:
    lines = (ListedProduct("Oat bars", codes="Lot 77A1"), ListedProduct("Kettles, model KX200"))
    made = read(Notice("test", "1", "Recall", products=lines, jurisdictions=("US",)))
    assert [p.sort for p in made.products] == [Sort.BATCH, Sort.GOODS]


@settings(deadline=None)
@given(st.text(st.sampled_from("UPC lot 0123456789-/ .,;exp best by $|and to"), max_size=120))
def test_every_quote_is_exact(codes: str) -> None:
    made = notice(codes)
    texts = made.texts()
    assert all(texts[q.part][q.start : q.end] == q.text for q in quotes(read(made)))


def test_one_list_is_one_criterion_quoted_from_its_first_to_its_last_value() -> None:
    (chosen,) = selectors("Lot: 0322-14  BB: 02/2024 Lot: 0422-14  BB: 03/2024")
    (lot, date) = chosen.lots
    assert (lot.type, lot.quote.text) == (CodeType.LIST, "0322-14  BB: 02/2024 Lot: 0422-14")
    assert date.quote.text == "02/2024 Lot: 0422-14  BB: 03/2024"
