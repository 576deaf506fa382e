"""Ids: ULIDs that no two threads share, in the order they were made."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

from recallwatch.model.ids import new_id


def test_an_id_is_a_ulid_of_this_moment() -> None:
    before, id_, after = time.time_ns(), new_id(), time.time_ns()
    assert re.fullmatch("[0-7][0-9A-HJKMNP-TV-Z]{25}", id_)
    moment = 0
    for character in id_[:10]:
        moment = moment * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(character)
    assert before // 1_000_000 <= moment <= after // 1_000_000


def test_ids_of_one_thread_are_in_order_and_those_of_many_differ() -> None:
    with ThreadPoolExecutor(4) as threads:
        made = list(threads.map(lambda _: [new_id() for _ in range(2000)], range(4)))
    assert all(ids == sorted(ids) for ids in made)
    assert len({id_ for ids in made for id_ in ids}) == 8000
