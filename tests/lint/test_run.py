"""
A run over many files: what it imports, which settings hold where, and how it ends.
"""

import functools
import importlib
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest

from sessioncompat.lint import cli, progress, run, source, workers
from sessioncompat.lint.arguments import PARSERS
from sessioncompat.lint.cli import main
from sessioncompat.lint.configs import Configs
from sessioncompat.lint.discovery import Files
from sessioncompat.lint.options import Options
from sessioncompat.lint.reader import Reader, Result
from sessioncompat.lint.settings import BadConfig, Settings

BAD = "from flask import current_app\nname = current_app.session_cookie_name\n"
PACKAGE = pathlib.Path(run.__file__).parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
WAYS = [
    pytest.param(True, id="forked", marks=pytest.mark.skipif(not run.can_fork(), reason="no fork")),
    pytest.param(False, id="spawned"),
]


def write(path, text=BAD):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for number in range(40):
        write(tmp_path / f"p{number % 4}" / f"m{number}.py", BAD if number % 3 else "x = 1\n")
    return tmp_path


def imported(*arguments):
    """The modules that a run imports."""
    script = "import sys; from sessioncompat.__main__ import main; status = main(sys.argv[1:])\n"
    script += "print(status, *sys.modules, file=sys.stderr)"
    command = [sys.executable, "-S", "-c", script, "lint", *arguments]
    # Without `site`, which in some environments imports half of the library itself.
    environment = {**ENVIRONMENT, "PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), *sys.path])}
    result = subprocess.run(command, env=environment, capture_output=True, text=True)
    status, *modules = result.stderr.split()
    return int(status), set(modules)


# What costs nothing


def test_a_clean_file_imports_next_to_nothing(tmp_path):
    """
    Neither rules nor parsers nor regular expressions are imported for a file of no interest.
    """
    status, modules = imported(str(write(tmp_path / "clean.py", "import os\n")))
    ours = {name for name in modules if name.startswith("sessioncompat.lint.")}

    assert status == 0
    assert modules.isdisjoint(
        {"argparse", "dataclasses", "enum", "flask", "re", "tree_sitter", "typing"}
    )
    assert "sessioncompat.lint.rule" not in ours and len(ours) < 12


def test_rules_import_little(tmp_path):
    """What dataclasses, pkgutil and the grammar's package import takes longer than all rules do."""
    source = "from flask import session, _request_ctx_stack\n"
    status, modules = imported("--quiet", str(write(tmp_path / "app.py", source)))

    assert status == 1
    assert {"sessioncompat.lint.rules.context_stack", "tree_sitter"} <= modules
    assert modules.isdisjoint(
        {"dataclasses", "importlib.resources", "inspect", "json", "pkgutil", "textwrap"}
    )


def test_a_grammar_that_is_no_extension_module_is_imported(monkeypatch):
    package = importlib.import_module("tree_sitter_python")
    monkeypatch.setattr(source.PathFinder, "find_spec", lambda name, path=None: None)

    assert source._grammar() is package


def test_switches_need_no_parser(tmp_path):
    status, modules = imported("--fix", "-q", str(write(tmp_path / "clean.py", "x = 1\n")))

    assert status == 0
    assert "argparse" not in modules


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["a", "b"],
        ["--fix", "a", "--unsafe-fixes", "--exit-zero"],
        ["--diff", "--no-respect-gitignore"],
        ["-q", "a"],
        ["--select", "SC1,SC2", "a", "--fix"],
        ["--fix", "--output-format", "json", "a"],
    ],
)
def test_both_ways_to_read_the_command_line_agree(arguments):
    parsed = PARSERS["lint"]().parse_args(arguments, Options())
    parsed.paths = parsed.paths or ["."]

    names = [name for name in vars(Options) if name[0] != "_" and name != "settings"]
    read = cli._options(arguments)
    assert [getattr(read, name) for name in names] == [getattr(parsed, name) for name in names]


def test_every_option_has_a_default():
    for action in PARSERS["lint"]()._actions:
        assert action.dest == "help" or hasattr(Options, action.dest), action.dest


# Processes


def test_processes_get_more_at_once_the_more_there_is():
    """A run of any size ends with a small part of it."""
    for count in (10, 1_000, 30_000, 100_000):
        sizes = [len(chunk) for chunk in run._chunks(map(str, range(count)))]

        assert sum(sizes) == count
        assert max(sizes) <= max(run.FEWEST, min(run.MOST, count / run.PART))


def findings(result):
    return [(finding.path, finding.row, finding.message) for finding in result.findings]


@pytest.mark.parametrize("fork", WAYS)
def test_processes_find_what_one_finds(project, fork):
    """
    The files are shared out, and the findings are the same and in the same order.
    """
    reader = Reader(Options(), Configs())
    paths = list(Files().find(["."]))
    alone, together = Result(), Result()
    reader.read(paths, alone)
    with workers.Pool(Reader(Options(), Configs()), 2, fork) as pool:
        for result in pool.read(iter([paths[start : start + 7] for start in range(0, 40, 7)])):
            together.add(result)

    assert findings(together) == findings(alone) and len(alone.findings) == 26
    assert [f.fix for f in together.findings] == [f.fix for f in alone.findings]
    assert (together.files, list(together.ranges)) == (40, list(alone.ranges))
    assert {p: s.data for p, s in together.sources.items()} == {
        p: s.data for p, s in alone.sources.items()
    }


@pytest.mark.parametrize("fork", WAYS)
def test_processes_know_what_was_asked_for(project, fork):
    options = Options()
    options.fix = True
    configs = Configs({"select": ("SC101",)})
    with workers.Pool(Reader(options, configs), 2, fork) as pool:
        results = list(pool.read(iter([[str(project / "p1" / "m1.py")]])))

    assert len(results[0].fixed) == 1 and not results[0].findings
    assert "SESSION_COOKIE_NAME" in (project / "p1" / "m1.py").read_text()


@pytest.mark.skipif(not run.can_fork(), reason="no fork")
def test_a_process_that_is_killed_is_reported(project, capsys, monkeypatch):
    """
    Files are never left out without a word.
    """
    monkeypatch.setattr(run, "FORK_FROM", 4)
    monkeypatch.setattr(run, "processors", lambda: 2)
    monkeypatch.setattr(Reader, "read", lambda *_: os.kill(os.getpid(), signal.SIGKILL))

    assert main(["."]) == 2
    assert "A process ended while it read files between" in capsys.readouterr().err


@pytest.mark.skipif(not run.can_fork(), reason="no fork")
def test_a_run_that_uses_processes_says_the_same(project, capsys, monkeypatch):
    main([".", "--output-format", "json"])
    alone = json.loads(capsys.readouterr().out)
    monkeypatch.setattr(run, "FORK_FROM", 4)
    monkeypatch.setattr(run, "FEWEST", 3)
    monkeypatch.setattr(run, "processors", lambda: 2)
    main([".", "--output-format", "json"])

    assert json.loads(capsys.readouterr().out) == alone and len(alone) == 26


# How it ends


@pytest.mark.parametrize("processes", [1, pytest.param(2, marks=WAYS[0].marks)])
def test_ctrl_c_prints_what_was_found(project, capsys, monkeypatch, processes):
    """
    Who has seen enough gets to see it, and an exit status that says so.
    """

    class Impatient(progress.Progress):
        def show(self, result):
            if result.findings:
                raise KeyboardInterrupt

    monkeypatch.setattr(progress, "Progress", Impatient)
    monkeypatch.setattr(run, "FORK_FROM", 4)
    monkeypatch.setattr(run, "FEWEST", 4)
    monkeypatch.setattr(run, "processors", lambda: processes)
    status = main(["."])
    out, err = capsys.readouterr()

    assert status == 2
    assert err == "Stopped. This is what was found so far.\n"
    assert "SC101" in out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_signal_stops_all_processes(project):
    """
    Ctrl-C in a terminal reaches every process, and none stays behind, however busy it is.
    """
    for number in range(600):
        write(project / f"p{number % 9}" / f"n{number}.py", "x = 1\n")
    os.mkfifo("slow.py")
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    command = [sys.executable, "-m", "sessioncompat.lint", "slow.py", "."]
    # What a shell starts in the background, perhaps these tests, has been told to ignore Ctrl-C.
    heed = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    process = subprocess.Popen(
        command, env=ENVIRONMENT, start_new_session=True, preexec_fn=heed, **pipes
    )
    with open("slow.py", "wb"):  # Waits until somebody reads, and keeps him waiting.
        time.sleep(0.2)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "Traceback" not in err and "Stopped." in err
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_read_to_its_end(project):
    """
    What a shell's `<(command)` says is a file like any other, however slowly it comes.
    """
    os.mkfifo("slow.py")
    command = [sys.executable, "-m", "sessioncompat.lint", "--output-format=concise", "slow.py"]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE)
    with open("slow.py", "wb", buffering=0) as pipe:
        for line in BAD.splitlines(keepends=True):
            pipe.write(line.encode())
            time.sleep(0.1)

    assert b"slow.py:2:8: SC101" in process.communicate(timeout=60)[0]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_long_run_shows_that_it_gets_on(monkeypatch):
    now = [0.0]
    screen = Terminal()
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", screen)
    shown = progress.Progress()
    result = Result()
    result.files = 1_234
    shown.show(result)
    assert screen.getvalue() == ""

    now[0] = 0.6
    shown.show(result)
    assert "1,234 files read, 0 findings" in screen.getvalue()

    shown.clear()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_nobody_is_shown_anything_in_a_pipe(project, capsys, monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    main(["."])

    assert capsys.readouterr().err == ""


# Settings


def test_the_nearest_config_holds(project, capsys):
    """
    Each file has the settings of the nearest config above it, as with ruff.
    """
    write(project / "sessioncompat.toml", 'flask = ">=2.3"\n')
    write(project / "p1" / "pyproject.toml", '[tool.sessioncompat]\nignore = ["SC101"]\n')
    write(project / "p2" / "pyproject.toml", '[tool.other]\nkey = "value"\n')
    write(project / "p3" / "sessioncompat.toml", 'exclude = ["m7.py", "deep"]\n')
    write(project / "p3" / "deep" / "x.py")
    main([".", "--output-format", "json"])
    folders = [row["filename"].split(os.sep)[0] for row in json.loads(capsys.readouterr().out)]

    assert {name: folders.count(name) for name in sorted(set(folders))} == {"p0": 6, "p2": 7, "p3": 5}


def test_the_command_line_goes_before_every_config(project, capsys):
    write(project / "p1" / "sessioncompat.toml", 'select = ["SC401"]\n')
    main([".", "--select", "SC101", "--output-format", "json"])
    rows = json.loads(capsys.readouterr().out)

    assert len(rows) == 26


def test_named_files_have_the_config_of_their_folder(project, capsys):
    write(project / "p1" / "sessioncompat.toml", 'ignore = ["SC101"]\n')

    assert main(["p1/m1.py"]) == 0
    assert main(["p2/m2.py"]) == 1


def test_a_mistake_in_any_config_is_told(project, capsys):
    """
    Also in that of a folder where there is nothing to find.
    """
    write(project / "empty" / "sessioncompat.toml", 'ignroe = ["SC101"]\n')

    assert main(["."]) == 2
    assert "Did you mean 'ignore'?" in capsys.readouterr().err


def test_settings_of_folders(project):
    write(project / "a" / "pyproject.toml", '[tool.sessioncompat]\nflask = ">=1"\n')
    (project / "a" / "b").mkdir()
    configs = Configs()

    assert configs.of(str(project / "a" / "b")).flask == ">=1"
    assert configs.of("a/b") is configs.of("a")
    assert configs.of("p1") is None
    assert Configs({"flask": ">=2", "origin": None}).of("a").flask == ">=2"
    assert Configs(only="").of("a") is None
    with pytest.raises(BadConfig):
        Configs({"select": ("SC999",)})


# Which files


def found(*paths, **settings):
    configs = Configs(settings) if settings else Configs()
    return [path.replace(os.sep, "/") for path in Files(configs).find(list(paths))]


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.py", "b/c.py", "b/d.pyi", "b/e.txt", "b/gen_f.py", "b/keep/gen_g.py"):
        write(tmp_path / name, "")
    return tmp_path


def test_every_file_is_read_once(tree):
    (tree / "link.py").symlink_to("a.py")
    (tree / "outside.py").symlink_to(write(tree.parent / "elsewhere" / "x.py"))

    assert found(".", "b", "a.py", "./b/c.py") == [
        "a.py", "./b/c.py", "b/d.pyi", "b/gen_f.py", "b/keep/gen_g.py", "outside.py",
    ]  # fmt: skip


def test_the_last_line_that_matches_decides(tree):
    (tree / ".git").mkdir()
    write(tree / ".gitignore", "# made by a tool\ngen_*.py\n*.pyi\n!d.pyi\n/a.py\n")
    write(tree / "b" / "keep" / ".gitignore", "!gen_g.py\n")

    assert found(".") == ["b/c.py", "b/d.pyi", "b/keep/gen_g.py"]
    assert found("b") == ["b/c.py", "b/d.pyi", "b/keep/gen_g.py"]
    assert len(found(".", respect_gitignore=False)) == 5


def test_paths_in_ignore_files(tree):
    (tree / ".git").mkdir()
    write(tree / ".gitignore", "b/*.py\nkeep/\nb/**/x.py\n")

    assert found(".") == ["a.py", "b/d.pyi"]


def test_exclude_and_docs(tree):
    write(tree / "b" / "README.md", "")

    assert found(".", exclude=("gen_*", "b/c.py")) == ["a.py", "b/d.pyi"]
    assert "b/README.md" in found(".", docs=True)


def test_defaults_are_the_same_without_settings(tree):
    """
    A run without a config does as if there were one that says nothing.
    """
    write(tree / "sessioncompat.toml", "")

    assert Configs().of(".") == Settings(origin=str(tree / "sessioncompat.toml"))
    assert found(".") == found(".", docs=False)
