"""The LAN that a measure is taken on, and how times are summed up."""
import pathlib
import statistics
import tempfile

from lan import Lan

KIND = "_mdlab._tcp"
LONG = 7_200  # seconds that the hosts of a measurement live at most


class Stage:
    """A LAN with the peers' daemons, each on hosts of its own when it has one."""

    def __init__(self, count):
        self.count = count

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.lan = Lan(self.count, pathlib.Path(self.folder.name), life=LONG)
        self.lan.__enter__()
        return self.lan

    def __exit__(self, *_):
        self.lan.__exit__()
        self.folder.cleanup()


def milliseconds(times):
    """Lowest, median, 95th of a hundred and highest; the number of those that never came."""
    good = sorted(each * 1000 for each in times if each is not None)
    if not good:
        return ["-", "-", "-", len(times)]
    high = good[min(len(good) - 1, round(0.95 * (len(good) - 1)))]
    return [f"{good[0]:.1f}", f"{statistics.median(good):.1f}", f"{high:.1f}",
            len(times) - len(good)]


def sooner(found, begun):
    return None if found is None else found[0] - begun
