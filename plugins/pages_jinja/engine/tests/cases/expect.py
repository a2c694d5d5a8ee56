#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the cases beside this file with the output of the real Jinja2.

    expect.py check     check the expectations; on differences, list them and exit with 1. A test runs this.
    expect.py update    rewrite the expectations after a case was added or changed.

A case file is read line by line:
    data {"name": "Ada"}    the data of the following cases, as JSON
    file base.html          another template for the following cases; its lines start with "| "
    > Hello {{ name }}      the template of a case, one or more lines
    < Hello Ada             the expected output, one or more lines
    ! undefined             or the expected error: syntax, undefined, runtime or notfound
    folder seed             all files of that folder, relative to the case file, as templates
    ----                    reset data and files
    # a comment
"""
import json
import pathlib
import sys

import jinja2
from jinja2.loaders import split_template_path

HERE = pathlib.Path(__file__).resolve().parent


class Folder(jinja2.DictLoader):
    """Texts by name, looked up like files by FileSystemLoader: "./a//b" is "a/b"."""

    def get_source(self, environment, template):
        plain = "/".join(split_template_path(template)) if isinstance(template, str) else template
        return super().get_source(environment, plain)


ENVIRONMENTS = {}  # by their files: creating one takes longer than rendering a case


def outcome(template, data, files):
    """The expected lines of a case."""
    if files not in ENVIRONMENTS:
        ENVIRONMENTS[files] = jinja2.Environment(autoescape=True, loader=Folder(dict(files)))
    try:
        text = ENVIRONMENTS[files].from_string(template).render(**json.loads(data))  # a fresh copy, because templates can change it
        return ["< " + line if line else "<" for line in text.split("\n")]
    except (jinja2.TemplateSyntaxError, SyntaxError):  # SyntaxError: from the Python code that Jinja generates
        return ["! syntax"]
    except jinja2.TemplateNotFound:
        return ["! notfound"]
    except jinja2.UndefinedError:
        return ["! undefined"]
    except Exception:  # whatever Python raises inside a template
        return ["! runtime"]


def completed(text):
    """The text of a case file with correct expectations, and the number of its cases."""
    result, template, data, files, current, cases = [], [], "{}", {}, None, 0

    def finish():
        nonlocal template, cases
        if template:
            result.extend(outcome("\n".join(template), data, tuple(files.items())))
            cases += 1
        template = []

    for line in text.split("\n"):
        if line == ">" or line.startswith("> "):
            template.append(line[2:])
            result.append(line)
            continue
        finish()
        if line == "<" or line.startswith(("< ", "! ")):
            continue
        if line.startswith("data "):
            data = line[5:]
        elif line.startswith("file "):
            current = line[5:]
            files[current] = None
        elif line == "|" or line.startswith("| "):
            files[current] = line[2:] if files[current] is None else files[current] + "\n" + line[2:]
        elif line.startswith("folder "):
            for path in sorted((HERE.parent / line[7:]).iterdir()):
                files[path.name] = path.read_text(encoding="utf-8")
        elif line == "----":
            data, files = "{}", {}
        result.append(line)
    finish()
    return "\n".join(result), cases


def main():
    wrong, total = [], 0
    for path in sorted(HERE.glob("*.txt")):
        before = path.read_text(encoding="utf-8")
        after, cases = completed(before)
        total += cases
        if before == after:
            continue
        if sys.argv[1:] == ["update"]:
            path.write_text(after, encoding="utf-8")
            continue
        for number, (old, new) in enumerate(zip(before.split("\n"), after.split("\n")), 1):
            if old != new:
                wrong.append(f"{path.name}:{number}: Jinja2 {jinja2.__version__} gives {new!r}, the file says {old!r}")
                break
        else:
            wrong.append(f"{path.name}: has more or fewer lines than Jinja2 gives")
    print("\n".join(wrong) if wrong else f"{total} cases are what Jinja2 {jinja2.__version__} prints")
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["check"], ["update"]):
        sys.exit(__doc__)
    sys.exit(main())
