#!/usr/bin/env python3
"""How good and how fast the suggestions of duplicates are: the phase `duplicates` of run.py.

By itself it prints what was missed, of the half of the matters that may be looked at:

    python3 bench/duplicates.py --juwei .build/debug/juwei
"""

import argparse
import collections
import json
import os
import subprocess
import sys

from desks import Desks, remove, sqlite
from duplicates_corpus import Corpus
from report import median, percentile
from terminal import now

NOW_DAY = (2026, 11, 21)
SHORT = ["漏水", "电梯", "灯坏", "垃圾", "停车", "噪音", "堵了", "停电"]


def day_before(days):
    import datetime
    return (datetime.date(*NOW_DAY) - datetime.timedelta(days=days)).isoformat()


class Asker:
    """`juwei similar -`: a line in, a document out."""

    def __init__(self, desks, database):
        self.process = subprocess.Popen(
            [desks.juwei, "similar", "-", "--json", "--db", database], env=desks.environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ask(self, line):
        """(milliseconds, the answer)."""
        begun = now()
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        spent = (now() - begun) / 1e6
        if not answer:
            raise RuntimeError(self.process.stderr.read().decode().strip() or "juwei similar ended")
        return spent, json.loads(answer)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()


class Duplicates:
    """The corpus in a database of its own, and what is asked of it."""

    def __init__(self, desks):
        self.desks = desks
        self.path = os.path.join(desks.folder, "duplicates.db")
        remove(self.path)
        # The places are the demonstration's; its one request is in nobody's way.
        desks.run("demo", "--db", self.path, "--requests", "1", "--seed", "1")
        groups = sqlite(self.path, "SELECT name FROM building_group ORDER BY id").splitlines()
        self.corpus = Corpus([name.removesuffix("楼") for name in groups])
        self.staff = desks.staff(self.path)
        self.numbers = self.take_down()

    def take_down(self):
        by_day = collections.defaultdict(list)
        for index, earlier in enumerate(self.corpus.earlier):
            by_day[earlier.day].append(index)
        numbers = {}
        for day, indexes in sorted(by_day.items(), reverse=True):
            lines = [self.corpus.earlier[i].line(self.corpus.chance) for i in indexes]
            environment = {**self.desks.environment, "JUWEI_NOW": f"{day_before(day)}T15:00:00+08:00"}
            result = subprocess.run(
                [self.desks.juwei, "add", "-", "--db", self.path, "--as", self.staff],
                env=environment, input="\n".join(lines) + "\n", capture_output=True, text=True)
            taken = result.stdout.split()
            if result.returncode != 0 or len(taken) != len(lines):
                raise RuntimeError(f"juwei add -: {result.stderr.strip()}")
            numbers.update(zip(indexes, taken))
        return numbers

    def judge(self):
        """Every query with what was found: (query, found, number of suggestions, ms)."""
        results = []
        with Asker(self.desks, self.path) as asker:
            for query in self.corpus.repeats + self.corpus.others:
                spent, answer = asker.ask(query.line)
                shown = [match["number"] for match in answer["matches"]]
                if query.truth is None:
                    good = not shown
                else:
                    good = self.numbers[query.truth] in shown[:5]
                results.append((query, good, answer["matches"], spent))
        return results

    @staticmethod
    def rates(results):
        """{(held out, has a repeat): (good, all)}"""
        rates = collections.defaultdict(lambda: [0, 0])
        for query, good, _, _ in results:
            counts = rates[query.held_out, query.truth is not None]
            counts[0] += good
            counts[1] += 1
        return rates


def latencies(desks, database, lines, rounds):
    """Milliseconds of every answer, the first few left out."""
    spent = []
    with Asker(desks, database) as asker:
        for line in lines[:20]:
            asker.ask(line)
        for _ in range(rounds):
            spent += [asker.ask(line)[0] for line in lines]
    return spent


def measure(bench):
    """The phase of run.py."""
    duplicates = Duplicates(bench.desks)
    results = duplicates.judge()
    rates = Duplicates.rates(results)
    for is_held_out, half in ((False, "tuning half"), (True, "held-out half")):
        for has_repeat, title in ((True, "repeats found among five"), (False, "quiet without a repeat")):
            good, total = rates[is_held_out, has_repeat]
            bench.report.add(
                f"duplicates, {title}, {half}", "%", 100 * good / total, 100, "", 0.9, "share",
                note=f"({good} of {total})")
    lines = [query.line for query, _, _, _ in results]
    if bench.quick:
        lines = lines[:100]
    for label, path in (("1,000 requests", duplicates.path), (bench.big_label, bench.big)):
        for kind, asked in (("as typed", lines), ("two characters", SHORT * 10),
                            ("two characters and a place", [f"12号{w}" for w in SHORT] * 10)):
            spent = latencies(bench.desks, path, asked, 1 if bench.quick else 3)
            for share, name in ((0.5, "p50"), (0.99, "p99")):
                bench.report.add(
                    f"duplicates, {kind}, {label}, {name}", "ms", percentile(spent, share), None,
                    "", 30, "most")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--juwei", default=".build/release/juwei")
    parser.add_argument("--folder", default=".build-bench")
    options = parser.parse_args()
    folder = os.path.abspath(options.folder)
    os.makedirs(folder, exist_ok=True)
    desks = Desks(options.juwei, folder, lambda text: print(text, file=sys.stderr))
    duplicates = Duplicates(desks)
    results = duplicates.judge()
    by_kind = collections.defaultdict(lambda: [0, 0])
    for query, good, matches, _ in results:
        if query.held_out:
            continue
        counts = by_kind[query.truth is not None, query.kind]
        counts[0] += good
        counts[1] += 1
        if good:
            continue
        if query.truth is None:
            print(f"not quiet ({query.kind}): {query.line}")
            for match in matches[:2]:
                print(f"      {match['score']} {match['group']} {match['room']} {match['text']}")
        else:
            earlier = duplicates.corpus.earlier[query.truth]
            print(f"missed ({query.kind}): {query.line}\n      of {earlier.place.group} "
                  f"{earlier.place.room} {earlier.sentence}; shown {len(matches)}")
    for (has_repeat, kind), (good, total) in sorted(by_kind.items()):
        print(f"{'repeat' if has_repeat else 'other '} {kind:28} {good:4} of {total}")
    for (is_held_out, has_repeat), (good, total) in sorted(Duplicates.rates(results).items()):
        print(f"{'held out' if is_held_out else 'tuning  '} {'found' if has_repeat else 'quiet'} "
              f"{100 * good / total:.1f} % of {total}")
    spent = [ms for _, _, _, ms in results]
    print(f"p50 {median(spent):.1f} ms, p99 {percentile(spent, 0.99):.1f} ms")


if __name__ == "__main__":
    main()
