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
.figures th, .figures td {{ padding-left: 0.45rem; padding-right: 0.45rem; }}
.figures td, .figures thead th:not(:first-child) {{ text-align: right; }}
.figures td {{ white-space: nowrap; font-variant-numeric: tabular-nums; }}
.figures td[data-head="What stands out"] {{ white-space: normal; min-width: 5.6rem; }}
.figures th[scope="row"] {{ min-width: 5.4rem; }}
.words td {{ text-align: left; min-width: 7rem; overflow-wrap: anywhere; }}
.cards {{ display: grid; grid-template-columns: repeat(auto-fit, minmax(max(152px, 23%), 1fr)); gap: 0.75rem; }}
.card {{ border: 1px solid {theme.BORDER}; border-radius: 0.5rem; padding: 0.7rem 0.85rem; background: {theme.PAPER}; }}
.card h3 {{ font-size: 0.9rem; font-weight: 600; line-height: 1.3; margin: 0; padding: 0; color: {theme.INK}; }}
.card p {{ font-size: 0.85rem; line-height: 1.35; margin: 0.15rem 0 0; color: {theme.MUTED}; }}
.card p.figure {{ font-size: 1.7rem; font-weight: 600; line-height: 1.15; margin: 0.25rem 0; color: {theme.MAIN}; }}
.card p.figure span {{ font-size: 0.85rem; font-weight: 400; color: {theme.MUTED}; white-space: nowrap; }}
.card p.withheld {{ color: {theme.MUTED}; }}
.card p.stands {{ display: flex; align-items: center; gap: 0.35rem; color: {theme.INK}; margin: 0.1rem 0 0.2rem; }}
.card .icon {{ width: 1.1rem; height: 1.1rem; }}
.card p.better {{ color: {theme.SEVERITY_INK[Severity.IMPROVEMENT]}; font-weight: 600; }}
.card p.worse {{ color: {theme.SEVERITY_INK[Severity.CRITICAL]}; font-weight: 600; }}
.icon {{ width: 1.35rem; height: 1.35rem; flex: none; }}
.verdict {{ display: flex; flex-wrap: wrap; gap: 0.35rem 1.5rem; }}
.verdict > div {{ display: flex; align-items: center; gap: 0.45rem; line-height: 1.3; }}
.verdict b {{ font-weight: 600; }}
.meanings > div {{ display: flex; gap: 0.6rem; margin: 0 0 0.5rem; max-width: 52rem; }}
.meanings p {{ margin: 0; line-height: 1.4; }}
.key, .events {{ color: {theme.MUTED}; font-size: 0.85rem; line-height: 1.4; }}
.key {{ display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 1.1rem; }}
.key span {{ display: inline-flex; align-items: center; gap: 0.4rem; }}
.key .icon {{ width: 0.85rem; height: 0.85rem; }}
.key .band, .key .middle {{ width: 1.6rem; border: solid {theme.USUAL_EDGE}; border-width: 1px 0; height: 0.85rem; }}
.key .band {{
  background: linear-gradient({theme.USUAL_EDGE}, {theme.USUAL_EDGE}) 0 50% / 100% 1px no-repeat {theme.USUAL};
}}
.key .middle {{ border-width: 2px 0 0; height: 0; }}
.key a {{ color: {theme.MAIN}; padding: 0.25rem 0; }}
.events {{ margin-top: 0.3rem; }}
.events b {{ margin-right: 0.35rem; color: {theme.INK}; }}
.stMain h2.unit {{ font-size: 1.1rem; padding: 0; margin: 0 0 0.4rem; line-height: 1.25; }}
.reasons > div {{ margin: 0 0 0.45rem; line-height: 1.4; }}
.beside {{ font-size: 0.9rem; line-height: 1.4; color: {theme.MUTED}; margin: 0 0 0.45rem; }}
.state {{ border-radius: 3px; padding: 0.05rem 0.35rem; font-size: 0.85rem; font-weight: 600; white-space: nowrap; }}
.scrolls .heat {{ border-collapse: separate; border-spacing: 2px; width: 100%; font-size: 0.92rem; line-height: 1.3; }}
.scrolls .heat th {{ border: 0; text-align: left; font-weight: 600; padding: 0.25rem 0.4rem; vertical-align: bottom; }}
.heat th small {{ display: block; font-weight: 400; color: {theme.MUTED}; font-size: 0.8rem; }}
.scrolls .heat th[scope="row"] {{ font-weight: 400; vertical-align: middle; min-width: 11.5rem; }}
.scrolls .heat th.above {{ font-weight: 600; }}
.scrolls .heat th.part {{ padding-left: 1.2rem; }}
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
.choices ul {{ list-style: none; margin: 0; padding: 0; }}
.choices li {{ margin: 0; padding: 0.15rem 0; line-height: 1.75; }}
.follows {{ font-size: 1.05rem; }}
@media (max-width: 640px) {{
  .stMain h1 {{ font-size: 1.6rem; }}
  .cards {{ grid-template-columns: 1fr 1fr; }}
  .heat thead {{ position: absolute; left: -9999px; }}
  .heat, .heat tbody {{ display: block; }}
  .heat tr {{ display: grid; grid-template-columns: repeat(3, 1fr); gap: 2px; margin-bottom: 0.5rem; }}
  .heat td {{ min-width: 0; padding: 0.25rem 0.35rem; }}
  .heat th[scope="row"], .heat th.group {{ grid-column: 1 / -1; padding-left: 0; }}
  .heat th[scope="row"] {{ font-weight: 600; }}
  .figures td[data-head="What stands out"] {{ min-width: 4.8rem; }}
  .words thead {{ position: absolute; left: -9999px; }}
  .words table, .words tbody, .words tr, .words th, .words td {{ display: block; border: 0; }}
  .words tr {{ border-bottom: 1px solid {theme.BORDER}; padding: 0.5rem 0; }}
  .words th[scope="row"] {{ font-weight: 600; }}
  .words td::before {{ content: attr(data-head); display: block; font-size: 0.78rem; color: {theme.MUTED}; }}
  .heat td::before {{ content: attr(data-topic); display: block; font-size: 0.78rem; color: {theme.MUTED}; }}
}}
"""
