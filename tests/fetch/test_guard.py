import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recallwatch.errors import AddressRefused
from recallwatch.fetch import check_target
from recallwatch.fetch.guard import denied

DENIED = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 169.254.169.254
168.63.129.16 172.16.0.1 172.31.255.255 192.0.0.8 192.0.0.192 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1
198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:100.64.0.1 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a00:1 100::1 2001::1 2001:0:7f00:1::1 2001:2::1 2001:10::1 2001:20::1
2001:db8::1 2002:7f00:1::1 2002:a9fe:a9fe::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 febf::1
fec0::1 ff02::1 ff0e::1 2606:4700::1%eth0
"""

PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.17.0.1 198.20.0.1 223.255.255.255
2606:4700:4700::1111 2a00:1450:4001::1 2400:cb00::1 ::ffff:8.8.8.8
"""


@pytest.mark.parametrize("address", DENIED.split())
def test_no_private_or_special_address_passes(address: str) -> None:
    assert denied(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_addresses_pass(address: str) -> None:
    assert not denied(address)


@given(st.ip_addresses())
def test_nothing_python_calls_not_global_passes(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    if not (mapped or address).is_global:
        assert denied(str(address))


@given(st.ip_addresses(v=4))
def test_an_address_inside_ipv6_is_judged_as_itself(address: ipaddress.IPv4Address) -> None:
    assert denied(f"::ffff:{address}") == denied(str(address))
    assert denied(str(ipaddress.IPv6Address((0x64FF9B << 96) + int(address))))


REFUSED = [
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "unix:///run/docker.sock",
    "//example.org/",
    "example.org",
    "",
    "http://",
    "http:///path",
    "http://user@example.org/",
    "http://user:secret@example.org/",
    "http://example.org\\@127.0.0.1/",
    "http://example.org:22/",
    "http://example.org:25/",
    "http://example.org:6379/",
    "http://example.org:99999/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://0/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://0x7f.0.0.0x1/",
    "http://256.256.256.256/",
    "http://example.org/\r\nX: y",
    "http://exa\tmple.org/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_odd_addresses_are_refused_before_any_look_up(url: str) -> None:
    with pytest.raises(AddressRefused):
        check_target(url)


def test_an_address_is_taken_apart_once() -> None:
    target = check_target("https://Hooks.Example.org:8443/a%20b?c=d#e")
    assert (target.scheme, target.host, target.port) == ("https", "hooks.example.org", 8443)
    assert (target.path, target.authority) == (b"/a%20b?c=d", "hooks.example.org:8443")


def test_an_exempted_receiver_must_match_exactly() -> None:
    allow = frozenset({"localhost:9000", "[::1]:9000"})
    assert check_target("http://localhost:9000/x", allow=allow).authority == "localhost:9000"
    assert check_target("http://[::1]:9000/x", allow=allow).authority == "[::1]:9000"
    with pytest.raises(AddressRefused):
        check_target("http://localhost:9001/x", allow=allow)
