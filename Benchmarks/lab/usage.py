"""What processes use, as the kernel counts it."""
import pathlib


def tree(pid):
    """A process and all that it started."""
    found = [pid]
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
        try:
            found += [each for child in (task / "children").read_text().split()
                      for each in tree(int(child))]
        except OSError:
            continue
    return found


def of(pids):
    """CPU in ms, voluntary switches (how often a thread went to sleep) and resident memory in MB."""
    cpu = switches = resident = peak = 0
    for pid in {each for root in pids for each in tree(root)}:
        for task in pathlib.Path(f"/proc/{pid}/task").glob("*"):
            try:
                cpu += int((task / "schedstat").read_text().split()[0])
                status = dict(line.split(":", 1) for line in
                              (task / "status").read_text().splitlines() if ":" in line)
                switches += int(status["voluntary_ctxt_switches"])
            except (OSError, KeyError, ValueError):
                continue
        try:
            status = dict(line.split(":", 1) for line in
                          pathlib.Path(f"/proc/{pid}/status").read_text().splitlines()
                          if ":" in line)
            resident += int(status.get("VmRSS", "0").split()[0])
            peak += int(status.get("VmHWM", "0").split()[0])
        except OSError:
            continue
    return {"cpu_ms": cpu / 1e6, "switches": switches, "rss_mb": resident / 1024,
            "peak_mb": peak / 1024}


def between(before, after):
    """What was used in between; memory is that at the end."""
    return {"cpu_ms": round(after["cpu_ms"] - before["cpu_ms"], 2),
            "switches": after["switches"] - before["switches"],
            "rss_mb": round(after["rss_mb"], 1), "peak_mb": round(after["peak_mb"], 1)}


def packets(host, card="eth0"):
    """Packets and octets that a host has sent and received on a card."""
    for line in pathlib.Path(f"/proc/{host.pid}/net/dev").read_text().splitlines():
        name, _, counts = line.partition(":")
        if name.strip() == card:
            fields = [int(field) for field in counts.split()]
            return {"rx_packets": fields[1], "tx_packets": fields[9], "tx_bytes": fields[8]}
    raise SystemExit(f"lab-bench: {host.name} has no {card}")


def sent(before, after):
    return {"packets": after["tx_packets"] - before["tx_packets"],
            "octets": after["tx_bytes"] - before["tx_bytes"]}
