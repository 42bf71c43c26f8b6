"""
Lints and fixes real files after random damage.

    tox -e lint-corpus

runs a few after the labels have been checked. ``python tests/lint/corpus/mutate.py --runs 20000``
runs more, and another ``--seed`` gives others. The rules may not fail, fixing has to come to an
end, and what Python compiled before a fix it compiles afterwards.
"""

import argparse
import ast
import multiprocessing
import pathlib
import random
import sys
import time
import warnings

import check

from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

LINTER = Linter(all_rules(), Range({"flask": ">=0.8,<3.3"}, "--flask"), strict=True)


def labelled(cache):
    """The files that something was found in, with everything that can be damaged there."""
    labels = check.load("labels.json")
    return [cache / release / path for release, files in labels.items() for path in files]


# Damage. Each takes lines, and what it draws from.


def drop(lines, chance):
    del lines[chance.randrange(len(lines))]


def repeat(lines, chance):
    lines.insert(chance.randrange(len(lines)), chance.choice(lines))


def swap(lines, chance):
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def indent(lines, chance):
    at = chance.randrange(len(lines))
    lines[at] = b"    " + lines[at]


def dedent(lines, chance):
    at = chance.randrange(len(lines))
    lines[at] = lines[at].lstrip(b" \t")


def join(lines, chance):
    at = chance.randrange(len(lines))
    lines[at : at + 2] = [chance.choice([b"", b"; ", b" \\\n"]).join(lines[at : at + 2])]


def cut(lines, chance):
    at = chance.randrange(len(lines))
    line = lines[at]
    start = chance.randrange(len(line) + 1)
    lines[at] = line[:start] + line[start + chance.randrange(1, 9) :]


def replace(lines, chance):
    at = chance.randrange(len(lines))
    words = lines[at].split(b" ")
    other = chance.choice(lines).split(b" ")
    words[chance.randrange(len(words))] = chance.choice(other)
    lines[at] = b" ".join(words)


def truncate(lines, chance):
    del lines[chance.randrange(1, len(lines) + 1) :]


DAMAGE = (drop, repeat, swap, indent, dedent, join, cut, replace, truncate)


def damaged(data, chance):
    lines = data.split(b"\n")
    for _ in range(chance.randrange(1, 12)):
        if lines:
            chance.choice(DAMAGE)(lines, chance)
    return b"\n".join(lines)


def compiles(data):
    try:
        ast.parse(data)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def settled(source, unsafe):
    """
    Fix a source until nothing changes, or return None where there is no end to it.

    One run is enough for whatever Python can read. Around holes fixes are tried one by one, and
    a run tries only so many.
    """
    for _ in range(8):
        fixed, made, _ = LINTER.fix(source, unsafe=unsafe)
        if not made and fixed.data == source.data:
            return fixed
        source = fixed
    return None


def run(job):
    """Damage a file, and say what is wrong with the lint, if anything is."""
    path, seed = job
    chance = random.Random(seed)
    source = Source(str(path), damaged(path.read_bytes(), chance))
    unsafe = chance.random() < 0.5
    try:
        fixed = settled(source, unsafe)
        if fixed is None:
            return f"{path} with seed {seed}: every fix changes it again"
        if fixed.data != source.data and compiles(source.data) and not compiles(fixed.data):
            return f"{path} with seed {seed}: Python does not compile what the fix left"
    except Exception as error:
        return f"{path} with seed {seed}: {type(error).__name__}: {error}"
    finally:
        LINTER.project.forget()
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n\n")[0])
    parser.add_argument("--cache", type=pathlib.Path, default=check.CACHE)
    parser.add_argument("--runs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    started = time.time()
    chance = random.Random(options.seed)
    files = labelled(options.cache)
    jobs = [(chance.choice(files), chance.randrange(2**32)) for _ in range(options.runs)]
    with multiprocessing.Pool() as pool:
        failures = [said for said in pool.imap_unordered(run, jobs, chunksize=20) if said]
    for failure in failures:
        print("failed:", failure)
    print(f"{len(jobs)} damaged files, {len(failures)} failures, {time.time() - started:.0f} s")
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())
