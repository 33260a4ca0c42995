"""The forms of money, time, lists and refusals."""

from datetime import UTC, datetime, timedelta

import pytest

from scripts.sandbox import forms
from scripts.sandbox.forms import Refusal


@pytest.mark.parametrize(
    ("text", "decimals", "units"),
    [
        ("0", 9, 0),
        ("50", 0, 50),
        ("1.5", 9, 1_500_000_000),
        ("0.000000001", 9, 1),
        ("12345678901234567890", 0, 12345678901234567890),
        ("0.1", 1, 1),
    ],
)
def test_an_amount_is_read_and_written_exactly(text: str, decimals: int, units: int) -> None:
    assert forms.parse_amount(text, decimals) == units
    assert forms.amount_text(units, decimals) == text


@pytest.mark.parametrize(
    "text",
    ["", "1.0", "1.50", "01", "+1", "-1", "1e3", ".5", "5.", "1 ", "1,5", "٣", "NaN", "0x1"],
)
def test_no_other_form_of_an_amount_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match="shortest"):
        forms.parse_amount(text, 9)


def test_an_amount_with_more_decimals_than_the_asset_is_refused() -> None:
    with pytest.raises(ValueError, match="decimals"):
        forms.parse_amount("0.0000000001", 9)
    with pytest.raises(ValueError, match="decimals"):
        forms.parse_stars("1.5")


def test_an_amount_below_zero_is_written_with_its_sign() -> None:
    assert forms.amount_text(-1_500_000_000, 9) == "-1.5"


def test_a_time_is_written_in_utc_with_milliseconds() -> None:
    at = datetime(2026, 12, 1, 9, 0, 0, 123_987, UTC)
    assert forms.time_text(at) == "2026-12-01T09:00:00.123Z"
    assert forms.parse_time("2026-12-01T09:00:00.123Z") == at.replace(microsecond=123_000)


def test_a_time_with_an_offset_is_brought_to_utc() -> None:
    assert forms.time_text(forms.parse_time("2026-12-01T12:00:00+03:00")) == (
        "2026-12-01T09:00:00.000Z"
    )


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01",
        "2026-12-01T09:00:00",
        "2026-12-01 09:00:00Z",
        "1796115600",
        "2026-13-01T09:00:00Z",
        "",
    ],
)
def test_no_other_form_of_a_time_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        forms.parse_time(text)


def test_a_list_is_read_page_by_page_without_gap_or_double() -> None:
    items = list(range(1, 8))
    got: list[int] = []
    cursor = None
    while True:
        found, cursor = forms.page(items, key=int, limit=3, cursor=cursor)
        got += found
        if cursor is None:
            break
    assert got == items


def test_a_list_that_ends_with_its_page_has_no_next() -> None:
    assert forms.page([1, 2, 3], key=int, limit=3, cursor=None) == ([1, 2, 3], None)


@pytest.mark.parametrize("cursor", ["", "!!", "bm90anNvbg", "W10", "dHJ1ZQ"])
def test_a_cursor_of_no_list_is_refused(cursor: str) -> None:
    with pytest.raises(Refusal) as refused:
        forms.page([1], key=int, limit=1, cursor=cursor)
    assert refused.value.code == "invalid"


def test_every_refusal_has_words_in_both_languages() -> None:
    codes = forms.refusal_codes()
    named = "taken not-a-member bot-blocked no-such-button dice-value clock-backwards still-busy"
    for code in [*named.split(), "user-rejects", "chain-refused", "not-listed", "invalid"]:
        assert code in codes
    for row in codes.values():
        assert row.en
        assert row.ru
        assert row.en != row.ru
        assert 400 <= row.status <= 599


def test_a_refusal_is_told_in_the_language_of_its_reader() -> None:
    refusal = Refusal("taken", username="alice")
    told = [forms.error_body(refusal, language)["error"] for language in ("en", "ru-RU", "de")]
    codes = forms.refusal_codes()["taken"]
    assert [one["text"] for one in told if isinstance(one, dict)] == [codes.en, codes.ru, codes.en]


def test_whole_numbers_are_written_without_a_point() -> None:
    assert repr(forms.number(50.0)) == "50"
    assert forms.number(0.5) == 0.5
    assert timedelta(seconds=forms.number(1.0)) == timedelta(seconds=1)
