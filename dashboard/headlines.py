"""The first line of each page: which figures it leads with and how they are put.

What lives here: one function a page. What does not: how a change is judged or a figure is written (`messages`,
`formats`).
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import formats, messages
from dashboard.cells import Definition, Place, Signal
from dashboard.messages import Message
from dashboard.readings import LIMIT, Part, Reading, Readings
from pipelines.organisation import Level, Unit
from pipelines.published import Symbol

NAMED = 3
"""Units that a title names."""
NOTHING_PRESSING = (
    "None of the rules that watch these figures has anything pressing to report. "
    "That is no proof that all is well: see the figures below."
)
NOTHING_CAN_BE_SAID = (
    "That no rule has anything to report does not mean that all is well: ask its manager, and read it with the service "
    "it belongs to."
)
SURVEY_IS_FOR = (
    "A survey tells how those who answered felt that day, not how anyone is doing now, and not why. "
    "The figures are there to be talked over with staff, as the Health and Safety Executive "
    "advises, never to rank teams."
)

OUTSIDE_LIMITS = (
    "Outside means more than size and the usual differences between authorities explain. "
    "It is a reason to ask, not a verdict, and not a ranking."
)


def _figure(readings: Readings, key: str) -> str | None:
    """The latest value of a measure as a number, or nothing where none may be shown."""
    reading = readings.get(key)
    return None if reading is None or reading.value is None else formats.amount(reading.value, reading.definition)


def _changed(readings: Readings, key: str) -> str:
    """How the figure moved, as a sentence of its own."""
    return messages.told(messages.change(readings[key]))


def _joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


def _instead(readings: Readings, key: str, place: Place) -> Message:
    """For a page whose own leading figure is hidden, the reason; where the unit does not hold it, the next one."""
    if key in readings:
        return messages.hidden(readings[key], place)
    first = next(iter(readings.values()))
    if first.value is None:
        return messages.hidden(first, place)
    title = f"{first.definition.label}: {formats.amount(first.value, first.definition)} in {formats.whereabouts(place)}"
    return Message(title, messages.reads(first, place))


def caseload(place: Place, readings: Readings, teams: Sequence[Part]) -> Message:
    """Cases held, beside England; then which teams hold more than their hours allow."""
    reading = readings.get("caseload_per_fte")
    if reading is None or reading.value is None:
        return _instead(readings, "caseload_per_fte", place)
    held = formats.amount(reading.value, reading.definition)
    title = f"{place.unit.name} holds {held}"
    if reading.comparators and reading.comparators[0].name != place.unit.name:
        title += f", {messages.against(reading.value, reading.comparators[0], reading.definition)}"
    return Message(title, _joined(_changed(readings, "caseload_per_fte"), _load(readings, teams)))


def _load(readings: Readings, teams: Sequence[Part]) -> str:
    """Which teams hold more than their hours allow; for a team, how it stands itself."""
    reading = readings.get("load_ratio")
    if reading is None:
        return ""
    over = [part for part in teams if (part.latest.value or 0.0) > LIMIT.value]
    if teams:
        most = max(over, key=lambda part: part.latest.value or 0.0, default=None)
        return _teams_over(len(over), teams, most, reading.definition)
    if reading.value is None:
        return ""
    load = formats.amount(reading.value, reading.definition)
    return f"Its cases are {load} of what its hours allow under the limit."


def _teams_over(over: int, teams: Sequence[Part], most: Part | None, definition: Definition) -> str:
    known = sum(part.latest.is_shown for part in teams)
    if known == 0:
        return ""
    those = formats.how_many(known, "team that can be shown", "teams that can be shown")
    said = f"{formats.count(over) if over else 'none'} of the {those}"
    said += " holds" if over == 1 else " hold"
    said += " more cases than the limit allows for their hours"
    if most is not None and most.latest.value is not None:
        said += f"; {most.unit.name} is furthest over, at {formats.amount(most.latest.value, definition)}"
    return formats.sentence(said)


def online_abuse(place: Place, readings: Readings, _: Sequence[Part]) -> Message:
    """The share of cases, who holds them untrained, and always how much is unrecorded."""
    share, gap = _figure(readings, "online_share_of_all_cases"), _figure(readings, "exposure_gap")
    if share is None:
        return _instead(readings, "online_share_of_all_cases", place)
    title = f"{share} of open cases involve online abuse"
    if gap is not None:
        title += f"; {gap} of those are held without current training"
    blank = _figure(readings, "online_not_recorded_share")
    unknown = f"For {blank} of open cases nobody has recorded whether online abuse is involved." if blank else ""
    return Message(title, _joined(_changed(readings, "online_share_of_all_cases"), _untrained(readings), unknown))


def _untrained(readings: Readings) -> str:
    """Said only where the figure is withheld; where no such case is held there is nothing to say."""
    gap = readings.get("exposure_gap")
    if gap is None or gap.latest is None or gap.latest.symbol is not Symbol.CONFIDENTIAL:
        return ""
    return "How many of those are held without current training is hidden, to protect children."


def training(place: Place, readings: Readings, _: Sequence[Part]) -> Message:
    """Who is trained in online abuse today, then the other topics and whose time it took."""
    cover = _figure(readings, "training_cover_online_abuse")
    if cover is None:
        return _instead(readings, "training_cover_online_abuse", place)
    others = {
        "child sexual abuse": _figure(readings, "training_cover_sexual_abuse"),
        "cultural and religious diversity": _figure(readings, "training_cover_diversity"),
        "trauma and emotional impact": _figure(readings, "training_cover_emotional_impact"),
    }
    also = formats.listed([f"{figure} in {topic}" for topic, figure in others.items() if figure])
    own_time = _figure(readings, "training_own_time_share")
    return Message(
        f"{cover} of practitioners have current training in online abuse",
        _joined(
            _changed(readings, "training_cover_online_abuse"),
            f"For other topics: {also}." if also else "",
            f"{own_time} of training hours were done in people’s own time." if own_time else "",
        ),
    )


def wellbeing(place: Place, readings: Readings, _: Sequence[Part]) -> Message:
    """What staff said, how many answered, and what the survey is for."""
    stressed = readings.get("stressed_moderately_or_very")
    if stressed is None or stressed.value is None or stressed.latest is None:
        said = _instead(readings, "stressed_moderately_or_very", place)
        return Message(said.title, _joined(said.sentence, SURVEY_IS_FOR))
    title = (
        f"{formats.amount(stressed.value, stressed.definition)} of those who answered are moderately or very stressed"
    )
    if indicative(readings):
        title = f"Indicative only: {title}"
    manager = _figure(readings, "able_to_tell_manager")
    return Message(
        title,
        _joined(
            _changed(readings, "stressed_moderately_or_very"),
            response(readings),
            f"{manager} feel able to tell their manager." if manager else "",
            SURVEY_IS_FOR,
        ),
    )


def indicative(readings: Readings) -> bool:
    """Whether fewer than half of those asked are known to have answered."""
    rate = readings.get("response_rate")
    return rate is not None and messages.is_indicative(rate.latest, rate.definition)


def response(readings: Readings) -> str:
    """The response rate in words; said with every figure of the survey."""
    rate = readings.get("response_rate")
    if rate is None or rate.latest is None or rate.value is None:
        return "The response rate is not shown here."
    return f"Response rate in {rate.latest.period_end:%B %Y}: {formats.amount(rate.value, rate.definition)}." + (
        " Fewer than half answered, so this is indicative only." if indicative(readings) else ""
    )


def support(place: Place, readings: Readings, _: Sequence[Part]) -> Message:
    """Supervision in time, then peers, with whom people can talk, and the wait for specialist services."""
    managerial = _figure(readings, "managerial_supervision_in_time")
    if managerial is None:
        return _instead(readings, "managerial_supervision_in_time", place)
    peer, wait = _figure(readings, "peer_supervision_in_time"), _figure(readings, "specialist_wait_median")
    colleagues, manager = _figure(readings, "csa_colleagues"), _figure(readings, "csa_manager")
    return Message(
        f"{managerial} of practitioners had supervision from their manager in time",
        _joined(
            _changed(readings, "managerial_supervision_in_time"),
            f"{peer} met peers or a group for supervision in the last three months." if peer else "",
            f"{colleagues} say they can talk openly of difficult cases with colleagues, {manager} with their manager."
            if colleagues and manager
            else "",
            f"Half of the children referred to a specialist service wait {wait} or longer." if wait else "",
        ),
    )


def workforce(place: Place, readings: Readings, _: Sequence[Part]) -> Message:
    """Posts without anyone in them, agency staff, and who left."""
    agency, vacancy = _figure(readings, "agency_rate"), _figure(readings, "vacancy_rate")
    if vacancy is None:
        return _instead(readings, "vacancy_rate", place)
    title = f"{vacancy} of posts are vacant in {place.unit.name}"
    if agency:
        title += f" and {agency} of the workforce is agency staff"
    turnover, posts = _figure(readings, "turnover_rate"), _figure(readings, "in_post_fte")
    return Message(
        title,
        _joined(
            _read_against(readings["vacancy_rate"], place),
            f"{turnover} left within twelve months." if turnover else "",
            f"{posts} are in post." if posts else "",
        ),
    )


def _read_against(reading: Reading, place: Place) -> str:
    others = [each for each in reading.comparators if each.name != place.unit.name]
    if reading.value is None or not others:
        return ""
    return formats.sentence(f"vacancies are {messages.against(reading.value, others[0], reading.definition)}")


def _mostly_hidden(readings: Readings) -> bool:
    """Whether fewer than half of the latest figures can be seen: silence then says nothing."""
    latest = [reading.latest for reading in readings.values() if reading.latest is not None]
    return sum(cell.symbol is Symbol.CONFIDENTIAL for cell in latest) * 2 > len(latest)


def overview(
    place: Place,
    pressed: Sequence[tuple[Unit, Sequence[Signal]]],
    watched: Sequence[Unit],
    readings: Readings,
) -> Message:
    """Who needs attention first. `pressed` are units with a pressing signal, the most pressing first."""
    where = formats.whereabouts(place)
    if not pressed and _mostly_hidden(readings):
        return Message(f"Most figures of {where} are hidden, to protect people", NOTHING_CAN_BE_SAID)
    if not pressed:
        return Message(f"Nothing in {where} stands out this time", NOTHING_PRESSING)
    if tuple(watched) == (place.unit,):
        return Message(f"{place.unit.name} needs attention", formats.sentence(pressed[0][1][0].sentence))
    if watched[0].level is Level.AUTHORITY:
        many = f"{formats.count(len(pressed)).capitalize()} of the {len(watched)} authorities in {where}"
        return Message(f"{many} stand{'s' if len(pressed) == 1 else ''} outside the usual limits", OUTSIDE_LIMITS)
    names = formats.listed([unit.name for unit, _ in pressed[:NAMED]])
    needs = "needs attention" if len(pressed) == 1 else "need attention"
    level = watched[0].level
    teams = formats.how_many(len(watched), formats.level(level), formats.level(level, 2))
    have = "has something pressing" if len(pressed) == 1 else "have something pressing"
    return Message(
        f"{names} {needs}{' first' if len(pressed) > NAMED else ''}",
        formats.sentence(f"{formats.count(len(pressed))} of the {teams} in {where} {have}; the reasons are below"),
    )


def without_signals(place: Place, readings: Readings, told_for: str) -> Message:
    """For a period, or a release, of which no signals were read: the caseload, and which period has signals."""
    said = caseload(place, readings, ())
    note = (
        f"Signals are worked out for {told_for} only; choose that period to see who needs attention."
        if told_for
        else ""
    )
    return Message(said.title, _joined(said.sentence, note))
