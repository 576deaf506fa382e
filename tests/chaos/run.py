"""One run: publish, kill by a seeded plan, let everything settle, count.

publisher --poll--> workers (killed) --mail, webhooks--> sinks --count by id--> what is lost, what came twice
"""

import random
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from recallwatch.components import build
from recallwatch.config import load
from recallwatch.model import Delivery, DeliveryState
from recallwatch.ports import Store
from tests.chaos.herd import Herd, herd
from tests.chaos.marks import PHASES
from tests.chaos.publisher import everybody, settle_in
from tests.chaos.sinks import Arrivals, Owed, sinks
from tests.chaos.worker import Orders

#: The workers' clock runs so many times as fast, so that leases of minutes run out within seconds.
SPEED = 40.0

_WORKERS = 3
_BETWEEN = "between"
_RECALLS_EACH = 4  # at most so many for each kill
_PUBLISH_EVERY = 0.5  # seconds
_LOOK_EVERY = 0.0005
#: Seconds a phase lasts at most, more or less: the kill comes at a random moment of them.
_LASTS = {"fetch": 0.02, "ingest": 0.01, "match": 0.004, "outbox": 0.002, "send": 0.02}
_PATIENCE = 3.0  # seconds to wait for a phase to come
_STILL = 60.0  # seconds without any arrival after which what is missing counts as lost


@dataclass(frozen=True)
class Outcome:
    """What a run showed. ``kills``: by the phase that was hit."""

    kills: Counter[str]
    owed: int
    lost: frozenset[Owed]
    repeated: int
    renamed: frozenset[Owed]
    unsettled: tuple[str, ...]
    told_twice: int
    seconds: float

    @property
    def held(self) -> bool:
        """Nothing lost, nothing told twice, every repeat under the same id, nothing left over."""
        return not (self.lost or self.renamed or self.unsettled or self.told_twice)


def run(folder: Path, database_url: str, *, kills: int, seed: int, speed: float = SPEED) -> Outcome:
    """Kill workers so many times at random points of the five phases in turn, and count."""
    chance = random.Random(seed)
    plan = [PHASES[n % len(PHASES)] for n in range(kills)]
    chance.shuffle(plan)
    began = time.time()
    context = build(load(data_dir=folder, database_url=database_url))
    with sinks() as arrivals:
        most = _RECALLS_EACH * kills
        settle_in(context.store, arrivals.http_port, most)
        ports = (arrivals.mail.port, arrivals.http_port)
        with herd(Orders(str(folder), database_url, *ports, marks="", began=began, speed=speed), _WORKERS) as workers:
            died_in = Counter(_kill(workers, phase, chance, arrivals, most) for phase in plan)
            _wait_for_all(arrivals, context.store)
        found, owed = arrivals.arrived(), arrivals.owed()
    unsettled, told = _left(context.store)
    context.store.close()
    return Outcome(
        kills=died_in,
        owed=len(owed),
        lost=frozenset(owed - found.keys()),
        repeated=sum(ids.total() - 1 for ids in found.values()),
        renamed=frozenset(each for each, ids in found.items() if len(ids) > 1),
        unsettled=unsettled,
        told_twice=sum(told.values()) - len(told),
        seconds=time.time() - began,
    )


def _kill(workers: Herd, phase: str, chance: random.Random, arrivals: Arrivals, most: int) -> str:
    """Publish, wait until some worker is in the phase and a random moment more, kill it; the phase it died in."""
    began, until = time.time(), time.time() + _PATIENCE
    published = arrivals.published
    shown: list[int] = []
    while not shown and time.time() < until:
        arrivals.published = min(published + 1 + int((time.time() - began) / _PUBLISH_EVERY), most)
        shown = [n for n, marks in enumerate(workers.marks) if phase in marks.shown()]
        time.sleep(_LOOK_EVERY)
    time.sleep(chance.random() * _LASTS[phase])
    died_in = workers.kill(chance.choice(shown or range(_WORKERS)))
    return phase if phase in died_in else died_in[0] if died_in else _BETWEEN


def _wait_for_all(arrivals: Arrivals, store: Store) -> None:
    """Until everything owed has arrived and is settled, or nothing has moved for long."""
    moved, before = time.time(), (0, 0, 0)
    while time.time() - moved < _STILL:
        found = arrivals.arrived()
        waiting, told = _left(store)
        if arrivals.owed() <= found.keys() and not waiting:
            return
        now = (len(found), len(waiting), told.total())
        if now != before:
            moved, before = time.time(), now
        time.sleep(0.5)


def _left(store: Store) -> tuple[tuple[str, ...], Counter[tuple[str, str]]]:
    """What waits, in words, and how often each owner was to be told of each notice."""
    with store.read() as unit:
        waiting = [_named(delivery) for delivery in unit.outbox.deliveries(state=DeliveryState.PENDING)]
        waiting += ["a match job"] * unit.jobs.waiting()
        alerts = [alert for owner_id in everybody() for alert in unit.outbox.alerts(owner_id, limit=10_000)]
    return tuple(waiting), Counter((alert.owner_id, alert.notice_id) for alert in alerts)


def _named(delivery: Delivery) -> str:
    when = f"due {delivery.due_at:%d %b %H:%M:%S}, {delivery.attempts} attempts, last: {delivery.answer or 'none'}"
    return f"{delivery.channel_id} of {delivery.owner_id}, {when}"
