"""What mdns-probe's own eyes show of a peer: one-shot questions, listening, captures."""
import json
import pathlib
import tempfile

from lan import Lan
from peers import Service

SERVICE = Service("Kitchen Pi")
TYPE = f"{SERVICE.type}.local."
INSTANCE = f"Kitchen\\032Pi.{TYPE}"


def records(lines):
    """All records of messages given as JSON lines."""
    for line in lines:
        message = json.loads(line)
        for section in ("answers", "authorities", "additionals"):
            yield from message.get(section, [])


class WireChecks:
    """The peer publishes on h0, and we are on h1."""

    def __init__(self, check, live, program, lan):
        self.check, self.peer, self.program = check.of(live.name), live.peer, program
        self.strangers = live.answers_strangers
        self.lan, (self.h0, self.h1) = lan, lan.hosts

    def ask(self, *arguments):
        return self.h1.run(self.program, "query", "--json", "--timeout", "1.5",
                           *arguments).splitlines()

    def queries(self):
        """One-shot questions; the peer answers from port 5353 with our ID."""
        replies = self.ask(TYPE, "PTR")
        found = {record["data"].get("target") for record in records(replies)}
        self.check("a PTR question finds the instance", INSTANCE in found, evidence=replies)
        sources = [json.loads(line)["source"] for line in replies]
        self.check("replies come from port 5353 of h0",
                   sources and all(source.endswith(":5353") for source in sources),
                   evidence=replies)
        replies = self.ask(INSTANCE)
        located = [record["data"] for record in records(replies) if record["type"] == 33]
        self.check(f"SRV says port {SERVICE.port}",
                   located and all(data["port"] == SERVICE.port for data in located),
                   evidence=replies)
        texts = [data["strings"] for data in
                 (record["data"] for record in records(replies) if record["type"] == 16)]
        self.check("TXT has its strings",
                   texts and all(set(SERVICE.txt) <= {bytes.fromhex(string) for string in strings}
                                 for strings in texts), evidence=replies)
        if located:
            target = located[0]["target"]
            addresses = [record["data"].get("address")
                         for record in records(self.ask(target, "A"))]
            self.check(f"{target} has the address of h0", "10.77.0.1" in addresses, addresses)
        if not self.strangers:
            self.check("nobody answers for a name that nobody has",
                       not self.ask("nobody-has-this.local", "A"))

    def listening(self):
        """What the peer sends on its own, heard, shown and written to a capture."""
        capture = self.lan.scratch / "heard.pcap"
        listener = self.h1.spawn(self.program, "listen", "--json", "--pcap", capture)
        listener.says("listening", 2)
        self.peer.start(self.h0)
        self.peer.publish(self.h0, [SERVICE])
        announced = listener.says(f'"target":"{json.dumps(INSTANCE)[1:-1]}"', 10)
        self.check("its announcement is heard", announced)
        listener.stop()
        lines = [line for line in listener.log.read_text().splitlines() if line.startswith("{")]
        heard = [json.loads(line) for line in lines]
        self.check("every message came over eth0 with TTL 255",
                   heard and all(m["interface"] == "eth0" and m["ttl"] == 255 for m in heard),
                   evidence=lines[:2])
        read = self.h1.run(self.program, "decode", "--json", capture).splitlines()
        self.check(f"the capture holds what was shown ({len(lines)} messages)",
                   [list(records([line])) for line in read]
                   == [list(records([line])) for line in lines])


def run(check, live, probe):
    with tempfile.TemporaryDirectory() as folder, Lan(2, pathlib.Path(folder)) as lan:
        checks = WireChecks(check, live, probe.program, lan)
        checks.listening()
        lan.quiet()  # A record is not multicast twice within a second (RFC 6762 section 6).
        checks.queries()
        beside = probe.run(lan.hosts[0], "demo", seconds=40)
        checks.check("the demo works beside it on its host", beside.returncode == 0,
                     evidence=beside.stdout + beside.stderr)
        checks.queries()
