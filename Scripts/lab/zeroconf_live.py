"""Drives python-zeroconf inside a host of the LAN; prints events as JSON lines.

    zeroconf_live.py browse TYPE
    zeroconf_live.py publish TYPE PORT NAME [COUNT]    more than one: NAME-0, NAME-1, ...
"""
import asyncio
import json
import signal
import socket
import subprocess
import sys

from zeroconf import IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf


def say(kind, **members):
    print(json.dumps({"ev": kind, **members}), flush=True)


def addresses():
    listed = json.loads(subprocess.run(["ip", "-j", "-4", "addr", "show", "dev", "eth0"],
                                       capture_output=True, check=True).stdout)
    return [address["local"] for card in listed for address in card.get("addr_info", [])]


def instance(full, kind):
    return full[:-len(kind) - 1]


async def browse(zeroconf, kind):
    tasks, shown = set(), set()

    async def resolve(full):
        found = AsyncServiceInfo(kind, full)
        while not (await found.async_request(zeroconf.zeroconf, 3000) and found.parsed_addresses()):
            pass
        if full not in shown:
            shown.add(full)
            txt = [f"{key.decode(errors='replace')}={(value or b'').decode(errors='replace')}"
                   for key, value in found.properties.items()]
            say("add", name=instance(full, kind), host=found.server, port=found.port,
                addrs=found.parsed_addresses(), txt=txt)

    def changed(zeroconf, service_type, name, state_change):
        if state_change.name == "Added":
            task = asyncio.ensure_future(resolve(name))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
        elif state_change.name == "Removed":
            shown.discard(name)
            say("rm", name=instance(name, kind))

    return AsyncServiceBrowser(zeroconf.zeroconf, [kind], handlers=[changed])


async def publish(zeroconf, kind, port, name, count):
    own = addresses()

    async def register(name, number):
        service = ServiceInfo(kind, f"{name}.{kind}", port,
                              properties={"id": str(number), "path": "/x"},
                              server=socket.gethostname() + ".local.", parsed_addresses=own)
        await (await zeroconf.async_register_service(service, allow_name_change=True,
                                                     strict=False))
        say("registered", name=instance(service.name, kind))

    names = [name] if count == 1 else [f"{name}-{number}" for number in range(count)]
    await asyncio.gather(*(register(each, number) for number, each in enumerate(names)))
    say("registered_all")


async def main(task, kind, port="0", name="", count="1"):
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    say("start")
    zeroconf = AsyncZeroconf(ip_version=IPVersion.V4Only)
    kind += ".local."
    if task == "browse":
        await browse(zeroconf, kind)
    else:
        await publish(zeroconf, kind, int(port), name, int(count))
    await ended.wait()
    await zeroconf.async_unregister_all_services()
    await zeroconf.async_close()


asyncio.run(main(*sys.argv[1:]))
