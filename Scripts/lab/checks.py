"""Counts what holds and what fails, one line each."""
import threading


class Checks:
    """`about` stands before each line; the counts are shared with the checks it was made from."""

    def __init__(self, about="", root=None):
        self.about, self.root = about, root or self
        if root is None:
            self.passed, self.failures, self.lock = 0, [], threading.Lock()

    def of(self, about):
        return Checks(f"{about}: ", self.root)

    def __call__(self, name, holds, seen="", evidence=""):
        """One line; what was seen stands behind it, and further evidence below a failure."""
        root, line = self.root, f"{self.about}{name}"
        detail = " -- " + " ".join(str(seen).split())[:160] if seen not in ("", None) else ""
        with root.lock:
            print(("ok    " if holds else "FAIL  ") + line + detail, flush=True)
            if holds:
                root.passed += 1
            else:
                root.failures.append(line)
                for text in str(evidence)[-2500:].splitlines():
                    print("      | " + text, flush=True)
        return holds


def after(found, begun):
    """How long something took, for a line of evidence."""
    return "not seen" if found is None else f"{found[0] - begun:.3f} s"
