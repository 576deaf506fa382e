"""Makes workers by forking, so that a new one is there at once: ``python -m tests.chaos.nursery``, told by its input.

A line of JSON (``Orders``) makes a worker and is answered with its process id. End of input ends the nursery.
"""

import gc
import json
import os
import signal
import sys
import traceback

from tests.chaos.worker import Orders, work


def main() -> None:
    """Make workers until the input ends."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody mourns them
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _live(Orders(**json.loads(line)))
        print(child, flush=True)


def _live(orders: Orders) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    try:
        work(orders)
    except BaseException:  # noqa: BLE001 - nothing above may hear of it: that is the nursery
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(1)


if __name__ == "__main__":
    main()
