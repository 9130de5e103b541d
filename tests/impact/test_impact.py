"""Outcomes, evidence, and what stays out of documents because of consent."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, Refused
from communitydesk.desk.words import Words
from communitydesk.impact import actions, figures
from communitydesk.impact.consent import consent_state
from communitydesk.impact.model import Consent, EvidenceCard, Measure, Outcome

TODAY = dt.date(2026, 11, 14)
DAY = dt.timedelta(days=1)


def consent(**values: object) -> Consent:
    return Consent(**({"card_key": "x", "who": "A gardener", "given_on": TODAY} | values))


@pytest.mark.parametrize(
    ("consents", "state"),
    [
        ([], "missing"),
        ([consent(given_on=None)], "missing"),
        ([consent(given_on=TODAY + DAY)], "missing"),
        ([consent()], "ok"),
        ([consent(expires_on=TODAY)], "soon"),
        ([consent(expires_on=TODAY + 61 * DAY)], "ok"),
        ([consent(), consent(given_on=TODAY - 9 * DAY, expires_on=TODAY - DAY)], "lapsed"),
        ([consent(), consent(withdrawn_on=TODAY)], "withdrawn"),
        ([consent(withdrawn_on=TODAY + DAY)], "ok"),
    ],
)
def test_the_worst_consent_decides(consents: list[Consent], state: str) -> None:
    found = consent_state(EvidenceCard(name="Harvest"), consents, TODAY)
    assert found.state == state
    assert found.printable == (state in ("ok", "soon"))
    assert Words().say(found.sentence).endswith(".")


@given(
    st.lists(
        st.builds(
            consent,
            given_on=st.none() | st.dates(TODAY - 90 * DAY, TODAY + 9 * DAY),
            expires_on=st.none() | st.dates(TODAY - 9 * DAY, TODAY + 90 * DAY),
            withdrawn_on=st.none() | st.dates(TODAY - 9 * DAY, TODAY + 9 * DAY),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_a_card_is_shown_exactly_when_every_consent_stands(consents: list[Consent]) -> None:
    state = consent_state(EvidenceCard(name="Harvest"), consents, TODAY)
    assert state.printable == all(one.stands(TODAY) for one in consents)


def test_where_nobody_can_be_recognised_nobody_is_asked() -> None:
    assert consent_state(EvidenceCard(name="Beans", shows_people=False), [], TODAY).printable


def test_evidence_without_consent_stays_out_and_says_why(desk: Desk) -> None:
    beans = actions.add_card(desk, EvidenceCard(name="Beans", shows_people=False, kind="story", text="We ate them."))
    faces = actions.add_card(desk, EvidenceCard(name="Faces"), content=b"picture", media_type="image/jpeg")
    yes = actions.add_consent(desk, consent(card_key=faces.key))
    with desk.read() as session:
        assert {row.key for row in figures.evidence(session, TODAY).shown} == {beans.key, faces.key}
    actions.withdraw_consent(desk, yes.key, TODAY)
    with desk.read() as session:
        found = figures.evidence(session, TODAY)
        assert [row.name for row in found.kept_out] == ["Faces"]
        assert "taken back on 14 November 2026" in Words().say(found.kept_out[0].consent.sentence)
        assert len(figures.evidence(session, TODAY - DAY, [faces.key]).kept_out) == 1  # not yet given then
        assert "what the picture shows" in Words().say(found.kept_out[0].troubles[-1])
    actions.renew_consent(desk, yes.key, TODAY, TODAY + 365 * DAY, "E-mail")
    with desk.read() as session:
        (row,) = figures.evidence(session, TODAY, [faces.key]).shown
        assert row.consents[0].how == "E-mail"


def test_a_card_shows_outcomes_and_is_removed_with_its_consents(desk: Desk) -> None:
    fed = actions.add_outcome(desk, Outcome(statement="Children eat fresh food"))
    met = actions.add_outcome(desk, Outcome(statement="Neighbours know each other"))
    card = actions.add_card(desk, EvidenceCard(name="Beans"), [fed.key], [consent()])
    actions.amend_card(desk, card.key, [met.key, fed.key], caption="Beans in July")
    with desk.read() as session:
        (row,) = figures.card_rows(session, TODAY, outcome_key=met.key)
        assert set(row.outcomes) == {fed.key, met.key}
        assert [one.cards for one in figures.outcome_rows(session)] == [1, 1]
    actions.remove_outcome(desk, met.key)
    actions.remove_card(desk, card.key)
    with desk.read() as session:
        assert figures.card_rows(session, TODAY) == ()
    desk.undo()
    with desk.read() as session:
        assert len(figures.card_rows(session, TODAY)[0].consents) == 1


def test_measurements_keep_an_outcome_and_add_no_more_than_were_asked(desk: Desk) -> None:
    outcome = actions.add_outcome(desk, Outcome(statement="People feel less alone"))
    with desk.read() as session:
        assert figures.outcome_rows(session)[0].trouble
    measure = actions.add_measure(desk, Measure(outcome_key=outcome.key, taken_on=TODAY, yes=41, asked=60))
    with desk.read() as session:
        (row,) = figures.outcome_rows(session)
        assert (row.measures[0].share, row.trouble) == (68, None)
    with pytest.raises(FieldTrouble):
        actions.amend_measure(desk, measure.key, yes=61)
    with pytest.raises(Refused):
        actions.remove_outcome(desk, outcome.key)


def test_a_consent_is_somebodys(desk: Desk) -> None:
    card = actions.add_card(desk, EvidenceCard(name="Faces"))
    with pytest.raises(FieldTrouble) as refused:
        actions.add_consent(desk, consent(card_key=card.key, who=" "))
    assert refused.value.field == "person_key"
