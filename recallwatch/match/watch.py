"""Does a newsroom's saved search fit a notice? Every field that is set must fit."""

from recallwatch.model import Item, Notice, Product, Reading, Watch
from recallwatch.text.fold import fold

from .brands import Agreement, agreement


def watch_hit(watch: Watch, notice: Notice, reading: Reading) -> bool:
    """Whether the notice is one the watch was set for; a watch with no field set takes everything."""
    return (
        (not watch.source or watch.source == notice.source)
        and (not watch.country or watch.country.upper() in notice.jurisdictions)
        and (not watch.hazard or watch.hazard in reading.hazards)
        and (not watch.brand or _of_brand(watch, notice, reading))
        and (not watch.words or _says(watch.words, notice, reading))
    )


def _of_brand(watch: Watch, notice: Notice, reading: Reading) -> bool:
    item = Item(watch.id, watch.owner_id, brand=watch.brand)
    listed = tuple(Product(p.name, brand=p.brand) for p in notice.products)
    products = (*reading.products, *listed) or (Product(notice.title),)
    return any(agreement(item, product, notice)[0] in (Agreement.SAME, Agreement.SAID) for product in products)


def _says(words: str, notice: Notice, reading: Reading) -> bool:
    """Whether every word stands somewhere in the notice, as a whole word, in any spelling case."""
    parts = [*notice.texts().values(), *(f.name for f in notice.firms), *(p.name for p in reading.products)]
    text = f" {fold(' '.join(parts))} "
    return all(f" {word} " in text for word in fold(words).split())
