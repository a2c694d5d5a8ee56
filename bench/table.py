# SPDX-License-Identifier: Apache-2.0
"""A Markdown table with a column per server, printed row by row as figures become available."""
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
    """The median, with the minimum and maximum in brackets."""
    if min(values) == max(values):
        return number(values[0])
    return f"{number(statistics.median(values))} ({number(min(values))}-{number(max(values))})"


class Table:
    def __init__(self, columns: list, second: str = "figure"):
        self._second = second
        self._columns = columns
        self._begun = False

    def row(self, what: str, figure: str, cells: dict):
        """`cells`: name of a column -> its values, or a word. A column without values stays empty."""
        if not self._begun:
            self._line("what", self._second, self._columns)
            print("|---|---|" + "--:|" * len(self._columns))
            self._begun = True
        found = [cells.get(name, "") for name in self._columns]
        self._line(what, figure, [cell if isinstance(cell, str) else spread(cell) for cell in found])

    @staticmethod
    def _line(what: str, figure: str, cells: list):
        print(f"| {what} | {figure} | {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |"), flush=True)
