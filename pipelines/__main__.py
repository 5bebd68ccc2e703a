"""`python -m pipelines` is `headroom`."""

from pipelines.cli import main

main()
