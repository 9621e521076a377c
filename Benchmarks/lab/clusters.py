"""Measures of clusters: how soon a server is found, or nobody, and how soon a cluster forms."""
import statistics
import time

from nodes import Answer, Node, first, installer
from peers import Service
from stage import Stage

TEXT = (b"k3s=1", b"cluster=sugar", b"env=dev", b"role=server")
SERVER = Service("k3s API sugar/dev [server] on h0", "_https._tcp", 6443, TEXT)
HEADING = ["what", "rounds", "ms: min", "median", "p90", "max", "not"]


def row(about, times):
    """Lowest, median, 90th of a hundred and highest; the number of those that never came."""
    good = sorted(each * 1000 for each in times if each is not None)
    if not good:
        return [about, len(times), "-", "-", "-", "-", len(times)]
    high = good[min(len(good) - 1, round(0.9 * (len(good) - 1)))]
    return [about, len(times), *(f"{each:.0f}" for each in (
        good[0], statistics.median(good), high, good[-1])), len(times) - len(good)]


def asked(probe, host, expected, rounds):
    """How long `cluster servers` took to say what is right, each time."""
    times = []
    for number in range(rounds):
        answer = Answer(probe, host, "servers", "--servers", 1)
        times.append(answer.elapsed if answer.out.split() == expected else None)
        # A record is not multicast twice within a second (RFC 6762 section 6).
        time.sleep(1.1 + 0.01 * (number % 7) if expected else 0.1)
    return times


def servers(subjects, rounds):
    """From starting `cluster servers` to its end, with one ready server there, or nobody."""
    probe, rows = subjects[0], []
    with Stage(2) as lan:
        h0, h1 = lan.hosts
        node = Node(probe, h0, *installer(h0), name="h0")
        node.wait("state", 30, state="serving")
        lan.quiet(3)
        rows.append(row("a server of mdns-probe", asked(probe, h1, ["h0.local"], rounds)))
        node.stop()
    for subject in subjects:
        if subject.name == "avahi":
            with Stage(2) as lan:
                h0, h1 = lan.hosts
                subject.start(h0)
                subject.peer.publish(h0, [SERVER])
                lan.quiet(3)
                rows.append(row("a server of avahi", asked(probe, h1, ["h0.local"], rounds)))
    with Stage(2) as lan:
        rows.append(row("nobody", asked(probe, lan.hosts[1], [], rounds)))
    return HEADING, rows


def forming(subjects, rounds):
    """Three nodes start at a time: from the start of the first to the verdicts."""
    probe, verdicts = subjects[0], [[], [], []]
    for _ in range(rounds):
        with Stage(3) as lan:
            options = [installer(host) for host in lan.hosts]
            lan.quiet(1)
            begun = time.monotonic()
            nodes = [Node(probe, host, "--servers", 3, *each)
                     for host, each in zip(lan.hosts, options, strict=True)]
            leader, moment = first(nodes, 60, "verdict", verdict="bootstrap")
            verdicts[0].append(leader and moment - begun)
            joins = sorted(join[0] - begun for join in
                           (node.verdict("join", 60) for node in nodes if node is not leader)
                           if join)
            for place in (0, 1):
                verdicts[place + 1].append(joins[place] if len(joins) > place else None)
            for node in nodes:
                node.stop()
    names = ("bootstrap", "first join", "second join")
    return HEADING, [row(name, times) for name, times in zip(names, verdicts, strict=True)]
