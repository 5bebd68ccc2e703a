"""Write one release: in one transaction, never changed afterwards, with its provenance beside it.

What lives here: connecting (`database`), what a release is made of and its rows (`content`, `rows`), writing it
(`release`), and reading it back (`held`). What does not: the tables themselves (`published`), or any figure that
disclosure control has not passed.
"""

from pipelines.publish.content import ReleaseContent
from pipelines.publish.database import connect
from pipelines.publish.held import EarlierReleases, earlier_releases, latest_publications
from pipelines.publish.release import HeldRelease, PublishedRelease, held_releases, publish

__all__ = [
    "EarlierReleases",
    "HeldRelease",
    "PublishedRelease",
    "ReleaseContent",
    "connect",
    "earlier_releases",
    "held_releases",
    "latest_publications",
    "publish",
]
