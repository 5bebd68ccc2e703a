"""The teams of one authority and where each stands."""

from __future__ import annotations

from pipelines.contracts.dataset import Agreement, Column, Dataset, Kind


class Teams(Dataset):
    """Team → service → authority → region."""

    key = "teams"
    grain = "one team"

    team_id = Column("team_id", Kind.TEXT, "Code of the team in the case-management system", required=True, maximum=40,
                     aliases=("team code", "team"))  # fmt: skip
    team_name = Column("team_name", Kind.TEXT, "What people call the team", required=True, maximum=80,
                       aliases=("team title",))  # fmt: skip
    service_id = Column("service_id", Kind.TEXT, "Code of the service the team belongs to", required=True, maximum=40,
                        aliases=("service code",))  # fmt: skip
    service_name = Column("service_name", Kind.TEXT, "What people call the service", required=True, maximum=80,
                          aliases=("service",))  # fmt: skip
    authority_id = Column("authority_id", Kind.TEXT, "Nine-character code of the authority", required=True, maximum=40,
                          aliases=("la code", "new_la_code", "authority code"))  # fmt: skip
    authority_name = Column("authority_name", Kind.TEXT, "Name of the authority", required=True, maximum=80,
                            aliases=("la name", "authority", "local authority"))  # fmt: skip
    region_name = Column("region_name", Kind.TEXT, "Region of England, for comparison", optional_column=True,
                         maximum=40, aliases=("region",))  # fmt: skip

    unique = (team_id,)
    apart = (authority_id, service_id, team_id)
    unit_names = (team_name, service_name, authority_name)
    agreements = (
        Agreement(by=(), columns=(authority_id, authority_name, region_name),
                  advice="Give each authority a folder of its own."),
        Agreement(by=(service_id,), columns=(service_name,), advice="A service has one name."),
    )  # fmt: skip
