# SPDX-License-Identifier: Apache-2.0
"""Figures of two servers as rows of one Markdown table: the median, and in brackets the least and the most."""
import statistics


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}"


def spread(values: list) -> str:
    if min(values) == max(values):
        return _number(values[0])
    return f"{_number(statistics.median(values))} ({_number(min(values))}-{_number(max(values))})"


class Table:
    def __init__(self, ours: str, theirs: str):
        self._lines = [f"| what | figure | {ours} | {theirs} | times better |", "|---|---|--:|--:|--:|"]

    def row(self, what: str, figure: str, ours: list, theirs: list, moreIsBetter: bool = False):
        """The ratio is taken round by round, so that a machine that slows down for a while slows both."""
        ratios = [our / their if moreIsBetter else their / our for our, their in zip(ours, theirs)]
        self._lines.append(f"| {what} | {figure} | {spread(ours)} | {spread(theirs)} | {spread(ratios)} |")

    def note(self, what: str, figure: str, ours: str, theirs: str):
        """A row that compares nothing."""
        self._lines.append(f"| {what} | {figure} | {ours} | {theirs} | |")

    def __str__(self) -> str:
        return "\n".join(self._lines)
