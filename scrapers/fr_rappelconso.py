"""France: RappelConso, the recalls of all products, from the open-data service of the Ministry of the Economy.

Two datasets hold the same fiches: one row a fiche with its bar codes in a list (asked for here), or one row a bar code.
Fiches of Safety Gate alerts are copies under the alert's own number.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

from recallwatch.errors import PayloadError, ShapeChanged
from recallwatch.model import Harvest, Notice, Payload, Rejected, Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Crawl, CrawlState, Request, Source

from .fr_rappelconso_notice import ID, named_as_today, notice
from .payload import json_value
from .rows import one_per_number

RECORDS = "https://data.economie.gouv.fr/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces/records"
_PAGE = 100  # the most that one answer holds
_MOST = 9_900  # behind it the service answers no page
_WINDOW, _FIRST = timedelta(days=21), timedelta(days=365)
_SLACK = timedelta(days=1)  # the service's days are Paris's
_KEYS = (
    "numero_fiche",
    "numero_version",
    "categorie_produit",
    "marque_produit",
    "modeles_ou_references",
    "identification_produits",
    "distributeurs",
    "motif_rappel",
    "risques_encourus",
    "conduites_a_tenir_par_le_consommateur",
    "modalites_de_compensation",
    "liens_vers_les_images",
    "date_publication",
)
#: Keys that the dataset before did not have.
_TODAY = (
    "libelle",
    "rappel_guid",
    "lien_vers_la_fiche_rappel",
    "conditionnements",
    "description_complementaire_risque",
    "numero_contact",
    "informations_complementaires_publiques",
)


def page(since: date, offset: int) -> str:
    """The address of one page of what was published since a day, newest first."""
    where = quote(f"date_publication >= date'{since}'")
    return f"{RECORDS}?where={where}&order_by=date_publication%20desc&limit={_PAGE}&offset={offset}"


def crawl(state: CrawlState) -> Crawl:
    """Ask for the last three weeks page by page, the first time for the last year."""
    since = (state.now - (_WINDOW if state.last_success else _FIRST)).date()
    rows: list[Notice | Rejected] = []
    offset, total = 0, 1
    while offset < min(total, _MOST):
        response = yield Request(page(since, offset), conditional=False, expect="json")
        found, total = _rows(response.payload)
        if len(found) != min(_PAGE, total - offset):
            raise PayloadError(f"{len(found)} rows at {offset} of {total}", url=response.payload.url)
        _refuse_outside(found, since, response.payload.url)
        rows += [notice(row, response.payload.sha256) for row in found]
        offset += _PAGE
    return Harvest(_joined(rows))


def parse(payload: Payload) -> Harvest:
    """Read one saved answer: a page, an export (a bare list), or one record, of today's datasets or of v1."""
    rows, _ = _rows(payload)
    return Harvest(_joined([notice(row, payload.sha256) for row in rows]))


def _rows(payload: Payload) -> tuple[list[dict[str, object]], int]:
    """The rows of an answer, named as today, and how many there are in all."""
    answer = json_value(payload)
    total = 0
    found: object = answer
    if isinstance(answer, dict):
        if "error_code" in answer or "errorcode" in answer:
            raise PayloadError(f"the service answered with an error: {str(answer)[:200]}", url=payload.url)
        total = int(answer["total_count"]) if str(answer.get("total_count", "")).isdecimal() else 0
        one = [answer] if "numero_fiche" in answer else None
        found = answer.get("results", answer.get("records", one))
    if not isinstance(found, list) or not found:
        raise PayloadError("no rows, where some are due at any time of the year", url=payload.url)
    rows = [named_as_today(_fields(row)) for row in found]
    today = any("reference_fiche" not in _fields(row) for row in found)
    for key in (*_KEYS, *(_TODAY if today else ())):
        if not any(key in row for row in rows):
            raise ShapeChanged(f"{key} is in no row", url=payload.url)
    return rows, total


def _fields(row: object) -> Mapping[str, object]:
    """The fields of a row; those of v1 lie two levels deep."""
    if isinstance(row, dict) and isinstance(row.get("record"), dict):
        row = row["record"].get("fields")
    return row if isinstance(row, dict) else {}


def _refuse_outside(rows: list[dict[str, object]], since: date, url: str) -> None:
    """Refuse a window that was ignored."""
    days = [str(row.get("date_publication") or "")[:10] for row in rows]
    if any(day and day < str(since - _SLACK) for day in days):
        raise PayloadError(f"a row published {min(filter(None, days))} in a window from {since}", url=url)


def _joined(rows: list[Notice | Rejected]) -> tuple[Notice | Rejected, ...]:
    """One notice a fiche: the rows of one that differ in the bar code alone are one."""
    gtins: dict[str, tuple[str, ...]] = {}
    for row in rows:
        if isinstance(row, Notice):
            gtins[row.number] = tuple(dict.fromkeys((*gtins.get(row.number, ()), *row.products[0].gtins)))
    whole = [_with(row, gtins[row.number]) if isinstance(row, Notice) else row for row in rows]
    return one_per_number(whole, rank=lambda row: int(dict(row.extra).get("numero_version", "0")))


def _with(row: Notice, gtins: tuple[str, ...]) -> Notice:
    return replace(row, products=(replace(row.products[0], gtins=gtins),))


SOURCE = Source(
    info=SourceInfo(
        id=ID,
        title="France: RappelConso",
        country="FR",
        language="fr",
        kind=SourceKind.API,
        homepage="https://rappel.conso.gouv.fr",
        licence="Licence Ouverte / Open Licence 2.0 (Etalab)",
        attribution="RappelConso, DGCCRF, Licence Ouverte 2.0",
        # Ten fiches and more on every working day.
        rhythm=Rhythm(every=timedelta(minutes=30), stale_after=timedelta(hours=12), quiet=timedelta(days=6)),
        parser=f"{ID}/1",
        notes=(
            "The open-data service, asked for the last three weeks of publications (the first time for a year), one "
            "row a fiche. Exports, the dataset with a row for each bar code, and rows of the dataset before 2024 are "
            "read from files too, as the same notices. Lots and dates come from the packed identification. A fiche "
            "that copies a Safety Gate alert is linked to it. Checked against 38 captured records."
        ),
        gaps=(
            "All texts are French and mostly in small letters, and long ones are cut by the service. Fiches older than "
            "a year come by import only, and an amendment of one that is older than three weeks is not seen unless it "
            "is published anew."
        ),
        unproven="Paging and the day's window were never tried against the service.",
    ),
    crawl=crawl,
    parse=parse,
)
