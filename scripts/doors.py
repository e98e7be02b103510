#!/usr/bin/env python3
"""doors.py: what stands in x.h is for other rooms, what a room shares is in x_inside.h.

Counts the functions that a door (x.h) declares though only its own room uses them, and
fails, naming them, when there are MOST or more; and those that nobody uses at all, of
which there may be none. Tests of the same room, and what tests share, may look inside,
so they make no door; tests of another room and bench do.
"""
import collections
import pathlib
import re
import sys

MOST = 150
ROOMS = ("engine/*", "models/*", "datasets/borough")
ANYWHERE = {"tests/support", "tests/fault", "tests/race", "tests/fuzz"}
NOISE = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|^\s*#\s*include[^\n]*', re.S | re.M)
DECLARED = re.compile(r"^(?!typedef|return)[A-Za-z_][\w \t\n*]*?\b(lc_\w+)\(", re.M)
WORD = re.compile(r"\blc_\w+")


def read(*patterns):
    """{path: its text without comments, strings and include lines}"""
    return {str(p): NOISE.sub(" ", p.read_text())
            for pattern in patterns for p in sorted(pathlib.Path().glob(pattern + "/*.[ch]"))}


def room(path):
    return str(pathlib.PurePath(path).parent)


def main():
    product = read(*ROOMS)
    files = product | read("bench", "tests/*", "tests/*/*")
    users = collections.defaultdict(set)
    for path, text in files.items():
        for name in set(WORD.findall(text)):
            users[name].add(path)
    local, idle = [], []
    for header, text in sorted(product.items()):
        if not header.endswith(".h") or header.endswith("_body.h"):
            continue
        here = room(header)
        for name in DECLARED.findall(text):
            if WORD.findall(text).count(name) > 1:
                continue  # a macro or an inline function of the header stands for it
            body = re.compile(r"^[A-Za-z_][\w \t\n*]*\b" + name + r"\([^;{]*\)\s*\{", re.M)
            owner = {p for p in users[name] if body.search(files[p])}
            if users[name] <= owner | {header}:
                idle.append(f"{header}: {name}")
            own = {here, "tests/" + here, "tests/" + here.removeprefix("engine/")} | ANYWHERE
            if not header.endswith("inside.h") and all(room(p) in own for p in users[name]):
                local.append(f"{header}: {name}")
    for line in idle:
        print(line + " is used by nobody: remove it, or make it static")
    if len(local) >= MOST:
        print(*local, sep="\n")
    print(f"{len(local)} functions in doors that only their own room uses (fewer than {MOST}),",
          f"{len(idle)} that nobody uses")
    sys.exit(bool(idle) or len(local) >= MOST)


main()
