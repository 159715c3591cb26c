"""A program on a pseudo-terminal, timed from outside.

Every time stamp is taken on raw bytes, right after read() on the terminal's master side returned
them. There is no screen emulation in the timed path: what a terminal adds by drawing is in no
figure, for either of the programs compared.
"""

import errno
import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
import unicodedata

now = time.monotonic_ns
MS = 1_000_000

KEYS = {
    "Up": "\x1b[A", "Down": "\x1b[B", "Home": "\x1b[H", "End": "\x1b[F",
    "PgUp": "\x1b[5~", "PgDn": "\x1b[6~", "Enter": "\r", "Escape": "\x1b", "Tab": "\t",
}
# The same keys once the program has asked for application mode (DECCKM), as ncurses does.
APPLICATION = {"Up": "\x1bOA", "Down": "\x1bOB", "Home": "\x1bOH", "End": "\x1bOF"}

CONTROL = re.compile(rb"\x1b\[[0-9;?>=]*[a-zA-Z@`~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()].|\x1b.")


class Ended(Exception):
    """The program ended, or never showed what was waited for."""


class Terminal:
    """One running program and everything it has written."""

    def __init__(self, argv, env, cwd=None, columns=120, rows=40):
        self.name = os.path.basename(argv[0])
        self.output = bytearray()
        self.count = 0
        self.last = None
        self.application = False
        self.status = None
        self.master, slave = os.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        report_read, report_write = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            try:
                os.setsid()
                fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
                for descriptor in (0, 1, 2):
                    os.dup2(slave, descriptor)
                if cwd:
                    os.chdir(cwd)
                # The clock starts here: right before the program replaces this process.
                os.write(report_write, struct.pack("q", now()))
                os.execve(argv[0], argv, env)
            finally:
                os._exit(127)
        os.close(slave)
        os.close(report_write)
        self.started = struct.unpack("q", os.read(report_read, 8))[0]
        os.close(report_read)
        os.set_blocking(self.master, False)
        self.poller = select.poll()
        self.poller.register(self.master, select.POLLIN)

    # Reading -----------------------------------------------------------------------------------

    def pump(self, timeout_ms):
        """Waits for output and reads what is there; the time of its first read, or None."""
        if not self.poller.poll(timeout_ms):
            return None
        first = None
        while True:
            try:
                data = os.read(self.master, 65536)
            except BlockingIOError:
                break
            except OSError as error:
                if error.errno != errno.EIO:
                    raise
                data = b""
            stamp = now()
            if not data:
                raise Ended(f"{self.name} ended; its last words:\n{self.words()[-600:]}")
            first = first or stamp
            self.last = stamp
            self.count += len(data)
            self.output += data
            self._answer(data)
        if len(self.output) > 1 << 20:
            del self.output[:-(1 << 18)]
        return first

    def _answer(self, data):
        """Plays the terminal: follows the key mode and answers what programs ask at start."""
        on, off = data.rfind(b"\x1b[?1h"), data.rfind(b"\x1b[?1l")
        if on != off:
            self.application = on > off
        for query in re.findall(rb"\x1b\[(?:6n|c|0c|>c|>0c)", data):
            if query == b"\x1b[6n":
                os.write(self.master, b"\x1b[%d;%dR" % self._cursor())
            else:
                os.write(self.master, b"\x1b[>41;377;0c" if b">" in query else b"\x1b[?62;22c")

    def _cursor(self):
        """Where the cursor is when asked: behind what was written since it was last placed."""
        before = bytes(self.output[:self.output.rfind(b"\x1b[6n")])
        row, column, begin = 1, 1, 0
        for place in re.finditer(rb"\x1b\[(\d*)(?:;(\d*))?H|\r", before):
            begin = place.end()
            if place.group() == b"\r":
                column = 1
            else:
                row, column = int(place[1] or 1), int(place[2] or 1)
        text = CONTROL.sub(b"", before[begin:]).decode("utf-8", "ignore")
        return row, column + sum(
            2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text if c >= " ")

    def words(self):
        """What was written, without the control sequences."""
        return CONTROL.sub(b"", bytes(self.output)).decode("utf-8", "replace")

    def settle(self, quiet_ms, limit_ms=20_000):
        """Reads until nothing came for quiet_ms; the time of the last byte."""
        end = now() + limit_ms * MS
        while now() < end:
            if self.pump(quiet_ms) is None:
                return self.last
        raise Ended(f"{self.name} never fell silent")

    def first_screen(self, expected, quiet_ms=80, limit_s=60):
        """Milliseconds from the start to the last byte of the first screen, which holds expected."""
        end = now() + limit_s * 1000 * MS
        while now() < end:
            self.pump(100)
            if expected in self.words():
                return (self.settle(quiet_ms) - self.started) / MS
        raise Ended(f"{self.name} did not show {expected!r} but\n{self.words()[-600:]}")

    # Typing ------------------------------------------------------------------------------------

    def write(self, key):
        text = KEYS.get(key, key)
        if self.application:
            text = APPLICATION.get(key, text)
        os.write(self.master, text.encode())

    def press(self, key, quiet_ms=25, timeout_ms=1000):
        """(milliseconds to the last byte of the answer, bytes); None when nothing came."""
        before, start = self.count, now()
        self.write(key)
        if self.pump(timeout_ms) is None:
            return None
        while self.pump(quiet_ms) is not None:
            pass
        return (self.last - start) / MS, self.count - before

    # The process -------------------------------------------------------------------------------

    def peak_mb(self):
        """The most memory it ever held (VmHWM)."""
        with open(f"/proc/{self.pid}/status") as status:
            return int(re.search(r"VmHWM:\s*(\d+)", status.read())[1]) / 1024

    def cpu_ns(self):
        """CPU time of all its threads, those that have ended included: the process's own clock.

        Adding up the threads there are would lose what an ended one used, and go backwards.
        """
        return time.clock_gettime_ns((~self.pid << 3) | 2)

    def wakeups(self):
        """How often each of its threads went to sleep of itself, and so woke up."""
        counts = {}
        for thread in os.listdir(f"/proc/{self.pid}/task"):
            try:
                with open(f"/proc/{self.pid}/task/{thread}/status") as status:
                    counts[thread] = int(
                        re.search(r"\nvoluntary_ctxt_switches:\s*(\d+)", status.read())[1])
            except OSError:
                pass
        return counts

    def close(self):
        """Hangs up; what does not go is killed. Only ever the process started here."""
        os.close(self.master)
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGKILL):
            end = now() + 2000 * MS
            try:
                os.kill(self.pid, number)
            except ProcessLookupError:
                pass
            while now() < end:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return
                time.sleep(0.005)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
