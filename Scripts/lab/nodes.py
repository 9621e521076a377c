"""Nodes of a cluster: `mdns-probe cluster` in hosts of the LAN."""
import contextlib
import json
import pathlib
import shlex
import tempfile
import time

from events import Events
from lan import Lan, poll

HERE = pathlib.Path(__file__).resolve().parent
PYTHON, API = "/usr/bin/python3", HERE / "api.py"


@contextlib.contextmanager
def stage(count):
    """A LAN of its own."""
    with tempfile.TemporaryDirectory() as folder, Lan(count, pathlib.Path(folder)) as lan:
        yield lan


class Node(Events):
    """A `cluster up`, whose JSON lines are its events, and the API that it is to bring up."""

    def __init__(self, probe, host, *options, name=None, environment=None):
        self.host, self.name = host, name or f"pi{host.name[1:]}"
        # What it remembers stays in its host.
        super().__init__(host, [probe.program, "cluster", "up", "--json", "--host", self.name,
                                "--state-dir", "/run/mdns-probe", *map(str, options)],
                         environment=environment)

    def verdict(self, word, seconds, since=0.0):
        return self.wait("verdict", seconds, since=since, verdict=word)

    def verdicts(self):
        """All of them in words."""
        return [event["text"] for event in self.all("verdict")]

    def serve(self):
        """Brings the API up, as an installer would."""
        serve(self.host)

    @property
    def plan(self):
        """What its installer was given."""
        file = self.host.path("/run/api-plan")
        return json.loads(file.read_text()) if file.exists() else {}


def serve(host):
    """Has something listen where the API of the host is."""
    host.spawn(PYTHON, API, "serve")
    host.run(PYTHON, API, "start")


def installer(host):
    """Words for `--exec`, with the API that it starts."""
    host.spawn(PYTHON, API, "serve")
    return "--exec", shlex.join([PYTHON, str(API), "start"])


def first(nodes, seconds, kind, since=0.0, **members):
    """Which of the nodes says something first, and when; nil twice when none does in time."""
    found = []

    def look():
        for node in nodes:
            if event := node.wait(kind, 0, since=since, **members):
                found.append((event[0], node))
        return found

    poll(look, seconds)
    return min(found, key=lambda each: each[0])[::-1] if found else (None, None)


def text(nodes, since=0.0):
    return "\n".join(f"--- {node.name}\n{node.text(since)}" for node in nodes)


def told(moment, begun):
    return "never" if moment is None else f"{moment - begun:.2f} s"


def watch(probe, host, *options):
    """A `cluster watch`, which has begun to look."""
    watching = Events(host, [probe.program, "cluster", "watch", *options])
    watching.wait("start", 5)
    return watching


class Answer:
    """A command about clusters that ended: its status, what it said, and how long it took."""

    def __init__(self, probe, host, *words, seconds=40):
        begun = time.monotonic()
        done = probe.run(host, "cluster", *map(str, words), seconds=seconds)
        self.elapsed = time.monotonic() - begun
        self.status, self.out, self.error = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        try:
            return json.loads(self.out)
        except ValueError:
            return {}

    def __str__(self):
        return f"{self.status} after {self.elapsed:.2f} s: {self.out}{self.error}"
