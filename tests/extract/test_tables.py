"""Tables that a service flattened to one line."""

from recallwatch.model import PatternKind, Scope

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


def test_numbers_are_told_apart_by_their_column() -> None:
    chosen = selector(
        "These are included: Model Number Serial Number Range 74710 315000876 - 315002048 74720 315000101 - 315003342 "
        "74731 315000152 - 315000437 315001400 - 315001493"
    )
    assert [t.value for t in chosen.models] == ["74710", "74720", "74731"]
    assert [(c.first, c.last, c.models) for c in chosen.serials] == [
        ("315000876", "315002048", ("74710",)),
        ("315000101", "315003342", ("74720",)),
        ("315000152", "315000437", ("74731",)),
        ("315001400", "315001493", ("74731",)),
    ]


def test_a_code_in_a_name_is_no_model() -> None:
    summary = (
        "Product Name Model Number Link Module 98200 and 98210 Male QC8 to Ring Cable 98203 and 98204 "
        "12' QC8 Cable 98201 and 98206"
    )
    assert models(summary) == ["98200", "98210", "98203", "98204", "98201", "98206"]


def test_what_stands_before_both_ends_of_a_range_may_have_a_column() -> None:
    chosen = selector(
        "These are recalled: Model Year Model Name Serial Number Prefix From To 2016 CART (EFI) JC0 0700101 0706598 "
        "CART TWO (48V - AC MOTOR) JW3 0100129 0200105 2017 Cart2 Fleet J0A 000101 010100"
    )
    assert [(c.first, c.last) for c in chosen.serials] == [
        ("JC00700101", "JC00706598"),
        ("JW30100129", "JW30200105"),
        ("J0A000101", "J0A010100"),
    ]


def test_several_ranges_stand_behind_one_model() -> None:
    chosen = selector(
        "Product Model No. Serial No. (From) Serial No. (To) Grease Gun XPG01Z 1624 2163 3030 5088 20459 22582 "
        "Grease Gun XPG01S 02164 02813"
    )
    assert [(c.first, c.last, c.models) for c in chosen.serials] == [
        ("1624", "2163", ("XPG01Z",)),
        ("3030", "5088", ("XPG01Z",)),
        ("20459", "22582", ("XPG01Z",)),
        ("02164", "02813", ("XPG01S",)),
    ]


def test_an_end_without_its_other_end_leaves_the_scope_unknown() -> None:
    chosen = selector(
        "Model Serial No. (From) Serial No. (To) RX100 0100101 0100570 RX200 0100101 0101100 RX300 00203001026000 "
        "RX400 0100102 0100198"
    )
    assert chosen.scope is Scope.UNKNOWN


def test_a_code_of_two_words_is_one_code() -> None:
    chosen = selector("Size Item Number Lot Number 1.0 Gallon Bottle 85010 17348 L24 - 23320 K26")
    assert [(c.first, c.last, c.models) for c in chosen.lots] == [("17348 L24", "23320 K26", ())]


def test_a_shorter_header_of_the_next_section_has_the_columns_of_the_first() -> None:
    chosen = selector(
        "Spray Size Item Number Lot Number 1 Gallon Bottle 85010 17348 L24 - 23320 K26 Quick Metal Fluid "
        "Size Item Number 1 Quart Sprayer 83032 / 83032A 17348 L24 - 23297 J49"
    )
    assert [t.value for t in chosen.models] == ["85010", "83032", "83032A"]
    assert [(c.last, c.models) for c in chosen.lots] == [
        ("23320 K26", ("85010",)),
        ("23297 J49", ("83032", "83032A")),
    ]


def test_an_end_prints_only_the_digits_that_differ() -> None:
    chosen = selector("Model Serial Number XV 620i Gas MQXVGX013294-016669 XV 850D Diesel MQXVDX011917-013329")
    assert [(c.first, c.last) for c in chosen.serials] == [
        ("MQXVGX013294", "MQXVGX016669"),
        ("MQXVDX011917", "MQXVDX013329"),
    ]


def test_the_end_of_a_model_may_stand_behind_a_slash() -> None:
    summary = (
        "Model Numbers Model Name KAT1000ARFNN / ARFNL Rover LE KAF1000LRFNN/LRFNL Rover HD WA49B5105AV/US Rover XL"
    )
    assert models(summary) == [
        "KAT1000ARFNN",
        "KAT1000ARFNL",
        "KAF1000LRFNN",
        "KAF1000LRFNL",
        "WA49B5105AV/US",
    ]


def test_models_of_two_words_are_told_by_their_commas() -> None:
    summary = (
        "Brand Model# Product Description Snug 22-057 DBY, 22-085 DWA, 22-057 CLN, 22-085 LYN Snug Travel Seat "
        "Snug 22-322 KDL, 22-322 LXI Snug Sojourn Seat"
    )
    assert models(summary) == ["22-057 DBY", "22-085 DWA", "22-057 CLN", "22-085 LYN", "22-322 KDL", "22-322 LXI"]


def test_specification_and_cohort_numbers_are_codes_of_their_models() -> None:
    chosen = selector("Engine Model Number Specification Number FJ400D ES04 FS04 FS600V DS20 DS21 FS651V HS05 JS05")
    assert [t.value for t in chosen.models] == ["FJ400D", "FS600V", "FS651V"]
    assert [(c.values, c.models) for c in chosen.lots] == [
        (("ES04", "FS04"), ("FJ400D",)),
        (("DS20", "DS21"), ("FS600V",)),
        (("HS05", "JS05"), ("FS651V",)),
    ]


def test_columns_may_stand_twice_side_by_side() -> None:
    summary = "Style Name Model Number Style Name Model Number Beige TA-100 Pink TA-101 Zoo TA-102 Star TA-103"
    assert models(summary) == ["TA-100", "TA-101", "TA-102", "TA-103"]


def test_a_trailing_run_of_places_makes_a_family() -> None:
    chosen = selector("Description Model Number Single swing S1-8X-XX Double swing S2-10X-XX")
    assert [(p.kind, p.value) for p in chosen.model_patterns] == [
        (PatternKind.PREFIX, "S1-8"),
        (PatternKind.PREFIX, "S2-10"),
    ]


def test_a_model_and_its_article_number_that_ran_together_are_parted() -> None:
    chosen = selector(
        "Model/Item # UPC Description TRX112 8-49398-06562-4 Pit Kit One TRX1138-49398-06563-1 Pit Kit Two"
    )
    assert [t.value for t in chosen.models] == ["TRX112", "TRX113"]
    assert [t.value for t in chosen.gtins] == ["849398065624", "849398065631"]


def test_names_in_a_column_of_models_are_no_models() -> None:
    chosen = selector(
        "Hubs are recalled. Brand Models Swift 2010 Tarmac SL3 Limited 2011 Light Orba 2010 Orca Di2 2011 Orca GDi2"
    )
    assert chosen.models == ()


def test_addresses_and_colours_beside_a_model_are_none() -> None:
    chosen = selector(
        "Product Name Model Number(s) / Cohort Information Third-Party Seller Email Address "
        "Walk Gate W046 (Black); BG20240330 Good Trading Company max_0404@example.org "
        "Safety Gate W371 (White); A20240910 Fine Trading Company su_126@example.org"
    )
    assert [t.value for t in chosen.models] == ["W046", "W371"]
    assert [(c.values, c.models) for c in chosen.lots] == [(("BG20240330",), ("W046",)), (("A20240910",), ("W371",))]


def test_cells_that_compare_leave_the_scope_unknown() -> None:
    chosen = selector(
        "Name of Harness Model Number Serial Number Range Fast One C083AA01 Less than 23J 9999999 Fast Two C083BA00 "
        "22J 0000001 - 22J 9999999"
    )
    assert chosen.scope is Scope.UNKNOWN


def test_letters_at_the_end_of_a_name_are_no_date_code() -> None:
    chosen = selector(
        "These are cool. Model # Description Date Codes 34143 ICE 90 QUART 07/2021 - 12/2023 34144 ICE 60 PINT"
    )
    assert not [v for c in chosen.lots for v in c.values]


def test_rows_may_repeat_the_names_of_their_columns() -> None:
    summary = "Model Name Model Number Date Codes Mega Model No. AVC20KG-A 2818, 3718 Razor Model No. RZ20KK-A 3818"
    assert models(summary) == ["AVC20KG-A", "RZ20KK-A"]


def test_a_cell_that_says_all_ends_its_row() -> None:
    summary = (
        "Brand Model number Capacity Date code range Cool DDR3011 30-pint All units Cool DDR30P 30-pint All units "
        "Cool DDR4511 45-pint All units"
    )
    assert models(summary) == ["DDR3011", "DDR30P", "DDR4511"]


def test_models_and_ends_of_one_silhouette_are_told_apart() -> None:
    chosen = selector(
        "Model Number Serial No. (From) Serial No. (To) LDE4411ST 607KMXXXXXXX 807KMXXXXXXX "
        "LDE4413ST 506KMXXXXXXX 708KMXXXXXXX LSE4611ST 607KMXXXXXXX 906KMXXXXXXX"
    )
    assert [(c.first, c.models) for c in chosen.serials] == [
        ("607KMXXXXXXX", ("LDE4411ST",)),
        ("506KMXXXXXXX", ("LDE4413ST",)),
        ("607KMXXXXXXX", ("LSE4611ST",)),
    ]
