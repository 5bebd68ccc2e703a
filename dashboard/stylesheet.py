"""The few rules of style that Streamlit's own theme does not reach: cards, the heat table, the line above a title."""

from __future__ import annotations

from dashboard import theme
from pipelines.published import Severity


def rules() -> str:
    """One style sheet, put on every page once."""
    states = "".join(
        f".state-{severity} {{ background: {theme.SEVERITY_FILL[severity]}; color: {theme.SEVERITY_INK[severity]}; }}\n"
        for severity in Severity
    )
    return f"<style>{_RULES}{states}</style>"


_RULES = f"""
.where {{ color: {theme.MUTED}; font-size: 0.95rem; margin: 0; padding: 0; }}
.where .old {{ color: {theme.SEVERITY_INK[Severity.WARNING]}; }}
.stMain h1 {{ padding: 0 0 0.25rem; max-width: 46rem; text-wrap: balance; line-height: 1.15; }}
.stMain h2 {{ padding-top: 0.75rem; }}
.stMain .stMarkdown p {{ max-width: 52rem; }}
.scrolls table {{ border-collapse: collapse; width: 100%; font-size: 0.9rem; line-height: 1.35; }}
.scrolls caption {{ position: absolute; left: -9999px; }}
.scrolls th, .scrolls td {{ padding: 0.38rem 0.6rem; border-bottom: 1px solid {theme.GRID}; vertical-align: top; }}
.scrolls thead th {{ font-weight: 600; color: {theme.MUTED}; vertical-align: bottom; background: {theme.PAPER}; }}
.scrolls th {{ text-align: left; font-weight: 400; }}
.figures {{ max-height: {theme.CHART_HEIGHT}px; overflow-y: auto; }}
.figures thead th {{ position: sticky; top: 0; }}
.figures td, .figures thead th:not(:first-child) {{ text-align: right; }}
.figures td {{ white-space: nowrap; font-variant-numeric: tabular-nums; }}
.figures th[scope="row"] {{ min-width: 5.4rem; }}
.words td {{ text-align: left; min-width: 7rem; overflow-wrap: anywhere; }}
.cards {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(max(152px, 23%), 1fr)); gap: 0.75rem; }}
.card {{ border: 1px solid {theme.BORDER}; border-radius: 0.5rem; padding: 0.7rem 0.85rem; background: {theme.PAPER}; }}
.card h3 {{ font-size: 0.9rem; font-weight: 600; line-height: 1.3; margin: 0; padding: 0; color: {theme.INK}; }}
.card p {{ font-size: 0.85rem; line-height: 1.35; margin: 0.15rem 0 0; color: {theme.MUTED}; }}
.card p.figure {{ font-size: 1.7rem; font-weight: 600; line-height: 1.15; margin: 0.25rem 0; color: {theme.MAIN}; }}
.card p.figure span {{ font-size: 0.85rem; font-weight: 400; color: {theme.MUTED}; white-space: nowrap; }}
.card p.withheld {{ color: {theme.MUTED}; }}
.card p.better {{ color: {theme.SEVERITY_INK[Severity.IMPROVEMENT]}; font-weight: 600; }}
.card p.worse {{ color: {theme.SEVERITY_INK[Severity.CRITICAL]}; font-weight: 600; }}
.stMain h2.unit {{ font-size: 1.1rem; padding: 0; margin: 0 0 0.4rem; line-height: 1.25; }}
.reasons > div {{ margin: 0 0 0.45rem; line-height: 1.4; }}
.state {{ border-radius: 3px; padding: 0.05rem 0.35rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; }}
.scrolls .heat {{ border-collapse: separate; border-spacing: 2px; width: 100%; font-size: 0.92rem; line-height: 1.3; }}
.scrolls .heat th {{ border: 0; text-align: left; font-weight: 600; padding: 0.25rem 0.4rem; vertical-align: bottom; }}
.heat th small {{ display: block; font-weight: 400; color: {theme.MUTED}; font-size: 0.8rem; }}
.scrolls .heat th[scope="row"] {{ font-weight: 400; vertical-align: middle; min-width: 11.5rem; }}
.heat th.group {{ color: {theme.MUTED}; font-size: 0.85rem; padding-top: 0.5rem; }}
.scrolls .heat td {{ border: 0; padding: 0.3rem 0.5rem; border-radius: 3px; min-width: 6.5rem; white-space: nowrap; }}
.heat td b {{ font-weight: 600; }}
.heat td span {{ font-size: 0.85rem; }}
.heat td.calm {{ background: {theme.PANEL}; }}
.heat td.calm span {{ color: {theme.MUTED}; }}
.heat td.withheld {{
  color: {theme.MUTED};
  background: repeating-linear-gradient(135deg, {theme.PAPER} 0 5px, {theme.PANEL} 5px 10px);
}}
@media (max-width: 640px) {{
  .stMain h1 {{ font-size: 1.6rem; }}
  .cards {{ grid-template-columns: 1fr 1fr; }}
  .heat thead {{ position: absolute; left: -9999px; }}
  .heat, .heat tbody {{ display: block; }}
  .heat tr {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 2px; margin-bottom: 0.5rem; }}
  .heat td {{ min-width: 0; padding: 0.25rem 0.35rem; }}
  .heat th[scope="row"], .heat th.group {{ grid-column: 1 / -1; padding-left: 0; }}
  .heat th[scope="row"] {{ font-weight: 600; }}
  .words thead {{ position: absolute; left: -9999px; }}
  .words table, .words tbody, .words tr, .words th, .words td {{ display: block; border: 0; }}
  .words tr {{ border-bottom: 1px solid {theme.BORDER}; padding: 0.5rem 0; }}
  .words th[scope="row"] {{ font-weight: 600; }}
  .words td::before {{ content: attr(data-head); display: block; font-size: 0.78rem; color: {theme.MUTED}; }}
  .heat td::before {{ content: attr(data-topic); display: block; font-size: 0.78rem; color: {theme.MUTED}; }}
}}
"""
