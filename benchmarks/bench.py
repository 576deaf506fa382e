"""``make bench``: how fast we are, always beside a peer or the limit, measured in the same run.

Machines are noisy: read the ratios, not the seconds. Nothing here fails a build.
"""

import argparse
import gzip
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import feedparser

from recallwatch.components import build
from recallwatch.config import load
from recallwatch.context import Context
from recallwatch.extract import read
from recallwatch.flow.items import check
from recallwatch.model import ChannelKind, Item, Notice, Payload
from recallwatch.ports import Query
from recallwatch.text.clean import xml_clean

from .corpus import answer
from .crowd import crowd
from .delivery import deliveries
from .fanout import GOAL, fan_out
from .program import ARCHIVE, measured, recallwatch

_NOTICES = 10_000
_ITEMS = 300


def main() -> None:
    """Print one line a measurement: what, ours, the peer's, the ratio."""
    args = _arguments()
    with tempfile.TemporaryDirectory(prefix="recallwatch-bench-") as folder:
        work = Path(folder)
        if args.fanout:
            for kind in (ChannelKind.WEBHOOK, ChannelKind.EMAIL):
                seconds = fan_out(work / kind.value, args.fanout, kind)
                what = f"one notice to {args.fanout:,} owners by {kind.value}"
                _line(what, seconds, GOAL * args.fanout / 100_000, "s", "the goal")
            return
        if args.deliver:
            for what, ours, peer in deliveries(work, args.deliver):
                _line(what, ours, peer, "a second", "the goal" if what.startswith("alerts") else "the bare client")
            return
        saved = work / "answer.json"
        saved.write_bytes(answer(_NOTICES))
        _import(work, saved)
        context = build(load(data_dir=work / "store"))
        _extraction(context, saved)
        _lookup(context, saved)
        _bulk(work, saved)
        _crowd(context, args.items, "SQLite")
        context.store.close()
        if args.postgres:
            _on_postgres(work, saved, args)
        _start(work)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("--items", type=int, default=100_000, help="how many items one notice is compared with")
    parser.add_argument(
        "--deliver",
        type=int,
        nargs="?",
        const=3000,
        default=0,
        metavar="OWNERS",
        help="only tell so many of one notice",
    )
    parser.add_argument(
        "--fanout",
        type=int,
        nargs="?",
        const=100_000,
        default=0,
        metavar="OWNERS",
        help="only write the alerts and the outbox rows of one notice that concerns so many",
    )
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty database to compare with as well")
    return parser.parse_args()


def _bulk(work: Path, saved: Path) -> None:
    """Lines of ``check --jsonl``, start-up aside: what a long input takes beyond a short one."""
    rows = [{"ref": n, "brand": t.brand, "name": t.name, "model": t.model} for n, t in enumerate(_things(saved))]
    short = "".join(json.dumps(row) + "\n" for row in rows).encode()
    few = recallwatch("check", "--jsonl", data_dir=work / "store", stdin=short).seconds
    many = recallwatch("check", "--jsonl", data_dir=work / "store", stdin=short * 11).seconds
    _line("check --jsonl", 10 * len(rows) / (many - few), 2000, "lines/s", "the goal")


def _crowd(context: Context, items: int, engine: str) -> None:
    with context.store.read() as unit:
        records = list(unit.notices.all())
    found = list(crowd(context, records, (items // 10, items)))
    for size, ours, brute in found:
        _line(f"one notice against {size:,} items, {engine}", ours, brute, "ms", "rapidfuzz over every name, one name")
    print(f"{'  growth from a tenth of them':<44} {found[1][1] / found[0][1]:>10,.2f} times")


def _on_postgres(work: Path, saved: Path, args: argparse.Namespace) -> None:
    url = {"RECALLWATCH_DATABASE_URL": args.postgres}
    recallwatch("import", "us-cpsc", str(saved), data_dir=work / "postgres", env=url)
    context = build(load(data_dir=work / "postgres", database_url=args.postgres))
    _crowd(context, args.items, "PostgreSQL")
    context.store.close()


def _line(what: str, ours: float, peer: float, unit: str, peer_name: str) -> None:
    print(f"{what:<44} {ours:>10,.2f} {unit:<12} {peer_name}: {peer:,.2f}  (x{ours / peer:.2f})", flush=True)


def _import(work: Path, saved: Path) -> None:
    done = recallwatch("import", "us-cpsc", str(saved), data_dir=work / "store")
    again = recallwatch("import", "us-cpsc", str(saved), data_dir=work / "store")
    _line(f"import of {_NOTICES:,} notices", done.seconds, again.seconds, "s", "the same again, nothing new")
    print(f"{'  peak memory':<44} {done.peak_mb:>10,.0f} MB")


def _extraction(context: Context, saved: Path) -> None:
    """Read the real archive where it is, else as many made-up recalls as suffice: they are shorter and all alike."""
    real = ARCHIVE.exists()
    content = gzip.decompress(ARCHIVE.read_bytes()) if real else saved.read_bytes()
    payload = Payload("bench", "us-cpsc", saved.as_uri(), content, fetched_at=context.now())
    notices = context.sources["us-cpsc"].parse(payload).notices[: None if real else 1000]
    ours = len(notices) / _seconds(lambda: [read(notice) for notice in notices])
    feed = _feed(notices)
    peer = len(notices) / _seconds(lambda: feedparser.parse(io.BytesIO(feed)))
    what = f"extraction, {len(notices):,} {'real' if real else 'made-up'} notices"
    _line(what, ours, peer, "notices/s", "feedparser only parsing as many entries")


def _feed(notices: Sequence[Notice]) -> bytes:
    items = "".join(map(_entry, notices))
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def _entry(notice: Notice) -> str:
    title, link, summary = (escape(xml_clean(text)) for text in (notice.title, notice.url, notice.summary))
    return f"<item><title>{title}</title><link>{link}</link><description>{summary}</description></item>"


def _lookup(context: Context, saved: Path) -> None:
    things = _things(saved)
    ours = [_seconds(lambda t=thing: check(context.store, t)) for thing in things]  # type: ignore[misc]
    peer = [_seconds(lambda t=thing: _full_text(context, t)) for thing in things]  # type: ignore[misc]
    for name, pick in (("p50", statistics.median), ("p99", _p99)):
        what = f"one item against {_NOTICES:,} notices, {name}"
        _line(what, pick(ours) * 1000, pick(peer) * 1000, "ms", "full-text search alone, no verdict")


def _full_text(context: Context, thing: Item) -> None:
    with context.store.read() as unit:
        unit.notices.find(Query(words=f"{thing.brand} {thing.model}", limit=20))


def _things(saved: Path) -> list[Item]:
    """Every thirtieth recall's first model, as somebody would register it."""
    rows = json.loads(saved.read_bytes())[:: _NOTICES // _ITEMS]
    texts = [(str(row["Products"][0]["Name"]), str(row["Description"])) for row in rows]
    models = [text.partition("model numbers ")[2].partition(",")[0] for _, text in texts]
    named = zip(texts, models, strict=True)
    return [Item("", "", name=name, brand=name.split()[0], model=model) for (name, _), model in named]


def _start(work: Path) -> None:
    python = [sys.executable, "-c"]
    ours = min(measured([*python, "import recallwatch.cli.main"], data_dir=work).seconds for _ in range(5))
    peer = min(measured([*python, "pass"], data_dir=work).seconds for _ in range(5))
    _line("start of the command", ours * 1000, peer * 1000, "ms", "an empty Python")


def _p99(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=100)[98]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
