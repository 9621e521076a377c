"""Asks one question as often as it can, or at a rate, inside a host of the LAN.

    flood.py MODE RATE SECONDS NAME TYPE

MODE is qm or qu, from port 5353, or legacy, from a port of its own. RATE is questions a second, 0 for
as many as go out. Prints one JSON object: questions sent, responses and octets that came back.
"""
import ctypes
import json
import pathlib
import select
import socket
import struct
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Scripts/lab"))
sys.dont_write_bytecode = True

import dns  # noqa: E402

BATCH = 64
LIBC = ctypes.CDLL(None, use_errno=True)


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


class Header(ctypes.Structure):
    """struct msghdr of Linux, with the count that recvmmsg(2) and sendmmsg(2) put behind it."""
    _fields_ = [("name", ctypes.c_void_p), ("name_length", ctypes.c_uint32),
                ("vectors", ctypes.POINTER(Vector)), ("vector_count", ctypes.c_size_t),
                ("control", ctypes.c_void_p), ("control_length", ctypes.c_size_t),
                ("flags", ctypes.c_int), ("count", ctypes.c_uint)]


class Batch:
    """Messages for sendmmsg(2) or recvmmsg(2): as many system calls would cost too much time."""

    def __init__(self, octets, address=None):
        self.data = [ctypes.create_string_buffer(octets, len(octets)) for _ in range(BATCH)]
        self.vectors = (Vector * BATCH)(*(Vector(ctypes.addressof(each), len(octets))
                                          for each in self.data))
        self.address = ctypes.create_string_buffer(address, len(address)) if address else None
        self.headers = (Header * BATCH)()
        for number, header in enumerate(self.headers):
            header.vectors = ctypes.pointer(self.vectors[number])
            header.vector_count = 1
            if self.address:
                header.name = ctypes.addressof(self.address)
                header.name_length = len(address)


def main(mode, rate, seconds, name, kind):
    rate, seconds = float(rate), float(seconds)
    opened = dns.open_socket("eth0", port=0 if mode == "legacy" else dns.PORT, buffer=64 << 20)
    opened.setblocking(False)
    asked = dns.question(name, getattr(dns, kind), unicast=mode == "qu")
    address = struct.pack("=H", socket.AF_INET) + struct.pack("!H", dns.PORT) \
        + socket.inet_aton(dns.GROUP) + bytes(8)
    out = Batch(dns.message(0, [asked], ident=7 if mode == "legacy" else 0), address)
    into = Batch(bytes(9000))
    sent = got = octets = 0
    begun = time.monotonic()
    end = begun + seconds
    while (now := time.monotonic()) < end + 0.7:
        if now < end:
            due = min(BATCH, int((now - begun) * rate) - sent) if rate else BATCH
            if due > 0:
                sent += max(0, LIBC.sendmmsg(opened.fileno(), out.headers, due, 0))
        came = LIBC.recvmmsg(opened.fileno(), into.headers, BATCH, 0x40, None)  # MSG_DONTWAIT
        for number in range(max(0, came)):
            if into.data[number].raw[2] & 0x80:
                got += 1
                octets += into.headers[number].count
        if came <= 0 and (rate or now >= end):
            select.select([opened], [], [], 0.0005)
    print(json.dumps({"sent": sent, "got": got, "octets": octets}))


main(*sys.argv[1:])
