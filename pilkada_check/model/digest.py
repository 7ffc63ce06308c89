"""SHA-256 without OpenSSL, which `hashlib` loads to have it: a twentieth of the time of a short command."""

import sys

try:
    if sys.version_info >= (3, 12):
        from _sha2 import sha256
    else:
        from _sha256 import sha256  # type: ignore[import-not-found] # typeshed does not have it
except ImportError:  # another Python than CPython, or one that was built without its own
    from hashlib import sha256

__all__ = ["sha256"]
