"""Keeps Fixtures/PROVENANCE.md: one line for each file, and what peers cannot do."""
import dataclasses
import fcntl

from peers import PEERS
from situations import SITUATIONS

HEAD = """# Where the fixtures come from

Every file is a capture of real peers, made by `Scripts/capture-fixtures PEER --only SITUATION`: made-up
hosts h0 to h3 (10.77.0.1 to .4, fd77::1 to ::4, cards 02:77:00:00:00:01 to :04) on one bridge of network
namespaces, `tcpdump -p` at the host that asks (h1) or only looks on (h3). The script checks with tshark that
a file holds what its situation says, and cuts it after 40 packets (`many` 150, `jumbo` 60). Classic pcap,
Ethernet, checksums counted in full. Written by the script; do not edit.

## How each peer is driven

{driven}

`ask.py` and `dig` are the asker in three situations; every answer in them is the peer's.

## Files

| file | packets | peer | situation | date | sha256 (first 16) |
| --- | --- | --- | --- | --- | --- |
"""


@dataclasses.dataclass(frozen=True)
class Row:
    file: str
    packets: int
    peer: str
    situation: str
    date: str
    digest: str

    def line(self):
        return (f"| {self.file} | {self.packets} | {self.peer} | {self.situation} | {self.date} "
                f"| {self.digest} |")


def rank(line):
    peer, _, rest = line.split(" | ")[0].removeprefix("| ").partition("/")
    return list(PEERS).index(peer), list(SITUATIONS).index(rest.removesuffix(".pcap"))


def record(folder, row):
    """Puts the row in place of the file's old one."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "PROVENANCE.md", "a+", encoding="utf-8") as page:
        fcntl.flock(page, fcntl.LOCK_EX)  # peers may be captured side by side
        page.seek(0)
        kept = [line for line in page.read().splitlines()
                if ".pcap | " in line and not line.startswith(f"| {row.file} |")]
        rows = sorted([*kept, row.line()], key=rank)
        driven = "\n".join(f"- {peer.name}: {peer.driven}." for peer in PEERS.values())
        absent = "\n".join(f"- {peer.name}/{situation}: {why}." for peer in PEERS.values()
                           for situation, why in peer.cannot.items())
        page.truncate(0)
        page.write(HEAD.format(driven=driven) + "\n".join(rows)
                   + f"\n\n## Not there\n\n{absent}\n")
