"""Browses with systemd-resolved inside a host of the LAN, which has no running browse: it is asked
again and again. Prints events as JSON lines.

    resolved_live.py RESOLVECTL TYPE
"""
import json
import re
import subprocess
import sys
import time

CONTROL, KIND = sys.argv[1:]
ADDRESS = re.compile(r"^\s*([0-9a-f.:]+)(%\S+)?(\s+-- link|\s*$)")


def say(kind, **members):
    print(json.dumps({"ev": kind, **members}), flush=True)


def control(*arguments):
    asked = subprocess.run([CONTROL, "--legend=no", "-i", "eth0", *arguments], capture_output=True,
                           text=True)
    return asked.stdout.splitlines()


def unescaped(text):
    return re.sub(r"\\(\d{3}|.)", lambda found: chr(int(found[1])) if len(found[1]) == 3
                  else found[1], text)


def instances():
    pattern = re.compile(re.escape(KIND) + r"\.local IN PTR (.*)\." + re.escape(KIND) + r"\.local")
    lines = control("query", "-t", "PTR", f"{KIND}.local")
    return {unescaped(found[1]) for found in map(pattern.match, lines) if found}


def resolve(instance):
    """The members of an event of a service; nothing when it is not resolved."""
    lines = control("service", instance.replace("\\", "\\\\").replace(".", "\\."), KIND, "local")
    if not lines or not (place := re.search(r": (\S+):(\d+) \[", lines[0])):
        return None
    addresses = [found[1] for found in map(ADDRESS.match, lines[1:]) if found]
    txt = [line.strip() for line in lines[1:] if not ADDRESS.match(line) and "=" in line]
    return {"host": place[1], "port": int(place[2]), "addrs": addresses, "txt": txt}


def main():
    say("start")
    known = set()
    while True:
        now = instances()
        for instance in sorted(now - known):
            if found := resolve(instance):
                known.add(instance)
                say("add", name=instance, **found)
        for instance in sorted(known - now):
            known.discard(instance)
            say("rm", name=instance)
        time.sleep(0.2)


main()
