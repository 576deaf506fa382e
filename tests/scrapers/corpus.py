"""Which fixture stands for which source: what the mutation corpus damages, one entry a source, by id.

``answers`` gives a file under ``fixtures`` for each address the crawl asks for; the one under "" answers whatever else
is asked. Files are kept as text that can be damaged; ``pack`` makes of it what the service serves (a ZIP archive, say).
``whole=False`` reads the file as an import would, for a source whose crawl refuses anything as small as a fixture. A
fixture needs three notices or more: of fewer no rule can tell a damaged answer from a short one. ``unseen`` names the
damages of which even a person could not tell from the answer that it is damaged, each with the reason.
"""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

from recallwatch.model import Harvest
from recallwatch.ports.sources import CrawlState, Source
from scrapers import (
    au_accc,
    ca_tc,
    ch_recallswiss,
    hk_cfs,
    ie_ccpc,
    jp_caa,
    kr_safetykorea,
    maker_anker,
    makers,
    nl_nvwa,
    nz_productsafety,
    oecd,
    us_cpsc,
    us_cpsc_rss,
    us_cpsc_web,
    us_fda_food_rss,
    us_fda_press,
    us_fsis_rss,
    us_uscg,
)

from .support import FIRST, FIXTURES, drive, payload

_JSON = "application/json"
_RSS = "application/rss+xml; charset=utf-8"
_ZIP = "application/zip"
_XML = "application/xml"
_CSV = "text/csv; charset=utf-8"
_NVWA = "https://www.nvwa.nl/documenten/waarschuwingen/2026/07"
_DUTCH = (
    "veiligheidswaarschuwing-hoornkoek-van-molenaar",
    "veiligheidswaarschuwing-kleine-trein-van-hout-van-speelvos",
    "waarschuwing-lader",
)
_AUSTRALIAN = ("zurro-trolley-jack", "hoppla-rope", "wattly-kettle")
_JAPANESE = ("00000039901", "00000039900", "00000039899")
_NEW_ZEALAND = ("zurro-squirters-sold-at-toyland", "smoke-alarm-wl-1902", "hoppla-pram")
_OPSS = "https://www.gov.uk/api/content/product-safety-alerts-reports-recalls"
_HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One source's undamaged answers and how they are served."""

    source: str
    content_type: str
    answers: Mapping[str, str]
    pack: Callable[[bytes], bytes] = bytes
    whole: bool = True
    state: CrawlState = FIRST
    unseen: Mapping[str, str] = field(default_factory=dict)

    def bodies(self) -> dict[str, bytes]:
        """The undamaged files by address."""
        return {url: (FIXTURES / name).read_bytes() for url, name in self.answers.items()}

    def read(self, source: Source, bodies: Mapping[str, bytes], content_type: str = "") -> Harvest:
        """Read files as the source would read them from the service; raises ``SourceError``."""
        served = {url: self.pack(body) for url, body in bodies.items()}
        served_as = content_type or self.content_type
        if self.whole:
            return drive(source, served, self.state, content_type=served_as)[1]
        ((url, body),) = served.items()
        return source.parse(payload(body, url, content_type=served_as))


def zipped(*bodies: bytes) -> bytes:
    """A ZIP archive of files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, body in enumerate(bodies):
            archive.writestr(f"{n}.txt", body)
    return buffer.getvalue()


#: Makers of which one or two pages are known: of fewer than three notices no rule can tell a damage.
FEW = ("maker-belkin", "maker-hp", "maker-lenovo")


def _maker(source: Source) -> Entry:
    """Makers share one shape of pages, so one fixture stands for all that have a hub."""
    hub = source.info.homepage
    pages = {urljoin(hub, f"recall-program-{n}"): f"makers/{n}.html" for n in range(1, 5)}
    return Entry(source.id, _HTML, {hub: "makers/hub.html", **pages})


CORPUS = (
    Entry(
        "au-accc",
        _RSS,
        {
            au_accc.FEED: "au_accc/feed.xml",
            **{f"{au_accc.PLACE}{slug}": f"au_accc/{slug}.html" for slug in _AUSTRALIAN},
        },
    ),
    Entry("ca-rsa", _JSON, {"": "ca_rsa/five_rows.json"}, whole=False),
    Entry("ca-tc", _CSV, {ca_tc.NEWEST: "ca_tc/newest.csv"}),
    Entry(
        "ch-recallswiss",
        _JSON,
        {f"{ch_recallswiss.API}?page=0": "ch_recallswiss/page0.json", "": "ch_recallswiss/page1.json"},
        unseen={"first: less than half the rows": "of both pages together more than half are there"},
    ),
    Entry("de-lebensmittelwarnung", _RSS, {"": "de_lebensmittelwarnung/feed.xml"}),
    Entry(
        "eu-safety-gate",
        _XML,
        {"": "eu_safety_gate/report_10000999.xml"},
        whole=False,
        unseen={"first: <report_addendum> emptied": "three weeks of four have nothing to add"},
    ),
    Entry(
        "fr-rappelconso",
        _JSON,
        {"": "fr_rappelconso/espaces.json"},
        unseen={
            "first: lien_vers_affichette_pdf and lien_vers_la_fiche_rappel changed round": "both lead to the notice",
        },
    ),
    Entry(
        "gb-dvsa",
        "text/csv",
        {"": "gb_dvsa/recalls.csv"},
        unseen={"first: columns 12 and 13 changed round": "the registry prints some spans backwards itself"},
    ),
    Entry("gb-fsa", _JSON, {"": "gb_fsa/alerts.json"}),
    Entry(
        "gb-opss",
        _JSON,
        {
            "": "gb_opss/search.json",
            f"{_OPSS}/product-recall-hoppla-spinner-2607-0901": "gb_opss/spinner.json",
            f"{_OPSS}/product-safety-report-wattly-charger-2607-0902": "gb_opss/charger.json",
            f"{_OPSS}/product-safety-alert-zurro-sling": "gb_opss/sling.json",
        },
    ),
    Entry("hk-cfs", _RSS, {hk_cfs.FEED: "hk_cfs/feed.xml"}),
    Entry(
        "ie-ccpc",
        _HTML,
        {
            ie_ccpc.HUB: "ie_ccpc/hub.html",
            f"{ie_ccpc.HUB}hoppla-pram/": "ie_ccpc/hoppla-pram.html",
            f"{ie_ccpc.HUB}wattly-heater/": "ie_ccpc/wattly-heater.html",
            f"{ie_ccpc.HUB}zurro-sling/": "ie_ccpc/zurro-sling.html",
        },
    ),
    Entry(
        "jp-caa",
        _HTML,
        {
            jp_caa.LIST: "jp_caa/list.html",
            **{f"{jp_caa.PAGE}{n}": f"jp_caa/{n}.html" for n in _JAPANESE},
        },
    ),
    Entry(
        "kr-safetykorea",
        _HTML,
        {
            f"{kr_safetykorea.LIST}1": "kr_safetykorea/page1.html",
            f"{kr_safetykorea.LIST}2": "kr_safetykorea/page2.html",
        },
    ),
    Entry(
        "maker-anker",
        _HTML,
        {
            maker_anker.HUB: "anker/hub.html",
            f"{maker_anker.HUB}/anker-powercore-10000": "anker/anker-powercore-10000.html",
            f"{maker_anker.HUB}/anker-321-power-bank": "anker/anker-321-power-bank.html",
            f"{maker_anker.HUB}/anker-535-power-bank/": "anker/anker-535-power-bank.html",
            f"{maker_anker.HUB}/anker-power-banks-a1642-a1647-a1652": "anker/anker-power-banks-a1642-a1647-a1652.html",
        },
    ),
    *(_maker(source) for source in makers.SOURCES if source.id not in FEW),
    Entry(
        "nl-nvwa",
        _JSON,
        {
            nl_nvwa.SEARCH: "nl_nvwa/search.json",
            **{f"{_NVWA}/{slug}": f"nl_nvwa/{slug}.html" for slug in _DUTCH},
        },
    ),
    Entry(
        "nz-productsafety",
        _HTML,
        {
            nz_productsafety.HUB: "nz_productsafety/list.html",
            f"{nz_productsafety.HUB}?start=12": "nz_productsafety/list.html",
            **{f"{nz_productsafety.HUB}/{slug}": f"nz_productsafety/{slug}.html" for slug in _NEW_ZEALAND},
        },
    ),
    Entry("oecd", _RSS, {oecd.FEED: "oecd/feed.xml"}),
    Entry("us-cpsc", _JSON, {us_cpsc.ENDPOINT: "us_cpsc/three_recalls.json"}),
    Entry("us-cpsc-rss", _RSS, {us_cpsc_rss.FEED: "us_cpsc/feed.xml"}),
    Entry("us-cpsc-web", _CSV, {us_cpsc_web.LIST: "us_cpsc/list.csv"}),
    Entry("us-fda-device", _JSON, {"": "us_fda/enforcement.json"}),
    Entry("us-fda-drug", _JSON, {"": "us_fda/enforcement.json"}),
    Entry("us-fda-food", _JSON, {"": "us_fda/enforcement.json"}),
    Entry("us-fda-food-rss", _RSS, {us_fda_food_rss.FEED: "us_fda/feed.xml"}),
    Entry("us-fda-press", _RSS, {us_fda_press.FEED: "us_fda/feed.xml"}),
    Entry("us-fsis", _JSON, {"": "us_fsis/four_rows.json"}, whole=False),
    Entry("us-fsis-rss", _RSS, {us_fsis_rss.FEED: "us_fsis/feed.xml"}),
    Entry("us-nhtsa", _ZIP, {"": "us_nhtsa/rows.tsv"}, pack=zipped, whole=False),
    Entry(
        "us-uscg",
        _HTML,
        {
            "": "us_uscg/list.html",
            f"{us_uscg.PAGE}26MF0901": "us_uscg/26MF0901.html",
            f"{us_uscg.PAGE}25CG0902": "us_uscg/25CG0902.html",
            f"{us_uscg.PAGE}84T0903": "us_uscg/84T0903.html",
        },
    ),
)
