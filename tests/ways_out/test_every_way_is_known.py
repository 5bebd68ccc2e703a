"""Whoever adds a way out, a page element, a file, a route, a table or a cache, adds it here and to what is searched.

What lives here: lists that the code must match exactly. What does not: the search itself; each list says which test
of this folder looks into what it names.
"""

import ast
import sys
from pathlib import Path

from builders import views

import dashboard
import pipelines
from pipelines.published import METADATA

ROOT = Path(__file__).parents[2]

DRAWN = {
    # Compared word by word between the two authorities, and searched, because they are messages of the page.
    "button", "caption", "error", "header", "logo", "markdown", "page_link", "title", "warning", "selectbox",
    "segmented_control", "slider", "expander", "tabs", "columns", "container", "sidebar",
    # Read back into cells by `hidden_cells` as well: markup of cards and tables, charts, downloads.
    "html", "plotly_chart", "download_button",
}  # fmt: skip
SHOWS_NOTHING = {"App", "Page", "navigation", "set_page_config", "query_params", "session_state", "cache_data",
                 "cache_resource"}  # fmt: skip
CACHES = {"dashboard/queries.py": "cache_data", "dashboard/database.py": "cache_resource"}
"""Filled by questions to the published tables, and held in memory."""
KEEPS_CHOICES = {"dashboard/components/filters.py"}
"""What a reader chose, as it stands in the address; nothing that was read is kept in a session."""
DOWNLOADS = {"of_exhibit", "of_table"}
"""Each is taken from the server by `wire` wherever a page offers it."""
TABLES = {
    "band",
    "benchmark",
    "change",
    "chart",
    "chart_limit",
    "chart_point",
    "finding",
    "funnel_point",
    "input_file",
    "known_event",
    "measure",
    "outlook",
    "policy_setting",
    "release",
    "result",
    "schema_version",
    "signal",
    "unit",
    "weighted_load",
    "workload_setting",
}
"""Compared row by row; `result` alone holds figures of ours, the others what follows from shown ones."""
ROUTES = {"/health"}
WRITES = {"write_text", "write_bytes", "to_csv", "to_parquet", "to_excel", "to_json", "to_pickle", "to_sql", "to_html",
          "to_feather", "savez", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "copyfile", "write_image",
          "write_html", "write_json", "save", "writestr"}  # fmt: skip
MAY_WRITE = {"dashboard/asgi.py": {"to_json"}}  # into memory, to warm up
LIBRARIES = {"anyio", "sqlalchemy", "starlette", "streamlit", "uvicorn"}
"""What the dashboard is made with; one that makes documents would be a way out."""
SAYS = {"print", "warn", "warning", "info", "debug", "exception", "getLogger", "echo", "secho"}
MAY_SAY = {
    "pipelines/cli.py": {"echo"},  # every command is run by `test_people_who_change_places`
    "pipelines/cli_instruments.py": {"echo"},  # it reads definitions of instruments and no extract
    "dashboard/asgi.py": {"getLogger"},  # the log is searched by `test_faults_and_logs`
    "dashboard/components/notices.py": {"warning"},  # on the page
}


def modules(package: object) -> dict[str, ast.Module]:
    found = Path(str(package.__file__)).parent.rglob("*.py")
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(found)}


DASHBOARD, PIPELINES = modules(dashboard), modules(pipelines)


def streamlits(tree: ast.Module) -> set[str]:
    """What a module uses of Streamlit by the name it goes by there."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "st"
    }


def called(tree: ast.Module) -> set[str]:
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls}


def test_every_page_element_is_one_that_is_looked_into():
    used = set().union(*map(streamlits, DASHBOARD.values()))
    assert used == DRAWN | SHOWS_NOTHING
    imported = {
        name.name
        for tree in DASHBOARD.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("streamlit")
        for name in node.names
    }
    assert imported == {"Page"}, "an element that goes by another name is not seen above"


def test_every_page_of_the_navigation_is_opened():
    declared = next(
        node.value
        for node in DASHBOARD["dashboard/app.py"].body
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "PAGES"
    )
    assert isinstance(declared, ast.Tuple)
    paths = [ast.literal_eval(page.elts[0]) for page in declared.elts if isinstance(page, ast.Tuple)]
    assert paths == ["overview", *views.OTHER_PAGES]


def test_every_download_is_one_that_is_read_back():
    tree = DASHBOARD["dashboard/downloads.py"]
    made = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("of_")}
    used = {
        node.attr
        for each in DASHBOARD.values()
        for node in ast.walk(each)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "downloads"
    }
    assert made == used == DOWNLOADS


def test_caches_hold_answers_of_the_published_tables_and_stay_in_memory():
    cached = {path: name for path, tree in DASHBOARD.items() for name in streamlits(tree) if name.startswith("cache_")}
    assert cached == CACHES
    keywords = {
        word.arg
        for path in CACHES
        for node in ast.walk(DASHBOARD[path])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CACHES.values()
        for word in node.keywords
    }
    assert keywords == {"max_entries", "show_spinner"}, "nothing is kept on disk"
    assert {path for path, tree in DASHBOARD.items() if "session_state" in streamlits(tree)} == KEEPS_CHOICES


def test_every_route_of_the_server_is_asked():
    routes = [
        node.args[0]
        for tree in DASHBOARD.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Route", "WebSocketRoute", "Mount"}
    ]
    assert {ast.literal_eval(path) for path in routes} == ROUTES


def test_the_dashboard_is_made_with_nothing_that_makes_documents():
    imported = {name.partition(".")[0] for tree in DASHBOARD.values() for name in _imported(tree)}
    assert imported - set(sys.stdlib_module_names) - {"dashboard", "pipelines"} == LIBRARIES


def test_every_published_table_is_compared():
    assert set(METADATA.tables) == TABLES


def test_no_module_writes_a_file_or_says_anything_by_itself():
    for path, tree in {**DASHBOARD, **PIPELINES}.items():
        used = called(tree)
        assert used & WRITES <= MAY_WRITE.get(path, set()), path
        assert used & SAYS <= MAY_SAY.get(path, set()), path
        assert not _opens_to_write(tree), path


def _opens_to_write(tree: ast.Module) -> bool:
    """Whether a file is opened in any mode but the one for reading."""
    opened = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "open"
    ]
    given = [each for node in opened for each in (*node.args, *(word.value for word in node.keywords))]
    modes = [each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(set(mode) & set("wax+") and set(mode) <= set("rwaxbt+") for mode in modes)


def _imported(tree: ast.Module) -> set[str]:
    """Every module that is imported, by its full name."""
    plainly = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    return plainly | {
        str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and not node.level
    }
