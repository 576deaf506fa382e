"""Anker: the maker's own recall pages, one hub that leads to a page for each recall.

The maker publishes weeks before a regulator, or alone: the 321 Power Bank (A1112) is in no regulator's list.
"""

from datetime import timedelta

from recallwatch.model import Rhythm, SourceInfo, SourceKind

from .html import Field, Hub
from .pages import Recipe, page_source

ID = "maker-anker"
HUB = "https://www.anker.com/product-recalls"

RECIPE = Recipe(
    info=SourceInfo(
        id=ID,
        title="Anker product recalls",
        country="US",
        language="en",
        kind=SourceKind.PAGE,
        homepage=HUB,
        licence="Facts only; the pages are the maker's",
        attribution="Anker Innovations",
        rhythm=Rhythm(every=timedelta(hours=1), stale_after=timedelta(hours=24), quiet=timedelta(days=365)),
        parser=f"{ID}/1",
        notes=(
            "A hub page that links a page for each recall, robots.txt honoured. The maker publishes weeks before a "
            "regulator, or alone. A page without a part we live on fails with words that say which part was not found."
        ),
        unproven=(
            "The selectors were written against pages made up from published facts; "
            "they were never checked against the real site."
        ),
    ),
    url=HUB,
    hub=Hub(card="main .recall-card", link="a[href]", at_least=2),
    fields=(
        Field("title", "main h1"),
        Field("published", "main article time[datetime]", attribute="datetime"),
        Field("product", "main table.recall-products tbody td.product-name"),
        Field("model", "main table.recall-products tbody td.product-model"),
        Field("affected", "main section#affected > :not(h2, table)"),
        Field("hazard", "main section#hazard > :not(h2)"),
        Field("remedy", "main section#remedy > :not(h2)"),
        Field("contact", "main section#claim > :not(h2)"),
        Field("sold", "main section#sold > :not(h2)", required=False),
        Field("incidents", "main section#incidents > :not(h2)", required=False),
        Field("picture", "main article figure img[src]", required=False, attribute="src"),
        Field("regulator", "main article a.regulator-notice[href]", required=False, attribute="href"),
    ),
    brand="Anker",
    firm="Anker Innovations",
)
SOURCE = page_source(RECIPE)
