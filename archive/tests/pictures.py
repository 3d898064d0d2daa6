"""The pictures of the README and of the page 使用说明, taken of the sample archive by `make screenshots`.

Each is a window of a browser in few colours, so that it is small: as PNG, or as WebP without loss where readers load it.
The same archive gives the same picture.
"""

import io
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from unittest.mock import patch

COLOURS = 32
COLOURS_OF_HELP = 12  # all its pictures together weigh less than a page may


@dataclass(frozen=True, slots=True)
class Picture:
    """`file` is its name under docs/screenshots; `page` the name of the page in `browsing.sample_pages`."""

    file: str
    page: str
    width: int = 1280
    height: int = 800
    mode: str = "light"
    scroll_to: str = ""  # what stands at the top of the window, where it is not the head of the page


PICTURES = (
    # 使用说明
    Picture("help/search.webp", "search, filtered", 1040, 370, scroll_to="main"),
    Picture("help/entry.webp", "entry", 1040, 320, scroll_to="main"),
    Picture("help/unit.webp", "unit", 1040, 400, scroll_to="main"),
    Picture("help/compare.webp", "compare years", 1040, 370, scroll_to="main"),
    Picture("help/large.webp", "home", 1040, 310, "large"),
    Picture("help/review.webp", "desk, review", 1040, 440, scroll_to=".flags"),
    # README, and for whoever wants to see how it looks
    Picture("home-1280.png", "home", height=900),
    Picture("home-360.png", "home", 360, 720),
    Picture("home-1920-dark.png", "home", 1920, 1080, "dark"),
    Picture("issues-1280.png", "issues"),
    Picture("issue-1280.png", "issue", height=900),
    Picture("issue-768-contrast.png", "issue", 768, 900, "contrast"),
    Picture("brief-1280-large.png", "brief", mode="large"),
    Picture("entry-1280.png", "entry", height=900),
    Picture("entry-360.png", "entry", 360, 720),
    Picture("search-1280.png", "search, filtered", height=900),
    Picture("search-360.png", "search, filtered", 360, 720),
    Picture("search-1280-dark.png", "search, filtered", mode="dark"),
    Picture("search-1280-large.png", "search, filtered", mode="large"),
    Picture("no-result-1280.png", "search, nothing"),
    Picture("unit-1280.png", "unit", height=900),
    Picture("compare-1280.png", "compare years"),
    Picture("review-1280.png", "desk, review", height=900),
)


@contextmanager
def frozen():
    """While this holds, pages show the day on which the sample's latest issue is a week old, and an address that is the
    same each time."""

    class Then(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2025, 8, 8, 9, 30, tzinfo=tz)

    host = patch("django.http.request.HttpRequest.get_host", lambda request: "kuaibao.example")
    with patch("django.template.defaulttags.datetime", Then), host:
        yield


def take(picture: Picture, visit, address: str) -> bytes:
    """The window of one picture, as PNG; `visit` is a `browsing.Visit` in the picture's mode."""
    visit.open(address, picture.width, picture.height)
    assert visit.status == 200, picture.page
    if picture.scroll_to:
        visit.page.eval_on_selector(picture.scroll_to, "element => scrollBy(0, element.getBoundingClientRect().top)")
    return visit.page.screenshot(animations="disabled", caret="hide")


def small(picture: Picture, window: bytes) -> bytes:
    """The file that is kept of it, in few colours."""
    from PIL import Image

    for_help = picture.file.endswith(".webp")
    colours = COLOURS_OF_HELP if for_help else COLOURS
    few = Image.open(io.BytesIO(window)).convert("RGB").quantize(colours, kmeans=2, dither=Image.Dither.NONE)
    file = io.BytesIO()
    if for_help:
        few.convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=6)
    else:
        few.save(file, "PNG", optimize=True)
    return file.getvalue()


def save(content: bytes, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
