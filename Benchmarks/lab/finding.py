"""Measures of how soon services are found and are gone.

Each takes the subjects and how often, and gives rows for its table. Times are stamped when a line of
a program arrives; rounds of all subjects alternate, so that what else the machine does falls on all
of them alike.
"""
import pathlib
import subprocess
import threading
import time

import usage
from faults import BadCable
from lan import poll
from stage import KIND, Stage, milliseconds, sooner

HERE = pathlib.Path(__file__).resolve().parent


def starts(subjects, rounds):
    """From spawning a browser to its first call, with `true` for what the spawning costs."""
    with Stage(1) as lan:
        host, times = lan.hosts[0], {"true": [], "mdns-probe": []}
        for _ in range(rounds):
            begun = time.monotonic()
            subprocess.run(host.command(["/bin/true"]), check=True)
            times["true"].append(time.monotonic() - begun)
            browser = subjects[0].browse(host, KIND)
            times["mdns-probe"].append(sooner(browser.wait("start", 3), browser.begun))
            browser.stop()
    return ["program", "rounds", "ms: min", "median", "p95", "never"], \
        [[name, len(each), *milliseconds(each)] for name, each in times.items()]


def find(subject, host, name, seconds, *options):
    """Starts a browser that knows nothing; how long after its start, and its first call, it had the
    service."""
    subject.start(host)
    browser = subject.browse(host, KIND, *options)
    found = browser.wait("add", seconds, name=name)
    started = browser.wait("start", 0)
    browser.stop()
    subject.stop(host)
    return sooner(found, browser.begun), sooner(found, started[0] if started else browser.begun)


def discover(subjects, rounds, loss=0, seconds=8):
    """A service is there; a browser starts."""
    pairs = [(subject, subject) for subject in subjects]
    publishers = {subject.name: subject for subject in subjects}
    if "avahi" in publishers:
        pairs += [(subject, publishers["avahi"]) for subject in subjects
                  if subject.name.startswith("mdns-probe")]
    times = {}
    for publisher in {id(pair[1]): pair[1] for pair in pairs}.values():
        with Stage(2) as lan:
            publisher.start(lan.hosts[0])
            published = publisher.publish(lan.hosts[0], KIND, 4711, "Steady")
            published.wait("registered", 6)
            lan.quiet(3)
            browsers = [browser for browser, other in pairs if other is publisher]

            def measure():
                for number in range(rounds):
                    for browser in browsers:
                        key = (browser.name, publisher.name)
                        times.setdefault(key, []).append(
                            find(browser, lan.hosts[1], "Steady", seconds))
                        # A record is not multicast twice within a second (RFC 6762 section 6).
                        time.sleep(1.1 + 0.01 * (number % 7))

            if loss:
                with BadCable(lan, 1, loss=loss, seed=11):
                    measure()
            else:
                measure()
            published.stop()
    heading = ["browser", "publisher", "rounds", "start to resolved: min", "median", "p95",
               "never", "first call to resolved: min", "median", "p95"]
    return heading, [[*key, len(each), *milliseconds([total for total, _ in each]),
                      *milliseconds([call for _, call in each])[:3]]
                     for key, each in times.items()]


def lossy(subjects, rounds):
    """As discover, each with its own publisher, over a cable that loses 30 %."""
    return discover([subject for subject in subjects if subject.resolves], rounds, loss=30,
                    seconds=20)


def seen(subjects, rounds):
    """A browser is there; a service is published, and withdrawn."""
    times = {}
    for subject in subjects:
        with Stage(2) as lan:
            h0, h1 = lan.hosts
            subject.start(h0)
            subject.start(h1)
            browser = subject.browse(h1, KIND)
            browser.wait("start", 3)
            time.sleep(2)
            for number in range(rounds):
                name = f"Seen {number}"
                published = subject.publish(h0, KIND, 4711, name)
                begun = getattr(published, "begun", time.monotonic())
                found = browser.wait("add", 8, name=name)
                time.sleep(1.5)
                mark = time.monotonic()
                stopper = threading.Thread(target=published.stop)
                stopper.start()
                gone = browser.wait("rm", 5, since=mark, name=name) if found else None
                leaving = browser.wait("leaving", 0, since=mark, name=name)
                stopper.join()
                times.setdefault(subject.name, []).append(
                    (sooner(found, begun), sooner(leaving, mark), sooner(gone, mark)))
            browser.stop()
    heading = ["peer", "rounds", "start to seen: min", "median", "p95", "never",
               "goodbye to leaving, median", "goodbye to removed: min", "median", "p95", "never"]
    return heading, [[name, len(each), *milliseconds([first for first, _, _ in each]),
                      milliseconds([second for _, second, _ in each])[1],
                      *milliseconds([third for _, _, third in each])]
                     for name, each in times.items()]


def scale(subjects, rounds, count=1000, seconds=20):
    """A responder that answers with so many instances in one burst; when a browser has them all."""
    rows = []
    for number in range(rounds):
        for subject in subjects:
            with Stage(2) as lan:
                h0, h1 = lan.hosts
                responder = h0.spawn("/usr/bin/python3", HERE / "responder.py", KIND, count)
                if not responder.says("ready", 10):
                    raise SystemExit("lab: no responder: " + responder.log.read_text())
                subject.start(h1)
                daemon = subject.processes(h1)
                before, sent = usage.of(daemon), usage.packets(h1)
                browser = subject.browse(h1, KIND)

                def names():
                    return {event["name"] for event in browser.all("add")}
                poll(lambda: len(names()) >= count, seconds, step=0.2)
                moments, known = [], set()
                for moment, event in browser.said:
                    if event["ev"] == "add" and event["name"] not in known:
                        known.add(event["name"])
                        moments.append(moment)
                used = usage.between(before, usage.of([*daemon, browser.process.pid]))
                last = f"{moments[-1] - browser.begun:.2f} s" if moments else "-"
                rows.append([subject.name, len(known), last if len(known) >= count
                             else f"never (last {last})", round(used["cpu_ms"]), used["rss_mb"],
                             usage.sent(sent, usage.packets(h1))["packets"]])
                browser.stop()
                responder.stop()
    return ["browser", f"found of {count}", "all after", "CPU ms", "RSS MB", "packets sent"], \
        sorted(rows, key=lambda row: row[0])
