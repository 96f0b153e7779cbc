"""What deploy/ holds agrees with the project: its variables, its commands, its files."""

import re

import pytest

from tests.architecture.source import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
# Variables that others read than the settings: the web server's file, and PostgreSQL's image.
OF_OTHERS = {"BIND", "WEB_WORKERS", "WEB_THREADS", "POSTGRES_PASSWORD", "POSTGRES_USER", "POSTGRES_DB"}

OF_DEVELOPERS = {"DEBUG", "DEMO_TOKEN", "PARTNERSHIPS_PROFILE"}


def _known() -> set[str]:
    settings = (ROOT / "partnerships" / "settings.py").read_text()
    return set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", settings)) | OF_OTHERS


def _compose() -> str:
    return (DEPLOY / "compose.yaml").read_text()


def test_example_sets_known_variables_once():
    lines = (DEPLOY / "env.example").read_text().splitlines()
    names = [match[1] for line in lines if (match := re.match(r"#?([A-Z_]+)=", line))]

    assert set(names) <= _known()
    assert len(names) == len(set(names))


def test_example_and_guide_name_all_that_is_read():
    """But for what only the demo, the tests and developers set."""
    example, guide = (DEPLOY / "env.example").read_text(), (DEPLOY / "README.md").read_text()
    read = _known() - OF_OTHERS - OF_DEVELOPERS

    assert {name for name in read if not re.search(rf"^#?{name}=", example, re.MULTILINE)} == set()
    assert {name for name in read if f"`{name}`" not in guide} == set()


def test_compose_sets_known_variables():
    named = set(re.findall(r"^ +([A-Z_]+): ", _compose(), re.MULTILINE))
    asked = set(re.findall(r"\$\{([A-Z_]+)", _compose()))

    assert named <= _known()
    assert asked <= set(re.findall(r"^([A-Z_]+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE))


def test_image_keeps_its_data_where_the_volumes_are():
    dockerfile = (DEPLOY / "Dockerfile").read_text()

    assert "ENV DATA_DIR=/data" in dockerfile
    assert "--require-hashes" in dockerfile
    assert "\nUSER partnerships\n" in dockerfile


def test_web_worker_and_commands_share_the_folder_of_stored_files():
    """A volume each would hand out no file, and put none into archives and backups."""
    app, services = _compose().split("\nservices:\n")
    own = services.split("  database:\n")[0]

    assert 'volumes: ["data:/data"]' in app
    assert "volumes:" not in own
    assert own.count("<<: *app") == 3
    assert re.search(r"^volumes:\n(  \w+:\n)*  data:\n", services, re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_unit_reads_the_environment_and_starts_what_compose_starts(unit):
    text = unit.read_text()
    (command,) = re.findall(r"^ExecStart=\S+/python -m (.+)$", text, re.MULTILINE)

    words = command.replace(" --pidfile=", "").split()
    source = _compose() + (DEPLOY / "Dockerfile").read_text()
    assert ", ".join(f'"{word}"' for word in words) in source
    assert "EnvironmentFile=/etc/library-partnerships.env" in text


def test_there_is_a_unit_for_each_process():
    assert [unit.stem for unit in UNITS] == [
        f"library-partnerships-{name}" for name in ("beat", "web", "worker")
    ]


def test_no_address_of_a_registry_is_written():
    texts = {
        path.name: path.read_text() for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc"
    }
    images = [
        image
        for text in texts.values()
        for image in re.findall(r"^(?:FROM| +image:) ?(\S+)", text, re.MULTILINE)
    ]

    assert [image for image in images if "." in image.split("/")[0].split(":")[0]] == []
    assert [
        name
        for name, text in texts.items()
        if re.search(r"index-url|https?://(?!.*example\.org|127\.0\.0\.1)", text)
    ] == []
