"""``make bench``: how fast we are, always beside a peer or the limit, measured in the same run.

Machines are noisy: read the ratios, not the seconds. Nothing here fails a build.
"""

import argparse
import gzip
import io
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
from recallwatch.model import ChannelKind, Notice, Payload
from recallwatch.text.clean import xml_clean

from .asking import asking, bulk
from .corpus import answer
from .crowd import crowd
from .delivery import deliveries
from .fanout import GOAL, fan_out
from .latency import Waits, latencies
from .program import ARCHIVE, measured, recallwatch

_NOTICES = 10_000
#: Notices of the crowd's part: they are only asked for, and many more would only take long to read in.
_CROWDED = 2_000


def main() -> None:
    """Print one line a measurement: what, ours, the peer's, the ratio."""
    args = _arguments()
    chosen = args.what or list(_PARTS)
    with tempfile.TemporaryDirectory(prefix="recallwatch-bench-") as folder:
        work = Path(folder)
        if args.fanout:
            for kind in (ChannelKind.WEBHOOK, ChannelKind.EMAIL):
                seconds = fan_out(work / kind.value, args.fanout, kind)
                what = f"one notice to {args.fanout:,} owners by {kind.value}"
                _line(what, seconds, GOAL * args.fanout / 100_000, "s", "the goal")
            return
        if args.latency:
            for told in latencies(work):
                _waits(told)
            return
        if args.deliver:
            for what, ours, peer in deliveries(work, args.deliver, senders=args.senders):
                _line(what, ours.a_second, peer.a_second, "a second", "the bare client")
                _line("  of a processor", ours.cpu_ms, peer.cpu_ms, "ms each", "the bare client")
            return
        saved = work / "answer.json"
        saved.write_bytes(answer(_NOTICES))
        for part in chosen:
            _PARTS[part](work, saved, args)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument(
        "what", nargs="*", choices=[*_PARTS, []], metavar="PART", help="only these parts: " + ", ".join(_PARTS)
    )
    parser.add_argument("--items", type=int, default=100_000, help="how many items one notice is compared with")
    parser.add_argument(
        "--archive", type=Path, metavar="FOLDER", help="keep the captured archive here, read in only the first time"
    )
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
    parser.add_argument("--senders", type=int, default=2, help="in how many processes --deliver sends")
    parser.add_argument("--latency", action="store_true", help="only how long owners wait for a notice's message")
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty database to compare with as well")
    return parser.parse_args()


def _asking(work: Path, saved: Path, args: argparse.Namespace) -> None:
    """One item, and many: of the real archive where it is, else of made-up notices."""
    folder = args.archive or work / "asked"
    if not (folder / "recallwatch.db").exists():
        print("  reading all notices in ...", file=sys.stderr, flush=True)
        recallwatch("import", "us-cpsc", str(ARCHIVE if ARCHIVE.exists() else saved), data_dir=folder)
    context = build(load(data_dir=folder))
    for what, ours, peer in asking(context):
        _line(what, ours, peer, "ms", "full-text search alone, no verdict")
    _line("check --jsonl", bulk(context, folder), 2000, "lines/s", "the goal")
    context.store.close()


def _crowds(work: Path, _saved: Path, args: argparse.Namespace) -> None:
    """One notice against a crowd, on each engine."""
    for engine, url in (("SQLite", ""), ("PostgreSQL", args.postgres)):
        if engine == "SQLite" or url:
            folder = work / engine
            env = {"RECALLWATCH_DATABASE_URL": url} if url else {}
            few = work / "few.json"
            few.write_bytes(answer(_CROWDED))
            recallwatch("import", "us-cpsc", str(few), data_dir=folder, env=env)
            context = build(load(data_dir=folder, **({"database_url": url} if url else {})))
            _crowd(context, args.items, engine)
            context.store.close()


def _crowd(context: Context, items: int, engine: str) -> None:
    with context.store.read() as unit:
        records = list(unit.notices.all())
    found = list(crowd(context, records, (items // 10, items)))
    for one in found:
        what = f"one notice against {one.size:,} items, {engine}"
        _line(what, one.found, one.brute, "ms", "rapidfuzz over every name, one name")
        _line(f"  and {one.count:,.0f} that share a key read and judged", one.judged, one.brute, "ms", "the same")
    print(
        f"{'  growth of finding from a tenth of them':<52} {found[1].found / found[0].found:>10,.2f} times", flush=True
    )


def _line(what: str, ours: float, peer: float, unit: str, peer_name: str) -> None:
    print(f"{what:<52} {ours:>10,.2f} {unit:<12} {peer_name}: {peer:,.2f}  (x{ours / peer:.2f})", flush=True)


def _waits(told: Waits) -> None:
    who = f"{told.hit:,} of {told.owners:,} owners told"
    _line(f"{who}, p95", told.p95, told.goal, "s", "the goal")
    print(f"{'  half of them, the last':<44} {told.p50:>10,.2f} {told.longest:,.2f} s")


def _import(work: Path, saved: Path, _: argparse.Namespace) -> None:
    done = recallwatch("import", "us-cpsc", str(saved), data_dir=work / "store")
    again = recallwatch("import", "us-cpsc", str(saved), data_dir=work / "store")
    _line(f"import of {_NOTICES:,} notices", done.seconds, again.seconds, "s", "the same again, nothing new")
    print(f"{'  peak memory':<52} {done.peak_mb:>10,.0f} MB")


def _extraction(work: Path, saved: Path, _: argparse.Namespace) -> None:
    """Read the real archive where it is, else as many made-up recalls as suffice: they are shorter and all alike."""
    context = build(load(data_dir=work / "none"))
    real = ARCHIVE.exists()
    content = gzip.decompress(ARCHIVE.read_bytes()) if real else saved.read_bytes()
    payload = Payload("bench", "us-cpsc", saved.as_uri(), content, fetched_at=context.now())
    notices = context.sources["us-cpsc"].parse(payload).notices[: None if real else 1000]
    ours = len(notices) / _seconds(lambda: [read(notice) for notice in notices])
    feed = _feed(notices)
    peer = len(notices) / _seconds(lambda: feedparser.parse(io.BytesIO(feed)))
    what = f"extraction, {len(notices):,} {'real' if real else 'made-up'} notices"
    _line(what, ours, peer, "notices/s", "feedparser only parsing as many entries")
    context.store.close()


def _feed(notices: Sequence[Notice]) -> bytes:
    items = "".join(map(_entry, notices))
    return f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>".encode()


def _entry(notice: Notice) -> str:
    title, link, summary = (escape(xml_clean(text)) for text in (notice.title, notice.url, notice.summary))
    return f"<item><title>{title}</title><link>{link}</link><description>{summary}</description></item>"


def _start(work: Path, _saved: Path, _: argparse.Namespace) -> None:
    python = [sys.executable, "-c"]
    ours = min(measured([*python, "import recallwatch.cli.main"], data_dir=work).seconds for _ in range(5))
    peer = min(measured([*python, "pass"], data_dir=work).seconds for _ in range(5))
    _line("start of the command", ours * 1000, peer * 1000, "ms", "an empty Python")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


_PARTS: dict[str, Callable[[Path, Path, argparse.Namespace], None]] = {
    "import": _import,
    "extraction": _extraction,
    "asking": _asking,
    "crowd": _crowds,
    "start": _start,
}

if __name__ == "__main__":
    main()
