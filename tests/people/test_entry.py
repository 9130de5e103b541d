"""Groups without names, as they are typed from a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble
from communitydesk.people.entry import GroupEntry, parse_group_entry


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("8x2", GroupEntry(8, 120)),
        ("8 × 2", GroupEntry(8, 120)),
        ("8 x 1:30", GroupEntry(8, 90)),
        ("8x2½", GroupEntry(8, 150)),
        ("8 people x 2 h", GroupEntry(8, 120)),
        ("8 volunteers x 2 hours", GroupEntry(8, 120)),
        ("12 scouts x 1.5", GroupEntry(12, 90, "scouts")),
        ("8 x 2 helpers from the bank", GroupEntry(8, 120, "helpers from the bank")),
        ("helpers from the bank x 8", GroupEntry(8, None, "helpers from the bank")),
        ("Group: helpers from the bank x 8", GroupEntry(8, None, "helpers from the bank")),
        ("Group: helpers × 8 x 2:30", GroupEntry(8, 150, "helpers")),
        ("group: bank 8", GroupEntry(8, None, "bank")),
        ("Felix x 3", GroupEntry(3, None, "Felix")),
    ],
)
def test_a_group_is_understood_as_people_write_it(typed: str, meant: GroupEntry) -> None:
    assert parse_group_entry(typed) == meant


@pytest.mark.parametrize("typed", ["Max 8", "Alex 2", "Ines", "8", "", "x 8", "8 x", "Bo x", "Gwenllian Tŷ-Coch"])
def test_a_name_is_no_group(typed: str) -> None:
    assert parse_group_entry(typed) is None


@pytest.mark.parametrize("typed", ["0x2", "99999x2", "8x99", "Group: scouts"])
def test_a_group_that_cannot_be_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(FieldTrouble) as refused:
        parse_group_entry(typed)
    assert refused.value.field == "who"
    assert str(refused.value).endswith(".")


@given(st.text(max_size=40))
def test_anything_typed_is_a_group_a_name_or_a_sentence(typed: str) -> None:
    try:
        found = parse_group_entry(typed)
    except FieldTrouble as trouble:
        assert str(trouble)
    else:
        assert found is None or (found.people >= 1 and (found.minutes is None or found.minutes > 0))
