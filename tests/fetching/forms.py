"""Addresses that lead home by some library's reading, for a port of the test."""

import itertools

# 127.0.0.1, ::1 and others of one's own machine or network, as they may be written.
HOSTS = """
127.0.0.1 127.0.0.2 127.1 127.0.1 127.255.255.254 127.0.0.1. 127.000.000.001
0 0.0.0.0 0x0 00 0.0 000.000.000.000
2130706433 017700000001 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 0177.1 0x7F000001
0x7f.0x0.0x0.0x1 127.0x0.0.1 127.0.0x1 00000177.0.0.1 4294967295 0xffffffff
3232235521 0xc0a80001 0300.0250.0.1 192.168.1 10.1 012.0.0.1 2852039166 0xa9fea9fe
169.254.169.254 169.254.170.2 100.100.100.200 10.0.0.1 172.16.0.1 192.168.0.1
192.0.0.192 198.18.0.1 224.0.0.1 255.255.255.255 240.0.0.1
localhost localhost. LOCALHOST LocalHost localhost.localdomain ip6-localhost
ip6-loopback 127.0.0.1.nip.example a.localhost
[::1] [::] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0001]
[::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:127.0.0.1] [::127.0.0.1]
[::7f00:1] [::ffff:0:127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1]
[64:ff9b:1::7f00:1] [64:ff9b::a9fe:a9fe] [2002:7f00:1::] [2002:7f00:0001::1]
[2002:a9fe:a9fe::] [2002:c0a8:1::] [2001::7f00:1] [2001:0:7f00:1::1]
[2001:0:4136:e378:8000:63bf:3fff:fdd2] [fe80::1] [fe80::1%lo] [fe80::1%251]
[::1%lo] [::1%25lo] [fec0::1] [fc00::1] [fd00:ec2::254] [ff02::1] [ff01::1]
[ff0e::1] [100::1] [2001:db8::1] [3fff::1] [5f00::1] [::ffff:169.254.169.254]
[::ffff:10.0.0.1] [::FFFF:192.168.0.1] [::1 [::1]] 127.0.0.1] [127.0.0.1] [v1.1]
①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127．0．0．1 127｡0｡0｡1 ｌｏｃａｌｈｏｓｔ ⓛⓞⓒⓐⓛⓗⓞⓢⓣ
ʟocalhost loc%61lhost %6c%6f%63%61%6c%68%6f%73%74 127%2e0%2e0%2e1 %31%32%37.0.0.1
127.0.0.1%00.example.com 127.0.0.1%23.example.com localhost%00 localhost%2f
"""
# What stands around a host; {h} is the host, {p} the port of the test.
SHAPES = """
http://{h}:{p}/
https://{h}:{p}/
"""
ODD = r"""
http:{h}:{p}
http:/{h}:{p}
http:///{h}:{p}
http:////{h}:{p}
//{h}:{p}/
///{h}:{p}/
{h}:{p}/
http:\\{h}:{p}\
http://\{h}:{p}/
http:/\{h}:{p}/
http://example.com\@{h}:{p}/
http://{h}:{p}\@example.com/
http://example.com@{h}:{p}/
http://example.com:80@{h}:{p}/
http://user:word@{h}:{p}/
http://@{h}:{p}/
http://:@{h}:{p}/
http://a@b@{h}:{p}/
http://example.com%40{h}:{p}/
http://example.com#@{h}:{p}/
http://{h}:{p}#@example.com/
http://{h}:{p}?@example.com/
http://{h}:{p};@example.com/
http://{h}:{p}:80/
http://{h}::{p}/
http://{h}:80:{p}/
http://{h}:+{p}/
http://{h}:0{p}/
http://{h}:{p}%20/
http://{h} :{p}/
http:// {h}:{p}/
 http://{h}:{p}/
ftp://{h}:{p}/
gopher://{h}:{p}/_GET
file://{h}:{p}/etc/passwd
dict://{h}:{p}/
ldap://{h}:{p}/
ws://{h}:{p}/
jar:http://{h}:{p}!/
view-source:http://{h}:{p}/
url:http://{h}:{p}/
HTTP://{h}:{p}/
hTTps://{h}:{p}/
http+unix://{h}:{p}/
http://0/{h}:{p}
http://[{h}]:{p}/
http://{h}.:{p}/
http://.{h}:{p}/
http://{h}..:{p}/
http://-{h}:{p}/
http://{h},example.com:{p}/
http://{h}&example.com:{p}/
http://{h}|example.com:{p}/
http://{h}$example.com:{p}/
"""
SPLIT = [
    "ht\ntp://127.0.0.1:{p}/",
    "http://127.0.0.1\t:{p}/",
    "http://127.0\n.0.1:{p}/",
    "http://127.0.0.1:{p}\r\n/",
    "http://127.0.0.1:{p}/\r\nHost: example.com",
    "\x00http://127.0.0.1:{p}/",
    "http://127.0.0.1\x00:{p}/",
    "http://127.0.0.1\u200b:{p}/",
    "http://127.0.0.1\u00ad:{p}/",
    "http://local\u00adhost:{p}/",
    "http://127.0.0.1\uff1a{p}/",
    "http:\uff0f\uff0f127.0.0.1:{p}/",
    "http://127.0.0.1\u2044:{p}/",
    "http://\ud800127.0.0.1:{p}/",
    "",
    " ",
    "http://",
    "http://:{p}/",
    "http://[]:{p}/",
]


def forms(port: int) -> list[str]:
    """List every form for a port."""
    usual = [
        shape.format(h=host, p=port)
        for host, shape in itertools.product(HOSTS.split(), SHAPES.split())
    ]
    odd = [
        shape.replace("{h}", host).replace("{p}", str(port))
        for shape in ODD.strip("\n").splitlines()
        for host in ("127.0.0.1", "localhost", "[::1]")
    ]
    return [*usual, *odd, *(shape.replace("{p}", str(port)) for shape in SPLIT)]
