#!/usr/bin/python3 -B
# SPDX-License-Identifier: Apache-2.0
"""Requirements for the files of the site, whatever renders them: the promises of pages/README.md that need no server.

    pages_test.py ROOT

ROOT is the source folder. tests/browser tests how pages behave in a browser."""
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(sys.argv.pop() if len(sys.argv) > 1 else ".").resolve()
EDITIONS = {"jinja": (ROOT / "pages", ".html"), "mustache": (ROOT / "plugins/pages_mustache/pages", ".mustache")}
WORDS = {
    "index": ["Home page 🏡", "Welcome to the home page.", "You are logged in :)", "You are NOT logged in :(",
              "You are logged in, so you can access the private page.",
              "Hello stranger. You are not logged. Please follow the link to"],
    "private": ["Private Page 🕵️", "Welcome to this private page. You can only see if you are logged in!"],
    "login": ["Login 🫥", "Email", "Password", "Submit"],
    "_site_map": ["Home", "Login", "Private", "Logout"],
}
TEXT_ON = [("ink", "paper"), ("ink", "card"), ("soft", "paper"), ("soft", "card"), ("accent", "paper"), ("accent", "card"),
           ("accent-strong", "paper"), ("on-accent", "accent"), ("on-accent", "accent-strong"), ("wrong", "wrong-paper")]
EDGE_ON = [("edge", "paper"), ("edge", "card"), ("wrong", "card"), ("focus", "paper"), ("focus", "card")]


def visibleText(template: str) -> str:
    """Words between tags, without the template language; parts that vary between visits become an ellipsis."""
    template = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{[!#^/>].*?\}\}", "", template, flags=re.S)
    template = re.sub(r"\{\{.*?\}\}", "…", template, flags=re.S)
    return " ".join(re.sub(r"<[^>]*>", " ", template).split())


def brightness(colour: str) -> float:
    """Relative luminance as defined by WCAG 2."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


class PagesTest(unittest.TestCase):
    def everyFile(self):
        for folder, ending in EDITIONS.values():
            files = sorted(folder.rglob("*" + ending))
            self.assertTrue(files, f"no pages in {folder}")
            yield from files

    def testBothEditionsHaveTheSameTexts(self):
        for folder, ending in EDITIONS.values():
            for page, sentences in WORDS.items():
                text = visibleText((folder / (page + ending)).read_text())
                for sentence in sentences:
                    self.assertIn(sentence, text, f"{folder / page}{ending}")

    def testBothEditionsHaveTheSamePagesAndErrorPages(self):
        names = {edition: {file.relative_to(folder).with_suffix("") for file in folder.rglob("*" + ending)
                           if file.parent.name == "_errors" or not file.name.startswith("_")}
                 for edition, (folder, ending) in EDITIONS.items()}
        self.assertEqual(names["jinja"], names["mustache"])

    def testErrorPagesHaveTheSameTextInBothEditions(self):
        faces = sorted((ROOT / "pages/_errors").glob("[0-9]*.html"))
        self.assertTrue(faces)
        for face in faces:
            other = visibleText((EDITIONS["mustache"][0] / "_errors" / (face.stem + ".mustache")).read_text())
            for block in ("title", "heading", "words"):
                words = re.search(r"\{% block " + block + r" %\}(.*?)\{% endblock %\}", face.read_text(), re.S)[1]
                self.assertIn(visibleText(words), other, f"{block} of {face.name}")

    def testBothEditionsGuardThePrivatePageAndHideTheLogin(self):
        for folder, ending in EDITIONS.values():
            for page, access in (("private", "user"), ("login", "internal")):
                first = (folder / (page + ending)).read_text().splitlines()[0]
                self.assertRegex(first, r"^\{(#|\{!) access: " + access + r" (#|\}\})")

    def testNoPageHasInlineScriptsOrStyles(self):
        for file in self.everyFile():
            text = file.read_text()
            self.assertNotRegex(text, r"(?i)<style|<script|\sstyle\s*=|\son\w+\s*=|javascript:|data:|https?://", str(file))
        css = (ROOT / "pages/assets/site.css").read_text()
        self.assertNotRegex(css, r"@import|https?:|data:|//")

    def testEveryFormThatPostsCarriesTheToken(self):
        forms = [form for file in self.everyFile() for form in re.findall(r"<form.*?</form>", file.read_text(), re.S)]
        self.assertEqual(len(forms), 4)
        for form in forms:
            self.assertRegex(form, r'(?s)method="post".*name="csrf_token" value="\{\{ ?csrf_token ?\}\}"')

    def testTextHasEnoughContrastInLightAndDark(self):
        schemes = re.findall(r":root \{(.*?)\}", (ROOT / "pages/assets/site.css").read_text(), re.S)
        self.assertEqual(len(schemes), 2)
        for number, scheme in enumerate(schemes):
            colour = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", scheme))
            for pairs, least in ((TEXT_ON, 4.5), (EDGE_ON, 3.0)):
                for front, back in pairs:
                    seen = contrast(colour[front], colour[back])
                    self.assertGreaterEqual(seen, least, f"{front} on {back} in {('light', 'dark')[number]}")

    def testPasswordIsNeverSentBack(self):
        for folder, ending in EDITIONS.values():
            field = re.search(r'<input id="password".*?>', (folder / ("login" + ending)).read_text(), re.S)[0]
            self.assertNotIn("value=", field)


if __name__ == "__main__":
    unittest.main()
