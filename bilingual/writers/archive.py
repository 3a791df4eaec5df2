"""ZIP archives that are the same bytes whenever they are made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The oldest time a ZIP archive can state: it says that the time means nothing."""


def pack(files: Mapping[str, bytes], stored: tuple[str, ...] = ()) -> bytes:
    """A ZIP archive of `files` (name to content), in their order; those named in `stored` are not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return out.getvalue()
