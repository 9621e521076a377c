"""Sends one DNS question by multicast DNS and listens a while, inside a host of the LAN.

    ask.py qu|qm NAME TYPE [--known INSTANCE TTL]... [--ipv6] [--wait SECONDS]

A name is labels with dots between them; write a dot inside a label as `\\.`. The question leaves from
port 5353, so it is a full mDNS question and no legacy one. A known answer is a PTR record
from NAME to INSTANCE.NAME.
"""
import argparse
import re
import socket
import struct
import time

TYPES = {"A": 1, "PTR": 12, "TXT": 16, "AAAA": 28, "SRV": 33, "ANY": 255}


def wire(name):
    labels = [re.sub(r"\\(.)", r"\1", label).encode()
              for label in re.findall(r"(?:\\.|[^.\\])+", name)]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def known_answer(name, instance, ttl):
    label = instance.encode()
    data = bytes([len(label)]) + label + b"\xc0\x0c"  # points to the question's name
    return b"\xc0\x0c" + struct.pack(">HHIH", TYPES["PTR"], 1, ttl, len(data)) + data


def message(options):
    known = [known_answer(options.name, instance, int(ttl))
             for instance, ttl in options.known]
    unicast = 0x8000 if options.mode == "qu" else 0
    return (struct.pack(">6H", 0, 0, 1, len(known), 0, 0) + wire(options.name)
            + struct.pack(">HH", TYPES[options.type], unicast | 1) + b"".join(known))


def open_socket(ipv6):
    family = socket.AF_INET6 if ipv6 else socket.AF_INET
    card = socket.if_nametoindex("eth0")
    opened = socket.socket(family, socket.SOCK_DGRAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if ipv6:
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        opened.bind(("::", 5353))
        return opened, ("ff02::fb", 5353, 0, card)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF,
                      struct.pack("4s4si", bytes(4), bytes(4), card))
    opened.bind(("", 5353))
    return opened, ("224.0.0.251", 5353)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("mode", choices=["qu", "qm"])
    parser.add_argument("name")
    parser.add_argument("type", choices=sorted(TYPES))
    parser.add_argument("--known", nargs=2, action="append", default=[])
    parser.add_argument("--ipv6", action="store_true")
    parser.add_argument("--wait", type=float, default=1.2)
    options = parser.parse_args()
    opened, group = open_socket(options.ipv6)
    opened.sendto(message(options), group)
    time.sleep(options.wait)


main()
