#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Writes html_entities_table.cpp, from Python's html.entities.    html_entities.py > html_entities_table.cpp"""
import textwrap
from html.entities import html5

entries = (name + ":" + "+".join(f"{ord(character):x}" for character in html5[name]) for name in sorted(html5))
print("""// SPDX-License-Identifier: Apache-2.0
// The named character references of HTML: name, colon, code points. Sorted. Written by html_entities.py.
#include "html_entities.h"

namespace pages_jinja {

extern const std::string_view htmlEntities =""")
print("\n".join(f'    "{line} "' for line in textwrap.wrap(" ".join(entries), 110, break_on_hyphens=False)) + ";")
print("\n} // namespace pages_jinja")
