"""Bundled sources and other people's."""

import importlib
import pkgutil
from importlib.metadata import EntryPoint

import pytest
import structlog

import scrapers
from recallwatch.ports.sources import Source
from scrapers import GROUP, load_sources
from scrapers.us_cpsc import SOURCE

BUNDLED = list(load_sources([]))


def plugin(value: str) -> EntryPoint:
    """An installed package's entry point."""
    return EntryPoint("theirs", value, GROUP)


def test_the_bundled_sources_are_found_by_id() -> None:
    assert {"ca-rsa", "maker-anker", "us-cpsc", "us-fda-food-rss"} <= set(BUNDLED)
    assert all(source.id == name for name, source in load_sources([]).items())


def test_every_module_that_ends_in_a_source_is_bundled() -> None:
    names = [module.name for module in pkgutil.iter_modules(scrapers.__path__)]
    modules = [importlib.import_module(f"scrapers.{name}") for name in names]
    several = [source.id for m in modules for source in getattr(m, "SOURCES", ())]
    assert sorted([*several, *(m.SOURCE.id for m in modules if hasattr(m, "SOURCE"))]) == sorted(BUNDLED)


def test_every_source_tells_what_pages_show_of_it() -> None:
    for source in load_sources([]).values():
        info = source.info
        assert isinstance(source, Source)
        assert info.homepage.startswith("https://")
        assert info.title
        assert info.licence
        assert info.rhythm.every < info.rhythm.stale_after < info.rhythm.quiet
        assert info.parser.startswith(f"{source.id}/")


def test_a_plug_in_joins_the_bundled_sources() -> None:
    assert list(load_sources([plugin("tests.scrapers.theirs:SOURCE")])) == [*BUNDLED, "xx-theirs"]


@pytest.mark.parametrize(
    "value", ["no_such_module:SOURCE", "scrapers.us_cpsc:NOTHING", "tests.scrapers.broken_plugin:SOURCE", "math:pi"]
)
def test_a_broken_plug_in_is_logged_and_skipped(value: str) -> None:
    with structlog.testing.capture_logs() as logs:
        assert list(load_sources([plugin(value)])) == BUNDLED
    assert [(line["log_level"], line["plugin"]) for line in logs] == [("error", value)]


def test_an_id_that_is_taken_stays_with_the_first() -> None:
    with structlog.testing.capture_logs() as logs:
        sources = load_sources([plugin("scrapers.us_cpsc:SOURCE")])
    assert sources["us-cpsc"] is SOURCE
    assert [(line["log_level"], line["source"]) for line in logs] == [("warning", "us-cpsc")]
