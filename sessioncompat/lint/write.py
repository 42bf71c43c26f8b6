"""
Puts a changed file in the place of the old one, whole or not at all.
"""

from __future__ import annotations

import os
import tempfile


def write(path: str, data: bytes) -> None:
    """
    Replace the content of a file.

    A symbolic link stays one. Permissions stay, and owners where the system
    lets us. Whoever looks sees the old file or the new one, also after a
    power cut.

    :raises OSError: if the file is read-only, or its folder.
    """
    target = os.path.realpath(path)
    status = os.stat(target)
    if not os.access(target, os.W_OK) or not status.st_mode & 0o222:
        raise PermissionError(13, "The file is read-only; make it writable or exclude it", path)
    folder = os.path.dirname(target)
    handle, temporary = tempfile.mkstemp(prefix=".sessioncompat-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, status.st_mode & 0o7777)
        if hasattr(os, "chown"):
            try:
                os.chown(temporary, status.st_uid, status.st_gid)
            except PermissionError:
                pass
        os.replace(temporary, target)
    except BaseException:
        if os.path.exists(temporary):
            os.unlink(temporary)
        raise
