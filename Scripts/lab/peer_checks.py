"""What mdns-probe and a real peer must be able to do with each other."""
import json
import pathlib
import tempfile
import time

from checks import after
from faults import BadCable
from lan import Lan, poll

HERE = pathlib.Path(__file__).resolve().parent
KIND = "_mdlab._tcp"
THEIRS, OURS = ("Kitchen Pi", 4711), ("Hall Lamp", 4712)


def witness(host, *words, seconds=30):
    return json.loads(host.run("/usr/bin/python3", HERE / "witness.py", *words, seconds=seconds)
                      or "{}")


def shown(found):
    """An event of a service, in short."""
    if found is None:
        return "nothing"
    event = found[1]
    return f"{event.get('host')}:{event.get('port')} {event.get('addrs')} {event.get('txt')}"


def strings(event):
    """The strings of TXT, whichever way a program shows them."""
    txt = event.get("txt") or []
    return set(txt) if isinstance(txt, list) else {f"{key}={value}" for key, value in txt.items()}


class PeerChecks:
    """h0 has the peer, h1 has us, h2 a second instance of the peer, h3 looks on."""

    def __init__(self, check, live, probe, lan):
        self.check, self.live, self.probe = check.of(live.name), live, probe
        self.lan, (self.h0, self.h1, self.h2, self.h3) = lan, lan.hosts

    def services(self):
        return witness(self.h3, "services", KIND)

    def we_find_them(self):
        name, port = THEIRS
        browser = self.probe.browse(self.h1, KIND)
        begun = browser.begun
        found = browser.wait("add", 5, name=name)
        event = found[1] if found else {}
        self.check("we find what it publishes", found, f"{after(found, begun)}, {shown(found)}",
                   browser.text())
        right = (event.get("port") == port and "10.77.0.1" in event.get("addrs", [])
                 and {"id=0", "path=/x"} <= strings(event))
        self.check("with its host, port, TXT and address", right, shown(found), browser.text())
        ended = self.h1.run(self.probe.program, "browse", KIND, "--resolve", "--parsable")
        self.check("browse ends by itself and has it", "Kitchen\\032Pi;" in ended, ended.strip())
        instance = f"Kitchen\\ Pi.{KIND}.local"
        resolved = self.h1.run(self.probe.program, "resolve", instance)
        self.check("resolve knows the instance", str(port) in resolved and "10.77.0.1" in resolved,
                   resolved)
        types = self.h1.run(self.probe.program, "browse", "--json")
        self.check("browse without a type finds it too", '"name":"Kitchen Pi"' in types,
                   f"{types.count('add')} services", types)
        if self.live.knows_addresses:
            told = self.h1.run(self.probe.program, "resolve", "h0")
            self.check("resolve knows its host", "h0.local  10.77.0.1" in told, told)
            told = self.h1.run(self.probe.program, "resolve", "10.77.0.1")
            self.check("and the name of its address", "10.77.0.1  h0.local" in told, told)
        return browser

    def they_find_us(self):
        name, port = OURS
        published = self.probe.publish(self.h1, KIND, port, name)
        said = published.wait("registered", 5)
        self.check("our name is registered", said and said[1]["name"] == name,
                   after(said, published.begun), published.text())
        browser = self.live.browse(self.h2, KIND)
        found = browser.wait("add", 10, name=name)
        event = found[1] if found else {}
        self.check("it finds what we publish", found, f"{after(found, browser.begun)}, "
                   f"{shown(found)}", browser.text())
        if self.live.resolves:
            addresses = " ".join(event.get("addrs", []))
            right = (event.get("port") == port and {"id=0", "path=/x"} <= strings(event)
                     and ("10.77.0.2" in addresses or "fd77:" in addresses))
            self.check("and resolves it", right, shown(found), browser.text())
        told = self.live.lookup(self.h2, "h1.local")
        if told is not None:
            self.check("it knows our host", "10.77.0.2" in told, told)
        return published, browser

    def goodbyes(self, theirs, our_browser, ours, their_browser):
        if self.live.leaves:
            mark = time.monotonic()
            theirs.stop()
            leaving = our_browser.wait("leaving", 5, since=mark, name=THEIRS[0])
            gone = our_browser.wait("rm", 5, since=mark, name=THEIRS[0])
            right = leaving and gone and 0.8 <= gone[0] - leaving[0] <= 1.3
            self.check("its goodbye: leaving at once, gone a second later", right,
                       f"leaving {after(leaving, mark)}, gone {after(gone, mark)}",
                       our_browser.text(mark))
        mark = time.monotonic()
        status = ours.stop()
        self.check("our publisher ends with 0", status == 0, f"status {status}", ours.text(mark))
        if self.live.shows_goodbyes:
            gone = their_browser.wait("rm", 6, since=mark, name=OURS[0])
            self.check("our goodbye removes it there", gone, after(gone, mark),
                       their_browser.text(mark))
        elif hasattr(self.live, "cached"):
            gone = poll(lambda: "Hall" not in self.live.cached(self.h2, KIND), 4)
            self.check("our goodbye empties its cache", gone, "",
                       self.live.cached(self.h2, KIND))

    def we_come_second(self):
        theirs = self.live.publish(self.h0, KIND, 4711, "Same Name")
        theirs.wait("registered", 6)
        self.lan.quiet()
        ours = self.probe.publish(self.h1, KIND, 4712, "Same Name")
        said = ours.wait("registered", 8)
        won = said[1]["name"] if said else None
        self.check("we come second and take another name", won not in (None, "Same Name"), won,
                   ours.text())
        seen = self.services()
        right = (seen.get("Same Name") == [[4711, "10.77.0.1"]]
                 and seen.get(won) == [[4712, "10.77.0.2"]])
        self.check("on the link each has a name of its own", right, seen, ours.text())
        ours.stop()
        theirs.stop()

    def they_come_second(self):
        ours = self.probe.publish(self.h1, KIND, 4712, "Same Name")
        ours.wait("registered", 6)
        self.lan.quiet()
        theirs = self.live.publish(self.h0, KIND, 4711, "Same Name")
        theirs.wait("registered", 6)
        self.lan.quiet(2.5, most=8)
        seen = self.services()
        kept = seen.get("Same Name") == [[4712, "10.77.0.2"]] and not ours.all("renamed")
        self.check("it comes second and we keep our name", kept, seen, ours.text())
        others = [name for name, claims in seen.items() if [4711, "10.77.0.1"] in claims]
        self.check("and it takes another", others and "Same Name" not in others, others,
                   theirs.text())
        ours.stop()
        theirs.stop()

    def loss(self):
        theirs = self.live.publish(self.h0, KIND, *reversed(THEIRS))
        theirs.wait("registered", 6)
        self.lan.quiet(1.5, most=6)
        with BadCable(self.lan, 1, lose_in_turn=30):
            times = []
            for _ in range(3):
                browser = self.probe.browse(self.h1, KIND)
                found = browser.wait("add", 20, name=THEIRS[0])
                times.append(after(found, browser.begun))
                browser.stop()
            self.check("we find it three times over a cable that loses 30 %",
                       "not seen" not in times, ", ".join(times), browser.text())
            ours = self.probe.publish(self.h1, KIND, *reversed(OURS))
            browser = self.live.browse(self.h2, KIND)
            found = browser.wait("add", 20, name=OURS[0])
            self.check("it finds us over that cable", found, after(found, browser.begun),
                       browser.text())
            browser.stop()
            ours.stop()
        theirs.stop()

    def beside(self):
        """Both on one host, h0, under its one name."""
        log = getattr(getattr(self.h0, "daemon", None), "log", None)
        before = len(log.read_text(errors="replace")) if log else 0
        theirs = self.live.publish(self.h0, KIND, *reversed(THEIRS))
        theirs.wait("registered", 6)
        ours = self.probe.publish(self.h0, KIND, *reversed(OURS))
        ours.wait("registered", 6)
        programs = [theirs, ours]
        if self.live.hears_own_host:
            programs += [self.probe.browse(self.h0, KIND), self.live.browse(self.h0, KIND)]
            found = programs[2].wait("add", 8, name=THEIRS[0])
            self.check("on one host we find what it publishes", found,
                       after(found, programs[2].begun), programs[2].text())
            found = programs[3].wait("add", 8, name=OURS[0])
            self.check("on one host it finds what we publish", found,
                       after(found, programs[3].begun), programs[3].text())
        heard = witness(self.h3, "answers", "h0.local", "A", 10)
        self.check("the name of their host is answered every time", heard.get("answered") == 10,
                   heard)
        seen = self.services()
        right = {name for name, claims in seen.items() if claims} == {THEIRS[0], OURS[0]}
        self.check("both keep their names", right and not ours.all("renamed"), seen, ours.text())
        said = log.read_text(errors="replace")[before:] if log else ""
        trouble = [line for line in said.splitlines() if "onflict" in line or "ollision" in line]
        self.check("no conflict on the host", not trouble, "; ".join(trouble), said)
        for program in reversed(programs):
            program.stop()


def run(check, live, probe):
    with tempfile.TemporaryDirectory() as folder, Lan(4, pathlib.Path(folder)) as lan:
        checks = PeerChecks(check, live, probe, lan)
        h0, h2 = checks.h0, checks.h2
        live.start(h0)
        live.start(h2)
        theirs = live.publish(h0, KIND, *reversed(THEIRS))
        theirs.wait("registered", 8)
        lan.quiet(1.5, most=6)
        our_browser = checks.we_find_them()
        ours, their_browser = checks.they_find_us()
        checks.goodbyes(theirs, our_browser, ours, their_browser)
        for program in (our_browser, their_browser, theirs):
            program.stop()
        if live.renames:
            checks.we_come_second()
            checks.they_come_second()
        checks.loss()
        checks.beside()
