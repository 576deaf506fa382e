from datetime import timedelta

from recallwatch.ports import Store
from recallwatch.text.vin import Decoded

from .making import NOW


def test_what_is_known_of_a_pattern_is_replaced_and_that_nobody_could_tell_is_believed_for_a_time(store: Store) -> None:
    with store.write() as unit:
        unit.vins.put("1ORB1T00*HA", Decoded("ORBIT"), at=NOW)
        unit.vins.put("1ORB1T00*HA", Decoded("ORBIT", "LYNX", "2017"), at=NOW)
        unit.vins.put("1NAD1R00*HA", Decoded(), at=NOW)
    patterns = ["1ORB1T00*HA", "1NAD1R00*HA", "other"]
    with store.read() as unit:
        assert unit.vins.get(patterns, since=NOW) == {
            "1ORB1T00*HA": Decoded("ORBIT", "LYNX", "2017"),
            "1NAD1R00*HA": Decoded(),
        }
        assert list(unit.vins.get(patterns, since=NOW + timedelta(days=1))) == ["1ORB1T00*HA"]
