"""Nothing a cell or an unknown heading holds may reach a finding, a report, a text form or an exception."""

import csv
import io
import json
from dataclasses import dataclass, field

from builders.extracts import SOUND
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.contracts.check import check
from pipelines.contracts.report import as_json, report
from pipelines.sources.delimited import read_delimited
from pipelines.sources.extract import Received

FORMS = (
    "Zqx{}Wvk",
    "  Zqx{}Wvk;grooming",
    "=Zqx{}Wvk()",
    "73918{}.25",
    "7.3918{}E+12",
    "9871-45-{}",
    "{}/13/9871",
    "9{:.3}-01-01",
    "4{:.4}",
)
"""Texts, codes, formulas, numbers and dates that occur in no sentence of ours, each made unique by a number."""


@dataclass
class Planted:
    """Extracts as bytes, and every text that stands in them and must not come out again."""

    files: dict[str, bytes] = field(default_factory=dict)
    sentinels: list[str] = field(default_factory=list)

    def sentinel(self, form: str) -> str:
        text = form.format(str(1000 + len(self.sentinels)))
        self.sentinels.append(text.strip(" =()").removesuffix(";grooming"))
        return text


@st.composite
def planted_authorities(draw: st.DrawFn) -> Planted:
    """The sound authority with sentinels in any cells and headings, columns gone or doubled, and uneven lines."""
    planted = Planted()
    chance = draw(st.sampled_from([1, 3, 10]))
    for key, rows in SOUND.items():
        if draw(st.integers(0, 9)) == 0:
            continue
        random = draw(st.randoms(use_true_random=False))

        def cell(text: str, random=random) -> str:
            return planted.sentinel(random.choice(FORMS)) if random.randrange(10) < chance else text

        lines = [[cell(name) if random.random() < 0.2 else name for name in rows[0]]]
        lines += [[cell(text) for text in row.values()] for row in rows for _ in range(random.choice([1, 1, 2]))]
        match random.randrange(8):
            case 0:
                del lines[0]
            case 1:
                lines[-1].append(planted.sentinel("Zqx{}Wvk"))
            case 2:
                lines = [[*line, line[0]] for line in lines]
            case 3:
                lines = [line[1:] for line in lines]
            case 4:
                lines[0] = [planted.sentinel("Zqx{}Wvk") for _ in lines[0]]
        text = io.StringIO()
        csv.writer(text).writerows(lines)
        planted.files[f"{key}.csv"] = text.getvalue().encode()
    return planted


@settings(deadline=None, derandomize=True)
@given(planted_authorities())
def test_no_planted_value_comes_out_again(planted: Planted):
    read = [read_delimited(Received(file, contents, "0")) for file, contents in planted.files.items()]
    extracts = [extract for found in read for extract in found.extracts]
    outcome = check(extracts, "marlow-vale", [finding for found in read for finding in found.findings])
    said = [report(outcome.findings), json.dumps(as_json(outcome.findings)), repr(outcome), repr(read)]
    everything = " ".join(said).casefold()
    assert [sentinel for sentinel in planted.sentinels if sentinel.casefold() in everything] == []
