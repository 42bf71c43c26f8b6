"""
What the bridge costs: `python benchmarks/bridge.py`, with uv and any Python 3.9 or later.

Serves the same applications with and without the bridge, in turns and in processes of their own,
and prints the ratios of their requests. `outside` is an application that is not in its scope,
`inside` one whose hooks, stacks and cookies are old; today's way of writing it is what it is
compared with. A microsecond is one of the bare request's as measured in the same run.
"""

import argparse
import statistics
import sys

import run as benchmark

CELLS = ("py311-flask2.3.3", "py313-flask3.1.3")


def main():
    parser = argparse.ArgumentParser(description=__doc__.strip().splitlines()[0])
    parser.add_argument("--processes", type=int, default=9, help="fresh processes that serve")
    parser.add_argument("--rounds", type=int, default=40, help="interleaved batches in each")
    parser.add_argument("cells", nargs="*", default=CELLS, help="cells of tox.ini")
    options = parser.parse_args()
    wheel = benchmark.build_wheel()
    rows = []
    for name in options.cells:
        print("%s ..." % name, file=sys.stderr)
        python = benchmark.make_environment(name, wheel)
        found = measure(python, options.processes, options.rounds)
        rows.append((benchmark.matrix_cells.cell(name), found))
    print(table(rows))


def measure(python, times, rounds):
    """The medians over fresh processes: of the bare request in seconds, and of each ratio to it."""
    ratios = {name: [] for name in ("request", "noise", "outside", "inside")}
    for _ in range(times):
        workers = [serving(python, way) for way in ("bare", "bare", "outside", "todays", "inside")]
        try:
            taken = interleave(workers, rounds)
        finally:
            for worker in workers:
                worker.stdin.close()
                worker.wait()
        bare, equal, outside, todays, inside = taken
        ratios["request"].append(statistics.median(bare))
        ratios["noise"].append(median_ratio(equal, bare))
        ratios["outside"].append(median_ratio(outside, bare))
        ratios["inside"].append(median_difference(inside, todays, bare))
    return {name: statistics.median(values) for name, values in ratios.items()}


def interleave(workers, rounds):
    """The seconds that each worker takes for a request, round by round."""
    taken = [[] for _ in workers]
    for number in range(benchmark.WARM_UP + rounds):
        turn = number % len(workers)
        order = list(range(len(workers)))
        for index in order[turn:] + order[:turn]:
            seconds = benchmark.seconds(workers[index], "request")
            if number >= benchmark.WARM_UP:
                taken[index].append(seconds / 100)
    return taken


def median_ratio(some, bare):
    return statistics.median(one / other for one, other in zip(some, bare))


def median_difference(some, others, bare):
    """How much longer it takes, in bare requests."""
    return statistics.median((a - b) / c for a, b, c in zip(some, others, bare))


def serving(python, way):
    return benchmark.worker(python, "bridged.py", way)


def table(rows):
    """The figures as Markdown."""
    lines = [
        "| Flask | Python | bare request | outside | inside, in bare requests | noise |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for cell, found in rows:
        request = 1e6 * found["request"]
        lines.append(
            "| %s | %s | %.0f µs | %.3f | +%.3f (%.1f µs) | ±%.3f |"
            % (
                cell.flask, cell.python, request, found["outside"], found["inside"],
                found["inside"] * request, abs(found["noise"] - 1),
            )
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
