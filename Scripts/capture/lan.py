"""A LAN of made-up hosts h0, h1, ... on one bridge, in namespaces of its own.

Each host has a network, mount and UTS namespace: its own name, card, /run, and a private
writable copy of /etc. Nothing joins the bridge to the machine's cards. The namespaces have no
names, so they vanish with the last process in them; every process dies with this one.
"""
import json
import os
import pathlib
import signal
import subprocess
import time

FILTER = "udp port 5353 or (ip[6:2] & 0x1fff != 0) or (ip6[6] == 44)"

PRIVATE = """
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/etc.new /run/etc.work /run/dbus /run/avahi-daemon /run/lock
mount -t overlay overlay -o lowerdir=/etc,upperdir=/run/etc.new,workdir=/run/etc.work /etc
hostname "$1"; echo "$1" > /etc/hostname
printf '127.0.0.1 localhost %s\\n' "$1" > /etc/hosts
rm -f /etc/resolv.conf; : > /etc/resolv.conf
echo 'hosts: files' > /etc/nsswitch.conf
printf '0000000000000000000000000000770%s\\n' "${1#h}" > /etc/machine-id
rm -rf /etc/avahi/services /etc/mdns.d; mkdir -p /etc/avahi/services /etc/mdns.d
touch /run/ready; exec sleep "$2"
"""
LONGEST_LIFE = 300  # seconds; a LAN that nobody takes down ends by itself


def tied(argv):
    """The command, ended by the kernel when this process ends."""
    return ["setpriv", "--pdeathsig", "KILL", "--", *argv]


def poll(condition, seconds, step=0.05):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return False


class Program:
    """A process in a host; what it prints goes to a log file."""

    def __init__(self, argv, log, environment=None):
        self.log = log
        with open(log, "wb") as out:
            self.process = subprocess.Popen(
                argv, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env={**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})})

    def says(self, text, seconds):
        """Waits until the text is in the log."""
        return poll(lambda: text in self.log.read_text(errors="replace"), seconds)

    def stop(self, seconds=8):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Host:
    def __init__(self, name, scratch, life=LONGEST_LIFE):
        self.name, self.scratch, self.programs = name, scratch, []
        self.holder = subprocess.Popen(
            tied(["unshare", "--net", "--mount", "--uts", "--propagation", "private",
                  "sh", "-ec", PRIVATE, "sh", name, str(life)]),
            stdin=subprocess.DEVNULL)
        self.pid = self.holder.pid
        if not poll(self.path("/run/ready").exists, 20):
            raise SystemExit(f"capture-fixtures: host {name} did not come up")

    def path(self, inside):
        """A path in the host's own file tree."""
        return pathlib.Path(f"/proc/{self.pid}/root{inside}")

    def write(self, inside, text):
        """Writes a file in one step, so that no daemon reads half of it."""
        target = self.path(inside)
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(target.name + ".new")
        new.write_text(text)
        new.rename(target)

    def command(self, argv):
        return tied(["nsenter", "-t", str(self.pid), "-n", "-m", "-u", "--",
                     *map(str, argv)])

    def run(self, *argv, seconds=15):
        """Runs a command to its end; its exit status is not a failure of ours."""
        try:
            done = subprocess.run(self.command(argv), capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, timeout=seconds)
            return done.stdout
        except subprocess.TimeoutExpired:
            return ""

    def spawn(self, *argv, **environment):
        log = self.scratch / f"{self.name}-{len(self.programs)}.log"
        program = Program(self.command(argv), log, environment)
        self.programs.append(program)
        return program

    def rename(self, name):
        self.run("hostname", name)
        self.write("/etc/hostname", name + "\n")

    def received(self):
        link = json.loads(self.run("ip", "-j", "-s", "link", "show", "eth0"))[0]
        return link["stats64"]["rx"]["packets"]

    def close(self):
        for program in reversed(self.programs):
            if program.process.poll() is None:
                program.process.kill()
                program.process.wait()
        self.holder.kill()
        self.holder.wait()


class Lan:
    """Hosts on a bridge; use as a context manager."""

    def __init__(self, count, scratch, ipv4=True, mtu=1500, life=LONGEST_LIFE):
        self.scratch, self.hosts, self.ipv4, self.mtu = scratch, [], ipv4, mtu
        self.switch = None
        self.count, self.life = count, life

    def __enter__(self):
        try:
            self.switch = Host("switch", self.scratch, self.life)
            self.switch.run("sysctl", "-qw", "net.ipv6.conf.default.disable_ipv6=1")
            self.switch.run("ip", "link", "add", "br0", "mtu", self.mtu, "type", "bridge",
                            "mcast_snooping", "0", "stp_state", "0", "forward_delay", "0")
            self.switch.run("ip", "link", "set", "br0", "up")
            for number in range(self.count):
                self.hosts.append(Host(f"h{number}", self.scratch, self.life))
                self.plug(self.hosts[-1], number)
        except BaseException:
            self.__exit__()
            raise
        return self

    def plug(self, host, number):
        """A card with addresses for the host. Duplicate address detection is off, so that the
        addresses serve at once; checksums are counted in full, so that captures hold them."""
        self.switch.run("ip", "link", "add", f"p{number}", "mtu", self.mtu, "type", "veth",
                        "peer", "name", "eth0", "mtu", self.mtu, "netns", host.pid)
        self.switch.run("ip", "link", "set", f"p{number}", "master", "br0", "up")
        for key, value in (("accept_dad", 0), ("accept_ra", 0), ("router_solicitations", 0)):
            host.run("sysctl", "-qw", f"net.ipv6.conf.eth0.{key}={value}")
        host.run("ethtool", "-K", "eth0", "tx", "off", "tso", "off", "gso", "off", "gro", "off")
        host.run("ip", "link", "set", "lo", "up")
        host.run("ip", "link", "set", "eth0", "address", f"02:77:00:00:00:{number + 1:02x}")
        host.run("ip", "link", "set", "eth0", "up", "multicast", "on")
        if self.ipv4:
            host.run("ip", "addr", "add", f"10.77.0.{number + 1}/24", "brd", "+", "dev", "eth0")
            # Some peers look up a route to the multicast group.
            host.run("ip", "route", "add", "default", "dev", "eth0")
        host.run("ip", "addr", "add", f"fd77::{number + 1}/64", "dev", "eth0", "nodad")
        host.run("ip", "-6", "route", "add", "default", "dev", "eth0", "metric", "2000")

    def quiet(self, silence=2.5, most=20):
        """Waits until the last host has heard nothing for a while."""
        end, last, since = time.monotonic() + most, -1, time.monotonic()
        while time.monotonic() < end and time.monotonic() - since < silence:
            heard = self.hosts[-1].received()
            if heard != last:
                last, since = heard, time.monotonic()
            time.sleep(0.1)

    def __exit__(self, *_):
        for host in [*self.hosts, self.switch]:
            if host:
                host.close()


class Capture:
    """tcpdump on a host's card, as a context manager. The card stays out of promiscuous mode:
    a change of mode is a link event, which some peers answer with packets."""

    def __init__(self, host, file):
        self.host, self.file = host, file

    def __enter__(self):
        self.tcpdump = self.host.spawn("tcpdump", "-p", "--immediate-mode", "-Z", "root", "-i",
                                       "eth0", "-U", "-s", "0", "-w", self.file, FILTER)
        if not self.tcpdump.says("listening on", 10):
            raise SystemExit("capture-fixtures: tcpdump did not start: "
                             + self.tcpdump.log.read_text())
        return self

    def __exit__(self, *_):
        time.sleep(0.2)
        self.tcpdump.stop()
