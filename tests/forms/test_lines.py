"""On which line a key stands, whatever values lie between."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from fielddoc.forms.lines import Path, line_of, lines

SAMPLE = '''\
# top
a = 1
text = """
[not.a.header]
b = 2
"""
list = [
  "[[x]]",  # a ] in a comment
  {c = "=", d = [1, 2]},
]
dotted.key.deep = true
[table]
a = '#'
[table."quoted key"]
e = \'\'\'
f = 3 \'\'\'
[[many]]
g = 1
[[many.inner]]
h = "\\"]"
[[many.inner]]
h = 2
[[many]]
g = 3
[[many.inner]]
h = 4
'''


def test_every_key_has_its_line() -> None:
    tomllib.loads(SAMPLE)
    found = lines(SAMPLE)
    assert found[("a",)] == 2
    assert found[("text",)] == 3
    assert ("b",) not in found
    assert found[("list",)] == 7
    assert found[("dotted", "key", "deep")] == 11
    assert found[("table", "a")] == 13
    assert found[("table", "quoted key", "e")] == 15
    assert ("table", "quoted key", "f") not in found
    assert found[("many", 0, "g")] == 18
    assert found[("many", 0, "inner", 1, "h")] == 22
    assert found[("many", 1)] == 23
    assert found[("many", 1, "inner", 0, "h")] == 26


def test_what_has_no_line_has_the_line_around_it() -> None:
    assert line_of(SAMPLE, ("many", 1, "missing")) == 23
    assert line_of(SAMPLE, ("list", 1, "c")) == 7
    assert line_of(SAMPLE, ("nowhere",)) == 1


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=20)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_no_text_between_two_keys_moves_the_second(texts: list[str]) -> None:
    """Any text, written as a basic or a long literal string, leaves the next key where it is."""
    rows = []
    for number, text in enumerate(texts):
        basic = "".join(f"\\U{ord(char):08x}" if char in '"\\' or not char.isprintable() else char
                        for char in text)  # fmt: skip
        rows.append(f'k{number} = "{basic}"')
    rows += ["long = '''", *("x = [" for _ in texts), "'''", "last = 1"]
    written = "\n".join(rows) + "\n"
    tomllib.loads(written)
    path: Path = ("last",)
    assert lines(written)[path] == len(rows)
    assert ("x",) not in lines(written)
