"""Makers whose own recall pages are declared and nothing more: where they are, and what such pages commonly look like.

No capture of any of them exists. Each is therefore *unproven*: its first true poll is stored and checked, alerts nobody
before a person accepted it, and fails loudly where the page is not as declared. ``recallwatch sources try`` shows what
was understood of a saved page and proposes selectors.
"""

from dataclasses import dataclass
from datetime import timedelta

from recallwatch.model import Rhythm, SourceInfo, SourceKind
from recallwatch.ports.sources import Source

from .html import Field, Hub
from .pages import Recipe, page_source

#: What a support page has, whoever made it: one heading, and text.
_PAGE = (
    Field("title", "main h1, article h1, h1"),
    Field("published", "main time[datetime], article time[datetime]", required=False, attribute="datetime"),
    Field("affected", "main p, main li, article p, article li"),
    Field("picture", "main img[src]", required=False, attribute="src"),
)


@dataclass(frozen=True, slots=True)
class _Maker:
    """One maker: its hub (a card is a link whose address or text tells of a recall), or pages known by address."""

    id: str
    brand: str
    url: str
    card: str = ""
    at_least: int = 1
    pages: tuple[str, ...] = ()
    firm: str = ""
    language: str = "en"
    country: str = "US"


_RECALL_LINK = "main a[href*=recall], main a[href*=Recall]"
_MAKERS = (
    _Maker("apple", "Apple", "https://support.apple.com/service-programs", card="main a[href*=program]", at_least=2),
    _Maker("baseus", "Baseus", "https://www.baseus.com/pages/product-recall", card=_RECALL_LINK),
    _Maker("belkin", "Belkin", "https://www.belkin.com/bpd005recall", pages=("https://www.belkin.com/bpd005recall",)),
    _Maker("bosch", "Bosch", "https://www.bosch-home.com/us/owner-support/safety-notice", card=_RECALL_LINK),
    _Maker("dell", "Dell", "https://www.dell.com/support/recalls", card=_RECALL_LINK),
    _Maker(
        "fisher-price", "Fisher-Price", "https://service.mattel.com/us/recall.aspx", card=_RECALL_LINK, firm="Mattel"
    ),
    _Maker("graco", "Graco", "https://www.gracobaby.com/safety-notices", card=_RECALL_LINK),
    _Maker(
        "hp",
        "HP",
        "https://www.hp.com/go/batteryprogram2018",
        pages=("https://www.hp.com/go/batteryprogram2016", "https://www.hp.com/go/batteryprogram2018"),
    ),
    _Maker("ikea", "IKEA", "https://www.ikea.com/us/en/customer-service/product-support/recalls/", card=_RECALL_LINK),
    _Maker(
        "lenovo",
        "Lenovo",
        "https://support.lenovo.com/solutions/HT515669",
        pages=("https://support.lenovo.com/solutions/HT515669",),
    ),
    _Maker("peloton", "Peloton", "https://www.onepeloton.com/recalls", card=_RECALL_LINK),
    _Maker("philips", "Philips", "https://www.usa.philips.com/c-e/recalls.html", card=_RECALL_LINK),
    _Maker("ryobi", "RYOBI", "https://www.ryobitools.com/recall", card=_RECALL_LINK, firm="TTI"),
    _Maker("samsung", "Samsung", "https://www.samsung.com/us/support/recalls/", card=_RECALL_LINK),
    _Maker("xiaomi", "Xiaomi", "https://www.mi.com/global/support/recall/", card=_RECALL_LINK, country="CN"),
)


def _source(maker: _Maker) -> Source:
    id_ = f"maker-{maker.id}"
    how = "A hub page that links a page for each recall" if maker.card else "Pages known by their address"
    info = SourceInfo(
        id=id_,
        title=f"{maker.brand} product recalls",
        country=maker.country,
        language=maker.language,
        kind=SourceKind.PAGE,
        homepage=maker.url,
        licence="Facts only; the pages are the maker's",
        attribution=maker.firm or maker.brand,
        rhythm=Rhythm(every=timedelta(hours=6), stale_after=timedelta(days=2), quiet=timedelta(days=730)),
        parser=f"{id_}/1",
        notes=f"{how}, robots.txt honoured.",
        gaps="" if maker.card else "A recall at another address is not seen.",
        unproven=(
            "Address and selectors come from published facts and from what such pages commonly look like; "
            "no page of the real site was ever read."
        ),
    )
    hub = Hub(card=maker.card, link="a[href]", at_least=maker.at_least) if maker.card else None
    return page_source(
        Recipe(
            info=info,
            url=maker.url,
            fields=_PAGE,
            hub=hub,
            pages=maker.pages,
            sample="recall" if maker.card else "",
            brand=maker.brand,
            firm=maker.firm or maker.brand,
        )
    )


SOURCES = tuple(_source(maker) for maker in _MAKERS)
