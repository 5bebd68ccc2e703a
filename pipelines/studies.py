"""The findings of the two studies behind Headroom, and where each is measured: the page `docs/studies.md`.

What lives here: the findings in our own words, and the measures, pages and looks that answer them. What does not: what
was published (`benchmarks`), how a measure is worked out, or the pages themselves. A figure is named by its measure and
value alone; population, year and source stand with the benchmark.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from pipelines.benchmarks import Benchmark, benchmarks_for
from pipelines.measures.catalogue import BY_KEY
from pipelines.measures.document import TOPICS
from pipelines.measures.measure import Topic
from pipelines.organisation import Organisation

INTRODUCTION: Final = """# The two studies, finding by finding

Headroom began with two studies: what each of them found, which measures ask the same of your own authority, what was
published, and where it stands on the pages. Published figures are comparisons, never targets; our questions are in
words of our own, because the questionnaires were not published."""


class Study(Enum):
    """Title, and what kind of study it was."""

    ONLINE_ABUSE = (
        "BASW and NSPCC 2013: social workers and online abuse",
        "An online survey of 327 UK social workers in May 2013, answered by whoever wished to.",
    )
    SEXUAL_ABUSE = (
        "NSPCC and Coventry University 2014: social work with sexually abused children",
        (
            "Interviews in six English authorities. Most findings are no figures; those on stress it took from a web "
            "poll of Community Care (2013), that on plans from the six authorities."
        ),
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and on it one of the looks by its name; without a name one measure at a time."""

    page: Topic
    look: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a study found. `questions` are the codes of the survey questions, or of the sums, that take it up."""

    study: Study
    text: str
    questions: tuple[str, ...]
    measures: tuple[str, ...]
    places: tuple[Place, ...]
    published: tuple[tuple[str, float], ...] = ()
    """Measure and value of what was published."""


SAID_AND_RECORDED: Final = Place(Topic.ONLINE_ABUSE, "Said and recorded")
EXPOSURE: Final = Place(Topic.ONLINE_ABUSE, "Exposure against training")
TRAINING: Final = Place(Topic.TRAINING, "What practitioners say")
SUPPORT: Final = Place(Topic.SUPPORT, "What practitioners say")
PEERS: Final = Place(Topic.SUPPORT, "Before and after peer supervision")
STRESS: Final = Place(Topic.WELLBEING, "Stress beside caseload")
STANDARDS: Final = Place(Topic.WELLBEING, "The seven standards")


def _survey(text: str, code: str, key: str, value: float, *more: str, also: tuple[Place, ...] = ()) -> Finding:
    """A finding of the survey on online abuse, one question each."""
    return Finding(Study.ONLINE_ABUSE, text, (code,), (key, *more), (TRAINING, *also), ((key, value),))


FINDINGS: Final = (
    Finding(
        Study.ONLINE_ABUSE,
        "About half said that a quarter of their sexual abuse cases involved online abuse by then.",
        ("OAC1", "workers_ge25_online", "online_share_csa"),
        ("oac1_ge25", "oac1_25_49", "holders_quarter_online", "online_share_of_sexual_abuse_cases"),
        (SAID_AND_RECORDED,),
        (("oac1_ge25", 49), ("oac1_25_49", 49), ("online_share_of_sexual_abuse_cases", 25)),
    ),
    Finding(
        Study.ONLINE_ABUSE,
        "It asked of sexual abuse cases alone; beside it stands what is recorded of all cases.",
        ("online_share_all",),
        ("online_share_of_all_cases", "online_not_recorded_share", "online_cases_by_form"),
        (Place(Topic.ONLINE_ABUSE),),
    ),
    _survey("Half were concerned about dealing with it.", "OAC2", "oac2_concerned", 50),
    _survey(
        "More than two thirds needed more support with such cases.",
        "OAC3",
        "oac3_need_support",
        66.7,
        "training_cover_online_abuse",
        "exposure_gap",
        also=(EXPOSURE,),
    ),
    _survey(
        "A third did not feel sure of the language that young people use online.", "OAC4", "oac4_not_confident", 34
    ),
    _survey(
        "Nearly half did not know how young people communicate on social networks.",
        "OAC5",
        "oac5_not_knowledgeable",
        47,
    ),
    _survey(
        "More than a third did not know what to ask in order to find and assess it.",
        "OAC6",
        "oac6_not_right_questions",
        36,
    ),
    _survey("Three in ten were not confident in dealing with such cases.", "OAC7", "oac7_not_confident_cases", 30),
    _survey("Half could not recognise its signs.", "OAC8", "oac8_not_know_signs", 50),
    Finding(
        Study.ONLINE_ABUSE,
        "Taken together, six in ten of the answers on confidence were confident.",
        ("oac_positive",),
        ("oac_positive", "training_cover_online_abuse"),
        (SAID_AND_RECORDED, Place(Topic.TRAINING)),
        (("oac_positive", 60.6),),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Training came in pieces, from here and there, and some found it for themselves.",
        ("csa_training", "CSA4"),
        (
            "csa_training",
            "csa_own_time",
            "training_common_provider_share",
            "practitioners_by_course",
            "training_hours_per_practitioner",
            "training_own_time_share",
        ),
        (TRAINING,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Practitioners felt unprepared for the emotions of children who had been abused.",
        ("CSA2", "CSA3"),
        ("csa_training", "training_cover_emotional_impact", "training_cover_sexual_abuse"),
        (TRAINING,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "When they qualified, sexual abuse had not been taught in any depth.",
        ("CSA1",),
        ("csa_no_depth", "training_cover_online_abuse_newly_qualified"),
        (TRAINING,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "In one authority of six alone were they confident across cultures and faiths; it is no share of staff.",
        ("CSA5",),
        ("csa_diversity_confident", "training_cover_diversity"),
        (TRAINING,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Time for direct work with children was hard to make and hard to justify.",
        ("CSA6", "CSA7"),
        ("csa_time", "direct_work_share"),
        (SUPPORT,),
        (("direct_work_share", 26),),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Forms and procedures kept them from direct work.",
        ("CSA9",),
        ("csa_away", "direct_work_share"),
        (SUPPORT,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Children waited long for specialist services, one of them half a year.",
        ("CSA8",),
        ("csa_wait_26w", "specialist_wait_median", "specialist_wait_over_26_weeks", "specialist_waits_open"),
        (SUPPORT,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Supervision by the manager was valued, and colleagues were easier to talk to.",
        ("CSA10", "CSA11", "csa_peer_gap"),
        ("csa_manager", "csa_colleagues", "csa_peer_gap", "sup_quality", "managerial_supervision_in_time"),
        (SUPPORT,),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Half could not tell their manager that they were stressed.",
        ("SIS4",),
        ("able_to_tell_manager",),
        (Place(Topic.WELLBEING), PEERS),
        (("able_to_tell_manager", 50),),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Nearly all were moderately or very stressed.",
        ("SIS1",),
        ("stressed_moderately_or_very", "proxy_stress"),
        (STRESS,),
        (("stressed_moderately_or_very", 96),),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Of 8,825 children on protection plans in the six authorities 355 were on one for sexual abuse.",
        ("csa_cp_share",),
        ("plans_for_sexual_abuse_share", "children_on_plans"),
        (Place(Topic.CASELOAD),),
        (("plans_for_sexual_abuse_share", 4.02),),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "It recommended that supervision among peers be made a rule.",
        ("SUP7",),
        ("sup_peer", "peer_supervision_in_time"),
        (SUPPORT, PEERS),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "Caseloads were vast.",
        (),
        ("caseload_per_fte", "load_ratio", "over_limit_share", "msit_demands", "psi_workload_positive"),
        (Place(Topic.CASELOAD), STRESS, STANDARDS),
    ),
    Finding(
        Study.SEXUAL_ABUSE,
        "After difficult cases there was no chance to recover.",
        ("CSA12",),
        ("csa_recover",),
        (Place(Topic.WELLBEING),),
    ),
)


def as_markdown() -> str:
    """The whole page: a table for each study, ending in one line break."""
    return "\n\n".join([INTRODUCTION, *map(_table, Study)]) + "\n"


def published(finding: Finding) -> Iterator[Benchmark]:
    """What was published beside the measures of a finding.

    Raises `LookupError` where a figure named is not among the benchmarks of its measure.
    """
    for key, value in finding.published:
        found = benchmarks_for((BY_KEY[key],), Organisation(()), None)
        matching = [each for each in found if each.value == value]
        if not matching:
            raise LookupError(f"No published figure of {key} is {value:g}")
        yield matching[0]


def _table(study: Study) -> str:
    title, kind = study.value
    rows = [_row(finding) for finding in FINDINGS if finding.study is study]
    heading = ["| What was found | Measures | Published | Where it stands |", "|---|---|---|---|"]
    return "\n".join([f"## {title}", "", kind, "", *heading, *rows])


def _row(finding: Finding) -> str:
    measures = "<br>".join(f"{BY_KEY[key].label} (`{key}`)" for key in finding.measures)
    figures = "<br>".join(map(_figure, published(finding))) or "no figure"
    places = "<br>".join(TOPICS[each.page] + (f", *{each.look}*" if each.look else "") for each in finding.places)
    return f"| {finding.text} | {measures} | {figures} | {places} |"


def _figure(benchmark: Benchmark) -> str:
    whose = benchmark.population.replace("What about", "what about")
    return f"{benchmark.value:g}%: {whose}, {benchmark.year} ({benchmark.source})"
