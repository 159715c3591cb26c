#!/usr/bin/env python3
"""Measures the console beside its references, all in one run: see README.md in this folder."""

import argparse
import collections
import os
import platform
import random
import select
import shutil
import subprocess
import sys
import threading
import time

import duplicates
from desks import Desks, Writer, hotline_export, line, remove, sqlite
from references import Shell, make_repository
from report import Report, median, percentile
from terminal import MS, Ended, Terminal, now

EXPECTED = "下一步"  # in the queue's header: the first screen is there
FIRST_PAGE = (
    "SELECT number_day, number_serial, text, status, due_at FROM request "
    "WHERE due_at IS NOT NULL {where} ORDER BY due_at LIMIT 40")
NEWEST = (
    "SELECT number_day, number_serial, text, status, received_at FROM request "
    "WHERE 1 {where} ORDER BY received_at DESC LIMIT 40")
LEAK = "AND text LIKE '%漏水%'"


class Bench:
    def __init__(self, options):
        self.quick = options.quick
        self.options = options
        self.report = Report()
        self.folder = os.path.abspath(options.folder)
        os.makedirs(self.folder, exist_ok=True)
        self.desks = Desks(options.juwei, self.folder, say)
        self.rounds = options.rounds or (2 if self.quick else 5)

    def prepare(self):
        big = self.options.requests or (20_000 if self.quick else 1_000_000)
        self.big_label = f"{big:,} requests"
        self.small = self.desks.demo("small.db", 1_000, rebuild=True)
        self.big = self.desks.demo(
            f"requests-{big}.db", big, rebuild=self.options.rebuild, like=self.small)
        self.staff = self.desks.staff(self.big)
        self.open_count = int(sqlite(
            self.big, "SELECT count(*) FROM request WHERE due_at IS NOT NULL"))
        self.repository = make_repository(os.path.join(self.folder, "repository"))
        self.tig_environment = {
            **self.desks.environment, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
            "TIGRC_USER": os.devnull}
        scratch = self.desks.copy(self.small, "scratch.db")
        with Writer(self.desks, scratch, self.staff) as writer:
            self.writes_lines = writer.stays()
        remove(scratch)

    def console(self, database, **environment):
        variables = {**self.desks.environment, **environment}
        variables = {name: value for name, value in variables.items() if value is not None}
        return Terminal([self.desks.juwei, "--db", database, "--as", self.staff], variables)

    def tig(self):
        return Terminal([shutil.which("tig")], self.tig_environment, cwd=self.repository)

    # First screen, keys, bytes, memory ----------------------------------------------------------

    def screens(self):
        lines, pages, ends = (30, 8, 6) if self.quick else (100, 25, 25)
        series = {
            "line": ["j"] * lines,
            "step": (["j"] * 10 + ["k"] * 10) * (lines // 20),
            "page": ["PgDn"] * pages + ["PgUp"] * pages,
            "end": ["End", "Home"] * ends,
        }
        subjects = {
            "tig": (self.tig, "请尽快处理 1000", 0),
            "big": (lambda: self.console(self.big), EXPECTED, 0),
            "big, all": (lambda: self.console(self.big), EXPECTED, 4),
            "small, all": (lambda: self.console(self.small), EXPECTED, 4),
        }
        first = collections.defaultdict(list)
        keys = collections.defaultdict(list)  # (subject, series) → a list of answers per round
        peak = collections.defaultdict(list)
        order = list(subjects)
        for number in range(self.rounds):
            say(f"screens and keys, round {number + 1} of {self.rounds}")
            # Alternating, and each round beginning with another, so that a slow spell of the
            # machine does not hit one of them only.
            for name in order[number % len(order):] + order[:number % len(order)]:
                start, expected, views = subjects[name]
                with start() as terminal:
                    first[name].append(terminal.first_screen(expected))
                    for _ in range(views):  # 待办 → 超时 → 今日 → 已结 → 全部
                        terminal.press("v")
                    for warm in ("j", "k", "PgDn", "PgUp", "End", "Home"):
                        terminal.press(warm)
                    for kind, presses in series.items():
                        terminal.press("Home")
                        answers = [terminal.press(key) for key in presses]
                        keys[name, kind].append([a for a in answers if a])
                        silent = answers.count(None)
                        if silent > len(answers) // 10:
                            raise Ended(f"{name}: {silent} of {len(answers)} {kind} keys did nothing")
                    peak[name].append(terminal.peak_mb())

        def of_rounds(name, kind, measure):
            return median([measure(answers) for answers in keys[name, kind]])

        add = self.report.add
        add("first screen", "ms", median(first["big"]), median(first["tig"]), "tig, 1,000 commits",
            1, "ratio", spread=first)
        add("first screen, growth", "ms", median(first["big"]), median(first["small, all"]),
            "1,000 requests", 1.25, "ratio")
        for kind, title in (("line", "a line down"), ("page", "a page"), ("end", "end and home")):
            for share, label in ((0.5, "p50"), (0.99, "p99")):
                def at(answers):
                    return percentile([a[0] for a in answers], share)
                ours = of_rounds("big", kind, at)
                add(f"{title}, {label}", "ms", ours, of_rounds("tig", kind, at), "tig", 1, "ratio",
                    spread={s: [at(a) for a in keys[s, kind]] for s in subjects})
                if share == 0.5:
                    add(f"{title}, {label}, growth", "ms", of_rounds("big, all", kind, at),
                        of_rounds("small, all", kind, at), "1,000 requests, all shown", 1.25,
                        "ratio")

        def size(answers):
            return sum(a[1] for a in answers) / len(answers)
        add("sent per cursor move", "bytes", of_rounds("big", "step", size),
            of_rounds("tig", "step", size), "tig", 400, "most", note="(mean, nothing scrolls)")
        add("sent per line scrolled", "bytes", of_rounds("big", "line", size),
            of_rounds("tig", "line", size), "tig", 1, "ratio", note="(mean, mostly scrolling)")
        add("memory, peak", "MB", max(peak["big"]), max(peak["tig"]), "tig", 40, "most")

    # Filter and first page ----------------------------------------------------------------------

    def filter(self):
        times = 5 if self.quick else 15
        with Shell(self.big) as shell:
            for title, views, sql in (
                    ("filter 漏水, open ones", 0, FIRST_PAGE), ("filter 漏水, all", 4, NEWEST)):
                ours, theirs, scan = [], [], []
                with self.console(self.big) as terminal:
                    terminal.first_screen(EXPECTED)
                    for _ in range(views):
                        terminal.press("v")
                    for _ in range(times):
                        terminal.press("/")
                        terminal.press("漏")
                        answer = terminal.press("水", timeout_ms=10_000)
                        if answer is None:
                            raise Ended(f"{title}: no answer")
                        ours.append(answer[0])
                        terminal.press("Escape", quiet_ms=150)
                        theirs.append(shell.query(sql.format(where=LEAK))[0])
                        if views:
                            scan.append(shell.query(
                                f"SELECT count(*) FROM request WHERE 1 {LEAK}")[0])
                self.report.add(
                    title, "ms", median(ours), median(theirs), "the shell's LIKE, first 40",
                    1, "ratio")
                if scan:
                    self.report.add(
                        title, "ms", median(ours), median(scan), "the shell's LIKE over all", 1,
                        "ratio")
        command = ["list", "--db", self.big, "--as", self.staff, "--limit", "40"]
        ours, theirs = [], []
        for _ in range(times):
            ours.append(wall(lambda: self.desks.run(*command)))
            theirs.append(wall(lambda: sqlite(self.big, FIRST_PAGE.format(where=""))))
        self.report.add(
            "juwei list, first 40", "ms", median(ours), median(theirs), "the shell, first 40",
            note="(both from process start)")

    # Search -----------------------------------------------------------------------------------

    def search(self):
        """The last key of a search through all requests, old and new, to its frame."""
        times = 1 if self.quick else 3
        # What nobody keeps at hand: two characters of each sort, pieces that are everywhere and hardly
        # ever together, digits of a phone, numbers, places, people, letters of a text.
        sorts = {
            "two characters": ["漏水", "水灯", "水", "ld", "zz", "37", "88"],
            "rare together": [
                "漏水 电梯", "楼道 水管 居民", "ld 2046 dt", "138 2046 ljf", "37 88 46 水", "下水道 电梯 二级",
                "王阿姨 漏水 夜", "楼道路"],
            "digits of a phone": ["2046", "138000", "13800002046", "0002", "99999"],
            "number, place, person": ["1119-4", "20261119-004", "12-502", "12号502", "王阿姨", "way"],
            "letters of a text": ["ldd", "lddbl", "csl", "dtyx"],
        }
        worst = []
        for title, words in sorts.items():
            ours = {name: [] for name in ("big", "small")}
            for name, database in (("big", self.big), ("small", self.small)):
                with self.console(database) as terminal:
                    terminal.first_screen(EXPECTED)
                    for _ in range(4):  # 待办 → 超时 → 今日 → 已结 → 全部
                        terminal.press("v")
                    for word in words:
                        answers = []
                        for _ in range(times):
                            terminal.press("/")
                            for key in word[:-1]:  # until the details are there too
                                terminal.press(key, quiet_ms=200)
                            # Two frames: the field, then what was found; the silence between them
                            # must not be taken for the end; the details follow 150 ms later.
                            answer = terminal.press(word[-1], quiet_ms=100, timeout_ms=10_000)
                            if answer is None:
                                raise Ended(f"search {word}: no answer")
                            answers.append(answer[0])
                            terminal.press("Escape", quiet_ms=150)
                        ours[name].append((median(answers), word))
            slowest = max(ours["big"])
            worst.append(slowest)
            self.report.add(
                f"search, {title}", "ms", slowest[0], max(ours["small"])[0], "1,000 requests", 30,
                "most", spread={n: {w: a for a, w in found} for n, found in ours.items()},
                note=f"(worst: {slowest[1]})")

    # Idle ---------------------------------------------------------------------------------------

    def idle(self):
        seconds = 3 if self.quick else 10
        # The real clock: a console whose clock stands still has less to do.
        with self.console(self.big, JUWEI_NOW=None) as ours, self.tig() as theirs:
            ours.first_screen(EXPECTED)
            theirs.first_screen("请尽快处理 1000")
            drain([ours, theirs], 1.5)
            before = [(t.cpu_ns(), t.wakeups()) for t in (ours, theirs)]
            drain([ours, theirs], seconds)
            after = [(t.cpu_ns(), t.wakeups()) for t in (ours, theirs)]
        cpu = [(a[0] - b[0]) / 1e6 / seconds for a, b in zip(after, before)]
        # A thread that ended meanwhile says nothing any more; one that began counts from its start.
        woken = [sum(count - b[1].get(thread, 0) for thread, count in a[1].items()) / seconds
                 for a, b in zip(after, before)]
        self.report.add("idle, CPU per second", "ms", cpu[0], cpu[1], "tig", 1, "most")
        self.report.add("idle, wake-ups per second", "", woken[0], woken[1], "tig")

    # Another desk's request ---------------------------------------------------------------------

    def live(self):
        count = 30 if self.quick else 250
        if not self.writes_lines:
            return self.report.skip("another desk's request", "needs juwei add -")
        chance = random.Random(1)
        delays, lost = [], 0
        with self.console(self.big) as terminal, Writer(
                self.desks, self.big, self.staff) as writer:
            terminal.first_screen(EXPECTED)
            writer.add(line(0))
            terminal.settle(400)
            for i in range(count):
                delay = self.seen_after(terminal, lambda: writer.send(line(i)), writer)
                delays += [delay] if delay is not None else []
                lost += delay is None
                # Out of step with anything that looks at intervals.
                drain([terminal], chance.uniform(0.01, 0.3))
        if lost:
            self.report.skip("another desk's request", f"{lost} of {count} were never shown")
            return None
        floor = self.floor(count)
        for share, label, goal in ((0.5, "p50", None), (0.99, "p99", 50)):
            self.report.add(
                f"another desk's request on screen, {label}", "ms", percentile(delays, share),
                percentile(floor, share), "tail -f shows a line", goal, "most",
                note=f"({count} commits, last byte)")
        return None

    @staticmethod
    def seen_after(terminal, send, writer, limit_ms=3000):
        """Milliseconds from the commit's confirmation to the last byte of the frame it causes."""
        send()
        committed = shown = None
        end = now() + limit_ms * MS
        poller = select.poll()
        poller.register(terminal.master, select.POLLIN)
        if writer:
            poller.register(writer.output, select.POLLIN)
        else:
            committed = now()
        while now() < end:
            quiet = 40 if committed and shown else 500
            events = poller.poll(quiet)
            stamp = now()
            if not events and committed and shown:
                return (shown - committed) / MS
            for descriptor, _ in events:
                if descriptor == terminal.master:
                    terminal.pump(0)
                    shown = terminal.last
                elif writer.answers():
                    committed = stamp
        return None

    def floor(self, count):
        """The same for the least there is: tail -f, woken by the same kind of notice."""
        path = os.path.join(self.folder, "floor.txt")
        with open(path, "w") as file, Terminal(
                [shutil.which("tail"), "-f", "-n", "0", path], self.desks.environment) as terminal:
            drain([terminal], 0.5)
            delays = []
            for i in range(min(count, 100)):
                def send():
                    file.write(line(i) + "\n")
                    file.flush()
                delay = self.seen_after(terminal, send, None)
                delays += [delay] if delay is not None else []
        os.remove(path)
        return delays

    # Commits ------------------------------------------------------------------------------------

    def commits(self):
        each = 100 if self.quick else 1000
        for writers in (1, 4):
            ours, theirs = [], []
            for _ in range(2 if self.quick else 3):
                count = each // (1 if self.writes_lines else 20)
                ours.append(self.our_commits(writers, count))
                theirs.append(self.shell_commits(writers, count))
            note = "" if self.writes_lines else "(a process each: juwei add - is missing)"
            self.report.add(
                f"commits, {writers} writer{'s' * (writers > 1)}", "/s", median(ours),
                median(theirs), "the shell, FULL", note=note)

    def our_commits(self, writers, each):
        database = self.desks.copy(self.small, "commits.db")
        before = int(sqlite(database, "SELECT count(*) FROM request"))
        if self.writes_lines:
            desks = [Writer(self.desks, database, self.staff) for _ in range(writers)]
            for desk in desks:
                desk.add(line(0))

            def work(desk):
                text = "".join(line(i) + "\n" for i in range(each)).encode()
                feed = threading.Thread(target=lambda: (
                    desk.process.stdin.write(text), desk.process.stdin.flush()))
                feed.start()
                done = 0
                while done < each:
                    done += desk.answers()
                feed.join()
            seconds = together(work, desks)
            for desk in desks:
                desk.close()
            before += writers
        else:
            seconds = together(
                lambda _: [self.desks.run("add", line(i), "--db", database, "--as", self.staff)
                           for i in range(each)], range(writers))
        added = int(sqlite(database, "SELECT count(*) FROM request")) - before
        remove(database)
        if added != writers * each:
            raise Ended(f"{added} of {writers * each} requests are there")
        return writers * each / seconds

    def shell_commits(self, writers, each):
        """The shell, inserting what the least of a request needs: its row and its first event."""
        database = os.path.join(self.folder, "shell.db")
        remove(database)
        sqlite(database, """
            PRAGMA journal_mode = WAL;
            CREATE TABLE request (id INTEGER PRIMARY KEY, number TEXT NOT NULL, text TEXT NOT NULL,
              status TEXT NOT NULL, due_at INTEGER, received_at INTEGER NOT NULL) STRICT;
            CREATE INDEX due ON request (due_at); CREATE INDEX received ON request (received_at);
            CREATE TABLE event (request_id INTEGER NOT NULL, version INTEGER NOT NULL,
              payload TEXT NOT NULL, PRIMARY KEY (request_id, version)) STRICT, WITHOUT ROWID;""")
        script = "PRAGMA synchronous = FULL;\n.timeout 60000\n" + "".join(
            "BEGIN IMMEDIATE;"
            f"INSERT INTO request (number, text, status, due_at, received_at) "
            f"VALUES ('20261121-{i:03d}', '{line(i)}', 'registered', {i}, {i});"
            f"INSERT INTO event VALUES (last_insert_rowid(), 1, '{{\"text\":\"{line(i)}\"}}');"
            "COMMIT;\n" for i in range(each))

        def work(shell):
            output, error = shell.communicate(script.encode())
            if error:
                raise Ended(f"the shell: {error.decode()[:200]}")
        if self.writes_lines:
            shells = [subprocess.Popen(
                ["sqlite3", "-batch", database], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE) for _ in range(writers)]
            seconds = together(work, shells)
        else:
            one = script.splitlines()[2]
            seconds = together(
                lambda _: [subprocess.run(
                    ["sqlite3", "-batch", "-cmd", ".timeout 60000", database,
                     "PRAGMA synchronous = FULL;" + one], check=True, capture_output=True)
                    for _ in range(each)], range(writers))
        remove(database)
        return writers * each / seconds

    # Import -------------------------------------------------------------------------------------

    def imports(self):
        rows = 2_000 if self.quick else 100_000
        export = hotline_export(os.path.join(self.folder, "export.csv"), rows)
        ours, indexed, theirs = [], [], []
        for _ in range(2 if self.quick else 3):
            database = self.desks.copy(self.small, "import.db")
            begun = now()
            process = subprocess.Popen(
                [self.desks.juwei, "import", "12345", export, "--db", database, "--as", self.staff],
                env=self.desks.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
            # Said as soon as everything is committed and can be found; then the index is brought up to it.
            if not process.stdout.readline().startswith("已导入".encode()):
                raise RuntimeError("the import says nothing")
            ours.append(rows / ((now() - begun) / MS / 1000))
            process.stdout.read()
            if process.wait():
                raise RuntimeError("the import failed")
            indexed.append(rows / ((now() - begun) / MS / 1000))
            remove(database)
            theirs.append(rows / (wall(lambda: subprocess.run(
                ["sqlite3", "-batch", database, "-cmd", "PRAGMA journal_mode = WAL",
                 "-cmd", "PRAGMA synchronous = FULL", "-cmd", ".mode csv",
                 f".import '{export}' ticket"], check=True, capture_output=True)) / 1000))
            remove(database)
        os.remove(export)
        self.report.add(
            "hotline import", "rows/s", median(ours), median(theirs), "the shell's .import",
            1 / 3, "share", note="(rules, events, searchable)")
        self.report.add(
            "hotline import, index written too", "rows/s", median(indexed), median(theirs),
            "the shell's .import", note="(to the end of the process)")

    # All ----------------------------------------------------------------------------------------

    def run(self):
        self.prepare()
        phases = {
            "screens": self.screens, "filter": self.filter, "search": self.search,
            "idle": self.idle, "live": self.live, "commits": self.commits, "imports": self.imports,
            "duplicates": lambda: duplicates.measure(self)}
        chosen = self.options.only or list(phases)
        load = os.getloadavg()[0]
        begun = time.strftime("%Y-%m-%dT%H:%M:%S%z")
        for name in chosen:
            say(name)
            try:
                phases[name]()
            except (Ended, RuntimeError, subprocess.CalledProcessError) as error:
                self.report.skip(name, str(error).strip().splitlines()[0])
                say(f"{name}: {error}")
        about = {
            "at": begun, "quick": self.quick, "requests": self.big_label, "open": self.open_count,
            "rounds": self.rounds, "cores": os.cpu_count(), "loadBefore": load,
            "system": platform.platform(), "binaryMB": os.path.getsize(self.desks.juwei) / 1e6,
            "sqlite3": sqlite(":memory:", "SELECT sqlite_version()"),
            "tig": subprocess.run(
                ["tig", "--version"], capture_output=True, text=True).stdout.splitlines()[0]}
        path = self.options.json or os.path.join(self.folder, "result.json")
        self.report.write(path, about)
        print(f"\n{self.big_label}, {self.open_count:,} of them open; {about['cores']} cores, "
              f"load {load:.1f} before; {about['tig']}, SQLite {about['sqlite3']}")
        print("Read the ratios: figures compare within one run only.\n")
        print(self.report.table())
        print(f"\n{path}")
        missed = self.report.missed()
        unmeasured = [row["name"] for row in self.report.rows if row["juwei"] is None]
        if missed:
            print(f"missed: {', '.join(missed)}")
        if unmeasured:
            print(f"not measured: {', '.join(unmeasured)}")
        return 1 if self.options.check and (missed or unmeasured) else 0


def wall(action):
    start = now()
    action()
    return (now() - start) / MS


def together(work, items):
    """Seconds until all are done, each on a thread that only waits for its processes."""
    failures = []

    def guarded(item):
        try:
            work(item)
        except Exception as error:  # a thread's error must not vanish with it
            failures.append(error)
    threads = [threading.Thread(target=guarded, args=(item,)) for item in items]
    start = now()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = (now() - start) / 1e9
    if failures:
        raise Ended(str(failures[0]))
    return seconds


def drain(terminals, seconds):
    """Lets time pass while the terminals are read."""
    end = now() + int(seconds * 1000 * MS)
    poller = select.poll()
    for terminal in terminals:
        poller.register(terminal.master, select.POLLIN)
    while (left := (end - now()) / MS) > 0:
        if poller.poll(left):
            for terminal in terminals:
                terminal.pump(0)


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--juwei", default=".build/release/juwei", help="the binary")
    parser.add_argument("--folder", default=".build-bench", help="databases and results")
    parser.add_argument("--json", help="where the figures go (FOLDER/result.json)")
    parser.add_argument("--quick", action="store_true", help="small and short: does it work at all")
    parser.add_argument("--requests", type=int, help="size of the large database")
    parser.add_argument("--rounds", type=int, help="alternating rounds (5)")
    parser.add_argument("--rebuild", action="store_true", help="make the large database anew")
    parser.add_argument("--only", nargs="+", metavar="PHASE",
                        choices=["screens", "filter", "search", "idle", "live", "commits", "imports",
                                 "duplicates"])
    parser.add_argument("--check", action="store_true", help="exit 1 when a goal is missed")
    options = parser.parse_args()
    for program in ("tig", "git", "sqlite3", "tail"):
        if not shutil.which(program):
            sys.exit(f"bench: {program} is missing: scripts/setup bench installs it")
    if not os.access(options.juwei, os.X_OK):
        sys.exit(f"bench: there is no {options.juwei}: make release builds it")
    try:
        return Bench(options).run()
    except RuntimeError as error:
        sys.exit(f"bench: {error}")


if __name__ == "__main__":
    sys.exit(main())
