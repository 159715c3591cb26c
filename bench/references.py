"""What the console is measured beside: tig on a git repository, and the sqlite3 shell."""

import os
import pty
import subprocess
import time
import tty


def make_repository(folder, commits=1000):
    """A git repository with commits of the shape of requests: date, name, a line of Chinese."""
    if os.path.isdir(os.path.join(folder, ".git")):
        return folder
    os.makedirs(folder)
    what = ["楼道灯不亮", "厨房水管漏水", "夜间翻捡垃圾声响大", "电动车停在楼道充电", "收废品噪音扰民", "马桶反水"]
    people = ["王芳", "李敏", "张伟", "赵强", "陈静"]
    stream = []
    for i in range(commits):
        message = f"{1 + i % 47}号楼{100 + i % 600}室 {what[i % len(what)]}，请尽快处理 {i + 1:04d}"
        body = f"{message}\n\n第 {i + 1} 件。\n".encode()
        who = f"{people[i % len(people)]} <desk@example.invalid> {1760000000 + i * 600} +0800"
        content = f"{message}\n".encode()
        stream.append(
            b"commit refs/heads/main\nmark :%d\n" % (i + 1)
            + f"author {who}\ncommitter {who}\n".encode()
            + b"data %d\n" % len(body) + body
            + b"M 100644 inline request-%d.txt\n" % (i % 50)
            + b"data %d\n" % len(content) + content + b"\n")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "init", "-q", "-b", "main", folder], check=True, env=environment)
    subprocess.run(
        ["git", "-C", folder, "fast-import", "--quiet"], input=b"".join(stream), check=True,
        env=environment)
    subprocess.run(
        ["git", "-C", folder, "reset", "-q", "--hard"], check=True, env=environment)
    return folder


class Shell:
    """A sqlite3 shell that is kept open, so that no start-up is in its figures.

    Its output is a terminal: to a pipe the shell would hold answers back.
    """

    MARK = "--done--"

    def __init__(self, database):
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.process = subprocess.Popen(
            ["sqlite3", "-batch", database], stdin=subprocess.PIPE, stdout=slave, stderr=slave)
        os.close(slave)
        self.query(".timeout 30000")

    def query(self, sql):
        """(milliseconds, the answer) of a statement."""
        start = time.monotonic_ns()
        end = "" if sql.startswith(".") else ";"
        self.process.stdin.write(f"{sql}{end}\nSELECT '{self.MARK}';\n".encode())
        self.process.stdin.flush()
        answer = b""
        mark = (self.MARK + "\n").encode()
        while not answer.endswith(mark):
            answer += os.read(self.master, 65536)
        return (time.monotonic_ns() - start) / 1e6, answer[:-len(mark)].decode()

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        os.close(self.master)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
