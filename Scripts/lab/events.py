"""Programs in hosts of the LAN whose output is a line an event, each stamped when it arrives."""
import json
import os
import signal
import subprocess
import threading
import time

# The events are objects with "ev": start, add, rm, registered, registered_all, renamed, ...


def json_events(line):
    """A line of a program that prints events as JSON itself."""
    if line.startswith("{"):
        yield json.loads(line)


class Events:
    """A process in a host, and what it said so far: pairs of a time and an event."""

    def __init__(self, host, argv, translate=json_events, environment=None, feed=False):
        self.said, self.lines = [], []
        self.news = threading.Condition()
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            host.command(argv), stdin=subprocess.PIPE if feed else subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})
        host.programs.append(self)
        self.reader = threading.Thread(target=self.read, args=(translate,), daemon=True)
        self.reader.start()

    def read(self, translate):
        for line in self.process.stdout:
            now = time.monotonic()
            line = line.rstrip("\n")
            with self.news:
                self.lines.append((now, line))
                self.said += [(now, event) for event in translate(line)]
                self.news.notify_all()

    def wait(self, kind, seconds, since=0.0, **members):
        """The first event of the kind with these members, said after a time; nil after waiting."""
        end = time.monotonic() + seconds
        with self.news:
            while True:
                for moment, event in self.said:
                    if moment >= since and event["ev"] == kind and members.items() <= event.items():
                        return moment, event
                left = end - time.monotonic()
                if left <= 0:
                    return None
                self.news.wait(left)

    def all(self, *kinds, since=0.0):
        """Every event of these kinds so far."""
        with self.news:
            return [event for moment, event in self.said if moment >= since and event["ev"] in kinds]

    def text(self, since=0.0):
        """The lines so far, for evidence."""
        with self.news:
            return "\n".join(line for moment, line in self.lines if moment >= since)

    def type_in(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def stop(self, how=signal.SIGTERM, seconds=8):
        """Ends it; returns the exit status, or nil when it had to be killed."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
            status = None
        self.reader.join(2)
        return status
