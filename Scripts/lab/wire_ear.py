"""Hears every frame that the switch of a LAN carries, and counts those that hold a text.

    wire_ear.py TEXT    prints one JSON object when it is ended
"""
import json
import pathlib
import signal
import socket
import sys

ALL_FRAMES = 3


class WireEar:
    """As a context manager; what it `heard` is there at its end."""

    def __init__(self, lan, text):
        self.lan, self.text, self.heard = lan, text, {}

    def __enter__(self):
        self.program = self.lan.switch.spawn("/usr/bin/python3", pathlib.Path(__file__), self.text)
        if not self.program.says("listening", 5):
            raise SystemExit("lab: no ear: " + self.program.log.read_text())
        return self

    def __exit__(self, *_):
        self.program.stop()
        self.heard = json.loads(self.program.log.read_text().splitlines()[-1])


def main(text):
    spellings = [text.encode(), text.encode().hex().encode()]
    opened = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ALL_FRAMES))
    opened.setsockopt(socket.SOL_SOCKET, 33, 16 << 20)  # SO_RCVBUFFORCE
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    frames = holding = 0
    print("listening", flush=True)
    try:
        while True:
            frame = opened.recv(65536)
            frames += 1
            holding += any(spelling in frame for spelling in spellings)
    finally:
        print(json.dumps({"frames": frames, "holding": holding}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
