"""What a person takes with them is in the forms of the API: times, amounts, yes and no."""

import pytest

from webapp.api.exported import shown_row


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({"at": 1_796_115_600_000_000}, {"at": "2026-12-01T09:00:00.000Z"}),
        ({"paid_at": None, "checked_at": 0}, {"paid_at": None, "checked_at": None}),
        ({"asset": "POINTS", "staked": 1940}, {"asset": "POINTS", "staked": "19.4"}),
        ({"asset": "TON", "units": 1}, {"asset": "TON", "units": "0.000000001"}),
        ({"asset": "XTR", "pending_units": None}, {"asset": "XTR", "pending_units": None}),
        ({"counts": 0, "quiet_until": 480}, {"counts": False, "quiet_until": 480}),
        ({"asset": "jetton:0:ab", "units": 7}, {"asset": "jetton:0:ab", "units": 7}),
    ],
)
def test_a_row_is_shown_in_the_forms_of_the_api(
    row: dict[str, object], shown: dict[str, object]
) -> None:
    assert shown_row(row) == shown
