"""Just enough of DNS messages for the eyes of the tests, which must not be those of the tested."""
import socket
import struct

A, PTR, TXT, AAAA, SRV, ANY = 1, 12, 16, 28, 33, 255
GROUP, PORT = "224.0.0.251", 5353


def name(text):
    """The wire form of labels in a list, or of text with dots between labels that hold none."""
    labels = text.strip(".").split(".") if isinstance(text, str) else text
    return b"".join(bytes([len(label)]) + label
                    for label in (part if isinstance(part, bytes) else part.encode()
                                  for part in labels)) + b"\0"


def read_name(octets, at):
    """The labels of a name, and where it ends."""
    labels, end, jumps = [], None, 0
    while True:
        length = octets[at]
        if length >= 0xC0:
            end = at + 2 if end is None else end
            at = struct.unpack_from("!H", octets, at)[0] & 0x3FFF
            jumps += 1
            if jumps > 100:
                raise ValueError("a name that never ends")
        elif length == 0:
            return labels, at + 1 if end is None else end
        else:
            labels.append(octets[at + 1:at + 1 + length])
            at += 1 + length


def text(labels):
    """A name as people read it; only for comparing, as nothing is escaped."""
    return ".".join(label.decode(errors="replace") for label in labels)


def question(labels, kind, unicast=False):
    return name(labels) + struct.pack("!HH", kind, 0x8001 if unicast else 1)


def record(labels, kind, ttl, data, flush=False):
    return (name(labels) + struct.pack("!HHIH", kind, 0x8001 if flush else 1, ttl, len(data))
            + data)


def message(flags, questions=(), answers=(), additionals=(), ident=0):
    return (struct.pack("!6H", ident, flags, len(questions), len(answers), 0, len(additionals))
            + b"".join([*questions, *answers, *additionals]))


class Record:
    """One record as it was read."""

    def __init__(self, octets, at):
        self.labels, at = read_name(octets, at)
        self.type, wide, self.ttl, length = struct.unpack_from("!HHIH", octets, at)
        self.flush, self.at, self.end = bool(wide & 0x8000), at + 10, at + 10 + length
        self.name, self.data = text(self.labels), octets[self.at:self.end]
        if self.type == SRV:
            self.port = struct.unpack_from("!H", octets, self.at + 4)[0]
            self.target = text(read_name(octets, self.at + 6)[0])
        elif self.type == PTR:
            self.target_labels = read_name(octets, self.at)[0]
            self.target = text(self.target_labels)
        elif self.type == A:
            self.address = socket.inet_ntoa(self.data)


class Message:
    """Flags, questions and records of all sections, as they were read."""

    def __init__(self, octets):
        self.id, self.flags, *counts = struct.unpack_from("!6H", octets)
        self.is_response, at = bool(self.flags & 0x8000), 12
        self.questions, self.records = [], []
        for _ in range(counts[0]):
            labels, at = read_name(octets, at)
            kind, wide = struct.unpack_from("!HH", octets, at)
            self.questions.append((labels, kind, bool(wide & 0x8000)))
            at += 4
        self.answers, self.authorities = counts[1], counts[2]
        for _ in range(sum(counts[1:])):
            self.records.append(Record(octets, at))
            at = self.records[-1].end


def open_socket(interface, port=PORT, buffer=4 << 20):
    """A socket that speaks to the group on one card, and hears it when the port is 5353."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    opened.setsockopt(socket.SOL_SOCKET, 33, buffer)  # SO_RCVBUFFORCE
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, 255)
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
    card = struct.pack("@4s4si", socket.inet_aton(GROUP), bytes(4), socket.if_nametoindex(interface))
    opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, card)
    opened.bind(("", port))
    if port == PORT:
        opened.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, card)
    return opened
