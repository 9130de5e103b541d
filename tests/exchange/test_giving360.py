"""Awards come in from funders' 360Giving files, broken ones too, and go out as files that keep the standard."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communitydesk.desk.errors import FieldTrouble, FileTrouble, ManyTroubles, Trouble
from communitydesk.exchange.giving360 import GivenAward, awards_for, made_up_id, org_id, read_awards, to_giving360

TODAY = dt.date(2026, 11, 21)
RULES = json.loads(Path(__file__).with_name("giving360_rules.json").read_text("utf-8"))
TYPES: dict[str, Any] = {"string": str, "number": (int, float), "object": dict, "array": list, "null": type(None)}
FORMATS = {
    "date-time": re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"),
    "uri": re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.I),
}


def faults(value: Any, rule: dict[str, Any], where: str = "") -> list[str]:
    """What breaks a rule of the schema, by the few words that the 360Giving schema uses."""
    if "$ref" in rule:
        return faults(value, RULES["$defs"][rule["$ref"].rsplit("/", 1)[1]], where)
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(isinstance(value, TYPES[kind]) and not isinstance(value, bool) for kind in kinds):
        return [f"{where} is no {kinds}"]
    if isinstance(value, dict):
        found = [f"{where}.{name} is missing" for name in rule.get("required", ()) if name not in value]
        parts = [(f"{where}.{name}", part, rule.get("properties", {}).get(name, {})) for name, part in value.items()]
    elif isinstance(value, list):
        found = [f"{where} is too short"] if len(value) < rule.get("minItems", 0) else []
        found += (
            [f"{where} repeats"] if rule.get("uniqueItems") and len(set(map(json.dumps, value))) < len(value) else []
        )
        parts = [(where, part, rule.get("items", {})) for part in value]
    else:
        found, parts = ([] if matches(value, rule) else [f"{where} is not of the form"]), []
    if "oneOf" in rule and sum(not faults(value, one, where) for one in rule["oneOf"]) != 1:
        found.append(f"{where} is not one of the forms")
    return [*found, *(fault for name, part, inner in parts for fault in faults(part, inner, name))]


def matches(value: Any, rule: dict[str, Any]) -> bool:
    if value not in rule.get("enum", [value]):
        return False
    if isinstance(value, str):
        form = FORMATS.get(rule.get("format", ""))
        return bool(re.search(rule.get("pattern", ""), value)) and (form is None or bool(form.fullmatch(value)))
    return value is None or bool(value >= rule.get("minimum", value))


OWN = GivenAward(
    "CF-2026-17", "Garden for all", "Raised beds and a tea morning each month", "GBP", 490_000, dt.date(2026, 3, 12),
    dt.date(2026, 4, 1), dt.date(2027, 3, 31), 12, "Community Fund", "GB-CHC-1234567", "Our Garden Group",
)  # fmt: skip


def test_our_own_awards_keep_the_standard_and_come_back_the_same() -> None:
    person = replace(OWN, identifier="P-1", amount_pence=30_050, to_person=True, recipient_id="360G-person-1")
    full = replace(OWN, identifier="F-1", recipient_id="GB-CHC-7654321", charity_number="7654321", programme="Small grants",
                   applied_pence=500_000, url="https://example.org/a")  # fmt: skip
    content = to_giving360([OWN, person, full], "Our Garden Group", "Awards", TODAY)
    assert faults(json.loads(content), RULES) == []
    again = read_awards(content, TODAY)
    assert again == (replace(OWN, recipient_id=made_up_id(OWN.recipient_name)), person, full)


def test_the_checker_itself_finds_what_breaks_the_standard() -> None:
    package = json.loads(to_giving360([OWN], "Our Garden Group", "Awards", TODAY))
    for name, wrong in (("awardDate", "12/03/2026"), ("currency", "pounds"), ("amountAwarded", "4900"),
                        ("fundingOrganization", []), ("recipientOrganization", [{"name": "No id"}])):  # fmt: skip
        broken = json.loads(json.dumps(package))
        broken["grants"][0][name] = wrong
        assert faults(broken, RULES)


def test_an_award_that_lacks_what_the_standard_needs_is_refused_beside_its_fields() -> None:
    with pytest.raises(ManyTroubles) as refused:
        to_giving360([replace(OWN, title="", awarded_on=None)], "g", "Awards", TODAY)
    assert [trouble.field for trouble in refused.value.troubles] == ["title", "awarded_on"]
    with pytest.raises(FieldTrouble, match="same reference"):
        to_giving360([OWN, OWN], "g", "Awards", TODAY)
    with pytest.raises(FieldTrouble, match="at least one"):
        to_giving360([], "g", "Awards", TODAY)


GRANT = {
    "id": "360G-fund-1", "title": "Garden", "description": "Beds", "currency": "GBP", "amountAwarded": 4900.5,
    "awardDate": "2026-03-12T00:00:00+00:00", "fundingOrganization": [{"id": "GB-CHC-1234567", "name": "Community Fund"}],
    "recipientOrganization": [{"id": "GB-CHC-7654321", "name": "Our Garden Group", "charityNumber": "7654321"}],
    "plannedDates": [{"startDate": "2026-04", "endDate": "2027-03-31", "duration": 12}],
    "grantProgramme": [{"title": "Small grants"}], "url": "javascript:alert(1)",
}  # fmt: skip


@pytest.mark.parametrize("data", [{"grants": [GRANT]}, [GRANT], GRANT])
def test_an_award_is_read_from_a_package_a_list_or_alone(data: object) -> None:
    (award,) = read_awards(json.dumps(data).encode(), TODAY)
    assert (award.amount_pence, award.awarded_on, award.start) == (490_050, dt.date(2026, 3, 12), dt.date(2026, 4, 1))
    assert (award.funder_name, award.recipient_id, award.programme, award.months) == (
        "Community Fund", "GB-CHC-7654321", "Small grants", 12,
    )  # fmt: skip
    assert award.problems == ()
    assert award.url == ""


@pytest.mark.parametrize("heading", [
    "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Recipient Org:0:Identifier,Recipient Org:0:Name,"
    "Funding Org:0:Name,Planned Dates:0:Start Date",
    "id,title,description,currency,amountAwarded,awardDate,recipientOrganization/0/id,recipientOrganization/0/name,"
    "fundingOrganization/0/name,plannedDates/0/startDate",
    "Identifier,Title,Description,Currency,Amount Awarded (£),Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Funding Org:Name,Planned Dates:Start Date",
])  # fmt: skip
def test_a_spreadsheet_is_read_by_titles_or_by_paths_with_dates_as_people_write_them(heading: str) -> None:
    row = '360G-1,Garden,Beds,GBP,"£4,900.50",12/03/2026,GB-CHC-7654321,Our Garden Group,Community Fund,1/4/2026'
    (award,) = read_awards(f"{heading}\r\n{row}\r\n".encode("cp1252"), TODAY)
    assert (award.identifier, award.amount_pence) == ("360G-1", 490_050)
    assert (award.awarded_on, award.start) == (dt.date(2026, 3, 12), dt.date(2026, 4, 1))
    assert (award.recipient_name, award.recipient_id, award.funder_name) == (
        "Our Garden Group", "GB-CHC-7654321", "Community Fund",
    )  # fmt: skip


def test_what_cannot_be_read_of_an_award_is_said() -> None:
    (award,) = read_awards(json.dumps({**GRANT, "awardDate": "soon", "amountAwarded": "lots"}).encode(), TODAY)
    assert (award.awarded_on, award.amount_pence, len(award.problems)) == (None, None, 2)


def test_a_groups_own_awards_are_found_by_number_and_else_by_name() -> None:
    mine = GivenAward("1", "a", recipient_name="OUR GARDEN GROUP LTD", recipient_id="GB-CHC-7654321")
    other = GivenAward("2", "b", recipient_name="Their Garden", charity_number="1111111")
    assert awards_for([mine, other], "Anything", ["7654321"]) == (mine,)
    assert awards_for([mine, other], "Our Garden Group") == (mine,)
    assert awards_for([mine, other], "", ["999"]) == ()


def test_numbers_get_the_prefix_of_their_register() -> None:
    assert org_id(charity="1234567") == "GB-CHC-1234567"
    assert org_id(charity="sc 012345") == "GB-SC-SC012345"
    assert org_id(charity="NIC100123") == "GB-NIC-100123"
    assert org_id(company="123456") == "GB-COH-00123456"
    assert org_id(casc="CH 1234") == "GB-CASC-CH1234"
    assert org_id() == ""
    assert made_up_id("Our Group") == made_up_id("Our Group") != made_up_id("Our group")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        b"[]",
        b"{",
        b"[" * 100_000,
        b'{"grants": 3}',
        b"a,b\n1,2\n",
        b"[1,2]",
        b"\xff\xd8\xff",
        "Title:5²,Amount Awarded:٣\n".encode(),
    ],
)
def test_a_file_without_awards_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(FileTrouble) as refused:
        read_awards(content, TODAY)
    assert str(refused.value).endswith(".")


values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.sampled_from([0, -5, 10**30, 10**400]) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GRANT, "name", "id", "startDate"]), inner)
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(list(GRANT)), values, min_size=1))
def test_any_json_gives_awards_or_a_sentence(grant: dict[str, Any]) -> None:
    try:
        content = json.dumps({"grants": [grant]}).encode()
    except ValueError:  # a number too long to be written
        return
    try:
        said = f"{len(read_awards(content, TODAY))} award."
    except Trouble as trouble:
        said = str(trouble)
    assert said.endswith(".")
