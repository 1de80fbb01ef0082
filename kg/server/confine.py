"""Nothing in, a process out that can open no connection and take no more memory than it may.

The guard reads questions before they run; this is the second wall behind it, for the day the guard is wrong. It stands
where the system has one: a seccomp filter on Linux, limits on resources on POSIX. Elsewhere the guard stands alone.
"""

import contextlib
import ctypes
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2  # of prctl
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # of BPF: load a word, jump if equal, return
_NUMBER, _ARCHITECTURE = 0, 4  # where a call's number and architecture stand
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # 13 is EACCES
# Architecture: its audit number, then the calls socket, connect and io_uring_setup.
_CALLS: Final = {"x86_64": (0xC000003E, (41, 42, 425)), "aarch64": (0xC00000B7, (198, 203, 425))}


def confine(memory_bytes: int) -> bool:
    """Bound this process; whether its connections are cut. Pipes that are open stay open."""
    _limit_memory(memory_bytes)
    return _cut_network()


def _limit_memory(memory_bytes: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):  # no such limit on this system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


def _cut_network() -> bool:
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return False
    program = _write_filter(*_CALLS[platform.machine()])
    code = ctypes.create_string_buffer(program, len(program))
    header = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_SET_SECCOMP, _FILTER, ctypes.create_string_buffer(header, len(header)), 0, 0) == 0)


def _write_filter(architecture: int, calls: tuple[int, ...]) -> bytes:
    """Another architecture's calls are denied whole, since their numbers mean other things."""
    steps = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _DENY), (_LOAD, 0, 0, _NUMBER)]
    for place, call in enumerate(calls):
        steps.append((_EQUAL, len(calls) - place, 0, call))
    steps += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
