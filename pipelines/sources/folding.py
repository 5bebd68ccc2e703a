"""How two texts are told to be the same: the form in which headings, codes and identifiers are compared.

What lives here: that one rule. What does not: anything that changes a cell as received.
"""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Text without what a reader does not see or mind: compatibility forms, capitals, surrounding space.

    Unicode compatibility normalisation (NFKC) and case folding, twice because each can undo the other; invisible
    format characters (byte order mark, zero-width space, soft hyphen) are dropped. Folding twice changes nothing.
    """
    if text.isascii():
        return text.strip().casefold()
    visible = "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")
    once = unicodedata.normalize("NFKC", visible.casefold())
    return unicodedata.normalize("NFKC", once.casefold()).strip()
