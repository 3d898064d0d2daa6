"""What numbers or marks an entry, a section head or an item of a list: 1. （5） 一、 ① ◆. One list of them for all."""

import re

MARKS = "◆■●▲★◇□▪◎☆※▶➤►○◈❖✦♦▌✓✔•·"
CHINESE = "一二三四五六七八九十"
# Before a title; not 3.15 and not 一、二、三产
NUMBERING = re.compile(
    rf"(?:[-+*{MARKS}]|0\d(?=[^\d.．、])|\d{{1,3}}[.．、](?!\d)|[（(\[［【]\d{{1,3}}[）)\]］】]|\d{{1,2}}[）)]|[①-⑳⑴-⒇⒈-⒛❶-❿]"
    rf"|[Ⅰ-Ⅻ][、.．]|[{CHINESE}]{{1,3}}、(?![{CHINESE}])|[（(][{CHINESE}]{{1,3}}[）)])+"
)
# Before an item of a list inside a body; at the beginning of a line it ends a title.
ITEM = re.compile(rf"[{CHINESE}]{{1,3}}、|[（(][{CHINESE}]{{1,3}}[）)]|一是|首先，|\d{{1,2}}[.．、](?!\d)|[①-⑳⑴-⒇]")


def after_numbering(text: str, place: int = 0) -> int:
    """Where the words begin that stand at `place`: after what numbers them."""
    match = NUMBERING.match(text, place)
    return match.end() if match else place
