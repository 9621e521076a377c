"""Measures of names and of services whose network or host fails them."""
import json
import pathlib
import signal
import threading
import time

import usage
from faults import cut, join, veths
from lan import poll
from peer_checks import witness
from stage import KIND, Stage

WITNESS = pathlib.Path(__file__).resolve().parents[2] / "Scripts/lab/witness.py"


def crash(subjects, rounds, seconds=150):
    """A publisher is killed, or its cable cut; how long it is listed. All subjects at a time, as only
    waiting is measured."""
    rows = []

    def one(subject, how, options, about):
        with Stage(2) as lan:
            h0, h1 = lan.hosts
            subject.start(h0)
            subject.start(h1)
            before = usage.packets(h1)
            browser = subject.browse(h1, KIND, *options)
            published = subject.publish(h0, KIND, 4711, "Doomed")
            found = browser.wait("add", 10, name="Doomed")
            time.sleep(3)
            mark = time.monotonic()
            if how == "kill":
                published.stop(signal.SIGKILL)
                subject.stop(h0) if not subject.processes(h0) else [
                    h0.daemon.process.kill(), setattr(h0, "daemon", None)]
            else:
                cut(lan, 0)
            gone = browser.wait("rm", seconds, since=mark, name="Doomed")
            after = usage.packets(h1)
            rows.append([subject.name + about, how, "not found" if not found else
                         f"{gone[0] - mark:.1f} s" if gone else f"not within {seconds} s",
                         usage.sent(before, after)["packets"]])
            browser.stop()

    threads = []
    for subject in subjects:
        ways = [((), "")]
        if subject.name == "mdns-probe":
            ways.append((("--liveness", "4"), " --liveness 4"))
        for options, about in ways:
            for how in ("kill", "cut"):
                threads.append(threading.Thread(target=one, args=(subject, how, options, about)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ["peer", "how", "removed after", "packets of the browser's host"], sorted(rows)


def split(subjects, rounds):
    """Three hosts claim one name at a time: which names they end with, and after how long."""
    rows = []
    for subject in subjects:
        for _ in range(rounds):
            with Stage(4) as lan:
                for host in lan.hosts[:3]:
                    subject.start(host)
                lan.quiet(2)
                listener = lan.hosts[3].spawn("/usr/bin/python3", WITNESS, "packets", "8")
                time.sleep(0.5)
                begun = time.monotonic()
                published = [subject.publish(host, KIND, 4711 + number, "Same Name")
                             for number, host in enumerate(lan.hosts[:3])]
                listener.process.wait(15)
                said = [moment for each in published if hasattr(each, "said")
                        for moment, event in each.said if event["ev"] == "registered"]
                counts = json.loads(listener.log.read_text() or "{}")
                names = witness(lan.hosts[3], "services", KIND)
                owners = sorted((name, len({port for port, _ in claims}))
                                for name, claims in names.items())
                rows.append([subject.name, ", ".join(
                    name if owned == 1 else f"{name} ({owned} owners)" for name, owned in owners),
                    f"{max(said) - begun:.2f} s" if said else "-",
                    sum(number for kinds in counts.values() for number in kinds.values())])
                for each in published:
                    each.stop()
                for host in lan.hosts[:3]:
                    subject.stop(host)
    return ["peer", "names on the link", "last one settled after", "packets in 8 s"], rows


def heal(subjects, rounds, seconds=60):
    """A name is held on both sides of a cut cable, which heals while a browser runs: how long until
    the link has two names."""
    rows = []

    def one(subject):
        with Stage(4) as lan:
            for host in lan.hosts[:3]:
                subject.start(host)
            cut(lan, 0)
            published = [subject.publish(host, KIND, 4711 + number, "Same Name")
                         for number, host in enumerate(lan.hosts[:2])]
            for each in published:
                each.wait("registered", 8)
            browser = subject.browse(lan.hosts[2], KIND)
            time.sleep(6)
            join(lan, 0)
            mark = time.monotonic()
            settled = None
            while settled is None and time.monotonic() < mark + seconds:
                renames = [moment for each in published if hasattr(each, "said")
                           for moment, event in each.said
                           if moment > mark and event["ev"] in ("renamed", "registered")]
                if renames:
                    settled = renames[0] - mark
                time.sleep(0.2)
            time.sleep(3)
            names = witness(lan.hosts[3], "services", KIND)
            rows.append([subject.name, f"{settled:.1f} s" if settled is not None
                         else f"not within {seconds} s", ", ".join(sorted(names))])
            for each in (browser, *published):
                each.stop()

    threads = [threading.Thread(target=one, args=(subject,)) for subject in subjects]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ["peer", "noticed after", "names then"], sorted(rows)


def virtual(subjects, rounds, count=20):
    """Pairs of virtual cards come and go beside a browser that knows ten services."""
    rows = []
    for subject in subjects:
        with Stage(2) as lan:
            h0, h1 = lan.hosts
            subject.start(h0)
            subject.start(h1)
            published = subject.publish(h0, KIND, 4711, "Steady", 10)
            browser = subject.browse(h1, KIND)
            poll(lambda: len({event["name"] for event in browser.all("add")}) == 10, 20)
            time.sleep(8)
            known = len({event["name"] for event in browser.all("add")})
            pids = [*subject.processes(h1), browser.process.pid]
            before, sent, mark = usage.of(pids), usage.packets(h1), time.monotonic()
            veths(h1, count)
            time.sleep(3)
            used = usage.between(before, usage.of(pids))
            rows.append([subject.name, known, len(browser.all("rm", since=mark)),
                         len(browser.all("add", since=mark)),
                         usage.sent(sent, usage.packets(h1))["packets"], used["cpu_ms"]])
            browser.stop()
            published.stop()
    return ["peer", "services known", "false removals", "false additions", "packets", "CPU ms"], rows
