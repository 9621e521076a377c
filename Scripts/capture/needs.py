"""What a LAN of peers needs on the machine, and how it gets there."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

LAN_PROGRAMS = ["ip", "unshare", "nsenter", "setpriv", "sysctl", "ethtool"]
LAN_PACKAGES = ["iproute2", "util-linux", "procps", "ethtool"]


def install(packages, peers, tools):
    """Debian packages with apt-get, zeroconf into a virtual environment, resolved unpacked."""
    policy = pathlib.Path("/usr/sbin/policy-rc.d")
    ours = not policy.exists()
    if ours:
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    packages = sorted({*packages, *(package for peer in peers for package in peer.packages)})
    try:
        subprocess.run(["apt-get", "update"], check=True)
        subprocess.run(["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "-y",
                        "--no-install-recommends", *packages], check=True, env=environment)
    finally:
        if ours:
            policy.unlink()
    tools.mkdir(parents=True, exist_ok=True)
    names = {peer.name for peer in peers}
    if "zeroconf" in names:
        subprocess.run(["/usr/bin/python3", "-m", "venv", tools / "zeroconf"], check=True)
        subprocess.run([tools / "zeroconf/bin/pip", "install", "-q", "zeroconf"], check=True)
    if "resolved" in names:
        unpack_resolved(tools)


def unpack_resolved(tools):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "systemd-resolved"], check=True, cwd=folder)
        package = next(pathlib.Path(folder).glob("*.deb"))
        subprocess.run(["dpkg", "-x", package, tools / "resolved"], check=True)
        version = subprocess.run(["dpkg-deb", "-f", package, "Version"], check=True,
                                 capture_output=True, text=True).stdout
    (tools / "resolved/version").write_text(version)


def refuse_without(program, programs, peers, tools):
    if os.geteuid() != 0:
        sys.exit(f"{program}: needs root, to make network namespaces")
    missing = [name for name in programs if not shutil.which(name)]
    for peer in peers:
        missing += peer.missing(tools)
    if missing:
        sys.exit(f"{program}: not found: {', '.join(missing)}; --install gets them")
