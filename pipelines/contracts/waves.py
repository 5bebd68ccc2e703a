"""What a survey file does not say of itself: its wave, its instruments, and what the numbers in it are."""

from __future__ import annotations

from pipelines.contracts.code_lists import CodeList
from pipelines.contracts.dataset import Column, Dataset, Kind
from pipelines.contracts.survey_items import enabled_instruments

POSITION, SCORED = "position", "scored"
VALUES_ARE = CodeList(
    "values_are",
    {
        POSITION: "The place of the answer among the answers, as it was ticked; the first is 1",
        SCORED: "Its score, with questions that are put the other way turned round already",
    },
    {"positions": POSITION, "raw": POSITION, "scores": SCORED, "score": SCORED},
)
INSTRUMENT = CodeList("instrument", {instrument.id: instrument.title for instrument in enabled_instruments()})


class Waves(Dataset):
    """One line for each survey file that needs one."""

    key = "waves"
    grain = "one survey file"

    file = Column("file", Kind.TEXT, "Name of the survey file", required=True, maximum=120,
                  aliases=("file name", "survey file"))  # fmt: skip
    wave = Column("wave", Kind.DATE, "Census day of the wave; blank where the file, or its name, says it",
                  aliases=("survey date", "wave date"))  # fmt: skip
    values_are = Column("values_are", Kind.CODE, "What numbers in place of answers are; blank where answers are words",
                        codes=VALUES_ARE, optional_column=True)  # fmt: skip
    instrument = Column("instrument", Kind.CODES, "Whose questions these are; needed where columns are headed by "
                        "numbers alone", codes=INSTRUMENT, optional_column=True,
                        aliases=("instruments",))  # fmt: skip
    version = Column("version", Kind.TEXT, "Version of the questionnaire, where it was changed; blank until then. "
                     "Answers are compared within one version only", optional_column=True, maximum=20,
                     aliases=("questionnaire version",))  # fmt: skip
    leave_out = Column("leave_out", Kind.TEXT, "Letters of columns to be dropped unread (`K; L`)",
                       optional_column=True, maximum=200, aliases=("leave out", "drop"))  # fmt: skip

    unique = (file,)
    unasked = (values_are, instrument, version, leave_out)
