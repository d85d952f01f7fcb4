"""The data folder: made private, probed for writing, and held by one process at a time."""

import contextlib
import errno
import os
from pathlib import Path
from typing import Self

from adapters.store.errors import FolderInUse, FolderNotWritable

LOCK_FILE = "lock"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_MISSING_LOCKS = {errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK}


def not_writable(path: Path, fault: OSError) -> FolderNotWritable:
    """The readable error for a file that could not be written."""
    if fault.errno in _NO_ROOM:
        return FolderNotWritable(f"No room left on the disk that holds the data folder {path}.")
    reason = fault.strerror or type(fault).__name__
    return FolderNotWritable(f"The data folder {path} cannot be written ({reason}).")


def copy_before(file: Path, revision: str) -> Path:
    """The place for a copy of a store's file, made before its schema of this revision is changed."""
    return file.with_name(f"{file.name}.before-{revision}")


class DataFolder:
    """DATA_DIR, taken for this process alone until `release`."""

    def __init__(self, path: Path, lock: int) -> None:
        self.path = path
        self._lock: int | None = lock

    @classmethod
    def take(cls, path: Path) -> Self:
        """Create the folder if need be (mode 0700) and lock it; raises FolderNotWritable or FolderInUse."""
        path = path.expanduser().absolute()
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = os.open(path / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            raise not_writable(path, fault) from fault
        try:
            is_ours = _lock(lock)
            holder = "" if is_ours else _holder(lock)
            if is_ours:
                os.ftruncate(lock, 0)
                os.lseek(lock, 0, os.SEEK_SET)
                os.write(lock, f"{os.getpid()}\n".encode())
                os.fsync(lock)
        except OSError as fault:
            os.close(lock)
            raise not_writable(path, fault) from fault
        if not is_ours:
            os.close(lock)
            raise FolderInUse(
                f"The data folder {path} is in use by another process{holder}. "
                "Stop that one, or choose another folder with DATA_DIR."
            )
        return cls(path, lock)

    def release(self) -> None:
        """Release the folder; the lock file stays, or two processes could each lock a file of that name."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()

    @property
    def app_file(self) -> Path:
        """The SQLite file of the store."""
        return self.path / "app.db"

    @property
    def engine_file(self) -> Path:
        """The SQLite file of the durable engine: another file, so that the two writers never meet."""
        return self.path / "engine.db"

    def sweep_copies(self, *, before: float) -> None:
        """Remove copies made before this instant: they hold what people wrote."""
        for copy in self.path.glob(copy_before(self.app_file, "*").name):
            with contextlib.suppress(FileNotFoundError):
                if copy.stat().st_mtime < before:
                    copy.unlink()

    @property
    def inbox(self) -> Path:
        """Where pictures without a home wait."""
        return self.path / "inbox"


def _holder(lock: int) -> str:
    """Who holds the lock, as far as the file tells."""
    with contextlib.suppress(OSError, ValueError):
        os.lseek(lock, 0, os.SEEK_SET)
        return f" (pid {int(os.read(lock, 32))})"
    return ""


try:
    import fcntl
except ImportError:  # pragma: no cover - Windows
    import msvcrt

    def _lock(lock: int) -> bool:
        try:
            # One byte far behind the pid, so that the pid stays readable for others.
            os.lseek(lock, 1 << 20, os.SEEK_SET)
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]  # exists on Windows only
        except OSError:
            return False
        return True

else:

    def _lock(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as fault:
            # A file system without locks (some network disks): better unguarded than unusable.
            if fault.errno not in _MISSING_LOCKS:
                raise
        return True
