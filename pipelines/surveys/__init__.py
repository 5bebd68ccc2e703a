"""Answers to scores, one per respondent and scale."""
