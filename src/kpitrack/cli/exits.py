"""The exit codes: the same table for every command, so that cron needs only one."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What a run came to. 1 is never returned on purpose."""

    DONE = 0
    USAGE = 2
    INPUT_REJECTED = 3
    BELOW_BAR = 4
    NO_ACCESS = 5
    DEFECT = 70
    INTERRUPTED = 130
    TERMINATED = 143
