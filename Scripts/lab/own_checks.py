"""What mdns-probe must be able to do with itself: faults of the network, conflicts, life and death."""
import json
import pathlib
import signal
import tempfile
import time

from checks import after
from faults import cut, join, second_card, veths
from lan import Lan
from peer_checks import KIND, witness

NAME = "Same Name"


class OwnChecks:
    def __init__(self, check, probe, lan):
        self.check, self.probe, self.lan = check.of("mdns-probe"), probe, lan
        self.h0, self.h1, self.h2, self.h3 = lan.hosts

    def services(self):
        return witness(self.h3, "services", KIND)

    def publish(self, host, port, name=NAME, **more):
        return self.probe.publish(host, KIND, port, name, **more)

    def demonstration(self):
        begun = time.monotonic()
        done = self.probe.run(self.h0, "demo", "--json", "--messages", seconds=40)
        events = [json.loads(line) for line in done.stdout.splitlines()]
        kinds = [event["ev"] for event in events]
        verdicts = sorted(event["verdict"] for event in events if event["ev"] == "verdict")
        absent = [event["outcome"] for event in events if event["ev"] == "absent"]
        self.check("the demonstration forms a cluster, and shows its messages",
                   done.returncode == 0 and verdicts == ["bootstrap", "join", "join"]
                   and absent == ["ok"] and kinds[-1] == "complete" and "message" in kinds,
                   f"{time.monotonic() - begun:.2f} s", done.stdout + done.stderr)

    def one_name_for_three(self):
        begun = time.monotonic()
        hosts = (self.h0, self.h1, self.h2)
        three = [self.publish(host, 4711 + number) for number, host in enumerate(hosts)]
        said = [each.wait("registered", 6) for each in three]
        last = max((moment for moment, _ in filter(None, said)), default=begun)
        names = [event["name"] for _, event in filter(None, said)]
        self.check("three claim one name at once and end with three names",
                   len(set(names)) == 3, f"{last - begun:.2f} s, {names}",
                   "\n".join(each.text() for each in three))
        seen = self.services()
        claims = sorted(tuple(claim) for each in seen.values() for claim in each)
        right = [port for port, _ in claims] == [4711, 4712, 4713] and len(seen) == 3
        self.check("on the link each name has one owner", right, seen)
        for each in three:
            each.stop()

    def text_changes(self):
        browser = self.probe.browse(self.h1, KIND)
        ours = self.publish(self.h0, 4711, "Kitchen Pi", options=["--stdin"], feed=True)
        found = browser.wait("add", 5, name="Kitchen Pi")
        mark = time.monotonic()
        ours.type_in("id=7 path=/new")
        changed = browser.wait("updated", 4, since=mark, txt=["id=7", "path=/new"])
        self.check("a line on its input changes TXT, and the browser tells at once",
                   found and changed and changed[0] - mark < 0.5, after(changed, mark),
                   browser.text())
        # What the new text takes the place of may live on for a second after the second announcement.
        time.sleep(3.5)
        mark = time.monotonic()
        ours.type_in("=nothing")
        time.sleep(1.5)
        later = browser.all("updated", since=mark)
        self.check("a bad line changes nothing and is told", not later and ours.process.poll() is None
                   and "nothing" in ours.text(mark), later, ours.text(mark))
        ours.stop()
        browser.stop()

    def options(self):
        """Subtypes, and a proxy for another host."""
        ours = self.publish(self.h0, 80, "Old Printer", options=[
            "--subtype", "_color", "--host", "printer", "--address", "10.77.0.99",
            "--address", "fd77::99"])
        said = ours.wait("registered_all", 6)
        self.check("a service of another host is published", said, after(said, ours.begun),
                   ours.text())
        browser = self.probe.browse(self.h1, KIND, "--subtype", "_color")
        found = browser.wait("add", 5, name="Old Printer")
        event = found[1] if found else {}
        right = (event.get("host") == "printer.local"
                 and event.get("addrs") == ["10.77.0.99", "fd77::99"])
        self.check("and found by its subtype, at that host", right, event, browser.text())
        told = self.probe.run(self.h1, "resolve", "printer", "--json").stdout
        self.check("its host is resolved", '["10.77.0.99","fd77::99"]' in told, told)
        told = self.probe.run(self.h1, "resolve", "10.77.0.99").stdout
        self.check("and its address", "10.77.0.99  printer.local" in told, told)
        other = self.probe.run(self.h1, "browse", KIND, "--subtype", "_mono")
        self.check("and not by another subtype", other.returncode == 1, other.stderr)
        browser.stop()
        ours.stop()

    def no_false_events(self):
        browser = self.probe.browse(self.h1, KIND)
        ours = self.publish(self.h0, 4711, "Steady", options=["--count", "10"])
        ours.wait("registered_all", 6)
        for _ in range(40):
            if len(browser.all("add")) == 10:
                break
            time.sleep(0.1)
        self.check("ten services are found", len(browser.all("add")) == 10,
                   len(browser.all("add")), browser.text())
        mark = time.monotonic()
        veths(self.h1, 20, pause=0.05)
        veths(self.h0, 20, pause=0.05)
        time.sleep(2)
        false = browser.all("add", "rm", "leaving", "updated", since=mark)
        renamed = ours.all("renamed")
        self.check("20 veth pairs come and go on either side: no false event",
                   not false and not renamed, f"{len(false)} events", browser.text(mark))
        mark = time.monotonic()
        second_card(self.lan, 0)
        second_card(self.lan, 1)
        time.sleep(8)
        gone = browser.all("rm", "leaving", since=mark)
        self.check("two cards on one LAN: no rename, nothing lost", not gone
                   and not ours.all("renamed"), f"{len(gone)} removals", ours.text(mark))
        heard = self.services()
        right = sorted(heard) == sorted(f"Steady-{number}" for number in range(10))
        self.check("and the link has the ten names still", right, sorted(heard))
        ours.stop()
        browser.stop()
        for host in (self.h0, self.h1):
            host.run("ip", "link", "del", "eth1")

    def partition(self):
        """A crash, a cut cable and a heal, each seen by a browser that watches for life."""
        browser = self.probe.browse(self.h1, KIND, "--liveness", "4")
        ours = self.publish(self.h0, 4711, "Doomed")
        browser.wait("add", 5, name="Doomed")
        mark = time.monotonic()
        ours.stop(signal.SIGKILL)
        gone = browser.wait("rm", 20, since=mark, name="Doomed")
        self.check("with liveness a crash shows within 15 s",
                   gone and gone[0] - mark <= 15, after(gone, mark), browser.text())
        browser.stop()
        cut(self.lan, 0)
        first, second = self.publish(self.h0, 4711), self.publish(self.h1, 4712)
        for each in (first, second):
            each.wait("registered", 5)
        time.sleep(2)
        join(self.lan, 0)
        mark = time.monotonic()
        browser = self.probe.browse(self.h2, KIND)
        renamed = None
        while renamed is None and time.monotonic() < mark + 15:
            renamed = (first.wait("renamed", 0.1, since=mark)
                       or second.wait("renamed", 0.1, since=mark))
        self.check("two halves with one name settle within 10 s of the heal",
                   renamed and renamed[0] - mark <= 10, after(renamed, mark),
                   first.text(mark) + second.text(mark))
        time.sleep(2)
        seen = self.services()
        claims = sorted(tuple(claim) for each in seen.values() for claim in each)
        self.check("and the link has two names", len(seen) == 2 and len(claims) == 2, seen)
        for each in (browser, first, second):
            each.stop()

    def ends(self):
        """How the programs end."""
        begun = time.monotonic()
        nothing = self.probe.run(self.h2, "browse", "_nobody._tcp")
        self.check("browse ends with 1 when there is nothing", nothing.returncode == 1,
                   f"{time.monotonic() - begun:.1f} s {nothing.stderr.strip()}")
        for words, about in ((["publish", "x" * 64, KIND, "1"], "a name of 64 octets"),
                             (["publish", "x", "http", "1"], "a type without a protocol"),
                             (["publish", "x", KIND, "70000"], "a port above 65535"),
                             (["publish", "x", KIND, "1", "=y"], "TXT without a key"),
                             (["browse", KIND, "--interface", "nosuch0"], "no such interface")):
            done = self.probe.run(self.h2, *words)
            self.check(f"refused with a reason: {about}", done.returncode in (2, 3)
                       and not done.stdout, f"{done.returncode}: {done.stderr.strip()}")


def run(check, probe):
    with tempfile.TemporaryDirectory() as folder, Lan(4, pathlib.Path(folder)) as lan:
        checks = OwnChecks(check, probe, lan)
        checks.demonstration()
        checks.one_name_for_three()
        checks.text_changes()
        checks.options()
        checks.no_false_events()
        checks.partition()
        checks.ends()
