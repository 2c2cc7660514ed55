"""New files and folders that are taken back where not all of them can be made."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from kpitrack.problems import AccessError

_FOR_ALL_TO_RUN = 0o111


class NewFiles:
    """What has been made below a folder. Nothing that is there is overwritten, nor taken back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: list[Path] = []
        self._folders: list[Path] = []
        self._grown: dict[Path, frozenset[Path]] = {}

    def refuse_links_out(self, names: list[Path]) -> None:
        """AccessError where a link would take one of the files elsewhere."""
        for name in names:
            path = self.root / name
            try:
                if not path.resolve().is_relative_to(self.root.resolve()):
                    raise AccessError("outside-workspace", path=path)
            except (OSError, RuntimeError) as failure:  # RuntimeError: links that lead to each other
                raise _not_written(path, failure) from failure

    def write(self, name: Path, text: str, *, runs: bool = False) -> bool:
        """Write a file where there is none; whether it was. AccessError where it cannot be."""
        path = self.root / name
        self._make_folder(path.parent)
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                self._files.append(path)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            if runs:
                path.chmod(path.stat().st_mode | _FOR_ALL_TO_RUN)
        except FileExistsError:
            return False
        except OSError as failure:
            raise _not_written(path, failure) from failure
        return True

    def watch(self, name: Path) -> None:
        """Take for ours whatever will from now on be new below a folder."""
        self._grown[self.root / name] = frozenset(_below(self.root / name))

    def take_back(self) -> list[Path]:
        """Remove all that was made; what could not be removed."""
        grown = [path for top, before in self._grown.items() for path in _below(top) if path not in before]
        left = [path for path in (*reversed(grown), *reversed(self._files)) if not _removed(path)]
        return left + [path for path in reversed(self._folders) if not _removed(path)]

    def _make_folder(self, folder: Path) -> None:
        """The folder is there. AccessError where something else is, or it cannot be made."""
        if os.path.isdir(folder):  # noqa: PTH112 - `is_dir` raises where it may not look
            return
        if os.path.lexists(folder):
            raise AccessError("not-a-folder", path=folder)
        if folder != folder.parent:  # the current one of which nothing may be asked has none above it
            self._make_folder(folder.parent)
        try:
            folder.mkdir()
        except OSError as failure:
            raise _not_written(folder, failure) from failure
        self._folders.append(folder)


def _below(top: Path) -> list[Path]:
    """A folder and all in it, each folder before what it holds; nothing where there is none."""
    return [top, *sorted(top.rglob("*"))] if os.path.isdir(top) else []  # noqa: PTH112 - as above


def _removed(path: Path) -> bool:
    """Whether a file, or a folder that is empty, is gone."""
    try:
        if path.is_dir() and not path.is_symlink():
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _not_written(path: Path, failure: OSError | RuntimeError) -> AccessError:
    reason = failure.strerror if isinstance(failure, OSError) else os.strerror(errno.ELOOP)
    return AccessError("cannot-write", path=path, reason=reason or failure)
