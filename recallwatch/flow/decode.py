"""Name vehicles that were registered by their VIN: make, model and year from the official decoder.

items with a VIN and no brand or model -> pattern (no serial number) -> known? else asked
                                       -> item completed -> matched anew

A decoder that cannot be reached, or knows nothing, leaves the item as it is: matching then asks for make and model.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import structlog
from anyio import to_thread

from recallwatch.context import Context
from recallwatch.errors import SourceError
from recallwatch.model import Item
from recallwatch.ports import Request
from recallwatch.text.vin import Decoded, read_vin, vin_pattern
from recallwatch.text.vpic import decode_url, read_decoded

from .items import complete
from .poll import Get

log = structlog.get_logger("recallwatch.flow")

#: How long it is believed that nobody can tell.
_UNKNOWN_FOR = timedelta(days=30)

#: Patterns asked for at once; the others wait for the next time.
_AT_ONCE = 20


async def decode_vins(context: Context, get: Get) -> int:
    """Complete the items that wait for it; gives how many were."""
    if not context.settings.vin_decode:
        return 0
    waiting, known = await to_thread.run_sync(_waiting, context)
    fresh: dict[str, Decoded] = {}
    for pattern in [pattern for pattern in waiting if pattern not in known][:_AT_ONCE]:
        try:
            fresh[pattern] = await _ask(context, get, pattern)
        except SourceError as error:
            log.warning("VIN not decoded, trying again", why=error.reason)
            break
    return await to_thread.run_sync(_complete, context, waiting, known, fresh)


def _waiting(context: Context) -> tuple[Mapping[str, Sequence[Item]], Mapping[str, Decoded]]:
    """Items by the pattern of their VIN, and what is known of those patterns."""
    waiting: dict[str, list[Item]] = defaultdict(list)
    with context.store.read() as unit:
        for item in unit.items.half_named():
            vin = read_vin(item.vin)
            if vin and vin.checked is not False:  # a mistyped one would name another vehicle
                waiting[vin_pattern(vin.value)].append(item)
        return waiting, unit.vins.get(waiting, since=context.now() - _UNKNOWN_FOR)


async def _ask(context: Context, get: Get, pattern: str) -> Decoded:
    request = Request(decode_url(pattern), conditional=False, expect="json")
    response = await get(request, source="us-vpic", validator=None, now=context.now)
    return read_decoded(response.payload.content)


def _complete(
    context: Context,
    waiting: Mapping[str, Sequence[Item]],
    known: Mapping[str, Decoded],
    fresh: Mapping[str, Decoded],
) -> int:
    with context.store.write() as unit:
        for pattern, decoded in fresh.items():
            unit.vins.put(pattern, decoded, at=context.now())
    told = {**known, **fresh}
    pairs = [(item, _named(item, told[key])) for key in waiting.keys() & told.keys() for item in waiting[key]]
    return sum(complete(context, item, named) for item, named in pairs if named != item)


def _named(item: Item, decoded: Decoded) -> Item:
    """An item with what its owner left out; what they typed stays."""
    model = f"{decoded.model} {decoded.year}".strip()
    return replace(item, brand=item.brand or decoded.make, model=item.model or model)
