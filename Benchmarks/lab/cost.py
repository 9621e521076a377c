"""Measures of what a publisher costs, at rest and under load."""
import json
import pathlib
import subprocess
import threading
import time

import usage
from stage import KIND, Stage

HERE = pathlib.Path(__file__).resolve().parent
CORES = ("0", "1")


def idle(subjects, rounds, seconds=60, count=10):
    """Ten services are published and nobody asks, for a minute. All subjects at a time."""
    rows = []

    def one(subject):
        with Stage(1) as lan:
            host = lan.hosts[0]
            subject.start(host)
            published = subject.publish(host, KIND, 4711, "Idle", count)
            time.sleep(30)
            pids = subject.processes(host)
            if hasattr(published, "process"):
                pids = [*pids, published.process.pid]
            before, sent = usage.of(pids), usage.packets(host)
            time.sleep(seconds)
            used = usage.between(before, usage.of(pids))
            rows.append([subject.name, used["cpu_ms"], used["switches"],
                         usage.sent(sent, usage.packets(host))["packets"], used["rss_mb"]])
            published.stop()

    threads = [threading.Thread(target=one, args=(subject,)) for subject in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ["peer", f"CPU ms in {seconds} s", "wake-ups", "packets", "RSS MB"], sorted(rows)


def load(subjects, rounds, seconds=4):
    """One question again and again: the publisher has one core, who asks has the other."""
    rows = []
    cases = (("qm", 1000), ("legacy", 1000), ("legacy", 20000), ("legacy", 0))
    for subject in subjects:
        with Stage(2) as lan:
            h0, h1 = lan.hosts
            subject.start(h0)
            published = subject.publish(h0, KIND, 4711, "Busy")
            published.wait("registered", 6)
            lan.quiet(3)
            pids = subject.processes(h0)
            if hasattr(published, "process"):
                pids = [*pids, published.process.pid]
            for pid in {each for root in pids for each in usage.tree(root)}:
                subprocess.run(["taskset", "-acp", CORES[0], str(pid)], capture_output=True)
            for mode, rate in cases:
                before, sent = usage.of(pids), usage.packets(h0)
                asked = subprocess.run(
                    ["taskset", "-c", CORES[1], *h1.command(
                        ["/usr/bin/python3", HERE / "flood.py", mode, rate, seconds,
                         KIND + ".local", "PTR"])], capture_output=True, text=True)
                used = usage.between(before, usage.of(pids))
                told = json.loads(asked.stdout or '{"sent": 0, "got": 0}')
                out = usage.sent(sent, usage.packets(h0))["packets"]
                per = used["cpu_ms"] / 1000 / told["sent"] * 10000 if told["sent"] else 0
                rows.append([subject.name, f"{mode} {rate or 'flat out'}",
                             round(told["sent"] / seconds), round(told["got"] / seconds, 1),
                             round(out / seconds, 1), f"{per:.3f}", used["rss_mb"]])
                time.sleep(2)
            published.stop()
    return ["peer", "questions", "sent /s", "answers heard /s", "packets sent /s",
            "CPU s per 10,000", "RSS MB"], sorted(rows, key=lambda row: row[1])
