"""Cuts classic pcap files and looks into them with tshark."""
import dataclasses
import hashlib
import struct
import subprocess

FILE_HEADER, PACKET_HEADER = 24, 16


@dataclasses.dataclass(frozen=True)
class Check:
    """At least so many packets, or distinct values of a field, match a tshark filter."""
    filter: str
    least: int = 1
    field: str = "frame.number"


def cut(source, target, most):
    """Keeps the first packets; returns how many there are in the target."""
    data = source.read_bytes()
    order = "<" if data[:4] == b"\xd4\xc3\xb2\xa1" else ">"
    at, packets = FILE_HEADER, 0
    while packets < most and at + PACKET_HEADER <= len(data):
        at += PACKET_HEADER + struct.unpack_from(order + "I", data, at + 8)[0]
        packets += 1
    target.write_bytes(data[:at])
    return packets


def holds(file, check):
    """Whether enough packets, or distinct values of a field, match the check's filter."""
    printed = subprocess.run(
        ["tshark", "-r", file, "-Y", check.filter, "-T", "fields", "-e", check.field],
        capture_output=True, text=True)
    return len(set(printed.stdout.split())) >= check.least


def digest(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
