"""Which addresses are public: a truth table, and how it stands to Python's own."""

import ipaddress

import pytest

from claims.fetching.addresses import is_public

PUBLIC = """
1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255
128.0.0.1 169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0
192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 203.0.112.255 203.0.114.0
207.241.224.2 223.255.255.255 2000:: 2001:200:: 2606:4700::1111 2a00:1450::1
3ffe:: 3fff:1000::
"""
PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.1
127.255.255.254 169.254.0.1 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1
192.0.0.8 192.0.0.9 192.0.0.170 192.0.2.1 192.31.196.1 192.52.193.1 192.88.99.1
192.168.0.1 192.168.255.255 192.175.48.1 198.18.0.1 198.19.255.255 198.51.100.1
203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:127.0.0.1
64:ff9b::a9fe:a9fe 64:ff9b::808:808 64:ff9b:1::7f00:1 100::1 2001::1
2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:20::1 2001:1ff:ffff:: 2001:db8::1
2002:7f00:1:: 2002:a9fe:a9fe:: 2002:808:808:: 2620:4f:8000::1 3fff::1 3fff:fff::
4000:: 5f00::1 fc00::1 fd00::1 fdff:: fe80::1 febf:: fec0::1 ff02::1 ff0e::1
1fff:ffff::
"""


@pytest.mark.parametrize("address", PUBLIC.split())
def test_public_address(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PRIVATE.split())
def test_private_address(address):
    assert not is_public(ipaddress.ip_address(address))


def test_nothing_that_python_calls_private_is_public():
    for first in range(256):
        for second in range(0, 256, 5):
            for rest in ("0.1", "2.3", "99.1", "100.7", "113.5", "255.254"):
                address = ipaddress.ip_address(f"{first}.{second}.{rest}")
                assert address.is_global or not is_public(address), address
