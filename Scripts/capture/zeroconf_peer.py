"""Drives python-zeroconf inside a host of the LAN.

    zeroconf_peer.py publish SERVICE...     SERVICE: type, port, subtype, TXT data in hex, name; tabs between
    zeroconf_peer.py browse TYPE
    zeroconf_peer.py types
"""
import asyncio
import json
import signal
import socket
import subprocess
import sys

from zeroconf import IPVersion, ServiceInfo
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

ENUMERATION = "_services._dns-sd._udp.local."


def addresses():
    listed = subprocess.run(["ip", "-j", "addr", "show", "dev", "eth0", "scope", "global"],
                            capture_output=True, check=True).stdout
    # ip lists an address that its filter hides as an empty object.
    return [address["local"] for address in json.loads(listed)[0]["addr_info"] if address]


def information(service, host_addresses):
    base, port, subtype, txt, name = service.split("\t")
    full = base + ".local."
    offered = f"{subtype}._sub.{full}" if subtype else full
    return ServiceInfo(offered, f"{name}.{full}", int(port), properties=bytes.fromhex(txt),
                       server=socket.gethostname() + ".local.",
                       parsed_addresses=host_addresses)


async def publish(zeroconf, services, host_addresses):
    async def register(service):
        announced = await zeroconf.async_register_service(
            information(service, host_addresses), allow_name_change=True, strict=False)
        await announced

    await asyncio.gather(*map(register, services))
    print("registered", flush=True)


def browse(zeroconf, kind):
    running = set()

    async def resolve(zeroconf, service_type, name):
        await asyncio.sleep(1)  # what came with the answer needs no question
        await AsyncServiceInfo(service_type, name).async_request(zeroconf, 3000)

    def changed(zeroconf, service_type, name, state_change):
        if state_change.name == "Added" and service_type != ENUMERATION:
            task = asyncio.ensure_future(resolve(zeroconf, service_type, name))
            running.add(task)
            task.add_done_callback(running.discard)
        print(state_change.name, name, flush=True)

    return AsyncServiceBrowser(zeroconf.zeroconf, [kind], handlers=[changed])


async def main(task, arguments):
    host_addresses = addresses()
    only_ipv6 = all(":" in address for address in host_addresses)
    zeroconf = AsyncZeroconf(ip_version=IPVersion.V6Only if only_ipv6 else IPVersion.V4Only)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    if task == "publish":
        await publish(zeroconf, arguments, host_addresses)
    else:
        browser = browse(zeroconf, ENUMERATION if task == "types" else arguments[0] + ".local.")
    await ended.wait()
    if task == "publish":
        await zeroconf.async_unregister_all_services()
    else:
        await browser.async_cancel()
    await zeroconf.async_close()


asyncio.run(main(sys.argv[1], sys.argv[2:]))
