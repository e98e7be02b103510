"""Boroughs for the scripts that ask over many seeds: simulated, loaded, linked."""
import glob
import os
import re
import subprocess
import sys

STUDIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "datasets", "studies")


def run(program, *words):
    """What the verb prints; None when it says that there is no finite estimate (exit status 4)."""
    done = subprocess.run([program, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode == 4:  # numeric: separated, or not converged
        return None
    if done.returncode not in (0, 1):  # 1: done, with findings
        sys.exit("%s failed (%d): %s" % (words[0], done.returncode, done.stderr.strip()))
    return done.stdout


def capacity(study):
    """How many children a list of the study holds."""
    with open(study, encoding="utf-8") as f:
        return int(re.search(r"^panel:\s*(?:\{|\n)\s*capacity: (\d+)", f.read(), re.M)[1])


def load(program, folder, seed, children, *options):
    """A borough under folder, as `simulate` makes it with these options, and the linked store of its extracts."""
    borough, store = os.path.join(folder, "borough"), os.path.join(folder, "store.h5")
    run(program, "simulate", borough, "--seed", str(seed), "--children", str(children), *options)
    for extract in sorted(glob.glob(os.path.join(borough, "extracts", "*"))):
        files = sorted(glob.glob(os.path.join(extract, "**", "*.csv"), recursive=True))
        run(program, "import", store, *files, "--received", os.path.basename(extract))
    run(program, "link", store)
    return borough, store
