"""Which addresses of the Internet are public: all but those of IANA's registries.

``ipaddress.is_global`` alone lets through several that lead home: NAT64, 6to4,
multicast and others, a different set in each version of Python.
"""

import ipaddress

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# https://www.iana.org/assignments/iana-ipv4-special-registry and the multicast and
# reserved ranges.
SPECIAL_4 = [
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
    )
]

# Only 2000::/3 is given out, which leaves out mapped and compatible IPv4 addresses,
# NAT64, unique local, link-local and multicast ones. Of it, what
# https://www.iana.org/assignments/iana-ipv6-special-registry names: 2001::/23 holds
# Teredo and ORCHID, 2002::/16 is 6to4.
GIVEN_OUT_6 = ipaddress.IPv6Network("2000::/3")
SPECIAL_6 = [
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
]


def is_public(address: IPAddress) -> bool:
    """Tell whether an address is one that anybody may reach, and leads to no home."""
    if isinstance(address, ipaddress.IPv4Address):
        return not any(address in network for network in SPECIAL_4)
    return address in GIVEN_OUT_6 and not any(
        address in network for network in SPECIAL_6
    )
