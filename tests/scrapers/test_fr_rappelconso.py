"""RappelConso: both datasets of today, the one before, copies of Safety Gate alerts, paging, and what is refused."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from recallwatch.errors import PayloadError, ShapeChanged, SourceError
from recallwatch.extract import read as understand
from recallwatch.model import DeclaredLink, Image, Kind, ListedProduct, Notice, PartialDate, Scope
from recallwatch.ports.sources import CrawlState
from scrapers.fr_rappelconso import SOURCE
from tests.scrapers.support import FIRST, FIXTURES, NOW, drive, payload

FOLDER = FIXTURES / "fr_rappelconso"
BODY = (FOLDER / "espaces.json").read_bytes()
TRIE = (FOLDER / "trie.json").read_bytes()
V1 = (FOLDER / "v1.json").read_bytes()
ROWS = json.loads(BODY)["results"]
LATER = CrawlState(NOW, last_success=NOW - timedelta(hours=1))


def read(body: bytes | str) -> dict[str, Notice]:
    return {n.number: n for n in SOURCE.parse(payload(body)).notices}


def test_a_fiche_is_one_notice() -> None:
    saved = payload(BODY)
    assert SOURCE.parse(saved).notices[0] == Notice(
        source="fr-rappelconso",
        number="2026-07-0901",
        title="le bon pré pâté de campagne",
        url="https://rappel.conso.gouv.fr/fiche-rappel/30001/interne",
        language="fr",
        jurisdictions=("FR",),
        published=PartialDate(2026, 7, 30),
        summary="pâté de campagne 180 g\npâté de campagne 2x180 g\nbarquette",
        hazard=(
            "salmonella spp (agent responsable de la salmonellose), autres contaminants chimiques\n"
            "suspicion de présence de salmonelle"
        ),
        hazard_classes=("bacteria",),
        remedy=(
            "ne plus consommer\nrapporter le produit au point de vente\ndétruire le produit\nremboursement\n"
            "du lundi au samedi"
        ),
        remedy_options=("remboursement",),
        contact="0800000000",
        products=(
            ListedProduct(
                "pâté de campagne",
                brand="le bon pré",
                category="alimentation",
                codes=(
                    "4012345678901$l26/101 et l26/102$date limite de consommation$2026-08-07$2026-08-09"
                    "|4012345678918$tous les lots$date limite de consommation$2026-08-10"
                ),
            ),
        ),
        sold_at=("supermarchés du pré",),
        images=(
            Image("https://rappel.conso.gouv.fr/image/aa.jpg"),
            Image("https://rappel.conso.gouv.fr/image/bb.jpg"),
        ),
        extra=(
            ("date_date_fin_commercialisation", "2026-07-29"),
            ("date_debut_commercialisation", "2026-07-01"),
            ("lien_vers_affichette_pdf", "https://rappel.conso.gouv.fr/affichettepdf/30001/interne"),
            ("nature_juridique_rappel", "volontaire (sans arrêté préfectoral)"),
            ("numero_version", "2"),
            ("preconisations_sanitaires", "consulter un médecin."),
            ("rappel_guid", "g-1"),
            ("sous_categorie_produit", "viandes"),
            ("zone_geographique_de_vente", "france entière"),
        ),
        payload=saved.sha256,
    )


def test_the_dataset_with_a_row_for_each_bar_code_gives_the_same_notices() -> None:
    first, other = read(BODY)["2026-07-0901"], read(TRIE)["2026-07-0901"]
    assert other.products[0].gtins == ("4012345678901", "4012345678918")
    assert replace(other, products=first.products, payload="") == replace(first, payload="")
    assert other.products[0].codes == first.products[0].codes


def test_of_two_versions_of_a_fiche_the_later_stands() -> None:
    harvest = SOURCE.parse(payload(TRIE))
    assert dict(harvest.notices[0].extra)["numero_version"] == "2"
    assert [(r.number, r.reason) for r in harvest.rejected] == [("2026-07-0901", "another row has this number")]


def test_lots_and_dates_narrow_each_bar_code() -> None:
    (product,) = understand(read(BODY)["2026-07-0901"]).products
    assert [([t.value for t in s.gtins], [c.values for c in s.lots]) for s in product.selectors] == [
        (["4012345678901"], [("l26/101", "l26/102"), ()]),
        (["4012345678918"], [("2026-08-10",)]),
    ]


def test_references_that_are_codes_alone_are_models_and_words_of_the_prose_are_none() -> None:
    notice = read(BODY)["2026-07-0902"]
    reading = understand(notice)
    (selector,) = reading.products[0].selectors
    assert notice.products[0].models == ("lx-4410", "lx-4411")
    assert ([t.value for t in selector.models], selector.scope) == (["lx-4410", "lx-4411"], Scope.ALL)
    assert (reading.hazards, reading.remedies) == (("fire", "shock"), ("dispose",))


def test_a_copied_safety_gate_alert_is_linked_to_it() -> None:
    copied = read(BODY)["SR/09009/26"]
    assert copied.declared == (DeclaredLink("republishes", "eu-safety-gate:SR/09009/26"),)
    assert (copied.kind, copied.products[0].codes) == (Kind.WARNING, "")
    assert "28.07.2023 - 19.12.2025" in copied.summary


def test_a_row_of_v1_is_a_notice_with_the_month_alone() -> None:
    old = read(V1)["2021-05-0903"]
    assert (old.title, old.url) == (
        "ÉPICES DU PORT POUDRE DE CURRY 1 kg",
        "https://rappel.conso.gouv.fr/fiche-rappel/6349/interne",
    )
    assert old.published == PartialDate(2021, 5)
    assert old.hazard.startswith("Blessures externes, Choc électrique, Toxine inconnue, Incendie\n")
    assert old.hazard_classes == ("injury", "shock", "fire")
    assert (old.remedy_options, len(old.images)) == (("Remboursement", "Echange"), 2)
    assert old.products[0].codes == "4012345678901 DDM 09/12/2022  4012345678918 Tous les lots"


def test_a_single_record_and_an_export_are_read_too() -> None:
    assert list(read(json.dumps(ROWS[0]))) == ["2026-07-0901"]
    assert list(read(json.dumps(ROWS))) == ["2026-07-0901", "2026-07-0902", "SR/09009/26"]


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        {**ROWS[0], "numero_fiche": None},
        {**ROWS[0], "numero_fiche": "annexe"},
        {**ROWS[0], "date_publication": "30.07.2026"},
        {**ROWS[0], "libelle": "", "modeles_ou_references": "", "sous_categorie_produit": None},
    ],
)
def test_one_bad_row_is_rejected_and_the_others_stay(row: object) -> None:
    harvest = SOURCE.parse(payload(json.dumps({"total_count": 3, "results": [row, *ROWS[1:]]})))
    assert (len(harvest.notices), len(harvest.rejected)) == (2, 1)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "<html><body>Maintenance</body></html>",
        '{"error_code": "ODSQLError", "message": "limit is too high"}',
        '{"total_count": 0, "results": []}',
        BODY[:-40].decode(),
        BODY.decode().replace('"motif_rappel"', '"motif"'),
        BODY.decode().replace('"identification_produits"', '"identification"'),
        BODY.decode().replace('"libelle"', '"nom"'),
    ],
)
def test_what_the_service_does_not_serve_is_refused(body: str) -> None:
    with pytest.raises(SourceError):
        SOURCE.parse(payload(body))


def served(total: int, offset: int) -> str:
    rows = [{**ROWS[1], "numero_fiche": f"2026-07-{n:04d}"} for n in range(offset, min(offset + 100, total))]
    return json.dumps({"total_count": total, "results": rows})


def pages(total: int, state: CrawlState) -> tuple[list[str], int]:
    """Drive a crawl against a service that holds so many fiches; the addresses asked and the notices found."""
    answers: dict[str, bytes | str | SourceError] = {}
    since = "2025-08-01" if state.last_success is None else "2026-07-11"
    for offset in range(0, total, 100):
        where = f"date_publication%20%3E%3D%20date%27{since}%27"
        url = f"records?where={where}&order_by=date_publication%20desc&limit=100&offset={offset}"
        answers[
            "https://data.economie.gouv.fr/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces/" + url
        ] = served(total, offset)
    asked, harvest = drive(SOURCE, answers, state)
    return [request.url for request in asked], len(harvest.notices)


def test_every_page_of_the_window_is_asked_for() -> None:
    asked, found = pages(250, LATER)
    assert [parse_qs(urlsplit(url).query)["offset"] for url in asked] == [["0"], ["100"], ["200"]]
    assert found == 250
    assert pages(300, FIRST)[1] == 300


def test_a_page_that_lacks_rows_is_refused() -> None:
    with pytest.raises(PayloadError, match="99 rows at 0 of 250"):
        drive(SOURCE, {"": json.dumps({**json.loads(served(250, 0)), "results": json.loads(served(99, 0))["results"]})})


def test_a_window_that_was_ignored_is_refused() -> None:
    old = json.dumps({"total_count": 1, "results": [{**ROWS[0], "date_publication": "2021-07-21T09:07:11+00:00"}]})
    with pytest.raises(PayloadError, match="in a window from"):
        drive(SOURCE, {"": old}, LATER)


def test_a_key_that_no_row_has_any_more_is_told() -> None:
    with pytest.raises(ShapeChanged, match="numero_fiche is in no row"):
        SOURCE.parse(payload(BODY.decode().replace('"numero_fiche"', '"fiche"')))
