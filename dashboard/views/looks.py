"""Other ways to look at a topic than one measure at a time: several results together, or two things side by side.

What lives here: which results stand together, and how each look is laid out. What does not: reading or wording them.
"""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from dashboard import peer_supervision, profiles, said_and_recorded, survey_notes, timelines
from dashboard.cells import Place
from dashboard.components import exhibit, scales_table, tables
from dashboard.components.exhibit import rests_on
from dashboard.components.headline import plain
from dashboard.exhibits import about
from dashboard.profiles import Profile
from dashboard.readings import read
from dashboard.scales import read_scales
from dashboard.store import Store
from dashboard.views.topic import Also

STANDARDS: Final = Profile(
    key="standards",
    heading="The seven Management Standards",
    measures=(
        "msit_demands",
        "msit_control",
        "msit_managers_support",
        "msit_peer_support",
        "msit_relationships",
        "msit_role",
        "msit_change",
    ),
    about="Each is the mean of a scale from 1 to 5 on which higher is better; there is no overall score.",
    split="Management Standards: ",
)
CONFIDENCE: Final = Profile(
    key="confidence",
    heading="What practitioners say of work with online abuse",
    measures=(
        "oac2_concerned",
        "oac3_need_support",
        "oac4_not_confident",
        "oac5_not_knowledgeable",
        "oac6_not_right_questions",
        "oac7_not_confident_cases",
        "oac8_not_know_signs",
    ),
    about=(
        "Shares of those who answered. Beside them stands the survey of BASW and the NSPCC (2013), which asked in "
        "words of its own."
    ),
)
PREPARED: Final = Profile(
    key="prepared",
    heading="How prepared practitioners feel for work with sexual abuse",
    measures=("csa_training", "csa_no_depth", "csa_own_time", "csa_diversity_confident"),
    about="Shares of those who answered, after findings of NSPCC and Coventry University (2014).",
)
SUPERVISION: Final = Profile(
    key="supervision",
    heading="What practitioners say of supervision and support",
    measures=(
        "sup_quality",
        "sup_monthly",
        "sup_90min",
        "sup_peer",
        "sup_registered",
        "csa_manager",
        "csa_colleagues",
        "csa_time",
        "csa_away",
        "csa_wait_26w",
    ),
    about=(
        "Shares of those who answered. The Local Government Association's standard asks for at least an hour and a "
        "half without interruption, at least once a month."
    ),
)
NEXT: Final = (
    "**Show staff their own results**, with how many answered, before anybody else acts on them.",
    (
        "**Ask whether they recognise them**: a survey is a first pass. Small groups of staff, without their manager, "
        "say what lies behind the two or three lowest results and what would help."
    ),
    "**Agree on two or three things** with a name and a date, and say what will not be done and why.",
    "**Ask again** with the same questions, and tell staff what has changed.",
)
NEXT_SOURCE: Final = (
    "After the Management Standards approach of the Health and Safety Executive, which treats a survey as a start to "
    "be confirmed in discussion with staff. Results are of teams and services; nobody's own answers can be seen, and "
    "teams are not ranked."
)


def _profile(profile: Profile, store: Store, place: Place) -> None:
    found = profiles.rows(profile, store, place)
    answered = survey_notes.of_survey(found[0].definition, store, place, found[0].cell.period_end)
    exhibit.show(profiles.exhibit(profile, found, place, answered), place, store.definitions)


def standards(store: Store, place: Place) -> None:
    """The seven scales, and what to do with them."""
    _profile(STANDARDS, store, place)
    st.header("What to do next", anchor=False)
    st.markdown("\n".join(f"{number}. {text}" for number, text in enumerate(NEXT, 1)))
    st.caption(plain(NEXT_SOURCE))


def confidence(store: Store, place: Place) -> None:
    """Confidence with online abuse finding by finding, then how prepared practitioners feel for sexual abuse."""
    for profile in (CONFIDENCE, PREPARED):
        if profiles.is_offered(profile, store, place):
            _profile(profile, store, place)


def by_team(store: Store, place: Place) -> None:
    """Every scale in every unit below; a unit of few shows that it is withheld."""
    found = read_scales(STANDARDS, store, place)
    answered = survey_notes.of_survey(next(iter(found.definitions.values())), store, place, found.period)
    scales_table.show(found, answered)


def timeline(store: Store, place: Place) -> None:
    """Stress above caseload."""
    exhibit.show(timelines.exhibit(store, place), place, store.definitions)


def peers(store: Store, place: Place) -> None:
    """Before and after peer supervision began."""
    found = peer_supervision.beginnings(store, place)
    st.header("Before and after peer supervision began", anchor=False)
    st.markdown(plain(peer_supervision.says(found, place)))
    if found:
        table = peer_supervision.table(found, store, place)
        tables.words(table, f"Before and after peer supervision began, {place.unit.name}")
        tables.download(table, f"peer-supervision-{place.unit.unit_id}-{place.period_end.isoformat()}")
    st.caption(plain(peer_supervision.HOW))
    held = read(store, place, (peer_supervision.REACH, *peer_supervision.ASKED))
    rests_on([about(reading, beside=True) for reading in held.values()])


def said_beside_recorded(store: Store, place: Place) -> None:
    """What is said and what is recorded of online abuse."""
    held = said_and_recorded.readings(store, place)
    st.header(plain(f"What practitioners say, and what records show, {place.unit.name}"), anchor=False)
    st.markdown(plain(said_and_recorded.says(held)))
    table = said_and_recorded.table(held)
    tables.words(table, f"What practitioners say beside what records show, {place.unit.name}")
    tables.download(table, f"said-and-recorded-{place.unit.unit_id}-{place.period_end.isoformat()}")
    st.caption(plain(said_and_recorded.WHY_THEY_DIFFER))
    rests_on([about(reading, beside=key != said_and_recorded.SAID) for key, reading in held.items()])


def _has_parts(store: Store, place: Place) -> bool:
    return bool(place.parts) and profiles.is_offered(STANDARDS, store, place)


WELLBEING: Final = (
    Also("standards", "The seven standards", partial(profiles.is_offered, STANDARDS), standards),
    Also("teams", "Team by team", _has_parts, by_team),
    Also("timeline", "Stress beside caseload", timelines.is_offered, timeline),
)
TRAINING: Final = (Also("confidence", "What practitioners say", partial(profiles.is_offered, CONFIDENCE), confidence),)
SUPPORT: Final = (
    Also("said", "What practitioners say", partial(profiles.is_offered, SUPERVISION), partial(_profile, SUPERVISION)),
    Also("peers", "Before and after peer supervision", peer_supervision.is_offered, peers),
)
ONLINE_ABUSE: Final = (Also("recorded", "Said and recorded", said_and_recorded.is_offered, said_beside_recorded),)
EVERY_PROFILE: Final = (STANDARDS, CONFIDENCE, PREPARED, SUPERVISION)
