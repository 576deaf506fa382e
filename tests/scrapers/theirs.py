"""A source as another package would ship it."""

from dataclasses import replace

from recallwatch.ports.sources import Source
from scrapers import us_cpsc

SOURCE: Source = replace(us_cpsc.SOURCE, info=replace(us_cpsc.SOURCE.info, id="xx-theirs"))
