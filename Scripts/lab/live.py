"""How mdns-probe and each peer browse and publish in a host of the LAN, as events with their times."""
import pathlib
import re
import shutil
import signal
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "capture"))

from events import Events  # noqa: E402
from peers import JARS, PEERS, Service  # noqa: E402


def numbered(name, count):
    return [name] if count == 1 else [f"{name}-{number}" for number in range(count)]


def txt_of(number):
    return [f"id={number}", "path=/x"]


def unescaped(name):
    """A name as avahi-browse writes it, with octets as three decimal digits."""
    octets = re.sub(rb"\\(\d{3})|\\(.)", lambda found: bytes([int(found[1])]) if found[1]
                    else found[2], name.encode())
    return octets.decode(errors="replace")


class Live:
    """A peer that is alive. What it publishes and browses is an `Events`, unless it says nothing."""

    renames = True  # a name that somebody else has
    leaves = True  # with a goodbye
    resolves = True  # what it browses
    shows_goodbyes = True
    hears_own_host = True  # other programs on its host
    answers_strangers = False  # questions for names that it does not have
    knows_addresses = False  # and tells the name of its host for each

    def lookup(self, host, name):
        """What it tells of a host name; nil when it has no way to ask."""
        return None

    def __init__(self, tools):
        self.tools, self.name = tools, type(self).__name__.lower()
        self.peer = PEERS[self.name](tools) if self.name in PEERS else None

    def start(self, host):
        """Starts its daemon, when it has one."""
        if self.peer:
            self.peer.start(host)

    def stop(self, host):
        """Ends its daemon, when it has one."""
        if daemon := getattr(host, "daemon", None):
            daemon.stop()
            host.daemon = None

    def processes(self, host):
        """The daemon's process, for measuring."""
        daemon = getattr(host, "daemon", None)
        return [daemon.process.pid] if daemon else []


class Probe(Live):
    """mdns-probe itself."""

    def __init__(self, tools, program):
        super().__init__(tools)
        self.program = program

    def run(self, host, *words, seconds=20):
        """A command to its end: status, output and diagnostics."""
        return subprocess.run(host.command([self.program, *words]), capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=seconds)

    def browse(self, host, kind, *options):
        return Events(host, [self.program, "browse", kind, "--resolve", "--watch", "--json",
                             *options])

    def publish(self, host, kind, port, name, count=1, options=(), feed=False):
        many = ["--count", count] if count > 1 else []
        return Events(host, [self.program, "publish", name, kind, port, *txt_of(0), "--json",
                             *many, *options], feed=feed)


class Avahi(Live):
    knows_addresses = True

    def lookup(self, host, name):
        return host.run("avahi-resolve-host-name", "-4", name)

    def browse(self, host, kind):
        # It writes to a pipe in blocks otherwise.
        return Events(host, ["avahi-browse", "-rp", "--no-db-lookup", kind], self.browsed)

    @staticmethod
    def browsed(line):
        sign, *fields = line.split(";")
        if len(fields) < 5 or fields[0] == "lo":
            return
        name = unescaped(fields[2])
        if sign == "-":
            yield {"ev": "rm", "name": name}
        elif sign == "=":
            yield {"ev": "add", "name": name, "host": unescaped(fields[5]), "port": int(fields[7]),
                   "addrs": [fields[6]], "txt": re.findall(r'"((?:[^"\\]|\\.)*)"', fields[8])}

    def publish(self, host, kind, port, name, count=1):
        if count == 1:
            return Events(host, ["avahi-publish-service", name, kind, str(port), *txt_of(0)],
                          self.published)
        return Files(self.peer, host, kind, port, name, count)

    @staticmethod
    def published(line):
        if found := re.match(r"Established under name '(.*)'", line):
            yield {"ev": "registered", "name": found[1]}
            yield {"ev": "registered_all"}
        elif found := re.match(r"Name collision, picking new name '(.*)'", line):
            yield {"ev": "renamed", "name": found[1]}


class Files:
    """Services that a daemon takes from files, withdrawn by taking the files away."""

    def __init__(self, peer, host, kind, port, name, count):
        self.peer, self.host = peer, host
        peer.publish(host, [Service(each, kind, port, tuple(map(str.encode, txt_of(number))))
                            for number, each in enumerate(numbered(name, count))])

    def wait(self, *_, **__):
        return None

    def all(self, *_, **__):
        return []

    def text(self, since=0.0):
        daemon = getattr(self.host, "daemon", None)
        return daemon.log.read_text(errors="replace") if daemon else ""

    def stop(self, how=signal.SIGTERM, seconds=8):
        if how == signal.SIGKILL:
            self.host.daemon.process.kill()
            self.host.daemon.process.wait()
        else:
            self.peer.withdraw(self.host)


class Zeroconf(Live):
    def run(self, host, *words):
        return Events(host, [self.peer.python, HERE / "zeroconf_live.py", *words])

    def browse(self, host, kind):
        return self.run(host, "browse", kind)

    def publish(self, host, kind, port, name, count=1):
        return self.run(host, "publish", kind, port, name, count)


class Jmdns(Zeroconf):
    shows_goodbyes = False  # often not within five seconds
    answers_strangers = True

    def run(self, host, *words):
        classes = self.tools / "jmdns-live"
        if not (classes / "JmdnsLive.class").exists():
            classes.mkdir(parents=True, exist_ok=True)
            subprocess.run(["javac", "-cp", JARS, "-d", classes, HERE / "JmdnsLive.java"],
                           check=True)
        return Events(host, ["java", "-Xshare:auto", "-cp", f"{classes}:{JARS}", "JmdnsLive",
                             *words])


class Mdnsd(Live):
    renames = leaves = resolves = False
    shows_goodbyes = False  # mquery prints the same line for coming and going

    def start(self, host):
        """Its daemon starts with the service files."""

    def browse(self, host, kind):
        line_by_line = ["stdbuf", "-oL"] if shutil.which("stdbuf") else []
        suffix = f".{kind}.local."

        def browsed(line):
            if found := re.match(r"([+-]) (.*)", line):
                name = found[2].split(" (")[0].removesuffix(suffix)
                yield {"ev": "add" if found[1] == "+" else "rm", "name": name}

        return Events(host, [*line_by_line, "mquery", "-i", "eth0", "-w", "600", f"{kind}.local."],
                      browsed)

    def publish(self, host, kind, port, name, count=1):
        return Files(self.peer, host, kind, port, name, count)


class Resolved(Live):
    shows_goodbyes = False  # it has no running browse
    hears_own_host = False  # it drops what comes from an address of its own
    knows_addresses = True

    def lookup(self, host, name):
        return self.peer.control(host, "--legend=no", "query", "-i", "eth0", "-4", name)

    def browse(self, host, kind):
        return Events(host, ["/usr/bin/python3", HERE / "resolved_live.py",
                             self.peer.root / "usr/bin/resolvectl", kind])

    def publish(self, host, kind, port, name, count=1):
        return Files(self.peer, host, kind, port, name, count)

    def cached(self, host, kind):
        """What it knows of a type without asking the link."""
        return self.peer.control(host, "--legend=no", "--network=no", "query", "-i", "eth0", "-t",
                                 "PTR", f"{kind}.local")


LIVE = {kind.__name__.lower(): kind for kind in (Avahi, Resolved, Zeroconf, Jmdns, Mdnsd)}
