"""Vehicles registered by their VIN: named by the official decoder, or asked about when it cannot tell."""

import json
from dataclasses import dataclass, field, replace

import pytest

from recallwatch.config import load
from recallwatch.errors import FetchError
from recallwatch.extract.vehicles import VehicleRow, vehicle_products
from recallwatch.flow.decode import decode_vins
from recallwatch.model import AlertKind, Item, Notice
from recallwatch.ports import Request, Response, Store
from recallwatch.text.vin import check_digit
from tests.flow.world import World
from tests.making import notice, payload

pytestmark = pytest.mark.anyio


def vin(serial: str, plant: str = "A") -> str:
    """A North American VIN of model year 2017 with this serial number."""
    bare = f"1NSP1TAH0H{plant}{serial}"
    return f"{bare[:8]}{check_digit(bare)}{bare[9:]}"


@dataclass
class Decoder:
    """A stand-in for the service: says make, model and year, or fails."""

    make: str = "ORBIT"
    asked: list[str] = field(default_factory=list)
    down: bool = False

    async def get(self, request: Request, **_: object) -> Response:
        """Answer."""
        self.asked.append(request.url)
        if self.down:
            raise FetchError("no answer", url=request.url)
        said = {"Make": self.make, "Model": "LYNX" if self.make else "", "Model Year": "2017"}
        results = [{"Variable": name, "Value": value} for name, value in said.items()]
        return Response(payload(json.dumps({"Results": results}).encode(), url=request.url))


@pytest.fixture
def world(store: Store) -> World:
    """Ann's vehicle, known by its VIN alone, and a campaign that may be about it."""
    made = World(store)
    made.add_owner()
    made.register(Item("car", "ann", vin=vin("123456")))
    made.publish(campaign())
    return made


def campaign() -> Notice:
    """A recall of certain vehicles."""
    products = vehicle_products([VehicleRow("ORBIT", "LYNX", "2016-2017")])
    return notice("26V901", title="Orbit recalls Lynx", products=products, lookup_url="https://vin.example.org")


def the_item(world: World, item_id: str = "car") -> Item:
    with world.store.read() as unit:
        found = unit.items.get("ann", item_id)
    assert found
    return found


async def test_a_vin_alone_becomes_a_vehicle_and_its_owner_is_sent_to_the_official_look_up(world: World) -> None:
    assert not world.alerts()
    assert await decode_vins(world.context, Decoder().get) == 1
    assert (the_item(world).brand, the_item(world).model) == ("ORBIT", "LYNX 2017")
    assert [alert.kind for alert in world.alerts()] == [AlertKind.QUESTION]


async def test_the_serial_number_is_never_sent_and_a_pattern_is_asked_for_once(world: World) -> None:
    decoder = Decoder()
    await decode_vins(world.context, decoder.get)
    world.register(Item("other", "ann", vin=vin("654321")))
    assert await decode_vins(world.context, decoder.get) == 1
    assert decoder.asked == ["https://vpic.nhtsa.dot.gov/api/vehicles/DecodeVin/1NSP1TAH*HA?format=json"]


async def test_what_the_owner_typed_stays(world: World) -> None:
    world.register(Item("van", "ann", brand="My van", vin=vin("111111", plant="B")))
    await decode_vins(world.context, Decoder().get)
    assert (the_item(world, "van").brand, the_item(world, "van").model) == ("My van", "LYNX 2017")


async def test_a_decoder_that_is_down_changes_nothing_and_is_asked_again(world: World) -> None:
    decoder = Decoder(down=True)
    world.register(Item("other", "ann", vin=vin("654321", plant="B")))
    assert await decode_vins(world.context, decoder.get) == 0
    assert (len(decoder.asked), the_item(world).brand) == (1, "")
    decoder.down = False
    assert await decode_vins(world.context, decoder.get) == 2


async def test_that_nobody_can_tell_is_believed_and_the_item_stays_as_it_is(world: World) -> None:
    decoder = Decoder(make="")
    assert [await decode_vins(world.context, decoder.get) for _ in range(2)] == [0, 0]
    assert (len(decoder.asked), the_item(world).model) == (1, "")


async def test_a_mistyped_vin_is_not_decoded(world: World) -> None:
    wrong = the_item(world).vin
    world.register(replace(the_item(world), vin=wrong[:-1] + "7"))
    decoder = Decoder()
    assert (await decode_vins(world.context, decoder.get), decoder.asked) == (0, [])


async def test_an_item_its_owner_changes_meanwhile_is_left_alone(world: World) -> None:
    decoder = Decoder()

    async def slow(request: Request, **said: object) -> Response:
        world.register(replace(the_item(world), brand="Nadir", model="Tapir"))
        return await decoder.get(request, **said)

    assert await decode_vins(world.context, slow) == 0
    assert the_item(world).brand == "Nadir"


async def test_it_can_be_switched_off(world: World) -> None:
    world.settings = load(data_dir=world.context.settings.data_dir, vin_decode=False)
    decoder = Decoder()
    assert (await decode_vins(world.context, decoder.get), decoder.asked) == (0, [])
