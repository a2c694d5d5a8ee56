# SPDX-License-Identifier: Apache-2.0
"""A Markdown table that is printed row by row while its figures are made: a column for each server."""
import statistics


def number(value: float) -> str:
    if value == float("inf"):
        return "never"
    if isinstance(value, int):
        return f"{value:,}"
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}"


def spread(values: list) -> str:
    """The median, and in brackets the least and the most."""
    if min(values) == max(values):
        return number(values[0])
    return f"{number(statistics.median(values))} ({number(min(values))}-{number(max(values))})"


class Table:
    def __init__(self, columns: list, second: str = "figure"):
        self._second = second
        self._columns = columns
        self._begun = False

    def row(self, what: str, figure: str, cells: dict):
        """`cells`: the name of a column and its values, or a word. A column without values stays empty."""
        if not self._begun:
            self._line("what", self._second, self._columns)
            print("|---|---|" + "--:|" * len(self._columns))
            self._begun = True
        found = [cells.get(name, "") for name in self._columns]
        self._line(what, figure, [cell if isinstance(cell, str) else spread(cell) for cell in found])

    @staticmethod
    def _line(what: str, figure: str, cells: list):
        print(f"| {what} | {figure} | {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"), flush=True)
