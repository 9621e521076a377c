"""The situations that peers are taken through, and what a capture of each must hold."""
import contextlib
import dataclasses
import pathlib
import sys
import time
from typing import Callable

from lan import Capture
from pcap import Check
from peers import Service

ASK = pathlib.Path(__file__).with_name("ask.py")
TYPE = "_mdlab._tcp"
ENUMERATION = "_services._dns-sd._udp.local"
KITCHEN = Service("Kitchen Pi")
HALL = Service("Hall Lamp", port=4712)
UNICODE_NAME = "Küche. 2\\ Süd 日本 😀"
UNICODE_LABEL = bytes([len(UNICODE_NAME.encode())]) + UNICODE_NAME.encode()
BINARY_TXT = (b"id=0", b"raw=\x00\x01\xfe\xff=", b"empty=", b"flag", "größe=5 µm".encode())
LARGE_TXT = tuple(b"k%02d=" % i + bytes([97 + i]) * 240 for i in range(12))
SENSORS = [Service(f"Sensor {i:03}", port=4800 + i) for i in range(120)]


@dataclasses.dataclass
class Stage:
    """One run: a peer, its LAN and the file to fill."""
    peer: object
    lan: object
    file: pathlib.Path

    def __getattr__(self, name):
        if name in ("h0", "h1", "h2", "h3"):
            return self.lan.hosts[int(name[1])]
        raise AttributeError(name)

    @contextlib.contextmanager
    def capture(self, host):
        with Capture(host, self.file):
            yield

    def up(self, host, *services):
        self.peer.start(host)
        if services:
            self.peer.publish(host, services)

    def ask(self, *arguments):
        ipv6 = [] if self.lan.ipv4 else ["--ipv6"]
        self.h1.run(sys.executable, ASK, *arguments, *ipv6)

    def dig(self, *arguments):
        group = "224.0.0.251" if self.lan.ipv4 else "ff02::fb%eth0"
        self.h1.run("dig", "+noedns", "+notcp", "+time=1", "+tries=1", "-p", "5353", f"@{group}",
                    *arguments)
        time.sleep(0.2)


def announce(stage):
    with stage.capture(stage.h1):
        stage.up(stage.h0, KITCHEN)
        stage.lan.quiet(4)


def browse(stage):
    stage.up(stage.h0, KITCHEN)
    stage.up(stage.h2, HALL)
    stage.lan.quiet()
    with stage.capture(stage.h1):
        stage.up(stage.h1)
        stage.peer.browse(stage.h1, TYPE)
        time.sleep(10)


def known_answers(stage):
    stage.up(stage.h0, KITCHEN)
    stage.up(stage.h2, HALL)
    stage.lan.quiet()
    fresh = [("Kitchen Pi", 4400), ("Hall Lamp", 4400)]
    with stage.capture(stage.h1):
        for known in ([], fresh, fresh[1:], [("Kitchen Pi", 60), fresh[1]]):
            listed = [part for name, ttl in known for part in ("--known", name, ttl)]
            stage.ask("qm", TYPE + ".local", "PTR", *listed)
            time.sleep(0.8)


def goodbye(stage):
    stage.up(stage.h0, KITCHEN)
    stage.lan.quiet()
    with stage.capture(stage.h1):
        stage.peer.withdraw(stage.h0)
        time.sleep(3)
        stage.peer.leave(stage.h0)
        time.sleep(1)


def conflict(stage):
    hosts = [stage.h0, stage.h1, stage.h2]
    for host in hosts:
        stage.up(host)
    stage.lan.quiet()
    with stage.capture(stage.h3):
        for port, host in enumerate(hosts, 4711):
            stage.peer.publish(host, [Service("Kitchen Pi", port=port)])
        stage.lan.quiet(6, most=14)


def late_conflict(stage):
    stage.up(stage.h0, KITCHEN)
    stage.up(stage.h1)
    stage.lan.quiet()
    with stage.capture(stage.h1):
        stage.peer.publish(stage.h1, [Service("Kitchen Pi", port=4712)])
        stage.lan.quiet(6, most=14)


def host_conflict(stage):
    for host in (stage.h0, stage.h1):
        host.rename("kitchen")
    stage.up(stage.h0, KITCHEN)
    stage.lan.quiet()
    with stage.capture(stage.h3):
        stage.up(stage.h1, HALL)
        stage.lan.quiet(6, most=14)


def legacy(stage):
    stage.up(stage.h0, KITCHEN)
    stage.lan.quiet()
    instance = f"Kitchen\\ Pi.{TYPE}.local"
    with stage.capture(stage.h1):
        for question in (["-t", "PTR", TYPE + ".local"], ["-t", "SRV", instance],
                         ["-t", "ANY", instance], ["-t", "A", "h0.local"],
                         ["-t", "AAAA", "h0.local"], ["-x", "10.77.0.1"],
                         ["-t", "A", "nobody.local"]):
            stage.dig(*question)


def types(stage):
    stage.up(stage.h0, KITCHEN, Service("Kitchen Web", "_http._tcp", 80))
    stage.lan.quiet()
    with stage.capture(stage.h1):
        stage.up(stage.h1)
        stage.peer.browse_types(stage.h1)
        time.sleep(5)


def unicast_questions(stage):
    stage.up(stage.h0, KITCHEN)
    stage.lan.quiet()
    with stage.capture(stage.h1):
        for mode, name, kind in (("qu", TYPE + ".local", "PTR"), ("qu", TYPE + ".local", "PTR"),
                                 ("qm", TYPE + ".local", "PTR"), ("qu", "h0.local", "A"),
                                 ("qu", f"Kitchen Pi.{TYPE}.local", "ANY")):
            stage.ask(mode, name, kind)


def many(stage):
    stage.up(stage.h0, *SENSORS)
    stage.lan.quiet(4, most=60)
    with stage.capture(stage.h1):
        stage.up(stage.h1)
        stage.peer.browse(stage.h1, TYPE)
        time.sleep(10)


def ipv6_only(stage):
    with stage.capture(stage.h1):
        stage.up(stage.h0, KITCHEN)
        stage.lan.quiet()
        stage.up(stage.h1)
        stage.peer.browse(stage.h1, TYPE)
        time.sleep(5)


def published_and_browsed(service):
    def run(stage):
        stage.up(stage.h0)
        stage.up(stage.h1)
        stage.lan.quiet()
        with stage.capture(stage.h1):
            stage.peer.publish(stage.h0, [service])
            stage.lan.quiet()
            if service.subtype:
                stage.peer.browse_subtype(stage.h1, service.subtype, TYPE)
            else:
                stage.peer.browse(stage.h1, TYPE)
            time.sleep(5)
    return run


@dataclasses.dataclass(frozen=True)
class Situation:
    text: str
    run: Callable
    checks: tuple
    packets: int = 40
    lan: dict = dataclasses.field(default_factory=dict)


QUERY, RESPONSE = "dns.flags.response == 0", "dns.flags.response == 1"
SHARED = Check(f"{QUERY} && dns.count.auth_rr > 0", 2, "eth.src")
SITUATIONS = {
    "announce": Situation(
        "h0 starts the peer and publishes `Kitchen Pi`; seen at h1: probes, announcements",
        announce, (Check(f"{QUERY}"), Check(f"{RESPONSE} && dns.srv.port == 4711"))),
    "browse": Situation(
        "h0 has `Kitchen Pi`, h2 `Hall Lamp`; h1 starts a browser, which asks again with known answers",
        browse, (Check(f"{QUERY} && dns.count.answers > 0"),
                 Check(f"{RESPONSE} && dns.ptr.domain_name"))),
    "known-answers": Situation(
        "h0 has `Kitchen Pi`, h2 `Hall Lamp`; h1 asks (`ask.py qm`) with no known answer, with both, with "
        "`Hall Lamp` only, with both but `Kitchen Pi` at TTL 60",
        known_answers, (Check(f"{QUERY} && dns.count.answers == 2", 2),
                        Check(f"{RESPONSE} && dns.ptr.domain_name", 2))),
    "goodbye": Situation(
        "h0 withdraws `Kitchen Pi`, 3 s later its daemon ends",
        goodbye, (Check(f"{RESPONSE} && dns.resp.ttl == 0"),)),
    "conflict": Situation(
        "h0, h1 and h2 publish `Kitchen Pi` (ports 4711, 4712, 4713) at one moment; seen at h3",
        conflict, (SHARED, Check("dns.srv.port", 3, "eth.src"))),
    "late-conflict": Situation(
        "h0 has `Kitchen Pi`; h1 publishes another `Kitchen Pi`; seen at h1",
        late_conflict, (Check("dns.srv.port == 4711"), Check("dns.srv.port == 4712"))),
    "host-conflict": Situation(
        "h0 and h1 are both called `kitchen`; h0 is up, then h1 starts; seen at h3",
        host_conflict, (Check('dns.resp.name == "kitchen.local"', 2, "eth.src"),)),
    "legacy": Situation(
        "h1 asks with `dig -p 5353 @224.0.0.251`: PTR, SRV, ANY, A, AAAA, reverse, A of nobody",
        legacy, (Check(f"{QUERY} && udp.srcport != 5353", 7),
                 Check(f"{RESPONSE} && udp.dstport != 5353"))),
    "types": Situation(
        "h0 has a service of `_mdlab._tcp` and one of `_http._tcp`; h1 browses for service types",
        types, (Check(f'{QUERY} && dns.qry.name == "{ENUMERATION}"'),
                Check(f'{RESPONSE} && dns.resp.name == "{ENUMERATION}"'))),
    "unicast-questions": Situation(
        "h1 asks (`ask.py`) PTR twice as QU, once as QM, A of h0.local and ANY of the instance as QU",
        unicast_questions, (Check(f"{QUERY} && dns.qry.qu == 1", 4), Check(RESPONSE))),
    "many": Situation(
        "h0 has 120 instances; h1 browses: known answers in several datagrams with the TC bit",
        many, (Check(f"{QUERY} && dns.flags.truncated == 1"),), packets=150),
    "jumbo": Situation(
        "as `many`, on cards with an MTU of 9000",
        many, (Check("udp.length > 1480"),), packets=60, lan={"mtu": 9000}),
    "fragments": Situation(
        "h0 publishes `Kitchen Pi` with a TXT of 12 strings, 2,940 octets; h1 browses",
        published_and_browsed(dataclasses.replace(KITCHEN, txt=LARGE_TXT)),
        (Check("ip.flags.mf == 1 || ipv6.fraghdr.more == 1"),)),
    "unicode": Situation(
        f"h0 publishes `{UNICODE_NAME}`; h1 browses",
        published_and_browsed(Service(UNICODE_NAME)),
        (Check("dns.srv.port == 4711"), Check(f"frame contains {UNICODE_LABEL.hex(':')}"))),
    "subtype": Situation(
        "h0 publishes `Kitchen Pi` with the subtype `_printer`; h1 browses for the subtype",
        published_and_browsed(dataclasses.replace(KITCHEN, subtype="_printer")),
        (Check(f'{QUERY} && dns.qry.name == "_printer._sub._mdlab._tcp.local"'),
         Check(f'{RESPONSE} && dns.resp.name == "_printer._sub._mdlab._tcp.local"'))),
    "txt": Situation(
        "h0 publishes `Kitchen Pi` with `id=0`, `raw=` 00 01 fe ff 3d, `empty=`, `flag`, "
        "`größe=5 µm`; h1 browses",
        published_and_browsed(dataclasses.replace(KITCHEN, txt=BINARY_TXT)),
        (Check("frame contains 09:72:61:77:3d:00:01:fe:ff:3d"),
         Check("frame contains 06:65:6d:70:74:79:3d"), Check("frame contains 04:66:6c:61:67"))),
    "ipv6-only": Situation(
        "no IPv4 address anywhere; h0 publishes `Kitchen Pi`, h1 browses",
        ipv6_only,
        (Check("ipv6 && dns.srv.port == 4711"), Check(f"ipv6 && {QUERY}")), lan={"ipv4": False}),
}
