"""Figures beside their references, as a table and as JSON."""

import json
import math
import statistics
import unicodedata


def percentile(values, share):
    """A value that was really measured (nearest rank), never one between two."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def median(values):
    return statistics.median(values)


class Report:
    """Collects rows: a figure, what it is compared with, and what it should reach."""

    def __init__(self):
        self.rows = []

    def add(self, name, unit, ours, reference=None, against="", goal=None, goal_kind=None,
            spread=None, note=""):
        """goal_kind 'ratio' (ours / reference at most goal), 'share' (ours / reference at least
        goal) or 'most' (ours at most goal)."""
        ratio = ours / reference if ours is not None and reference else None
        reached = None
        if goal is not None and ours is not None:
            reached = {
                "most": ours <= goal,
                "ratio": ratio is not None and ratio <= goal,
                "share": ratio is not None and ratio >= goal,
            }[goal_kind]
        self.rows.append({
            "name": name, "unit": unit, "juwei": ours, "reference": reference,
            "against": against, "ratio": ratio, "goal": goal, "goalKind": goal_kind,
            "reached": reached, "spread": spread, "note": note})

    def skip(self, name, why):
        self.rows.append({"name": name, "juwei": None, "reached": None, "note": why})

    def table(self):
        head = ["", "juwei", "reference", "ratio", "goal", "", "measured against"]
        lines = [head]
        for row in self.rows:
            if row["juwei"] is None:
                lines.append([row["name"], "–", "", "", "", "", row["note"]])
                continue
            goal = ""
            if row["goal"] is not None:
                sign = "≥" if row["goalKind"] == "share" else "≤"
                suffix = "" if row["goalKind"] == "most" else "×"
                goal = f"{sign} {number(row['goal'])}{suffix}"
            mark = {True: "ok", False: "MISSED", None: ""}[row["reached"]]
            lines.append([
                row["name"], f"{number(row['juwei'])} {row['unit']}",
                f"{number(row['reference'])} {row['unit']}" if row["reference"] is not None else "",
                f"{row['ratio']:.2f}×" if row["ratio"] is not None else "", goal, mark,
                " ".join(filter(None, [row["against"], row["note"]]))])
        widths = [max(columns(line[i]) for line in lines) for i in range(len(head))]
        return "\n".join(
            "  ".join(
                pad(cell, widths[i], right=0 < i < 5) for i, cell in enumerate(line)).rstrip()
            for line in lines)

    def write(self, path, about):
        with open(path, "w") as file:
            json.dump({**about, "figures": self.rows}, file, ensure_ascii=False, indent=2)
            file.write("\n")

    def missed(self):
        return [row["name"] for row in self.rows if row["reached"] is False]


def number(value):
    if value is None:
        return ""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def pad(text, width, right):
    blank = " " * (width - columns(text))
    return blank + text if right else text + blank
