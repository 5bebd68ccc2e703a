"""Survey files as people export them, turned in memory into the survey dataset before its contract is checked."""
