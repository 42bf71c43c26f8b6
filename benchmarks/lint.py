"""
How long the lint takes: `python benchmarks/lint.py`, with uv and any Python 3.10 or later.

Builds two trees of other people's Python out of wheels from PyPI and the standard libraries of
the Pythons at hand, installs the lint and its peers with their bytecode compiled, and prints how
they compare. Each pair runs in turns, so that only the ratios mean anything elsewhere.

`--prove` parses wherever a name stands, in both trees, and says where that finds anything else
than the search does. It takes minutes.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import zipfile

from run import interpreter, run, uv

HERE = pathlib.Path(__file__).parent
ROOT = HERE.parent
LISTS = HERE / "lint_trees"

# Not in the checkout, where ripgrep would leave out what git ignores.
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
HOME = CACHE / "sessioncompat-benchmarks"


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="pairs on each tree")
    parser.add_argument("--cache", type=pathlib.Path, default=HOME, help="where the trees are kept")
    parser.add_argument("--prove", action="store_true", help="compare with and without the search")
    # So many that no start-up decides: with 150 files, half of our time is imports.
    parser.add_argument("--sample", type=int, default=1_000, help="files for the slow peers")
    options = parser.parse_args()
    home = options.cache
    python = environment(home / "peers", "-r", str(LISTS / "peers.txt"))
    trees = {name: tree(home, name, python) for name in ("general", "flask")}
    ours = install_lint(home)
    if options.prove:
        sys.exit(prove(ours, trees))
    print(table(measure(python.parent, ours.parent, trees, options.rounds, options.sample)))


# What is needed


def environment(path, *packages):
    """Make a virtual environment, or return the one that is there."""
    python = path / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not python.exists():
        run(uv(), "venv", "-q", "--python", interpreter("3.13") or "3.13", str(path))
    install = (uv(), "pip", "install", "-q", "--compile-bytecode", "--python", str(python))
    run(*install, "--only-binary", ":all:", *packages)
    return python


def install_lint(home):
    """Install the wheel of this checkout with what the lint needs."""
    wheels = home / "wheel"
    shutil.rmtree(wheels, ignore_errors=True)
    run(uv(), "build", "-q", "--wheel", "--out-dir", str(wheels), str(ROOT))
    wheel = next(wheels.glob("*.whl"))
    return environment(
        home / "ours", "--reinstall-package", "sessioncompat", f"sessioncompat[lint] @ {wheel.as_uri()}"
    )


def tree(home, name, python):
    """Unpack the Python in the wheels of a list, once."""
    target = home / name
    done = home / f"{name}.done"
    # Not by its date, which is that of the checkout.
    wanted = (LISTS / f"{name}.txt").read_text()
    if done.exists() and done.read_text() == wanted:
        return target
    print(f"Building {target} ...", file=sys.stderr)
    shutil.rmtree(target, ignore_errors=True)
    wheels = home / f"{name}-wheels"
    download = ("-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:")
    for some in rounds_of(requirements(name)):
        run(str(python), *download, "-d", str(wheels), *some)
    for wheel in sorted(wheels.glob("*.whl")):
        unpack(wheel, target / "-".join(wheel.name.split("-")[:2]))
    if name == "general":
        copy_standard_libraries(target)
    done.write_text(wanted)
    return target


def requirements(name):
    lines = (LISTS / f"{name}.txt").read_text().splitlines()
    return [line for line in lines if not line.startswith("#")]


def rounds_of(pins):
    """Share pins out so that no project is in one round twice, which pip would not have."""
    rounds = []
    for pin in pins:
        project = pin.partition("==")[0].lower()
        fitting = (one for one in rounds if project not in one)
        one = next(fitting, None)
        if one is None:
            one = {}
            rounds.append(one)
        one[project] = pin
    return [list(one.values()) for one in rounds]


def unpack(wheel, target):
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.namelist():
            if member.endswith((".py", ".pyi")):
                archive.extract(member, target)


def copy_standard_libraries(target):
    """Copy the standard library of every Python that pyenv has, with its tests, or of this one."""
    roots = {pathlib.Path(os.__file__).parent}
    if shutil.which("pyenv"):
        versions = subprocess.check_output(["pyenv", "versions", "--bare"], text=True).split()
        for version in versions:
            prefix = subprocess.check_output(["pyenv", "prefix", version], text=True).strip()
            roots.update(path.parent for path in pathlib.Path(prefix).glob("lib/python*/os.py"))
    left_out = shutil.ignore_patterns("site-packages", "__pycache__")
    for number, root in enumerate(sorted(roots)):
        shutil.copytree(root, target / f"stdlib-{number}-{root.name}", ignore=left_out)
    for path in list(target.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyi"):
            path.unlink()


def sample(home, general, count):
    """Copy some files out of the general tree, for peers that take minutes for all of it."""
    target = home / "sample"
    shutil.rmtree(target, ignore_errors=True)
    files = sorted(path for path in general.rglob("*.py") if path.is_file())
    for number, path in enumerate(files[:: max(1, len(files) // count)]):
        copy = target / f"{number % 10}" / f"{number}_{path.name}"
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return target


# Measuring


def measure(peers, ours, trees, rounds, slow_files):
    """Yield a row for each pair: what was read, the peer, ratios of time, and peak memory."""
    lint = [str(ours / "sessioncompat"), "lint", "--isolated", "--quiet"]
    ruff = [str(peers / "ruff"), "check", "--no-cache", "--isolated", "--quiet", "--select", "F401"]
    ripgrep = [str(peers / "rg"), "--count", "--type", "py", "flask"]
    for name, path in trees.items():
        about = f"{name}, {describe(path)}"
        yield about, "ruff, one rule", *pair([*lint, str(path)], [*ruff, str(path)], rounds)
        yield about, "ripgrep, one word", *pair([*lint, str(path)], [*ripgrep, str(path)], rounds)
    some = sample(trees["general"].parent, trees["general"], slow_files)
    about = f"a part, {describe(some)}"
    files = [str(path) for path in sorted(some.rglob("*.py"))]
    for peer, command in {
        "django-upgrade": [str(peers / "django-upgrade"), "--target-version", "5.0", *files],
        "pyupgrade": [str(peers / "pyupgrade"), "--py310-plus", *files],
        "flake8": [str(peers / "flake8"), "--isolated", "--quiet", str(some)],
        "vermin": [str(peers / "vermin"), "--quiet", str(some)],
    }.items():
        yield about, peer, *pair([*lint, str(some)], command, 2)
    clean = trees["general"].parent / "clean.py"
    clean.write_text("import os\n\n\ndef home():\n    return os.path.expanduser('~')\n")
    bare = [str(ours / "python"), "-c", "pass"]
    yield "one clean file", "python -c pass", *pair([*lint[:2], str(clean)], bare, 40)
    valued = [*lint[:2], "--output-format", "concise", str(clean)]
    yield "the same with --output-format", "python -c pass", *pair(valued, bare, 40)


def describe(path):
    files = [file for file in path.rglob("*.py*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    return f"{len(files):,} files, {size / 1e6:,.0f} MB"


def pair(one, other, rounds):
    """Run two commands in turns; return the ratios in time and work, their noise, and our memory."""
    once(one)  # What is on disk is in memory from here on.
    walls, works, peaks = [], [], []
    for number in range(rounds):
        commands = [one, other] if number % 2 else [other, one]
        found = {tuple(command): once(command) for command in commands}
        (wall, work, peak), (their_wall, their_work, _) = found[tuple(one)], found[tuple(other)]
        walls.append(wall / their_wall)
        works.append(work / their_work)
        peaks.append(peak)
    noise = (max(walls) - min(walls)) / 2
    return statistics.median(walls), noise, statistics.median(works), max(peaks)


def once(command):
    """Run a command; return the seconds it took, those its processes worked, and the largest's megabytes."""
    # By way of a small process: a new one is as large as the one that starts it, until it has begun.
    script = [sys.executable, "-S", str(HERE / "lint_once.py"), *command]
    *figures, status = subprocess.check_output(script, text=True).split()
    if status not in ("0", "1"):
        sys.exit(f"{command[0]} ended with {status}.")
    return map(float, figures)


def table(rows):
    """The figures as Markdown, ready for the README."""
    lines = ["| read | in relation to | time | work | memory |", "| --- | --- | --- | --- | --- |"]
    for about, peer, wall, noise, work, peak in rows:
        line = f"| {about} | {peer} | {wall:.2f} ±{noise:.2f} | {work:.2f} | {peak:.0f} MB |"
        print(line, file=sys.stderr)
        lines.append(line)
    return "\n".join(lines)


# The proof


def prove(python, trees):
    """Compare the findings with the search to those without, and say how many differ."""
    script = str(HERE / "lint_proof.py")
    return subprocess.run([str(python), script, *map(str, trees.values())]).returncode


if __name__ == "__main__":
    main()
