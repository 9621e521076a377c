"""A bad cable between two cards: loses, delays and doubles frames. Runs until it is ended.

    wire.py CARD CARD [--loss PERCENT | --lose-in-turn PERCENT] [--delay MS] [--jitter MS]
            [--double PERCENT] [--seed N]

`--loss` draws every loss by the seed. `--lose-in-turn` spreads losses evenly over each kind of frame
in each direction, and the first frame is one of them: below 50 % no two neighbours are lost, so a
check of what must be found in the end cannot fail by an unlucky draw.
"""
import argparse
import heapq
import random
import select
import socket
import time

PORT = (5353).to_bytes(2, "big")
ALL_FRAMES, PROMISCUOUS = 3, 1
ADD_MEMBERSHIP, IGNORE_OUTGOING = 1, 23


def open_card(card):
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES))
    opened.bind((card, ALL_FRAMES))
    opened.setblocking(False)
    opened.setsockopt(socket.SOL_SOCKET, 33, 4 << 20)  # SO_RCVBUFFORCE
    level = 263  # SOL_PACKET
    opened.setsockopt(level, IGNORE_OUTGOING, 1)
    request = socket.if_nametoindex(card).to_bytes(4, "little") + bytes([PROMISCUOUS, 0]) + bytes(10)
    opened.setsockopt(level, ADD_MEMBERSHIP, request)
    return opened


def is_mdns(frame):
    """Whether a frame is UDP from port 5353; IP headers without options, as mDNS has them."""
    start = {b"\x08\x00": 34, b"\x86\xdd": 54}.get(frame[12:14])
    return start is not None and frame[start:start + 2] == PORT


class Turns:
    """Which frames are lost when losses are spread evenly, for each direction and kind of frame."""

    def __init__(self, percent):
        self.percent, self.due = percent, {}

    def lose(self, card, frame):
        kind = (card, frame[12:14], is_mdns(frame))
        due = self.due.get(kind, 100 - self.percent) + self.percent
        self.due[kind] = due % 100
        return due >= 100


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cards", nargs=2)
    for option in ("loss", "lose-in-turn", "delay", "jitter", "double"):
        parser.add_argument("--" + option, type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    cards = [open_card(card) for card in options.cards]
    other = {cards[0]: cards[1], cards[1]: cards[0]}
    turns = Turns(options.lose_in_turn)
    late, number = [], 0
    print("ready", flush=True)
    while True:
        wait = max(0, late[0][0] - time.monotonic()) if late else None
        for card in select.select(cards, [], [], wait)[0]:
            try:
                frame = card.recv(65536)
            except BlockingIOError:
                continue
            if draw.random() * 100 < options.loss or turns.lose(card, frame):
                continue
            for _ in range(2 if draw.random() * 100 < options.double else 1):
                delay = (options.delay + draw.random() * options.jitter) / 1000
                number += 1
                heapq.heappush(late, (time.monotonic() + delay, number, other[card], frame))
        while late and late[0][0] <= time.monotonic():
            _, _, card, frame = heapq.heappop(late)
            try:
                card.send(frame)
            except OSError:
                pass  # The card is down at this moment, so the frame is lost.


main()
