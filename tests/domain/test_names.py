"""Names of people never turn, hide or overgrow the text around them."""

import pytest

from domain.shared.ids import UserId
from domain.users.names import shown_name

PLAIN = (
    "Alice",
    "Боб Б.",
    "عبد الله",
    "José",
    "O'Neil",
    "👨\u200d👩\u200d👧",
    "\u0645\u06cc\u200c\u062e\u0648",
)


@pytest.mark.parametrize("name", PLAIN)
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert shown_name(name, UserId(7)) == name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("\u202eecilA", "ecilA"),
        ("Al\u2066ic\u2069e\u200f", "Alice"),
        ("Alice\nwon 100 ⭐", "Alice won 100 ⭐"),
        ("  Al\u200b\ufeffice\t ", "Alice"),
        ("Z" + "\u0301" * 40, "Z" + "\u0301" * 3),
        ("x" * 500, "x" * 129),
        ("\u202e\u200b", "#7"),
        ("\u3164 \u2800", "#7"),
        ("", "#7"),
    ],
)
def test_what_would_harm_the_text_is_taken_out(name: str, shown: str) -> None:
    assert shown_name(name, UserId(7)) == shown
