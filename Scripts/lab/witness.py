"""Looks at the link with eyes of its own, inside a host of the LAN.

    witness.py services TYPE [SECONDS]    asks for the instances and their SRV; who says what
    witness.py answers NAME TYPE COUNT    asks COUNT one-shot questions; how many were answered, by whom
    witness.py packets SECONDS            counts the messages that go by, by sender

Prints one JSON object. TYPE is a service type such as _http._tcp, or A, AAAA, PTR, SRV.
"""
import json
import select
import sys
import time

import dns


def hear(opened, seconds):
    """The messages that come in within a time, with the address of each sender."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([opened], [], [], left)[0]:
            octets, source = opened.recvfrom(65536)
            try:
                yield dns.Message(octets), source[0]
            except (ValueError, IndexError, dns.struct.error):
                continue


def ask(opened, labels, kind):
    opened.sendto(dns.message(0, [dns.question(labels, kind)]), (dns.GROUP, dns.PORT))


def services(kind, seconds=1.0):
    """Each instance, and the ports and senders that claim it. What was multicast less than a second
    ago is not sent again, so every SRV record counts, whichever question it came with."""
    opened = dns.open_socket("eth0")
    domain, found, claims = kind + ".local", {}, {}

    def take():
        for message, source in hear(opened, seconds):
            for record in message.records if message.is_response else []:
                if record.type == dns.PTR and record.name.lower() == domain and record.ttl:
                    found[record.target] = record.target_labels
                elif record.type == dns.SRV and record.ttl:
                    claims.setdefault(record.name, set()).add((record.port, source))

    for _ in range(2):
        ask(opened, domain, dns.PTR)
        take()
    for labels in list(found.values()):
        ask(opened, labels, dns.SRV)
    take()
    cut = len(domain) + 1
    return {instance[:-cut]: sorted(claims.get(instance, ())) for instance in found}


def answers(name, kind, count):
    """One-shot questions, as nothing may hold back the answers to those."""
    opened, answered, by = dns.open_socket("eth0", port=0), 0, {}
    wanted = getattr(dns, kind)
    for ident in range(1, int(count) + 1):
        opened.sendto(dns.message(0, [dns.question(name, wanted)], ident=ident),
                      (dns.GROUP, dns.PORT))
        senders = [source for message, source in hear(opened, 0.3) if message.id == ident
                   and any(record.type == wanted and record.name.lower() == name.lower()
                           for record in message.records)]
        answered += bool(senders)
        for sender in senders:
            by[sender] = by.get(sender, 0) + 1
    return {"answered": answered, "by": by}


def packets(seconds):
    counts = {}
    for message, source in hear(dns.open_socket("eth0"), float(seconds)):
        kind = "responses" if message.is_response else "probes" if message.authorities else "queries"
        sender = counts.setdefault(source, {})
        sender[kind] = sender.get(kind, 0) + 1
    return counts


if __name__ == "__main__":
    task, *rest = sys.argv[1:]
    if task == "services" and len(rest) == 2:
        rest[1] = float(rest[1])
    print(json.dumps({"services": services, "answers": answers, "packets": packets}[task](*rest)))
