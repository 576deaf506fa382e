"""Tables that a service flattened to one line."""

from recallwatch.model import PatternKind

from .making import models, selector


def test_the_word_beside_the_article_number_is_the_model() -> None:
    chosen = selector(
        "These sets are recalled. Item # Description UPC 25069 Glow Gel Set 884920250697 "
        "25070 2 Barrettes 884920205070 36579 Crystal Kit 884920365797"
    )
    assert [t.value for t in chosen.models] == ["25069", "25070", "36579"]
    assert [t.value for t in chosen.gtins] == ["884920250697", "884920205070", "884920365797"]


def test_sizes_in_a_description_are_no_models() -> None:
    summary = (
        "Pools are recalled. Model Description UPC Code 70018 Oasis Pool 18'x52\" 850022858529 "
        "358015W Bay Pool 15'x48\" 191127003583 359015G Bay Pool 15'x48\" 191127003590"
    )
    assert models(summary) == ["70018", "358015W", "359015G"]


def test_serial_ranges_belong_to_the_models_of_their_row() -> None:
    chosen = selector(
        "The following are recalled: Model Number Serial Number Range RB10 65249110 through 65382278 "
        "RC20 64870666 through 65385748"
    )
    assert [(c.first, c.last, c.models) for c in chosen.serials] == [
        ("65249110", "65382278", ("RB10",)),
        ("64870666", "65385748", ("RC20",)),
    ]


def test_first_and_last_columns_make_a_range() -> None:
    chosen = selector("These are recalled: Model First serial number Last serial number GM-45 9344197 10010080")
    assert [(c.first, c.last, c.order) for c in chosen.serials] == [("9344197", "10010080", "num")]


def test_ends_with_open_places_are_ranges_too() -> None:
    chosen = selector("Model Start Serial Number End Serial Number Z72E 1TC72E****010001 1TC72E****080657")
    assert [(c.first, c.last, c.order) for c in chosen.serials] == [("1TC72E****010001", "1TC72E****080657", "wild")]


def test_lots_under_a_heading_are_listed_and_the_dates_beside_them_are_not() -> None:
    chosen = selector(
        "The bottles are recalled. UPC Lot Number Manufacturing Date 850027975177 0515I1 09/2021 0130B2 01/2022"
    )
    assert [v for c in chosen.lots for v in c.values] == ["0515I1", "0130B2"]
    assert chosen.made is not None
    assert (str(chosen.made.first), str(chosen.made.last)) == ("2021-09", "2022-01")


def test_an_announced_list_is_read_from_the_next_sentence() -> None:
    summary = (
        "Strollers with the following model numbers are recalled. They are blue. 11-AR178 11-AR182 13-SC113 13-SC214"
    )
    assert models(summary) == ["11-AR178", "11-AR182", "13-SC113", "13-SC214"]


def test_a_header_in_capitals_is_a_header() -> None:
    assert models("MODEL BRAND DESCRIPTION MSRP VP-33 Lumo AIR MOVER $209.00 PB-25 Lumo AXIAL FAN $299.00") == [
        "VP-33",
        "PB-25",
    ]


def test_a_model_and_a_stock_number_may_stand_side_by_side() -> None:
    summary = "These are recalled: Color Model Number SKU UPC Gray PS-1000 801108111 840056145528"
    assert models(f"{summary} Carbon PS-1000 801108112 840056145535") == ["PS-1000", "801108111", "801108112"]


def test_a_column_of_beginnings_holds_families() -> None:
    chosen = selector("Serial Numbers ENDING with AND Model Numbers BEGINNING with Top Freezers CT15G4, CTB152, MTB195")
    assert [(p.kind, p.value) for p in chosen.model_patterns] == [
        (PatternKind.PREFIX, "CT15G4"),
        (PatternKind.PREFIX, "CTB152"),
        (PatternKind.PREFIX, "MTB195"),
    ]


def test_a_full_stop_in_a_cell_does_not_end_the_rows() -> None:
    summary = "Item Number Description CC1761 TWINS CC1955 JASON VISITS DR. MURDOCK CC1965 CARRY CASE CC2006 BEAGLE"
    assert models(summary) == ["CC1761", "CC1955", "CC1965", "CC2006"]


def test_a_code_and_its_date_that_ran_together_are_parted() -> None:
    chosen = selector("Name Lot Number Date Codes Iron 5398705/31/2027 5398805/31/2027 5398512/31/2026")
    assert [v for c in chosen.lots for v in c.values] == ["53987", "53988", "53985"]


def test_rows_end_where_somebody_starts_to_talk() -> None:
    summary = (
        "Model Description UPC NB100 Red Pool 672875005895 NB101 Blue Pool 672875005925 "
        "The recalled pools contain a strap of type QX77 that wraps around them."
    )
    assert models(summary) == ["NB100", "NB101"]
