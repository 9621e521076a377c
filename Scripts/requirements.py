"""The requirement rows, kept beside the repository in conformance.md, and the tests that name them."""
import collections
import re

import tree

ID = r"(?:M|S|P8882|D[0-9]{4})-[0-9A-Z]+(?:\.[0-9]+)*-[0-9]+"
TABLE = tree.ROOT.parent / "shared/conformance.md"
ROW = re.compile(rf"^\| ({ID}) \| ([^|]+?) \| (\w+) \|", re.MULTILINE)
NAMED = re.compile(r'@(?:Test|Suite)\(\s*(?:"""\n(?P<lines>.*?)"""|"(?P<line>(?:[^"\\]|\\.)*)")', re.DOTALL)
BOOKS = {"M": "6762", "S": "6763"}

Row = collections.namedtuple("Row", "level role")
Test = collections.namedtuple("Test", "path line name")


def rows():
    """The rows by ID, in their order; none where the table is absent."""
    if not TABLE.exists():
        return {}
    return {match[1]: Row(match[2], match[3]) for match in ROW.finditer(TABLE.read_text(encoding="utf-8"))}


def tests():
    """Every test and suite with a display name."""
    return [Test(path, tree.line_of(source, match.start()), display_name(match))
            for path in tree.files("Tests", suffix=".swift")
            for source in [tree.text(path)] for match in NAMED.finditer(source)]


def display_name(match):
    """The name as it is shown; one over several lines is one line."""
    if match["lines"] is None:
        return match["line"]
    return " ".join(re.sub(r"\\\n", "\n", match["lines"]).split())


def section(identifier):
    """The section that a requirement is of, as it is cited."""
    book, place, _ = identifier.split("-")
    number = BOOKS.get(book) or book[1:]
    if number == "2782":
        return "RFC 2782"  # its sections have no numbers
    return f"RFC {number} appendix {place}" if place[0].isalpha() else f"RFC {number} §{place}"
