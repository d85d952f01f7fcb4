"""The data folder, its lock, and the files that wait in it."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.store import DataFolder, FolderInUse, FolderNotWritable, InboxFiles
from core.errors import FetchError

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from adapters.store import DataFolder
folder = DataFolder.take(Path(sys.argv[1]))
print("taken", flush=True)
sys.stdin.read()
"""


def test_the_folder_is_made_private_and_may_be_taken_again_after_a_release(tmp_path: Path) -> None:
    path = tmp_path / "a" / "data"
    for _ in range(2):
        with DataFolder.take(path) as folder:
            assert folder.path == path
            assert path.stat().st_mode & 0o777 == 0o700
            assert (path / "lock").stat().st_mode & 0o777 == 0o600
        folder.release()


def test_a_folder_in_use_is_refused_with_the_other_process_named_until_that_dies(tmp_path: Path) -> None:
    held = subprocess.Popen(
        [
            sys.executable,
            "-c",
            HOLD,
            str(tmp_path),
        ],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with held:
        assert held.stdout is not None
        assert held.stdout.readline() == "taken\n"
        with pytest.raises(FolderInUse, match=f"pid {held.pid}"):
            DataFolder.take(tmp_path)
        held.kill()
    DataFolder.take(tmp_path).release()


def test_a_folder_that_cannot_be_written_is_said_so(tmp_path: Path) -> None:
    # In a child that gives up root's rights, where it has them: root may write everywhere.
    tmp_path.chmod(0o555)
    program = (
        "import os, sys; from pathlib import Path; from adapters.store import DataFolder, FolderNotWritable\n"
        "folder = os.open(sys.argv[1], os.O_RDONLY); os.fchdir(folder)\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        "try: DataFolder.take(Path('data'))\n"
        "except FolderNotWritable as fault: print(fault)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Permission denied" in said.stdout


def test_a_file_where_the_folder_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(FolderNotWritable, match="cannot be written"):
        DataFolder.take(tmp_path / "data")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_disk_without_room_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "lock").symlink_to("/dev/full")
    with pytest.raises(FolderNotWritable):
        DataFolder.take(tmp_path)


async def test_bytes_are_kept_under_a_random_name_until_discarded(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path / "inbox")
    names = await asyncio.gather(*(files.put(bytes([number])) for number in range(5)))
    assert len(set(names)) == 5
    assert await files.get(names[3]) == b"\x03"
    assert (tmp_path / "inbox").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "inbox" / names[0]).stat().st_mode & 0o777 == 0o600
    for _ in range(2):
        await files.discard(names[3])
    with pytest.raises(FetchError) as fault:
        await files.get(names[3])
    assert fault.value.reason == "missing"


async def test_too_many_bytes_are_refused(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path / "inbox", max_bytes=3)
    await files.put(b"abc")
    with pytest.raises(FetchError) as fault:
        await files.put(b"abcd")
    assert fault.value.reason == "too_big"


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../app.db", "/etc/passwd", "a" * 32 + "/", "A" * 32, "a" * 31, "\0"]
)
async def test_a_name_that_is_not_ours_reaches_no_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "app.db").write_text("secret")
    files = InboxFiles(tmp_path / "inbox")
    await files.put(b"x")
    with pytest.raises(FetchError):
        await files.get(name)
    await files.discard(name)
    assert (tmp_path / "app.db").read_text() == "secret"


async def test_a_sweep_removes_old_files_and_nothing_else(tmp_path: Path) -> None:
    files = InboxFiles(tmp_path / "inbox")
    assert await files.sweep(before=time.time()) == 0
    old, new = await files.put(b"old"), await files.put(b"new")
    os.utime(tmp_path / "inbox" / old, (1, 1))
    (tmp_path / "inbox" / "README").write_text("not ours")
    os.utime(tmp_path / "inbox" / "README", (1, 1))
    assert await files.sweep(before=time.time() - 60) == 1
    assert await files.get(new) == b"new"
    assert sorted(path.name for path in (tmp_path / "inbox").iterdir()) == sorted([new, "README"])


async def test_a_full_disk_leaves_no_half_a_file(tmp_path: Path) -> None:
    (tmp_path / "inbox").write_text("a file where the folder should be")
    with pytest.raises(FolderNotWritable):
        await InboxFiles(tmp_path / "inbox").put(b"x")


def test_copies_of_an_older_schema_are_removed_when_they_are_old(tmp_path: Path) -> None:
    with DataFolder.take(tmp_path) as folder:
        folder.app_file.touch()
        for name, age_s in (("0001", 8 * 86400), ("0002", 60)):
            copy = tmp_path / f"app.db.before-{name}"
            copy.touch()
            os.utime(copy, (time.time() - age_s,) * 2)
        folder.sweep_copies(before=time.time() - 7 * 86400)
        assert sorted(path.name for path in tmp_path.glob("app.db*")) == ["app.db", "app.db.before-0002"]
