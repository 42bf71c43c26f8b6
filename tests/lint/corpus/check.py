"""
Precision and recall of the lint on real releases, against labels made by hand.

    tox -e lint-corpus

downloads the releases named in ``releases.json``, each held to its hash, lints
them and compares what is found with ``labels.json``. It fails where precision
or recall are too low, where a finding has no label, where a rule fails, and
where a fix leaves code that no longer compiles or that is not fixed for good.

Each release is held to the range a migration would have: from the oldest Flask
its metadata names, or the newest of its day where it names none, to today's.

A label is a line of a file and the code of a rule. ``real`` is what breaks,
whether the lint finds it or not: they were gathered by reading what was found
and, independently of the lint, by searching the releases for the words of
every known breakage and reading those lines. ``wrong`` is what was found and
is fine. ``why`` tells what is not plain, by line.

What a line breaks is labelled once: where an import is gone, the uses of the
name in that file, and imports of it from there, are not labelled again. Code
that is silenced by its author, and copies of Flask with their tests, are left
out.
"""

import argparse
import collections
import concurrent.futures
import hashlib
import json
import multiprocessing
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import time
import warnings
import zipfile

from sessioncompat.lint import discovery
from sessioncompat.lint.configs import Configs
from sessioncompat.lint.engine import Linter
from sessioncompat.lint.flaskrange import Range
from sessioncompat.lint.rule import all_rules
from sessioncompat.lint.source import Source

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))
from interpreters import interpreter  # noqa: E402

CACHE = HERE.parent.parent.parent / ".tox" / "corpus"
SOURCES = (".py", ".pyi", ".pyw", ".ipynb")
PRECISION, RECALL = 0.98, 0.97


def load(name):
    return json.loads((HERE / name).read_text(encoding="utf-8"))


# The releases


def fetch(release, cache):
    """Download a release unless it is there already, and unpack its sources."""
    folder = cache / f"{release['name']}-{release['version']}"
    if not folder.exists():
        archive = cache / "downloads" / release["file"]
        if not archive.exists():
            download(release, archive.parent)
        if hashlib.sha256(archive.read_bytes()).hexdigest() != release["sha256"]:
            archive.unlink()
            raise SystemExit(f"{archive.name} is not the file that was labelled. Try again.")
        unpack(archive, folder)
    return folder


def download(release, folder):
    from unearth import PackageFinder

    finder = PackageFinder(ignore_compatibility=True)
    found = finder.find_matches(
        f"{release['name']}=={release['version']}", allow_yanked=True, allow_prereleases=True
    )
    link = next((one.link for one in found if one.link.filename == release["file"]), None)
    if link is None:
        raise SystemExit(f"{release['file']} is no longer on the index.")
    folder.mkdir(parents=True, exist_ok=True)
    finder.download(link, folder)


def unpack(archive, folder):
    """Write the sources in an archive, without the folder that an sdist wraps them in."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for name, read in members(archive):
        path = pathlib.PurePosixPath(name)
        path = path if archive.suffix == ".whl" else path.relative_to(path.parts[0])
        if path.suffix in SOURCES and not path.is_absolute() and ".." not in path.parts:
            target = partial / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read())
    partial.rename(folder)


def members(archive):
    """Yield the regular files of an archive: a name, and what reads it."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                if not info.is_dir():
                    yield info.filename, lambda: opened.read(info)
    else:
        with tarfile.open(archive) as opened:
            for member in opened:
                if member.isfile():
                    yield member.name, lambda: opened.extractfile(member).read()


# The lint


class Result:
    """What the lint says about one release."""

    def __init__(self, name):
        self.name = name
        self.files = 0
        self.found = set()
        self.failures = []
        #: Path, before and after, of what a fix changes.
        self.fixed = []


def examine(job):
    folder, spec = job
    result = Result(folder.name)
    linter = Linter(all_rules(), Range({"flask": spec}, "--flask"), strict=True)
    for path in discovery.Files(Configs({"respect_gitignore": False})).find([str(folder)]):
        result.files += 1
        source = Source(path, pathlib.Path(path).read_bytes())
        if linter.wants(source) and not belongs_to_flask(path, folder):
            try:
                examine_file(linter, source, result, folder)
            except Exception as error:
                result.failures.append(f"{path}: {type(error).__name__}: {error}")
    return result


def belongs_to_flask(path, folder):
    """Whether a file is a part of a copy of Flask, or of the tests that came with it."""
    if discovery.is_framework(path):
        return True
    copies = (folder / "flask" / "app.py", folder / "src" / "flask" / "app.py")
    inside = pathlib.Path(path).relative_to(folder).parts[0]
    return inside == "tests" and any(copy.exists() for copy in copies)


def examine_file(linter, source, result, folder):
    name = pathlib.Path(source.path).relative_to(folder).as_posix()
    findings = linter.lint(source)
    # A file that can't be read says so, and is no finding about a session.
    result.found |= {(name, one.row, one.code) for one in findings if one.code >= "SC1"}
    for unsafe in (False, True):
        if any(finding.fixable(unsafe) for finding in findings):
            fixed, _, _ = linter.fix(source, unsafe=unsafe)
            again, made, _ = linter.fix(fixed, unsafe=unsafe)
            if made or again.data != fixed.data:
                result.failures.append(f"{source.path}: a second --fix changes it again")
            result.fixed.append((source.path, source.data, fixed.data))


# What fixes leave behind

COMPILE = """if 1:
    import sys, io, warnings
    warnings.simplefilter("ignore")
    for path in sys.stdin.read().split("\\n"):
        try:
            with io.open(path, "rb") as file:
                compile(file.read(), path, "exec", 0, True)
        except (SyntaxError, ValueError, TypeError):
            print(path)
"""


def broken_by_fixes(results, folder):
    """Yield what an interpreter compiled before a fix and does not compile after it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    cases = [case for result in results for case in result.fixed]
    for number, (_, before, after) in enumerate(cases):
        (folder / f"{number}-before.py").write_bytes(before)
        (folder / f"{number}-after.py").write_bytes(after)
    pythons = [sys.executable, interpreter("2.7")]
    if pythons[1] is None:
        if os.environ.get("CI"):
            yield "There is no Python 2.7 here to compile old code with. Install it with pyenv."
        print("There is no Python 2.7 here: what is left of old code was not compiled.")
        pythons.pop()
    for python in pythons:
        paths = "\n".join(sorted(str(path) for path in folder.iterdir()))
        said = subprocess.run([python, "-c", COMPILE], input=paths, capture_output=True, text=True)
        if said.returncode:
            yield f"{python} failed: {said.stderr.strip()[-300:]}"
        refused = {pathlib.Path(line).name for line in said.stdout.splitlines()}
        for number, (path, _, _) in enumerate(cases):
            if f"{number}-after.py" in refused and f"{number}-before.py" not in refused:
                yield f"{path}: {pathlib.Path(python).name} does not compile what --fix left"


# The labels


class Labels:
    """What breaks and what does not, each as release, file, line and code."""

    def __init__(self, labels):
        self.real = set(self.places(labels, "real"))
        self.wrong = set(self.places(labels, "wrong"))

    @staticmethod
    def places(labels, kind):
        for release, files in labels.items():
            for path, entry in files.items():
                for code, lines in entry.get(kind, {}).items():
                    for line in lines:
                        yield release, path, line, code


def described(place, cache):
    release, path, line, code = place
    lines = (cache / release / path).read_bytes().splitlines()
    text = lines[line - 1].strip().decode("utf-8", "replace") if line <= len(lines) else ""
    return f"{release}/{path}:{line} {code}  {text[:90]}"


def ratio(part, whole):
    return part / whole if whole else 1.0


def table(found, labels):
    """Yield a line for every rule, and one for all of them."""
    rules = {rule.code: rule.slug for rule in all_rules()}
    codes = sorted({place[3] for place in found | labels.real | labels.wrong})
    yield f"{'rule':<32}{'found':>6}{'real':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"
    for name, codes in [*((f"{c} {rules.get(c, '')}", {c}) for c in codes), ("all", set(codes))]:
        said = {place for place in found if place[3] in codes}
        real = {place for place in labels.real if place[3] in codes}
        right, wrong, missed = said & real, said & labels.wrong, real - said
        yield (
            f"{name:<32}{len(said):>6}{len(real):>6}{len(wrong):>6}{len(missed):>7}"
            f"{ratio(len(right), len(right) + len(wrong)):>11.3f}"
            f"{ratio(len(right), len(real)):>8.3f}"
        )


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("--cache", type=pathlib.Path, default=CACHE, help="where releases are kept")
    parser.add_argument("--missed", action="store_true", help="list what is real and not found")
    options = parser.parse_args()
    started = time.time()
    releases = load("releases.json")
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        folders = list(pool.map(lambda release: fetch(release, options.cache), releases))
    fetched = time.time()
    with warnings.catch_warnings(), multiprocessing.Pool() as pool:
        jobs = [(folder, release["flask"]) for folder, release in zip(folders, releases)]
        # The largest first, so that none is left to one process at the end.
        jobs.sort(key=lambda job: -sum(1 for _ in job[0].rglob("*")))
        results = list(pool.imap_unordered(examine, jobs, chunksize=1))
    found = {(result.name, *place) for result in results for place in result.found}
    labels = Labels(load("labels.json"))
    problems = [failure for result in results for failure in result.failures]
    problems += broken_by_fixes(results, options.cache / "fixed")
    problems += [
        f"{described(place, options.cache)}: no label"
        for place in sorted(found - labels.real - labels.wrong)
    ]
    for line in table(found, labels):
        print(line)
    if options.missed:
        for place in sorted(labels.real - found):
            print("missed", described(place, options.cache))
    right, wrong = found & labels.real, found & labels.wrong
    precision = ratio(len(right), len(right) + len(wrong))
    recall = ratio(len(right), len(labels.real))
    if precision < PRECISION:
        problems.append(f"precision is below {PRECISION}")
    if recall < RECALL:
        problems.append(f"recall is below {RECALL}")
    for problem in problems:
        print("failed:", problem)
    files = sum(result.files for result in results)
    changed = collections.Counter(path for result in results for path, _, _ in result.fixed)
    print(
        f"{len(releases)} releases, {files:,} files, {len(found)} findings, {len(changed)} files"
        f" fixed: precision {precision:.3f}, recall {recall:.3f}; {fetched - started:.0f} s to"
        f" fetch, {time.time() - fetched:.0f} s to lint"
    )
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
