"""A made-up responder with any number of instances, inside a host of the LAN.

    responder.py TYPE COUNT [SECONDS]

It announces nothing. A question for the type is answered after 20 to 120 ms with all that is not among
the known answers, in one burst of full packets; questions for one instance are answered at once. It
prints `ready`, and at SIGTERM how much it was asked and sent.
"""
import json
import pathlib
import random
import select
import signal
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Scripts/lab"))
sys.dont_write_bytecode = True

import dns  # noqa: E402

ROOM = 1440  # octets of a message
SHARED_LIFE, UNIQUE_LIFE = 4500, 120
RESPONSE, TRUNCATED = 0x8400, 0x0200


class Responder:
    def __init__(self, kind, count):
        self.domain = kind + ".local"
        self.host = socket.gethostname() + ".local"
        self.numbers = {f"s{number:04d}.{self.domain}": number for number in range(count)}
        probe = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        probe.connect((dns.GROUP, dns.PORT))
        address = socket.inet_aton(probe.getsockname()[0])
        self.address = dns.record(self.host, dns.A, UNIQUE_LIFE, address, flush=True)
        self.pointers = [dns.record(self.domain, dns.PTR, SHARED_LIFE, dns.name(instance))
                         for instance in self.numbers]
        self.services = [
            dns.record(instance, dns.SRV, UNIQUE_LIFE,
                       struct.pack("!HHH", 0, 0, 1000 + number) + dns.name(self.host), flush=True)
            for instance, number in self.numbers.items()]
        self.texts = [
            dns.record(instance, dns.TXT, SHARED_LIFE,
                       b"".join(bytes([len(string)]) + string
                                for string in (b"id=%d" % number, b"path=/x")), flush=True)
            for instance, number in self.numbers.items()]
        self.socket = dns.open_socket("eth0", buffer=16 << 20)
        self.known, self.due = {}, {}
        self.counts = {"questions": 0, "known": 0, "sent": 0}

    def send(self, answers, additionals, target):
        self.socket.sendto(dns.message(RESPONSE, answers=answers, additionals=additionals), target)
        self.counts["sent"] += 1

    def burst(self, target):
        """All that the asker does not know, five instances or so a packet."""
        known = self.known.pop(target[0], set())
        answers, rest, size = [], [], 12 + len(self.address)
        for number, pointer in enumerate(self.pointers):
            if number in known:
                continue
            more = pointer, self.services[number], self.texts[number]
            if answers and size + sum(map(len, more)) > ROOM:
                self.send(answers, [*rest, self.address], (dns.GROUP, dns.PORT))
                answers, rest, size = [], [], 12 + len(self.address)
            answers.append(pointer)
            rest += more[1:]
            size += sum(map(len, more))
        if answers:
            self.send(answers, [*rest, self.address], (dns.GROUP, dns.PORT))

    def take(self, octets, source):
        message = dns.Message(octets)
        if message.is_response:
            return
        group, unique = (dns.GROUP, dns.PORT), []
        for record in message.records[:message.answers]:
            if record.type == dns.PTR and record.ttl >= SHARED_LIFE // 2:
                self.known.setdefault(source[0], set()).add(self.numbers.get(record.target.lower()))
                self.counts["known"] += 1
        for labels, kind, _ in message.questions:
            name = dns.text(labels).lower()
            self.counts["questions"] += 1
            if name == self.domain and kind in (dns.PTR, dns.ANY):
                wait = (0.4, 0.5) if message.flags & TRUNCATED else (0.02, 0.12)
                self.due.setdefault(source, time.monotonic() + random.uniform(*wait))
            elif (number := self.numbers.get(name)) is not None:
                unique += [self.services[number]] if kind in (dns.SRV, dns.ANY) else []
                unique += [self.texts[number]] if kind in (dns.TXT, dns.ANY) else []
            elif name == self.host.lower() and kind in (dns.A, dns.ANY):
                unique.append(self.address)
        if unique:
            self.send(unique, [self.address], group)

    def run(self):
        ended = []
        signal.signal(signal.SIGTERM, lambda *_: ended.append(1))
        print("ready", flush=True)
        while not ended:
            now = time.monotonic()
            for target in [target for target, moment in self.due.items() if moment <= now]:
                del self.due[target]
                self.burst(target)
            left = max(0, min(self.due.values()) - now) if self.due else 0.25
            if select.select([self.socket], [], [], left)[0]:
                octets, source = self.socket.recvfrom(65536)
                try:
                    self.take(octets, source)
                except (ValueError, IndexError, struct.error):
                    continue
        print(json.dumps(self.counts), flush=True)


Responder(sys.argv[1], int(sys.argv[2])).run()
