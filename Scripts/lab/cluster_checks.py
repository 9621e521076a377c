"""What clusters do with servers that move and end, silence, clones, environments, and avahi."""
import time

from forming_checks import (TOKEN, announcement_lost, forming, leader_killed, losing,
                            slow_installer)
from lan import poll
from nodes import Answer, Node, first, installer, serve, stage, text, told, watch


def serving(check, probe, host, name):
    """A node alone that serves."""
    node = Node(probe, host, name=name)
    said = node.verdict("bootstrap", 20)
    node.serve()
    ready = node.wait("ready", 10) and node.wait("state", 5, state="serving")
    check("a node alone forms a cluster", said and ready, told(said and said[0], node.begun),
          node.text())
    return node


def one_server(check, probe):
    """How others see a server: it comes, has another address, and goes."""
    check = check.of("cluster")
    with stage(2) as lan:
        h0, h1 = lan.hosts
        watching = watch(probe, h1)
        node = serving(check, probe, h0, "pi0")
        found = watching.wait("updated", 5, host="pi0.local", state="ready")
        check("the watch sees that it serves", found, "", watching.text())
        again = Answer(probe, h1, "absence", "--host", "pi0", "--absence-timeout", 5000, "--json")
        check("absence says who still answers", again.status == 1 and any(
            each.get("present", "").startswith("10.77.0.1 ") for each in
            again.json.get("details", [])), again, again)
        mark = time.monotonic()
        h0.run("sysctl", "-qw", "net.ipv4.conf.eth0.promote_secondaries=1")
        h0.run("ip", "addr", "add", "10.77.0.201/24", "brd", "+", "dev", "eth0")
        h0.run("ip", "addr", "del", "10.77.0.1/24", "dev", "eth0")

        def knows(new, old):
            return any(new in event["addresses"] and old not in event["addresses"]
                       for event in watching.all("updated", since=mark))
        seen = poll(lambda: knows("10.77.0.201", ""), 5)
        check("it has another address: the watch tells of a change", seen,
              told(time.monotonic(), mark), watching.text(mark))
        # Its advert changed four times within a minute: such an announcement may wait for 15 s.
        gone = poll(lambda: knows("10.77.0.201", "10.77.0.1"), 20)
        check("and soon knows the old one no more", gone, told(time.monotonic(), mark),
              watching.text(mark))
        lost = watching.all("removed", "added", since=mark)
        check("and of no loss", not lost, lost, watching.text(mark))
        found = Answer(probe, h1, "servers", "--json")
        check("it is found at the new address", "10.77.0.201" in str(found.json.get("addresses")),
              found)
        mark = time.monotonic()
        wiped = Answer(probe, h0, "wipe", "--host", "pi0", "--state-dir", "/run/mdns-probe")
        check("wipe ends the node and finds nothing of it left", wiped.status == 0
              and "outcome=ok mdns_absence_confirmed=1" in wiped.out, wiped, wiped)
        status = node.stop()
        gone = watching.wait("removed", 5, since=mark, host="pi0.local")
        check("it ends, and the watch tells", status == 0 and gone, told(gone and gone[0], mark),
              watching.text(mark))
        absent = Answer(probe, h1, "absence", "--host", "pi0", "--json")
        check("another host confirms its absence", absent.status == 0
              and absent.json.get("mdns_absence_confirmed") == 1, absent, absent)
        watching.stop()


ADVERT = """<?xml version="1.0" standalone="no"?>
<!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name replace-wildcards="yes">k3s API sugar/dev [server] on %h</name><service>
<type>_https._tcp</type><port>6443</port><txt-record>k3s=1</txt-record>
<txt-record>cluster=sugar</txt-record><txt-record>env=dev</txt-record>
<txt-record>role=server</txt-record></service></service-group>
"""


def beside_avahi(check, probe, avahi):
    """A node as the scripts made them, and a host that looks as operators are told to."""
    check = check.of("cluster, avahi")
    with stage(2) as lan:
        h0, h1 = lan.hosts
        h0.write("/etc/avahi/services/k3s-sugar-dev.service", ADVERT)
        avahi.start(h0)
        h0.daemon.says("successfully established", 10)
        found = Answer(probe, h1, "servers", "--servers", 1)
        check("servers finds its node", found.out.split() == ["h0.local"], found)
        found = Answer(probe, h1, "status", "--json")
        nodes = [(each["host"], each["role"], each["state"], each["addresses"][:1])
                 for each in found.json.get("nodes", [])]
        check("status knows it", nodes == [("h0.local", "server", "ready", ["10.77.0.1"])], nodes,
              found)
        serve(h0)
        node = Node(probe, h1, "--servers", 3, *installer(h1),
                    environment={"SUGARKUBE_TOKEN": TOKEN})
        joined = node.verdict("join", 15)
        check("up joins it", joined and joined[1]["text"] == "join h0.local as server"
              and node.wait("installed", 10, exit_code=0),
              told(joined and joined[0], node.begun), node.text())
        check("at its address", node.plan.get("K3S_URL") == "https://10.77.0.1:6443",
              node.plan.get("K3S_URL"))
        node.wait("state", 5, state="serving")
        # Announced twice, a second apart.
        time.sleep(1.2)
        seen = h0.run("avahi-browse", "--all", "--resolve", "--terminate", seconds=20)
        # It has a name in words for the one type, and none for the other.
        ours = [block for block in seen.split("\n=") if "[pi1.local]" in block
                and ("_https._tcp" in block or "Secure Web Site" in block)]
        keys = ('"k3s=1"', '"cluster=sugar"', '"env=dev"', '"role=server"')
        check("avahi-browse shows our advert with its four keys", ours and all(
            key in block for key in keys for block in ours) and "[6443]" in ours[0],
            ours[0] if ours else "", seen)
        node.stop()


def silence(check, probe):
    """A firewall that lets no multicast DNS through, in or out."""
    check = check.of("cluster")
    with stage(1) as lan:
        host = lan.hosts[0]
        host.write("/run/firewall", "table inet lab {\n" + "".join(
            f"chain {hook} {{ type filter hook {hook} priority 0; udp dport 5353 drop; "
            "udp sport 5353 drop; }\n" for hook in ("input", "output")) + "}\n")
        host.run("nft", "-f", "/run/firewall")
        node = Node(probe, host, "--servers", 3, "--discovery-wait", 0.5, "--discovery-attempts", 4)
        said = node.verdict("refuse", 15)
        check("without multicast it refuses, and says so", said and "no multicast packet is heard"
              in said[1]["text"], told(said and said[0], node.begun), node.text())
        status = node.stop()
        check("and forms no cluster", status == 1 and len(node.all("verdict")) == 1, status,
              node.text())
        seen = Answer(probe, host, "servers")
        check("servers does not say that there is none", seen.status == 1
              and "nothing was heard by multicast" in seen.error, seen)


def environments(check, probe):
    """Two clusters form at the same time on one LAN."""
    check = check.of("cluster")
    with stage(4) as lan:
        begun = time.monotonic()
        nodes = [Node(probe, host, "--servers", 2, "--env", "dev" if number % 2 else "prod",
                      *installer(host), environment={"SUGARKUBE_TOKEN": TOKEN})
                 for number, host in enumerate(lan.hosts)]
        for about, pair in (("prod", nodes[::2]), ("dev", nodes[1::2])):
            leader, moment = first(pair, 30, "verdict", verdict="bootstrap")
            other = pair[1] if leader is pair[0] else pair[0]
            joined = other.verdict("join", 20)
            words = [word["verdict"] for node in pair for word in node.all("verdict")]
            right = leader and joined and sorted(set(words)) == ["bootstrap", "follow", "join"] \
                and words.count("bootstrap") == 1 \
                and joined[1]["text"] == f"join {leader.name}.local as server"
            check(f"two environments on one LAN: {about} forms its own cluster", right,
                  f"{told(moment, begun)}, {words}", text(pair))
        for node in nodes:
            node.stop()


def clones(check, probe):
    """Two hosts that were made from one image, and have one name."""
    check = check.of("cluster")
    with stage(2) as lan:
        h0, h1 = lan.hosts
        node = serving(check, probe, h0, "pi")
        other = Node(probe, h1, name="pi")
        said = other.verdict("refuse", 15)
        check("a host with the same name is told whose it is", said and "10.77.0.1" in
              said[1]["text"] and "has the name pi.local" in said[1]["text"],
              said and said[1]["text"], other.text())
        check("and takes no part", other.stop() == 1 and len(other.all("verdict")) == 1
              and len(node.all("verdict")) == 1, "", text([node, other]))
        node.stop()


# The longest first.
ALONE = (leader_killed, one_server, slow_installer, losing, forming, announcement_lost,
         environments, clones, silence)
