# SPDX-License-Identifier: Apache-2.0
# The source tree as the layer checks see it: its files, their includes, and rules.txt. Applies no rule; check does.
import fnmatch
import os
import re

CODE = (".h", ".hpp", ".c", ".cpp")
SKIPPED = {"build", ".git", ".ci", "__pycache__"}
STD = set("""
algorithm any array atomic barrier bit bitset cassert ccomplex cctype cerrno cfenv cfloat charconv chrono cinttypes climits
clocale cmath codecvt compare complex concepts condition_variable coroutine csetjmp csignal cstdarg cstddef cstdint cstdio
cstdlib cstring ctime cuchar cwchar cwctype deque exception execution filesystem format forward_list fstream functional
future initializer_list iomanip ios iosfwd iostream istream iterator latch limits list locale map memory memory_resource
mutex new numbers numeric optional ostream queue random ranges ratio regex scoped_allocator semaphore set shared_mutex
source_location span sstream stack stdexcept stop_token streambuf string string_view syncstream system_error thread tuple
type_traits typeindex typeinfo unordered_map unordered_set utility valarray variant vector version
assert.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h signal.h stdalign.h stdarg.h
stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h tgmath.h threads.h time.h uchar.h wchar.h
""".split())
POSIX = re.compile(r"^(sys|netinet|arpa|linux|net)/|^(dirent|dlfcn|endian|err|execinfo|fcntl|getopt|grp|link|netdb|poll|pthread|"
                   r"pwd|sched|spawn|strings|sysexits|syslog|termios|ucontext|unistd|utime)\.h$")
INCLUDE = re.compile(r'^\s*#\s*include(?:_next)?\s*([<"])([^>"]+)[>"]')


class Rules:
    """The parsed rules.txt: layers, only, lines."""

    def __init__(self, path):
        self.layers, self.only, self.lines = {}, [], []
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            kind, rest = line.split(None, 1)
            fields = [field.strip() for field in rest.split("|")]
            if kind == "layer" and len(fields) == 3:
                self.layers[fields[0]] = (fields[1].split(), fields[2].split())
            elif kind == "only" and len(fields) == 2:
                self.only.append((fields[0], fields[1].split()))
            elif kind == "lines" and len(fields) == 2:
                self.lines.append((fields[0], int(fields[1])))
            else:
                raise SystemExit(f"{path}:{number}: not a rule: {line}")

    def room(self, path):
        """The innermost folder around path that has a line in rules.txt; otherwise part(path)."""
        folder = os.path.dirname(path)
        while folder and folder not in self.layers:
            folder = os.path.dirname(folder)
        return folder or part(path)

    def layer(self, path):
        """What path may include: folders of the tree and external headers. Tests may include what any room of their part may."""
        if in_tests(path):
            rules = [rule for room, rule in self.layers.items() if part(room + "/") == part(path) or fnmatch.fnmatch(part(path), room)]
            return ([name for rule in rules for name in rule[0]], [name for rule in rules for name in rule[1]]) if rules else None
        room = self.room(path)
        return next((rule for pattern, rule in self.layers.items() if fnmatch.fnmatch(room, pattern)), None)

    def circle(self):
        """A cycle of rooms that include each other, as a list whose last item is its first; None if there is none."""
        free = set()  # rooms from which no circle can be reached

        def walk(room, way):
            if room in way:
                return way[way.index(room):] + [room]
            if room in free:
                return None
            for name in self.layers.get(room, ((), ()))[0]:
                found = walk(folder_of(room, name, self.layers), way + [room])
                if found:
                    return found
            free.add(room)
            return None

        return next((circle for circle in (walk(room, []) for room in self.layers) if circle), None)


class Tree:
    def __init__(self, root):
        self.root = os.path.abspath(root)
        self.files = []
        for folder, folders, names in os.walk(self.root):
            folders[:] = sorted(name for name in folders if name not in SKIPPED)
            here = os.path.relpath(folder, self.root)
            self.files += [os.path.normpath(os.path.join(here, name)) for name in sorted(names)]

    def exists(self, path):
        return os.path.exists(os.path.join(self.root, path))

    def text(self, path):
        with open(os.path.join(self.root, path), encoding="utf-8", errors="replace") as file:
            return file.read()

    def code(self):
        return [path for path in self.files if path.endswith(CODE)]

    def folders(self, parent):
        """Names of the folders directly below parent that contain files."""
        return sorted({path.split("/")[1] for path in self.files if path.startswith(parent + "/") and path.count("/") > 1})

    def includes(self, path):
        """(line number, whether it is in quotes, name) of each include."""
        for number, line in enumerate(self.text(path).splitlines(), 1):
            found = INCLUDE.match(line)
            if found:
                yield number, found[1] == '"', found[2]

    def resolve(self, path, name):
        """The file of the tree that `#include "name"` in path means, or None."""
        home = part(path)
        for base in (os.path.dirname(path), home, home + "/src", home + "/include", "core", "tests"):
            candidate = os.path.normpath(os.path.join(base, name))
            if self.exists(candidate):
                return candidate
        return None


def part(path):
    """The folder to which rules apply: core/http, plugins/auth_x, examples/01_y, or the top folder."""
    pieces = path.split("/")
    deep = pieces[0] in ("core", "plugins", "examples") and len(pieces) > 2
    return "/".join(pieces[:2] if deep else pieces[:1])


def folder_of(room, name, layers):
    """The folder that `name` means in the line of a room: below core, or below the room's own plugin."""
    own = part(room + "/") + "/" + name
    return own if own in layers else "core/" + name


def in_tests(path):
    return "/tests/" in path or "/fuzz/" in path or path.endswith("_test.cpp")


def outside_header_fits(name, allowed):
    for word in allowed:
        if word == "any" or (word == "std" and name in STD) or (word == "posix" and POSIX.search(name)):
            return True
        if name == word or (word.endswith("/") and name.startswith(word)):
            return True
    return False
