"""Rows of the CPSC service become notices and lose nothing."""

from recallwatch.model import DeclaredLink, Firm, Image, ListedProduct, Notice, PartialDate, Role
from scrapers.us_cpsc import SOURCE
from tests.scrapers.support import FIXTURES, payload

PAYLOAD = payload((FIXTURES / "us_cpsc/three_recalls.json").read_bytes())
UPCS = ("036000291452", "46677 37724")

LAMPS = Notice(
    source="us-cpsc",
    number="26801",
    title="Lumiko Recalls Table Lamps Due to Fire Hazard",
    url="https://www.cpsc.gov/Recalls/2026/Lumiko-Recalls-Table-Lamps-Due-to-Fire-Hazard",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 30),
    updated=PartialDate(2026, 7, 31),
    summary="This recall involves Lumiko table lamps with model numbers LK-20 and LK-21. "
    "The model number is printed on a label under the base.",
    hazard="The lamp can overheat, posing a fire hazard.",
    remedy="Stop using the lamp and contact Lumiko for a refund.",
    remedy_options=("Refund", "Dispose"),
    contact="Lumiko at 800-555-0100 or online at www.example.com/recall.",
    incidents="None reported",
    products=(
        ListedProduct(
            "Lumiko LK-20 Table Lamps",
            category="Lamps",
            units="About 1,200 (in addition, about 90 were sold in Canada)",
            gtins=UPCS,
        ),
        ListedProduct("Lumiko LK-21 Table Lamps", units="About 800", models=("LK-21",), gtins=UPCS),
    ),
    firms=(
        Firm("Lumiko Ltd., of China", Role.MANUFACTURER),
        Firm("Lumiko USA Inc., dba Lumiko, of Austin, Texas", Role.IMPORTER),
        Firm("Lamp World LLC", Role.DISTRIBUTOR),
    ),
    sold_at=("Sold At:\nOnline at www.example.com from May 2024 through June 2026 for about $40.",),
    made_in=("CN", "TW"),
    images=(
        Image("https://www.cpsc.gov/s3fs-public/lamp-1.png", "Recalled Lumiko table lamp"),
        Image("https://www.cpsc.gov/s3fs-public/lamp-2.png"),
    ),
    declared=(
        DeclaredLink(
            "same_event",
            "https://recalls-rappels.canada.ca/en/alert-recall/lumiko-table-lamps-recalled-due-fire-hazard",
        ),
    ),
    extra=(
        ("RecallID", "10901"),
        ("Products.0.CategoryID", "1234"),
        ("Products.1.Description", "With dimmer"),
        ("Inconjunctions.1.URL", "see above"),
        ("Manufacturers.0.CompanyID", "77"),
        ("ManufacturerCountries.0.Country", "China (lamps)"),
        ("ManufacturerCountries.2.Country", "United Stateso"),
        ("Hazards.0.HazardTypeID", "47"),
        ("RecallHeading", "Recall"),
    ),
    payload=PAYLOAD.sha256,
)

CHAIRS = Notice(
    source="us-cpsc",
    number="26799",
    title="Fielda Recalls Garden Chairs",
    jurisdictions=("US",),
    published=PartialDate(2026, 7, 30),
    extra=(
        ("RecallID", "10900"),
        ("URL", "see the web site"),
        ("LastPublishDate", "soon"),
        ("ProductUPCs.0.UPC", "036000291452"),
    ),
    payload=PAYLOAD.sha256,
)

CANDLES = Notice(
    source="us-cpsc",
    number="00015b",
    title="CPSC, C&T Announce Recall of Candles",
    url="https://www.cpsc.gov/Recalls/1999/candles",
    jurisdictions=("US",),
    published=PartialDate(1999, 11, 2),
    updated=PartialDate(2026, 7, 29),
    summary="Candles by C&T; some were sold at Farm &amp; Fleet.",
    hazard="Fire & Fire-Related Burn",
    products=(ListedProduct("Candles"),),
    made_in=("US",),
    extra=(("RecallID", "512"),),
    payload=PAYLOAD.sha256,
)


def test_every_field_of_a_full_row_finds_its_place() -> None:
    assert SOURCE.parse(PAYLOAD).rows[0] == LAMPS


def test_a_bare_row_keeps_what_cannot_be_read_in_extra() -> None:
    assert SOURCE.parse(PAYLOAD).rows[1] == CHAIRS


def test_an_old_row_keeps_its_suffix_and_its_text_as_served() -> None:
    assert SOURCE.parse(PAYLOAD).rows[2] == CANDLES


def test_reading_twice_gives_the_same() -> None:
    assert SOURCE.parse(PAYLOAD) == SOURCE.parse(PAYLOAD)


def test_a_saved_file_of_unknown_origin_is_not_taken_for_the_whole_archive() -> None:
    assert not SOURCE.parse(PAYLOAD).complete
