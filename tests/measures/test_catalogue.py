"""The catalogue as a whole: which measures there are, how they are protected, and that each has its example."""

import pickle
from dataclasses import replace
from importlib import import_module

import pytest
from builders.rows import Example

from pipelines.measures.catalogue import BY_KEY, CATALOGUE, LINKS
from pipelines.measures.compute import every_series
from pipelines.measures.measure import IS, MEDIAN, NOT, Direction, Measure, Quantity, Statistic, Topic
from pipelines.measures.subject import Flag, Subject, count, quantile, total
from pipelines.measures.subjects.cases import OpenCases
from pipelines.measures.subjects.gather import SUBJECTS
from pipelines.measures.subjects.practitioners import Practitioners
from pipelines.measures.subjects.waits import Waits
from pipelines.measures.survey_measures import comparisons
from pipelines.organisation import Level
from pipelines.published import DisclosureRule

SNAPSHOT = """
caseload_per_fte                            cases per FTE  staff     team
load_ratio                                  %              staff     team
over_limit_share                            %              staff     team
open_cases                                  children       children  team      status
cases_without_capacity                      children       children  team
unallocated_cases                           children       children  team
cases_opened                                children       children  team
cases_closed                                children       children  team
children_on_plans                           children       children  team
plans_for_sexual_abuse_share                %              children  service
exposure_gap                                %              children  team
online_share_of_all_cases                   %              children  team
online_share_of_sexual_abuse_cases          %              children  service
holders_quarter_online                      %              staff     service
online_not_recorded_share                   %              children  team
online_cases_by_form                        children       children  service   online_harm
oac1_ge25                                   %              survey    team
oac1_25_49                                  %              survey    team
training_cover_online_abuse                 %              staff     team
training_cover_sexual_abuse                 %              staff     team
training_cover_diversity                    %              staff     team
training_cover_emotional_impact             %              staff     team
training_lapsing_online_abuse               %              staff     team
training_lapsing_sexual_abuse               %              staff     service
training_cover_online_abuse_newly_qualified %              staff     authority
training_cover_online_abuse_agency          %              staff     authority
training_common_provider_share              %              staff     team
practitioners_by_course                     practitioners  staff     authority course
training_hours_per_practitioner             hours          staff     team
training_own_time_share                     %              staff     team
oac_positive                                %              survey    team
oac2_concerned                              %              survey    team
oac3_need_support                           %              survey    team
oac4_not_confident                          %              survey    team
oac5_not_knowledgeable                      %              survey    team
oac6_not_right_questions                    %              survey    team
oac7_not_confident_cases                    %              survey    team
oac8_not_know_signs                         %              survey    team
csa_training                                %              survey    team
csa_no_depth                                %              survey    team
csa_own_time                                %              survey    team
csa_diversity_confident                     %              survey    team
response_rate                               %              staff     team
proxy_stress                                points         survey    team
psi_workload_positive                       %              survey    team
msit_demands                                score          survey    team
msit_control                                score          survey    team
msit_managers_support                       score          survey    team
msit_peer_support                           score          survey    team
msit_relationships                          score          survey    team
msit_role                                   score          survey    team
msit_change                                 score          survey    team
msit_bullying                               %              survey    team
msit_harassment                             %              survey    team
csa_recover                                 %              survey    team
stressed_moderately_or_very                 %              survey    team
very_or_extremely_stressful                 %              survey    team
unwell_through_stress                       %              survey    team
able_to_tell_manager                        %              survey    team
time_off_for_stress                         %              survey    team
managerial_supervision_in_time              %              staff     team
peer_supervision_in_time                    %              staff     team
supervision_gap_median                      days           staff     team
supervision_gap_p90                         days           staff     service
supervision_cancelled_not_rebooked          %              staff     service
specialist_wait_median                      weeks          children  service
specialist_wait_over_26_weeks               %              children  service
specialist_waits_open                       children       children  service
direct_work_share                           %              staff     team
cases_multi_agency_share                    %              children  service
cases_in_proceedings_share                  %              children  service
csa_time                                    %              survey    team
csa_peer_gap                                points         survey    team
csa_wait_26w                                %              survey    team
csa_away                                    %              survey    team
csa_manager                                 %              survey    team
csa_colleagues                              %              survey    team
sup_quality                                 %              survey    team
sup_monthly                                 %              survey    team
sup_90min                                   %              survey    team
sup_peer                                    %              survey    team
sup_registered                              %              survey    team
in_post_fte                                 FTE            staff     team
agency_rate                                 %              staff     service
vacancy_rate                                %              staff     team
turnover_rate                               %              staff     service
absence_rate                                %              staff     service
"""
LONGEST_LABEL = 60


def _line(measure: Measure) -> str:
    fixed = f"{measure.key:<44}{measure.unit:<15}{measure.disclosure_rule:<10}{measure.lowest_level:<10}"
    return f"{fixed}{' '.join(measure.breakdowns)}".rstrip()


def _quantities() -> set[Quantity]:
    of_measures = {quantity for series in every_series(CATALOGUE) for quantity in series.quantities()}
    return of_measures | {quantity for link in LINKS for quantity in (link.total, *link.parts)}


def test_the_measures_are_those_that_pages_signals_and_policies_are_written_for() -> None:
    assert [_line(measure) for measure in CATALOGUE] == SNAPSHOT.strip().splitlines()


OF_RECORDS = [measure.key for measure in CATALOGUE if measure.key not in set(comparisons())]


@pytest.mark.parametrize("key", OF_RECORDS)
def test_every_measure_has_an_example_worked_out_by_hand(key: str) -> None:
    """Those of survey instruments have the golden tests of their definition (`test_survey_measures`)."""
    examples = import_module(f"test_{BY_KEY[key].topic}_measures").EXAMPLES
    assert isinstance(examples[key], Example)
    # Of an authority alone there is one figure to work out.
    assert len(set(examples[key].expected.values())) > (BY_KEY[key].lowest_level is not Level.AUTHORITY)


def test_no_key_and_no_label_stands_for_two_measures() -> None:
    assert len(BY_KEY) == len({measure.label for measure in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("measure", CATALOGUE, ids=lambda measure: measure.key)
def test_a_declaration_says_everything_a_reader_needs(measure: Measure) -> None:
    assert len(measure.label) <= LONGEST_LABEL
    assert measure.question.endswith("?")
    assert measure.definition.endswith(".")
    assert measure.caveat.endswith(".")
    assert measure.source
    assert "_" not in measure.label + measure.question + measure.base_label


def test_each_topic_has_measures_of_its_own() -> None:
    assert {measure.topic for measure in CATALOGUE} == set(Topic)


def test_two_quantities_that_count_the_same_rows_are_one() -> None:
    counted: dict[tuple[object, ...], set[str]] = {}
    for quantity in _quantities():
        rows = (quantity.subject, frozenset(quantity.where), quantity.statistic, quantity.column, quantity.quantile)
        counted.setdefault(rows, set()).add(quantity.key)
    assert [keys for keys in counted.values() if len(keys) > 1] == []


def test_every_condition_names_a_column_of_its_subject() -> None:
    columns = {subject.key: set(subject.columns()) for subject in SUBJECTS}
    for quantity in _quantities():
        named = {condition.removeprefix(NOT).partition(IS)[0] for condition in quantity.where}
        assert named <= columns[quantity.subject], quantity.key


def test_every_column_of_a_subject_is_counted_by_something() -> None:
    used = {
        (quantity.subject, column)
        for quantity in _quantities()
        for column in (
            *(condition.removeprefix(NOT).partition(IS)[0] for condition in quantity.where),
            quantity.column,
            quantity.contributor,
            quantity.observed,
        )
    } | {(measure.numerator.subject, topic) for measure in CATALOGUE for topic in measure.titled}
    assert {(subject.key, str(column)) for subject in SUBJECTS for column in subject.columns()} - used == set()


def test_shares_of_children_are_parts_of_what_they_rest_on_so_that_the_rest_can_be_protected() -> None:
    shares = [m for m in CATALOGUE if m.disclosure_rule is DisclosureRule.CHILDREN and m.denominator is not None]
    assert [measure.key for measure in shares if not (measure.is_share and measure.base == measure.denominator)] == []


def test_the_caseload_measures_with_no_good_direction_have_none() -> None:
    assert {BY_KEY[key].direction for key in ("caseload_per_fte", "load_ratio", "open_cases")} == {Direction.NEITHER}


def test_a_column_of_another_subject_is_refused_where_a_quantity_is_declared() -> None:
    with pytest.raises(ValueError, match="OpenCases has no column agency"):
        count("wrong", OpenCases, Practitioners.agency)
    with pytest.raises(ValueError, match="Waits has no column fte"):
        total("wrong", Waits, Practitioners.fte)
    with pytest.raises(ValueError, match="Waits has no column agency"):
        quantile("wrong", Waits, Waits.weeks, Practitioners.agency)


def test_a_column_goes_by_one_name() -> None:
    with pytest.raises(TypeError, match="is called is_agency; one name"):

        class Misnamed(Subject):
            agency = Flag("is_agency", "Is agency staff")


def test_declarations_travel_between_processes_unchanged() -> None:
    assert pickle.loads(pickle.dumps((CATALOGUE, LINKS))) == (CATALOGUE, LINKS)


def test_a_measure_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="a percentage has a denominator and a scale of 100"):
        replace(BY_KEY["agency_rate"], denominator=None)
    with pytest.raises(TypeError, match="open_cases is broken down by allocated, which has no list of codes"):
        every_series([replace(BY_KEY["open_cases"], breakdowns=(OpenCases.allocated,))])


def test_a_breakdown_by_titles_is_declared_as_one() -> None:
    by_course = BY_KEY["practitioners_by_course"]
    with pytest.raises(TypeError, match="practitioners_by_course is broken down by course, which has no list of codes"):
        every_series([replace(by_course, titled=())])
    with pytest.raises(ValueError, match="only what it is broken down by can be titled"):
        replace(by_course, breakdowns=())


def test_only_a_figure_about_staff_or_respondents_asks_for_more_of_them_than_a_policy() -> None:
    with pytest.raises(ValueError, match="open_cases: only a figure about staff or respondents asks for more"):
        replace(BY_KEY["open_cases"], fewest=10)


def test_a_quantity_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="only durations can be still running"):
        Quantity("wrong", "waits", observed="over")
    with pytest.raises(ValueError, match="a count has no column"):
        Quantity("wrong", "waits", column="weeks")
    for share in (None, 0.0, 1.0):
        with pytest.raises(ValueError, match="a quantile, and nothing else, says by when which share is over"):
            Quantity("wrong", "waits", (), Statistic.QUANTILE, "weeks", quantile=share)
    with pytest.raises(ValueError, match="a quantile, and nothing else"):
        Quantity("wrong", "waits", quantile=MEDIAN)
