"""Clusters that form themselves: one bootstrap and the rest joins, whatever the network does.

Each check has a LAN of its own. What stands in for the API server listens and says nothing.
"""
import contextlib
import signal
import time

from faults import BadCable, cut, join
from nodes import Answer, Node, first, installer, stage, text, told
from wire_ear import WireEar

SECRET = "5tick-insect-0range"
TOKEN = "K10" + "1f" * 32 + "::server:" + SECRET
THREE = ("--servers", "3")


class Forming:
    """Three nodes that are started at the same moment, each with an installer and a token."""

    def __init__(self, check, probe, lan):
        self.check, self.probe, self.lan = check, probe, lan
        self.begun = time.monotonic()
        self.nodes = [Node(probe, host, *THREE, *installer(host), "--log-level", "trace",
                           environment={"SUGARKUBE_TOKEN": TOKEN}) for host in lan.hosts[:3]]

    @property
    def evidence(self):
        return text(self.nodes)

    def forms(self, limit):
        """One bootstrap, then two joins; `limit` is how long the first verdict may take."""
        leader, moment = first(self.nodes, 60, "verdict", verdict="bootstrap")
        self.check("one of three is to form the cluster", leader and moment - self.begun <= limit,
                   told(moment, self.begun), self.evidence)
        self.leader = leader or self.nodes[0]
        self.others = [node for node in self.nodes if node is not self.leader]
        installed = self.leader.wait("installed", 15, exit_code=0)
        self.check("its installer has the API up", installed, "", self.leader.text())
        joins = sorted(filter(None, (node.verdict("join", 40) for node in self.others)),
                       key=lambda join: join[0])
        words = [join["text"] for _, join in joins]
        # The last one may as well join the one that joined before.
        right = len(words) == 2 and words[0] == f"join {self.leader.name}.local as server" \
            and words[1] in {f"join {node.name}.local as server" for node in self.nodes}
        self.check("the two others are to join it", right, ", ".join(
            f"{told(moment, self.begun)} {join['text']}" for moment, join in joins), self.evidence)
        done = [node.wait("installed", 15, exit_code=0) for node in self.others]
        verdicts = [word["verdict"] for node in self.nodes for word in node.all("verdict")]
        self.check("never two bootstraps, and every node is installed",
                   verdicts.count("bootstrap") == 1 and verdicts.count("join") == 2
                   and "refuse" not in verdicts and all(done), verdicts, self.evidence)
        ready = min((each[0] for each in filter(None, done)), default=None)
        self.check("the second joins when the first has", ready and joins and ready <= joins[-1][0],
                   ready and joins and f"{joins[-1][0] - ready:.2f} s later", self.evidence)

    def say_why(self):
        states = [event["state"] for event in self.leader.all("state")]
        missing = [event["missing"] for event in self.leader.all("progress") if "missing" in event]
        self.check("the first says how it came about", "bootstrap with etcd" in
                   self.leader.verdicts() and {"claiming", "electing", "bootstrapping"} <=
                   set(states) and any(each.startswith("waiting for") for each in missing),
                   f"{states} {missing}", self.leader.text())
        reasons = [any("follow " + self.leader.name in each for each in node.verdicts())
                   and any("ready" in event.get("missing", "") for event in node.all("progress"))
                   for node in self.others]
        waits = ["lock" in event.get("missing", "") for node in self.others
                 for event in node.all("progress")]
        self.check("the others say whom they follow, and what they wait for", all(reasons)
                   and any(waits), [node.verdicts() for node in self.others], self.evidence)
        logs = [f"event={event}" in node.text() for node in self.nodes
                for event in ("discover", "election", "verdict", "plan", "apiready")]
        self.check("the log of each has the events", all(logs), "", self.evidence)

    def keep_the_secret(self, heard):
        plans = [node.plan for node in self.nodes]
        urls = {plan.get("K3S_URL") for plan in plans} - {None}
        number = self.nodes.index(self.leader) + 1
        self.check("installers have token and URL", f"https://10.77.0.{number}:6443" in urls
                   and all(plan.get("K3S_TOKEN") == TOKEN for plan in plans), urls, plans)
        said = [line for node in self.nodes for line in node.text().splitlines() if SECRET in line]
        self.check("the token is in no output", not said, "", "\n".join(said))
        self.check("nor on the wire", heard["holding"] == 0 and heard["frames"] > 100, heard)

    def leave(self):
        ends = [node.stop() for node in self.nodes]
        self.check("each ends with 0 when told to", ends == [0, 0, 0], ends, self.evidence)


def forming(check, probe):
    check = check.of("cluster")
    with stage(4) as lan:
        with WireEar(lan, SECRET) as ear:
            trial = Forming(check, probe, lan)
            trial.forms(limit=15)
            trial.say_why()
            seen = Answer(probe, lan.hosts[3], "servers", "--servers", 3)
            check("a fourth host sees three servers", seen.out.split() ==
                  ["pi0.local", "pi1.local", "pi2.local"] and seen.status == 0, seen)
        trial.keep_the_secret(ear.heard)
        trial.leave()


def losing(check, probe):
    with stage(3) as lan, contextlib.ExitStack() as cables:
        for number in range(3):
            cables.enter_context(BadCable(lan, number, lose_in_turn=20))
        trial = Forming(check.of("cluster, cables that lose 20 %"), probe, lan)
        trial.forms(limit=30)
        trial.leave()


def announcement_lost(check, probe):
    """Nobody hears the leader while it announces that it is ready."""
    check = check.of("cluster")
    with stage(3) as lan:
        begun = time.monotonic()
        nodes = [Node(probe, host, *THREE) for host in lan.hosts]
        leader, moment = first(nodes, 30, "verdict", verdict="bootstrap")
        check("three have a leader", leader, told(moment, begun), text(nodes))
        leader = leader or nodes[0]
        number = nodes.index(leader)
        # Its announcement as a leader is through, and was repeated.
        time.sleep(1.5)
        cut(lan, number)
        leader.serve()
        leader.wait("state", 10, state="serving")
        time.sleep(2.5)
        join(lan, number)
        mark = time.monotonic()
        rest = [node for node in nodes if node is not leader]
        joiner, moment = first(rest, 20, "verdict", since=mark, verdict="join")
        check("what it announced behind a cut cable is found out", joiner, told(moment, mark),
              text(rest))
        for node in nodes:
            node.stop()


def slow_installer(check, probe):
    """The one that joins takes longer than the silence after which nodes count as gone."""
    check, patience = check.of("cluster"), 4
    with stage(3) as lan:
        begun = time.monotonic()
        nodes = [Node(probe, host, *THREE, "--follower-reelect", patience) for host in lan.hosts]
        leader, moment = first(nodes, 30, "verdict", verdict="bootstrap")
        check("one is to form the cluster", leader, told(moment, begun), text(nodes))
        leader = leader or nodes[0]
        leader.serve()
        rest = [node for node in nodes if node is not leader]
        joiner, moment = first(rest, 20, "verdict", verdict="join")
        check("one is to join it", joiner, told(moment, begun), text(nodes))
        joiner = joiner or rest[0]
        last = next(node for node in rest if node is not joiner)
        mark = time.monotonic()
        astray = last.wait("state", 2.5 * patience, since=mark)
        check("the last one waits for it as long as it takes", not astray, astray, last.text())
        shown = [event for event in joiner.all("progress", since=mark) if not event["peers"]]
        check("and nobody is out of sight meanwhile", not shown, shown, joiner.text(mark))
        mark = time.monotonic()
        joiner.serve()
        joined = last.verdict("join", 15, since=mark)
        check("then it joins", joined, told(joined and joined[0], mark), last.text(mark))
        for node in nodes:
            node.stop()


def leader_killed(check, probe):
    check, patience = check.of("cluster"), 10
    with stage(3) as lan:
        begun = time.monotonic()
        nodes = [Node(probe, host, *THREE, "--follower-reelect", patience) for host in lan.hosts]
        leader, moment = first(nodes, 30, "verdict", verdict="bootstrap")
        check("a leader has its verdict", leader, told(moment, begun), text(nodes))
        leader = leader or nodes[0]
        mark = time.monotonic()
        leader.stop(signal.SIGKILL)
        rest = [node for node in nodes if node is not leader]
        voter, vote = first(rest, patience + 10, "vote", since=mark)
        check("it is killed before it serves, and soon nobody follows it any more",
              voter and vote - mark <= patience + 2, told(vote, mark), text(rest, mark))
        heir, moment = first(rest, patience + 20, "verdict", since=mark, verdict="bootstrap")
        check("and another is to form the cluster", heir and moment - mark <= patience + 8,
              told(moment, mark), text(rest, mark))
        heir = heir or rest[0]
        heir.serve()
        last = next(node for node in rest if node is not heir)
        joined = last.verdict("join", 20, since=mark)
        check("which the last one joins", joined and joined[1]["text"] ==
              f"join {heir.name}.local as server", told(joined and joined[0], mark),
              text(rest, mark))
        for node in rest:
            node.stop()
