"""Sources: one pure module each, bundled ones listed here, others' found by entry point."""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import structlog

from recallwatch.ports.sources import Source

from . import (
    au_accc,
    ca_rsa,
    ca_tc,
    ch_recallswiss,
    de_lebensmittelwarnung,
    eu_safety_gate,
    fr_rappelconso,
    gb_dvsa,
    gb_fsa,
    gb_opss,
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
    us_fda_device,
    us_fda_drug,
    us_fda_food,
    us_fda_food_rss,
    us_fda_press,
    us_fsis,
    us_fsis_rss,
    us_nhtsa,
    us_uscg,
)
from .own import PREFIX, own_source
from .proposing import as_toml, propose

__all__ = ["GROUP", "PREFIX", "as_toml", "load_own", "load_sources", "own_source", "propose"]

GROUP = "recallwatch.sources"
#: By name, each on a line of its own.
_BUNDLED = (
    au_accc.SOURCE,
    ca_rsa.SOURCE,
    ca_tc.SOURCE,
    ch_recallswiss.SOURCE,
    de_lebensmittelwarnung.SOURCE,
    eu_safety_gate.SOURCE,
    fr_rappelconso.SOURCE,
    gb_dvsa.SOURCE,
    gb_fsa.SOURCE,
    gb_opss.SOURCE,
    hk_cfs.SOURCE,
    ie_ccpc.SOURCE,
    jp_caa.SOURCE,
    kr_safetykorea.SOURCE,
    maker_anker.SOURCE,
    *makers.SOURCES,
    nl_nvwa.SOURCE,
    nz_productsafety.SOURCE,
    oecd.SOURCE,
    us_cpsc.SOURCE,
    us_cpsc_rss.SOURCE,
    us_cpsc_web.SOURCE,
    us_fda_device.SOURCE,
    us_fda_drug.SOURCE,
    us_fda_food.SOURCE,
    us_fda_food_rss.SOURCE,
    us_fda_press.SOURCE,
    us_fsis.SOURCE,
    us_fsis_rss.SOURCE,
    us_nhtsa.SOURCE,
    us_uscg.SOURCE,
)
_log = structlog.get_logger("recallwatch.scrapers")


def load_sources(plugins: Iterable[EntryPoint] | None = None) -> dict[str, Source]:
    """Give every source by id: the bundled ones, then those of installed packages.

    A plug-in that cannot be loaded is logged and skipped; of two sources with one id the first stays.
    """
    sources = {source.id: source for source in _BUNDLED}
    for entry in entry_points(group=GROUP) if plugins is None else plugins:
        found = _load(entry)
        if found is None:
            continue
        if found.id in sources:
            _log.warning("source id is taken: plug-in skipped", source=found.id, plugin=entry.value)
        sources.setdefault(found.id, found)
    return sources


def load_own(folder: Path) -> tuple[dict[str, Source], list[str]]:
    """The sources declared in ``folder`` (``*.toml``), by id, and what is wrong with the files that declare none."""
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
        found = own_source(path.read_text(encoding="utf-8", errors="replace"))
        if isinstance(found, list):
            problems += [f"{path.name}: {problem}" for problem in found]
        elif found.id in sources:
            problems.append(f"{path.name}: the id {found.id} is declared twice")
        else:
            sources[found.id] = found
    return sources, problems


def _load(entry: EntryPoint) -> Source | None:
    try:
        found = entry.load()
    except Exception:  # noqa: BLE001 - a plug-in is other people's code: whatever it raises, the other sources go on
        _log.exception("plug-in cannot be loaded: skipped", plugin=entry.value)
        return None
    if not isinstance(found, Source):
        _log.error("plug-in is not a Source: skipped", plugin=entry.value, found=type(found).__name__)
        return None
    return found
