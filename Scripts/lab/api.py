"""Stands in for the API server of a node, and for whoever installs and starts it.

    api.py serve    listens on port 6443 from the moment on at which it is told to
    api.py start    tells it so, leaves behind what it was given to install with, and ends when
                    something listens

`start` is what `cluster up --exec` runs; both are in one host of the LAN, and share its /run.
"""
import json
import os
import pathlib
import socket
import sys
import time

PORT = 6443
TOLD = pathlib.Path("/run/api-start")
PLAN = pathlib.Path("/run/api-plan")
OURS = ("K3S_", "CLUSTER_", "INSTALL_K3S_", "SERVER_")


def serve():
    while not TOLD.exists():
        time.sleep(0.02)
    listener = socket.create_server(("", PORT), family=socket.AF_INET6, dualstack_ipv6=True)
    while True:
        listener.accept()[0].close()


def start():
    plan = {name: value for name, value in os.environ.items() if name.startswith(OURS)}
    PLAN.write_text(json.dumps(plan))
    TOLD.touch()
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", PORT), 1).close()
            return 0
        except OSError:
            time.sleep(0.02)
    return 1


sys.exit({"serve": serve, "start": start}[sys.argv[1]]())
