#!/usr/bin/env python3
"""circles.py BUILD: no module reaches itself through others, as the linker sees it.

scripts/layers.sh looks at the includes. Two files that declare each other's functions
in one header (x_inside.h) pass there and lean on each other all the same; here an edge
is a symbol that one object wants and another gives. BUILD is build/release or another
mode's. A circle is printed with the symbols that close it.
"""
import pathlib
import subprocess
import sys

ROOMS = ("engine", "models", "datasets")


def symbols(build):
    """{object: (the names that it gives, the names that it wants)}"""
    objects = sorted(o for room in ROOMS for o in build.glob(f"{room}/*/*.o")
                     if o.relative_to(build).with_suffix(".c").exists())  # none left over
    table = {str(o.relative_to(build))[:-2]: (set(), set()) for o in objects}
    listing = subprocess.run(["nm", "-A", "-P", "-g", *objects], capture_output=True,
                             text=True, check=True)
    for line in listing.stdout.splitlines():
        path, _, rest = line.rpartition(": ")
        name, kind = rest.split()[:2]
        gives, wants = table[str(pathlib.Path(path).relative_to(build))[:-2]]
        (wants if kind == "U" else gives).add(name)
    return table


def edges(table):
    """{object: {another: the names wanted of it}}"""
    owner = {name: o for o, (gives, _) in table.items() for name in gives}
    graph = {o: {} for o in table}
    for o, (_, wants) in table.items():
        for name in sorted(wants & owner.keys()):
            if owner[name] != o:
                graph[o].setdefault(owner[name], []).append(name)
    return graph


def circles(graph):
    """The sets of objects that reach each other: what a walk forward and one backward
    from the same object have in common."""
    back = {o: set() for o in graph}
    for o, to in graph.items():
        for other in to:
            back[other].add(o)

    def reach(start, step):
        seen, todo = set(), [start]
        while todo:
            for other in step[todo.pop()]:
                if other not in seen:
                    seen.add(other)
                    todo.append(other)
        return seen

    found, done = [], set()
    for o in sorted(graph):
        if o not in done:
            group = reach(o, graph) & reach(o, back)
            done |= group
            if group:
                found.append(sorted(group))
    return found


def main():
    graph = edges(symbols(pathlib.Path(sys.argv[1])))
    if not graph:
        sys.exit(f"{sys.argv[1]}: no objects there; build first")
    found = circles(graph)
    for group in found:
        print(" <-> ".join(group))
        for o in group:
            for other in group:
                if other in graph[o]:
                    print(f"    {o} wants {', '.join(graph[o][other])} of {other}")
    if found:
        sys.exit(f"{len(found)} circle(s) of modules")


main()
