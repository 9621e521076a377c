"""The peers: how each is started, publishes, browses, and what it cannot do."""
import dataclasses
import pathlib
import subprocess
import xml.sax.saxutils

from lan import poll
from pcap import Check

HERE = pathlib.Path(__file__).parent
JARS = ":".join(f"/usr/share/java/{jar}.jar" for jar in ("jmdns", "slf4j-api", "slf4j-nop"))

# What follows the dot in the instance name of `unicode`.
TAIL = Check("frame contains " + " 2\\ Süd 日本 😀".encode().hex(":"))


@dataclasses.dataclass(frozen=True)
class Service:
    name: str
    type: str = "_mdlab._tcp"
    port: int = 4711
    txt: tuple = (b"id=0", b"path=/x")
    subtype: str = ""

    def line(self):
        """The form that the two programs of ours for libraries take."""
        data = b"".join(bytes([len(string)]) + string for string in self.txt)
        return "\t".join([self.type, str(self.port), self.subtype, data.hex(), self.name])


def package_version(package):
    asked = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package],
                           capture_output=True, text=True)
    return asked.stdout


def start_bus(host):
    bus = host.path("/run/dbus/system_bus_socket")
    if not bus.exists():
        host.spawn("dbus-daemon", "--system", "--nofork", "--nopidfile", "--nosyslog")
        until(bus.exists)


def until(condition, seconds=5):
    if not poll(condition, seconds):
        raise SystemExit("capture-fixtures: a daemon did not come up")


class Peer:
    name = packages = driven = ""
    cannot = {}  # situation: why it is not captured
    departs = {}  # situation: what it does instead, and the checks for that

    def __init__(self, tools):
        self.tools = tools

    def missing(self, tools):
        """Debian packages and unpacked parts that are not there."""
        return [package for package in self.packages if not package_version(package)]

    def start(self, host):
        """Starts the peer's daemon, when it has one."""

    def browse_subtype(self, host, subtype, kind):
        self.browse(host, f"{subtype}._sub.{kind}")


class Avahi(Peer):
    name, packages = "avahi", ["avahi-daemon", "avahi-utils", "dbus"]
    driven = "services are files in /etc/avahi/services; `avahi-browse -r TYPE`, `avahi-browse -a`"
    configuration = ("[server]\nuse-ipv4=yes\nuse-ipv6=yes\n[publish]\npublish-hinfo=yes\n"
                     "publish-workstation=no\n[rlimits]\n")
    document = ('<?xml version="1.0" encoding="utf-8"?>\n'
                '<!DOCTYPE service-group SYSTEM "avahi-service.dtd">\n'
                "<service-group><name>{name}</name><service><type>{type}</type>{subtype}"
                "<port>{port}</port>{txt}</service></service-group>\n")

    def version(self):
        return "avahi-daemon " + package_version("avahi-daemon")

    def start(self, host):
        start_bus(host)
        host.write("/etc/avahi/avahi-daemon.conf", self.configuration)
        daemon = host.spawn("avahi-daemon", "--no-drop-root", "--no-chroot", "--no-rlimits")
        until(lambda: daemon.says("Server startup complete", 10), 11)
        host.daemon = daemon

    @staticmethod
    def txt(string):
        key, equals, value = string.partition(b"=")
        if equals:
            return (f'<txt-record value-format="binary-hex">{key.decode()}={value.hex()}'
                    "</txt-record>")
        return f"<txt-record>{key.decode()}</txt-record>"

    def publish(self, host, services):
        for number, service in enumerate(services):
            subtype = f"<subtype>{service.subtype}._sub.{service.type}</subtype>"
            host.write(f"/etc/avahi/services/{number}.service", self.document.format(
                name=xml.sax.saxutils.escape(service.name), type=service.type,
                port=service.port, subtype=subtype if service.subtype else "",
                txt="".join(map(self.txt, service.txt))))
        host.run("avahi-daemon", "--reload")

    def withdraw(self, host):
        for file in host.path("/etc/avahi/services").glob("*.service"):
            file.unlink()
        host.run("avahi-daemon", "--reload")

    def leave(self, host):
        host.daemon.stop()

    def browse(self, host, kind):
        host.spawn("avahi-browse", "-r", "--no-db-lookup", kind)

    def browse_types(self, host):
        host.spawn("avahi-browse", "-a", "--no-db-lookup")


class Zeroconf(Peer):
    name, packages = "zeroconf", ["python3-venv"]
    driven = "`Scripts/capture/zeroconf_peer.py`: AsyncZeroconf, AsyncServiceBrowser, AsyncServiceInfo"
    cannot = {"host-conflict": "it never probes for its host name",
              "jumbo": "it fills no datagram of several records above 1,460 octets"}
    departs = {"unicode": ("it takes the dot for a border of labels", (TAIL,))}

    @property
    def python(self):
        return self.tools / "zeroconf/bin/python"

    def version(self):
        asked = subprocess.run([self.python, "-c", "import zeroconf; print(zeroconf.__version__)"],
                               capture_output=True, text=True)
        return "python-zeroconf " + asked.stdout.strip()

    def spawn(self, host, *arguments):
        return host.spawn(self.python, HERE / "zeroconf_peer.py", *arguments)

    def publish(self, host, services):
        host.publisher = self.spawn(host, "publish", *(service.line() for service in services))

    def withdraw(self, host):
        host.publisher.stop()

    def leave(self, host):
        """A library has no daemon that could leave after its services."""

    def browse(self, host, kind):
        self.spawn(host, "browse", kind)

    def browse_types(self, host):
        self.spawn(host, "types")


class Jmdns(Zeroconf):
    name, packages = "jmdns", ["libjmdns-java", "libslf4j-java", "openjdk-17-jdk-headless"]
    driven = ("`Scripts/capture/JmdnsPeer.java`: JmDNS.registerService, addServiceListener, "
              "addServiceTypeListener")
    cannot = {"jumbo": "it fills no datagram above 1,460 octets",
              "fragments": "it leaves out a TXT that does not fit 1,460 octets"}
    departs = {
        "many": ("responses in several datagrams have the TC bit; its browser lists no known "
                 "answers", (Check("dns.flags.truncated == 1 && dns.flags.response == 1", 7),)),
        "unicode": ("it writes the emoji as two surrogates of three octets each, which is not "
                    "UTF-8", (Check("frame contains ed:a0:bd:ed:b8:80"),)),
        "browse": ("its browser asks again with no known answers",
                   (Check("dns.qry.name == _mdlab._tcp.local && dns.flags.response == 0", 2),)),
        "host-conflict": ("the host that had the name gives way, as `kitchen-1`",
                          (Check("frame contains \"kitchen-1\""),))}

    def version(self):
        return "jmdns " + package_version("libjmdns-java")

    def spawn(self, host, *arguments):
        return host.spawn("java", "-Xshare:auto", "-cp", JARS, HERE / "JmdnsPeer.java", *arguments)


class Mdnsd(Peer):
    name, packages = "mdnsd", ["mdnsd"]
    driven = "services are files in /etc/mdns.d, `mdnsd -n -i eth0`; `mquery TYPE.local.`"
    cannot = {"ipv6-only": "it speaks IPv4 only",
              "host-conflict": "it makes no record for the host's own name",
              "subtype": "its service files know no subtype",
              "txt": "its service files hold strings of text only",
              "goodbye": "it leaves without one",
              "jumbo": "its answers do not grow with the MTU"}
    departs = {
        "browse": ("mquery's known answers are malformed: RDLENGTH 4 and the host's address, the name "
                   "after them", (Check("dns.flags.response == 0 && dns.count.answers > 0"),)),
        "types": ("mquery's known answers are malformed, as in `browse`",
                  (Check("dns.resp.name == _services._dns-sd._udp.local"),)),
        "unicast-questions": ("it answers the QM question only",
                              (Check("dns.flags.response == 0 && dns.qry.qu == 1", 4),
                               Check("dns.flags.response == 1"))),
        "many": ("it answers with one message of a part of the instances; mquery lists no known "
                 "answers and sets no TC", (Check("udp.length > 1000"),)),
        "unicode": ("it takes the dot for a border of labels; mquery's known answers are malformed, "
                    "as in `browse`", (TAIL,))}

    def version(self):
        return "mdnsd " + package_version("mdnsd")

    def publish(self, host, services):
        for number, service in enumerate(services):
            txt = "".join(f"txt {string.decode()}\n" for string in service.txt)
            host.write(f"/etc/mdns.d/{number}.service", f"name {service.name}\n"
                       f"type {service.type}\nport {service.port}\n{txt}")
        host.daemon = host.spawn("mdnsd", "-n", "-i", "eth0", "-l", "notice")

    def withdraw(self, host):
        host.daemon.stop()

    def leave(self, host):
        """Its daemon has left with its services."""

    def browse(self, host, kind):
        host.spawn("mquery", "-i", "eth0", "-w", "60", f"{kind}.local.")

    def browse_types(self, host):
        self.browse(host, "_services._dns-sd._udp")


class Resolved(Peer):
    name, packages = "resolved", ["systemd", "dbus"]
    driven = ("services through `busctl call ... RegisterService`; `resolvectl query -t PTR "
              "--cache=no TYPE.local`, every 2 s, as it has no running browse; "
              "`resolvectl service NAME TYPE local`")
    cannot = {"subtype": "252 publishes no subtype"}
    departs = {"known-answers": ("it answers whatever is known", (
                   Check("dns.flags.response == 0 && dns.count.answers == 2", 2),
                   Check("dns.flags.response == 1 && dns.ptr.domain_name", 8))),
               "txt": ("it writes `empty=` as `empty`, and refuses a key that is not ASCII",
                       (Check("frame contains 09:72:61:77:3d:00:01:fe:ff:3d"),
                        Check("frame contains 05:65:6d:70:74:79:04:66:6c:61:67"))),
               "many": ("its list of known answers is one datagram with no TC, in IP fragments",
                        (Check("dns.count.answers > 100 && dns.flags.response == 0"),))}
    manager = ["org.freedesktop.resolve1", "/org/freedesktop/resolve1",
               "org.freedesktop.resolve1.Manager"]

    @property
    def root(self):
        return self.tools / "resolved"

    def version(self):
        return "systemd-resolved " + (self.root / "version").read_text().strip()

    def start(self, host):
        for file, line in (("passwd", "systemd-resolve:x:987:987::/:/usr/sbin/nologin"),
                           ("group", "systemd-resolve:x:987:")):
            old = host.path(f"/etc/{file}").read_text()
            if "systemd-resolve" not in old:
                host.write(f"/etc/{file}", old + line + "\n")
        policy = "usr/share/dbus-1/system.d/org.freedesktop.resolve1.conf"
        host.write("/etc/dbus-1/system.d/resolve1.conf", (self.root / policy).read_text())
        host.write("/run/systemd/resolved.conf.d/mdns.conf",
                   "[Resolve]\nMulticastDNS=yes\nLLMNR=no\nDNSStubListener=no\n")
        host.run("mkdir", "-p", "/run/systemd/resolve", "/run/systemd/netif/links")
        host.run("chown", "-R", "systemd-resolve:systemd-resolve", "/run/systemd/resolve")
        start_bus(host)
        host.daemon = host.spawn(self.root / "lib/systemd/systemd-resolved",
                                 SYSTEMD_LOG_TARGET="console", SYSTEMD_LOG_LEVEL="info")
        until(lambda: "eth0" in self.control(host, "status"), 10)
        self.control(host, "mdns", "eth0", "yes")

    def control(self, host, *arguments):
        return host.run(self.root / "usr/bin/resolvectl", *arguments)

    def publish(self, host, services):
        host.registered = []
        for number, service in enumerate(services):
            pairs = [string.partition(b"=") for string in service.txt]
            pairs = [(key.decode(), value) for key, _, value in pairs if key.isascii()]
            strings = [part for key, value in pairs for part in (key, len(value), *value)]
            # It reads the name as text with escapes; a lone backslash ends the daemon.
            name = service.name.replace("\\", "\\\\").replace(".", "\\.")
            printed = host.run("busctl", "call", *self.manager, "RegisterService",
                               "sssqqqaa{say}", f"s{number}", name, service.type,
                               service.port, 0, 0, 1, len(pairs), *strings)
            host.registered.append(printed.split('"')[1])

    def withdraw(self, host):
        for path in host.registered:
            host.run("busctl", "call", *self.manager, "UnregisterService", "o", path)

    def leave(self, host):
        host.daemon.stop()

    def browse(self, host, kind, resolve="Kitchen Pi"):
        control = self.root / "usr/bin/resolvectl"
        host.spawn("sh", "-c", 'for i in 1 2 3 4; do "$0" query -i eth0 --cache=no -t PTR "$1.local"; '
                   'sleep 2; done; "$0" service -i eth0 "$2" "$1" local', control, kind, resolve)

    def browse_types(self, host):
        self.browse(host, "_services._dns-sd._udp")


PEERS = {peer.name: peer for peer in (Avahi, Zeroconf, Resolved, Jmdns, Mdnsd)}
