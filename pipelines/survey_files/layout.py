"""How an exported table is laid out: which product wrote it, its lines of headings, and what each column is asked.

What lives here: columns to texts, teams, waves and what is dropped. What does not: items (`wording`), answers
(`answers`), or any sentence (`sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from pipelines.contracts.headings import COLUMNS_BY_HEADING, as_compared
from pipelines.contracts.survey import Survey
from pipelines.sources.extract import Extract
from pipelines.survey_files.products import PRODUCTS, Beside, Product, asks_who
from pipelines.survey_files.wording import is_item, plain_words, without_number

_IMPORT_ID = '{"importid"'
_TEAM = re.compile(
    r"(?:(?:which|what) (?:team|service team) (?:do you (?:work|sit) in|are you in|do you belong to|is yours)"
    r"|(?:what is |please (?:select|choose|give|state) |select )?(?:your|my) team(?: name| code)?"
    r"|team(?: name| code| id)?|which is your team|which team)"
)


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One export: `questions` are the texts of each column in order, `cells` its returns without heading lines.

    `team` and `wave` are positions, as are the keys of `beside`; `blank` are columns with neither heading nor cell.
    """

    product: Product | None
    questions: tuple[tuple[str, ...], ...]
    cells: pd.DataFrame
    team: tuple[int, ...]
    wave: tuple[int, ...]
    beside: dict[int, Beside]
    blank: frozenset[int]

    @property
    def name(self) -> str:
        """How a sentence calls the product."""
        return self.product.name if self.product else "a table with one column for each question"


def layout_of(extract: Extract) -> Layout:
    """The layout, from headings alone; of cells only those of further heading lines are read."""
    product = product_of(extract.headings)
    beside = {
        position: kind
        for position, heading in enumerate(extract.headings)
        if product and (kind := product.beside_answers(heading)) and not is_item((heading,))
    }
    questions, rows = _questions(extract, product, beside)
    team, wave = [], []
    for position, texts in enumerate(questions):
        if position in beside:
            continue
        column = COLUMNS_BY_HEADING[Survey.key].get(as_compared(texts[0]))
        if column is Survey.team_id or any(_TEAM.fullmatch(plain_words(without_number(text))) for text in texts):
            team.append(position)
        elif column is Survey.wave:
            wave.append(position)
        elif product and not is_item(texts) and (kind := next(filter(None, map(product.beside_answers, texts)), None)):
            beside[position] = kind
    cells = extract.cells.iloc[rows:]
    blank = frozenset(
        position
        for position, texts in enumerate(questions)
        if not any(texts) and not cells.iloc[:, position].notna().any()
    )
    return Layout(product, questions, cells, tuple(team), tuple(wave), beside, blank)


def product_of(headings: Sequence[str]) -> Product | None:
    """The product whose own headings are there."""
    compared = {as_compared(heading) for heading in headings}
    return next((product for product in PRODUCTS if product.known_by <= compared), None)


def undeclared(layout: Layout, items: Sequence[int], left_out: Sequence[int]) -> list[int]:
    """Columns that are nothing known, among them questions that ask who somebody is."""
    known = {*layout.beside, *layout.blank, *layout.team, *layout.wave, *items, *left_out}
    return [position for position in range(len(layout.questions)) if position not in known]


def asking_who(layout: Layout, positions: Sequence[int]) -> list[int]:
    """Which of these columns ask for a name, an address or the like."""
    return [position for position in positions if any(map(asks_who, layout.questions[position]))]


def _questions(
    extract: Extract, product: Product | None, beside: dict[int, Beside]
) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The texts of each column from every heading line, and how many lines of cells are such lines."""
    rows = _further_heading_lines(extract, product, beside)
    stems: list[str] = []
    for position, heading in enumerate(extract.headings):
        # SurveyMonkey writes the question of a grid over its first row only.
        carried = stems[-1] if product and product.name == "SurveyMonkey" and stems and not heading else heading
        stems.append(carried)
        if position in beside:
            stems[-1] = heading
    if not rows:
        return tuple((heading,) for heading in extract.headings), 0
    line = [None if position in beside else _cell(extract, 0, position) for position in range(len(extract.headings))]
    return tuple(tuple(filter(None, (below, stem))) or ("",) for below, stem in zip(line, stems, strict=True)), rows


def _further_heading_lines(extract: Extract, product: Product | None, beside: Collection[int]) -> int:
    """How many of the first lines of cells are headings too, which they are not where somebody deleted them."""
    if product is None or product.heading_rows == 1 or extract.cells.empty:
        return 0
    if product.heading_rows == 2:  # noqa: PLR2004 - SurveyMonkey: no respondent on its second line
        numbered = [at for at, heading in enumerate(extract.headings) if as_compared(heading) == "respondent id"]
        return int(bool(extract.cells.iloc[:1, numbered].isna().all(axis=None)))
    lines = min(2, len(extract.cells))
    for line in range(lines):
        # Where the lines were deleted a respondent stands there: nothing beside the answers is looked at.
        asked = (position for position in range(len(extract.headings)) if position not in beside)
        texts = (_cell(extract, line, position) or "" for position in asked)
        if any(text.replace(" ", "").casefold().startswith(_IMPORT_ID) for text in texts):
            return line + 1
    return 0


def _cell(extract: Extract, line: int, position: int) -> str | None:
    cell = extract.cells.iloc[line, position]
    return cell if isinstance(cell, str) else None
