"""What goes wrong on a LAN: lossy cables, cut ones, second cards, cards that come and go."""
import pathlib
import time

HERE = pathlib.Path(__file__).resolve().parent


class BadCable:
    """A lossy, late or doubling cable of a host, as a context manager."""

    def __init__(self, lan, number, **qualities):
        self.lan, self.number, self.qualities = lan, number, qualities

    def __enter__(self):
        switch, number = self.lan.switch, self.number
        near, far = f"w{number}a", f"w{number}b"
        switch.run("ip", "link", "set", f"p{number}", "nomaster")
        switch.run("ip", "link", "add", near, "type", "veth", "peer", "name", far)
        # A checksum that is left to the card would stay undone on this way.
        for card in (near, far):
            switch.run("ethtool", "-K", card, "tx", "off", "tso", "off", "gso", "off", "gro", "off")
        switch.run("ip", "link", "set", far, "master", "br0", "up")
        switch.run("ip", "link", "set", near, "up")
        options = [word for key, value in self.qualities.items()
                   for word in ("--" + key.replace("_", "-"), value)]
        self.program = switch.spawn("/usr/bin/python3", HERE / "wire.py", f"p{number}", near,
                                    *options)
        if not self.program.says("ready", 5):
            raise SystemExit("lab: no wire: " + self.program.log.read_text())
        return self

    def __exit__(self, *_):
        self.program.process.kill()
        self.program.process.wait()
        self.lan.switch.run("ip", "link", "del", f"w{self.number}a")
        self.lan.switch.run("ip", "link", "set", f"p{self.number}", "master", "br0")


def cut(lan, number):
    """A silent partition: the card of the host sees no change."""
    lan.switch.run("ip", "link", "set", f"p{number}", "nomaster")


def join(lan, number):
    lan.switch.run("ip", "link", "set", f"p{number}", "master", "br0")


def second_card(lan, number):
    """Another card, eth1, of a host on the same LAN, with addresses of its own."""
    host, port = lan.hosts[number], f"q{number}"
    lan.switch.run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth1", "netns",
                   host.pid)
    lan.switch.run("ip", "link", "set", port, "master", "br0", "up")
    host.run("sysctl", "-qw", "net.ipv6.conf.eth1.accept_dad=0")
    host.run("ethtool", "-K", "eth1", "tx", "off", "tso", "off", "gso", "off", "gro", "off")
    host.run("ip", "link", "set", "eth1", "up", "multicast", "on")
    host.run("ip", "addr", "add", f"10.77.0.{number + 101}/24", "brd", "+", "dev", "eth1")
    host.run("ip", "addr", "add", f"fd77::{number + 101}/64", "dev", "eth1", "nodad")


def veths(host, count, pause=0.1):
    """Pairs of virtual cards come and go, as on a node of a cluster."""
    for number in range(count):
        host.run("ip", "link", "add", f"veth{number:04x}", "type", "veth", "peer", "name",
                 f"peer{number:04x}")
        host.run("ip", "addr", "add", f"10.42.{number}.1/24", "dev", f"veth{number:04x}")
        host.run("ip", "link", "set", f"veth{number:04x}", "up")
        host.run("ip", "link", "set", f"peer{number:04x}", "up")
        time.sleep(pause)
    for number in range(count):
        host.run("ip", "link", "del", f"veth{number:04x}")
        time.sleep(pause)
