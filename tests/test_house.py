"""The house's own rules, where no ready-made linter holds them: words, rooms, templates, locks."""

import ast
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ["eiapp", "people", "assessments", "journal", "hiring", "coaching", "vocabulary", "charts"]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WITH_EXTRAS: list[str] = sum(PYPROJECT["project"]["optional-dependencies"].values(), [])

# What the product never says, and what it says instead is in the style of its pages: what happened and
# what to do, no blame, nothing that reads a person's feelings as a fault.
FORBIDDEN = re.compile(
    r"\b(please|sorry|valid|invalid|(?<!not )validated|required|oops|forbidden|anonymous(ly)?|entry|entries"
    r"|streaks?|negative emotions?|negative feelings?|at risk|e\.?q\.? scores?|ei scores?|poor scores?|low ei"
    r"|depress(ed|ion)|declin(es|ed|ing)|failed|failure)\b",
    re.IGNORECASE,
)
GETTEXT = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "ngettext_lazy",
    "pgettext",
    "pgettext_lazy",
}


def tracked(*patterns: str) -> list[Path]:
    """Files of the project, whether committed yet or not, never what .gitignore names."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [path for name in sorted(set(listed.stdout.splitlines())) if (path := ROOT / name).is_file()]


def sources() -> list[Path]:
    return [path for room in ROOMS for path in tracked(f"{room}/*.py")]


def templates() -> list[Path]:
    return tracked("templates/*")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# --- words ----------------------------------------------------------------------------------------


def texts_of_code(code: str) -> Iterator[str]:
    """Every constant that goes through gettext."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def texts_of_template(source: str) -> Iterator[str]:
    """What a reader meets: the text, and the attributes that are read out."""
    source = re.sub(r"{%-?\s*comment\b.*?endcomment\s*%}|{#.*?#}|<!--.*?-->", " ", source, flags=re.S)
    yield from re.findall(r"{%\s*(?:translate|trans)\s+\"([^\"]*)\"", source)
    yield from re.findall(r"{%\s*(?:translate|trans)\s+'([^']*)'", source)
    plain = re.sub(r"{%.*?%}|{{.*?}}", " ", source, flags=re.S)
    yield from re.findall(r"\b(?:aria-label|title|alt|placeholder)=\"([^\"]*)\"", plain)
    yield re.sub(r"<[^>]*>", " ", plain)


def forbidden_in(texts: Iterator[str]) -> list[str]:
    return [found.group(0) for text in texts for found in FORBIDDEN.finditer(text)]


def test_the_word_lint_finds_a_word_in_code_and_in_a_template() -> None:
    assert forbidden_in(texts_of_code('x = _("Please try again"); y = "sorry"')) == ["Please"]
    assert forbidden_in(texts_of_code('ngettext("%(n)s entry", "%(n)s entries", n)')) == ["entry", "entries"]
    assert forbidden_in(texts_of_template('{% translate "This is required" %}')) == ["required"]
    assert forbidden_in(texts_of_template("<p>{% blocktranslate %}Oops{% endblocktranslate %}</p>")) == [
        "Oops"
    ]
    assert forbidden_in(texts_of_template('<img alt="Invalid">')) == ["Invalid"]
    assert forbidden_in(texts_of_template("<input required> {# please #} {{ form.valid }}")) == []


def test_no_text_of_the_code_has_a_forbidden_word() -> None:
    # vocabulary/ is what people say, not what the product says: a feeling may be called "sorry".
    ours = [path for path in sources() if not name(path).startswith("vocabulary/")]
    found = {name(path): forbidden_in(texts_of_code(path.read_text())) for path in ours}
    assert {path: words for path, words in found.items() if words} == {}


def test_no_template_has_a_forbidden_word() -> None:
    found = {name(path): forbidden_in(texts_of_template(path.read_text())) for path in templates()}
    assert {path: words for path, words in found.items() if words} == {}


def test_apostrophes_are_those_of_print() -> None:
    # What a model calls its choices stands in migrations too, and on no page.
    ours = [path for path in sources() if "/models/" not in name(path)]
    texts = {name(path): texts_of_code(path.read_text()) for path in ours}
    texts |= {name(path): texts_of_template(path.read_text()) for path in templates()}
    straight = {
        path: [text for text in said if re.search(r"[^\W\d]'([^\W\d]| )", text)]
        for path, said in texts.items()
    }
    assert {path: found for path, found in straight.items() if found} == {}


# --- rooms ----------------------------------------------------------------------------------------


def test_the_top_level_holds_the_rooms_and_nothing_else() -> None:
    rooms = {*ROOMS, "templates", "static", "tests", "docs", ".ci"}
    files = {
        ".editorconfig",
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "Makefile",
        "README.md",
        "manage.py",
        "pyproject.toml",
        "requirements-dev.txt",
        "requirements-pdf.txt",
        "requirements.txt",
    }
    tops = {name(path).split("/")[0] for path in tracked()}
    assert tops - rooms - files == set()


def test_no_module_is_named_for_nothing() -> None:
    vague = {"common", "core", "helpers", "misc", "utils", "signals"}
    parts = {part for path in sources() for part in name(path).removesuffix(".py").split("/")}
    assert parts & vague == set()


def test_only_people_scope_leaves_the_scope() -> None:
    found = [
        name(path)
        for path in sources()
        if name(path) != "people/scope.py"
        and re.search(r"\b(scopes_disabled|_base_manager)\b", path.read_text())
    ]
    assert found == []


def overrides(code: str) -> list[str]:
    """save() and delete() of models; a QuerySet may refuse to delete."""
    return [
        f"{kind.name}.{method.name}"
        for kind in ast.walk(ast.parse(code))
        if isinstance(kind, ast.ClassDef) and not any("QuerySet" in ast.unparse(base) for base in kind.bases)
        for method in kind.body
        if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete"}
    ]


def test_no_model_overrides_save_or_delete() -> None:
    assert overrides("class Moment(models.Model):\n    def save(self): ...") == ["Moment.save"]
    found = {name(path): overrides(path.read_text()) for path in sources() if "/models" in name(path)}
    assert {path: methods for path, methods in found.items() if methods} == {}


def test_nothing_listens_to_the_signals_of_models() -> None:
    assert [name(path) for path in sources() if "django.db.models.signals" in path.read_text()] == []


# Settings of the server and of the log: read by others at start, without a thought of their own.
CONFIGURATION = {"eiapp/gunicorn_conf.py", "eiapp/logs.py"}
IMPURE = {"allauth", "csp", "django", "django_scopes", "environ", "huey"}


def imports(path: Path) -> set[str]:
    """The modules that a file names, `from people import days` as people and people.days."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@cache
def is_pure(path: Path) -> bool:
    """Decides from values alone: no Django, nor anything of ours that knows Django."""
    named = imports(path)
    if any(module.split(".")[0] in IMPURE for module in named):
        return False
    stems = [ROOT / module.replace(".", "/") for module in named if module.split(".")[0] in ROOMS]
    files = [file for stem in stems for file in (stem.with_suffix(".py"), stem / "__init__.py")]
    return all(is_pure(file) for file in files if file.is_file() and file != path)


def test_every_pure_module_stands_under_the_coverage_gate() -> None:
    gate = PYPROJECT["tool"]["coverage"]["run"]["include"]
    thinks = [path for path in sources() if re.search(r"^\s*(async )?def ", path.read_text(), re.M)]
    pure = [name(path) for path in thinks if is_pure(path) and name(path) not in CONFIGURATION]
    assert [path for path in pure if not any(fnmatch(path, pattern) for pattern in gate)] == []


def test_the_coverage_gate_names_only_what_exists() -> None:
    gate = PYPROJECT["tool"]["coverage"]["run"]["include"]
    paths = [name(path) for path in sources()]
    exact = [pattern for pattern in gate if "*" not in pattern]
    assert [pattern for pattern in exact if pattern not in paths] == []


# --- templates ------------------------------------------------------------------------------------

MARKUP = {
    "an inline style": re.compile(r"<[^>]*\sstyle\s*=|<style", re.I),
    "an inline script": re.compile(r"<script(?![^>]*\b(src|type=\"application/json\"))[^>]*>", re.I),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "another host": re.compile(
        r"<(script|link|img|iframe|source|use)\b[^>]*\b(src|href)\s*=\s*\"(https?:)?//", re.I
    ),
    "a query": re.compile(r"{[%{][^}]*\.(all|count|filter|exists|objects)\b(?!_)[^}]*}"),
}


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("an inline style", '<p class="x" style="color: red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("a handler", '<button onclick="go()">'),
        ("another host", '<script src="https://cdn.example/x.js"></script>'),
        ("a query", "{% for row in person.moments.all %}"),
    ],
)
def test_the_template_lint_finds(what: str, markup: str) -> None:
    assert [rule for rule, pattern in MARKUP.items() if pattern.search(markup)] == [what]


@pytest.mark.parametrize("what", MARKUP)
def test_no_template_has(what: str) -> None:
    assert [name(path) for path in templates() if MARKUP[what].search(path.read_text())] == []


# What a page takes its parts by: an include, the renderer of forms, or the frame that is made once a process.
COMPONENT = re.compile(r"components/([\w-]+)\.html|{% (?:frame|fixed) \"([\w-]+)\"")
ICON = re.compile(r"{% icon \"([\w-]+)\"|\bicon=\"([\w-]+)\"")


def named_by(pattern: re.Pattern[str], texts: Iterable[str]) -> set[str]:
    return {one or other for text in texts for one, other in pattern.findall(text)}


def test_what_takes_a_part_is_found() -> None:
    page = '{% include "components/tag.html" with icon="plus" %}{% frame "bar" %}{% icon "sun" %}'
    assert named_by(COMPONENT, [page]) == {"tag", "bar"}
    assert named_by(ICON, [page]) == {"sun", "plus"}


def test_every_component_is_used() -> None:
    components = {path.stem: path for path in tracked("templates/components/*.html")}
    users = [*templates(), *sources()]
    unused = [
        stem
        for stem, own in components.items()
        if stem not in named_by(COMPONENT, (path.read_text() for path in users if path != own))
    ]
    assert unused == []


def test_every_icon_of_the_sprite_is_used_and_every_used_one_is_there() -> None:
    symbols = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons.svg").read_text()))
    assert symbols == named_by(ICON, (path.read_text() for path in templates()))


# --- documents ------------------------------------------------------------------------------------


def variables(file: str) -> set[str]:
    return set(re.findall(r"\bEIAPP_[A-Z_]+\b", (ROOT / file).read_text()))


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    read = variables("eiapp/settings.py") | variables("eiapp/gunicorn_conf.py")
    assert {"EIAPP_SECRET_KEY", "EIAPP_WORKERS"} <= read
    assert read == variables("docs/installation.md")


def dead_links(document: Path, text: str) -> list[str]:
    """Relative links, of text and of pictures, that lead nowhere."""
    targets = re.findall(r"\]\(([^)\s]+)", text)
    files = [target.split("#")[0] for target in targets if not re.match(r"[a-z]+:|#", target)]
    return [file for file in files if not (document.parent / file).exists()]


def test_the_link_lint_finds_a_dead_link() -> None:
    text = (
        "[a](adr/) ![b](pictures/none.png) [c](https://example.org/x) [d](#e) [f](../README.md#g) [h](x.md)"
    )
    assert dead_links(ROOT / "docs/architecture.md", text) == ["pictures/none.png", "x.md"]


def test_every_relative_link_of_a_document_leads_somewhere() -> None:
    documents = tracked("*.md")
    assert len(documents) >= 3
    dead = {name(path): dead_links(path, path.read_text()) for path in documents}
    assert {path: links for path, links in dead.items() if links} == {}


def test_decisions_are_numbered_without_a_gap() -> None:
    pages = tracked("docs/adr/*.md")
    assert [int(path.name[:4]) for path in pages] == list(range(1, len(pages) + 1))
    assert [path.read_text().split(".")[0] for path in pages] == [f"# {n}" for n in range(1, len(pages) + 1)]


# --- locks ----------------------------------------------------------------------------------------


def locked(file: str) -> dict[str, str]:
    pins = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", (ROOT / file).read_text(), re.M)
    return {canonicalize_name(package): version for package, version in pins}


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.txt", PYPROJECT["project"]["dependencies"]),
        ("requirements-pdf.txt", PYPROJECT["project"]["dependencies"] + WITH_EXTRAS),
        (
            "requirements-dev.txt",
            PYPROJECT["project"]["dependencies"] + WITH_EXTRAS + PYPROJECT["dependency-groups"]["dev"],
        ),
    ],
)
def test_the_lock_holds_what_pyproject_asks_for(file: str, wanted: list[str]) -> None:
    pins = locked(file)
    behind = [
        str(requirement)
        for requirement in map(Requirement, wanted)
        if not requirement.specifier.contains(pins.get(canonicalize_name(requirement.name), "0"))
    ]
    assert behind == []


def test_the_locks_agree_and_name_no_registry() -> None:
    files = ("requirements.txt", "requirements-pdf.txt", "requirements-dev.txt")
    for narrow, wide in pairwise(map(locked, files)):
        assert {package: wide.get(package) for package in narrow} == narrow
    for file in files:
        assert "://" not in (ROOT / file).read_text()


def test_every_dependency_says_where_it_is_used() -> None:
    lines = re.findall(r'^    "([a-z].*)$', (ROOT / "pyproject.toml").read_text(), re.M)
    own, dev = PYPROJECT["project"]["dependencies"], PYPROJECT["dependency-groups"]["dev"]
    dependencies = own + WITH_EXTRAS + dev
    commented = [line for line in lines if re.search(r'",\s*#\s*\w', line)]
    assert [each for each in dependencies if not any(line.startswith(each) for line in commented)] == []
