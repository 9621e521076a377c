"""The files of this repository as the checks read them: paths, and Swift code without comments and texts."""
import os
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def files(*folders, suffix=""):
    """Every file below the folders (all of the repository for none), build products and what editors keep left out."""
    for folder in folders or ["."]:
        for directory, names, leaves in os.walk(ROOT / folder):
            names[:] = sorted(name for name in names if not name.startswith(".") or name == ".ci")
            for leaf in sorted(leaves):
                path = pathlib.Path(directory, leaf)
                if leaf.endswith(suffix) and not path.is_symlink():
                    yield path.relative_to(ROOT)


def text(path):
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def line_of(source, offset):
    return source.count("\n", 0, offset) + 1


class Findings:
    """What a check found; the process ends with 1 when there is anything."""

    def __init__(self, name):
        self.name = name
        self.lines = []

    def add(self, path, line, words):
        self.lines.append(f"{path}:{line}: {words}")

    def report(self, looked_at):
        print("\n".join(self.lines + [f"{self.name}: {looked_at}, {len(self.lines)} findings"]))
        sys.exit(1 if self.lines else 0)


TOKEN = re.compile(r'//|/\*|#*"""|#*"')


def code(source):
    """The source with comments and the words of literals as spaces; offsets and lines stay the same."""
    out = list(source)
    position = 0
    while match := TOKEN.search(source, position):
        start, token = match.start(), match.group()
        if token == "//":
            position = source.find("\n", start) % (len(source) + 1)
            blank(out, start, position)
        elif token == "/*":
            position = end_of_comment(source, start)
            blank(out, start, position)
        else:
            position = blank_literal(source, out, match)
    return "".join(out)


def blank(out, start, end):
    for index in range(start, end):
        if out[index] != "\n":
            out[index] = " "


def end_of_comment(source, start):
    depth, position = 0, start
    while match := re.compile(r"/\*|\*/").search(source, position):
        depth += 1 if match.group() == "/*" else -1
        position = match.end()
        if depth == 0:
            return position
    return len(source)


def blank_literal(source, out, opening):
    """Blanks a literal but for the code within its interpolations; returns where it ends."""
    token = opening.group()
    hashes = token.count("#")
    closing = token[hashes:] + "#" * hashes
    escape = "\\" + "#" * hashes
    position = opening.end()
    while position < len(source):
        if source.startswith(closing, position):
            return position + len(closing)
        if source.startswith(escape + "(", position):
            position = end_of_interpolation(source, out, position + len(escape))
        else:
            width = len(escape) + 1 if source.startswith(escape, position) else 1
            blank(out, position, min(position + width, len(source)))
            position += width
    return position


def end_of_interpolation(source, out, start):
    depth, position = 0, start
    while position < len(source):
        match = TOKEN.match(source, position)
        if match and '"' in match.group():
            position = blank_literal(source, out, match)
            continue
        depth += {"(": 1, ")": -1}.get(source[position], 0)
        position += 1
        if depth == 0:
            break
    return position


def arguments(source, opening):
    """What stands between the parenthesis at `opening` and the one that closes it."""
    depth = 0
    for position in range(opening, len(source)):
        depth += {"(": 1, ")": -1}.get(source[position], 0)
        if depth == 0:
            return source[opening + 1:position]
    return source[opening + 1:]
