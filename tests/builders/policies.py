"""Policies for examples that are worked out by hand."""

from dataclasses import replace

from pipelines.disclosure_control.policy import INTERNAL, PUBLIC

OUTSIDERS = replace(INTERNAL, informed_units=replace(INTERNAL.informed_units, value=0))
"""Readers who know nothing but what is published: one unit beside a small one covers it."""

PUBLIC_OUTSIDERS = replace(PUBLIC, informed_units=replace(PUBLIC.informed_units, value=0))
