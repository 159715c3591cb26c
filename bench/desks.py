"""The databases that are measured, and processes that write to them."""

import hashlib
import os
import random
import select
import shutil
import subprocess
import time

# Fixed, so that the queue looks the same in every run and no clock tick is taken for an answer.
NOW = "2026-11-21T19:42:00+08:00"


class Desks:
    """Knows the binary, its environment and the databases; makes them when they are missing."""

    def __init__(self, juwei, folder, say):
        self.juwei = os.path.abspath(juwei)
        self.folder = folder
        self.say = say
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": folder, "XDG_DATA_HOME": folder,
            "XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8",
            "TERM": "xterm-256color", "JUWEI_NOW": NOW}
        if "LD_LIBRARY_PATH" in os.environ:
            self.environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]

    def run(self, *arguments, check=True, **options):
        result = subprocess.run(
            [self.juwei, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
            capture_output=True, text=True, **options)
        if check and result.returncode != 0:
            raise RuntimeError(
                f"juwei {' '.join(arguments)} ended with {result.returncode}: "
                f"{result.stderr.strip() or result.stdout.strip()}")
        return result

    def demo(self, name, requests, rebuild=False, like=None):
        """A demonstration database of this size, kept for later runs while its layout is that of
        `like`, a database that this binary has just made."""
        path = os.path.join(self.folder, name)
        if os.path.exists(path) and not rebuild and (
                like is None or layout(path) == layout(like)):
            return path
        remove(path)
        self.say(f"making {name}: {requests:,} requests")
        begun = time.monotonic()
        self.run("demo", "--db", path, "--requests", str(requests), "--seed", "1")
        self.say(f"made {name} in {time.monotonic() - begun:.0f} s, "
                 f"{os.path.getsize(path) / 1e6:,.0f} MB")
        return path

    def copy(self, source, name):
        """A copy to write to."""
        path = os.path.join(self.folder, name)
        remove(path)
        # Through SQLite, since the newest commits may be in the write-ahead log.
        sqlite(source, f"VACUUM INTO '{path}'")
        return path

    def staff(self, database):
        """The name of somebody who may take requests down and import."""
        return sqlite(
            database, "SELECT name FROM person WHERE role = 'dutyOfficer' ORDER BY id LIMIT 1")


def sqlite(database, sql):
    return subprocess.run(
        ["sqlite3", "-batch", database, sql], capture_output=True, text=True, check=True
    ).stdout.strip()


def layout(database):
    """A hash of the database's tables and indexes."""
    tables = sqlite(database, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return hashlib.sha256(tables.encode()).hexdigest()


def remove(path):
    for ending in ("", "-wal", "-shm"):
        if os.path.exists(path + ending):
            os.remove(path + ending)
    shutil.rmtree(path + ".files", ignore_errors=True)


def line(i):
    """One request as it is typed."""
    what = ("楼道灯不亮", "厨房水管漏水到楼下", "夜间翻捡垃圾声响大", "电动车在楼道充电", "收废品噪音扰民")
    return f"{1 + i % 12}号{101 + i % 500} {what[i % len(what)]} 138{10000000 + i:08d}"


class Writer:
    """`juwei add -`: a desk that takes down one request a line and prints its number once it is
    committed."""

    def __init__(self, desks, database, staff):
        self.process = subprocess.Popen(
            [desks.juwei, "add", "-", "--db", database, "--as", staff],
            env=desks.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE)
        self.output = self.process.stdout.fileno()
        os.set_blocking(self.output, False)
        self.buffer = b""

    def send(self, text):
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def answers(self, timeout_s=30):
        """Waits for output; how many requests it confirmed meanwhile."""
        if not select.select([self.output], [], [], timeout_s)[0]:
            raise RuntimeError("the writer does not answer")
        data = os.read(self.output, 65536)
        if not data:
            raise RuntimeError(f"the writer ended: {self.process.stderr.read().decode().strip()}")
        self.buffer += data
        count = self.buffer.count(b"\n")
        self.buffer = self.buffer[self.buffer.rfind(b"\n") + 1:]
        return count

    def add(self, text):
        self.send(text)
        while not self.answers():
            pass

    def stays(self):
        """Whether it goes on after its first line, as it must."""
        try:
            self.add(line(0))
            time.sleep(0.3)
            return self.process.poll() is None
        except (RuntimeError, OSError):
            return False

    def close(self):
        try:
            self.process.stdin.close()
        except OSError:
            pass
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def hotline_export(path, rows, seed=1):
    """A hotline export with invented tickets, in the layout of the usual spreadsheet."""
    chance = random.Random(seed)
    kinds = ["咨询", "建议", "求助", "投诉"]
    topics = ["城市管理->市政设施->道路破损", "住房->物业管理->维修", "环境->噪声->社会生活噪声"]
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        file.write("工单编号,工单类型,问题分类,标题,主要内容,工单状态,来电人,来电人电话/账号,处理受理方式,办结时间,村/社区,小区点位\r\n")
        for i in range(rows):
            kind, topic = chance.choice(kinds), chance.choice(topics)
            what = chance.choice(["水管漏水", "楼道灯不亮", "夜间噪声", "道路破损", "垃圾未清"])
            file.write(
                f"热线-261121-{i:06d},{kind},{topic},{kind}{what}事项,"
                f"\"来电人反映，{chance.randrange(1, 48)}号楼{what}，影响出行，请尽快处理。\",,"
                f"住户{i % 997},139{chance.randrange(10**8):08d},电话,,示范居委会,{chance.randrange(1, 48)}号楼\r\n")
    return path
