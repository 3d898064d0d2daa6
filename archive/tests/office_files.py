"""Files of every kind an office has, made of the same lines: what the reader's tests read back.

A line is a paragraph; **…** in it is bold. Long ones are wrapped on the page as print does, with an indented first line.
"""

import io
import subprocess
import tempfile
import zipfile
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

# Points, on pages of A4.
PAGE_WIDTH, PAGE_HEIGHT = 595, 842
SIZE, PITCH = 16, 26
LEFT, TOP, LINE = 90, 80, 26 * SIZE
LINES_A_PAGE = 25
MM = 25.4 / 72
FONT = "STSong-Light"


def pieces(line: str) -> list[tuple[str, bool]]:
    """Stretches of a line with whether they are bold."""
    return [(part, at % 2 == 1) for at, part in enumerate(line.lstrip("# ").split("**")) if part]


def level(line: str) -> int:
    """Of a heading, 0 for other lines."""
    return len(line) - len(line.lstrip("#"))


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return buffer.getvalue()


def docx(lines: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        paragraph = document.add_heading(level=level(line)) if level(line) else document.add_paragraph()
        for text, bold in pieces(line):
            paragraph.add_run(text).bold = bold
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def doc(lines: list[str]) -> bytes:
    """A .doc, made of a .docx by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "bulletin.docx")
        source.write_bytes(docx(lines))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)
        return source.with_suffix(".doc").read_bytes()


def word_body(body: str, **parts: str) -> bytes:
    """A .docx with this inside its w:body. Others of its parts are named as styles="…", numbering="…", header1="…"."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    more = (
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    )
    roots = {"header": "hdr", "footer": "ftr"}
    kinds = {name: name.rstrip("0123456789") for name in parts}
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = "".join(
        f'<Relationship Id="{name}" Type="{base}/{kind}" Target="{name}.xml"/>' for name, kind in kinds.items()
    )
    links_open = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    members = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'{links_open}<Relationship Id="1" Type="{base}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f"<w:document {space} {more}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f"{links_open}{links}</Relationships>",
    }
    for name, content in parts.items():
        root = roots.get(kinds[name], kinds[name])
        members[f"word/{name}.xml"] = f"<w:{root} {space} {more}>{content}</w:{root}>"
    return zipped(members)


def html(lines: list[str], encoding: str = "gb18030") -> bytes:
    paragraphs = ""
    for line in lines:
        tag = f"h{level(line)}" if level(line) else "p"
        text = "".join(
            f"<b>{escape(text)}</b>" if bold else f"<span>{escape(text)}</span>" for text, bold in pieces(line)
        )
        paragraphs += f"<{tag} class=MsoNormal>{text}<o:p></o:p></{tag}>\n"
    return (
        f'<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset={encoding}>'
        f"<title>快报</title><style>p {{margin: 0}}</style></head><body>{paragraphs}</body></html>"
    ).encode(encoding)


Printed = tuple[float, float, list[tuple[str, bool]]]  # x, y from the page's upper edge, stretches of a line


def printed(lines: list[str]) -> list[list[Printed]]:
    """Pages: short lines in the middle, long ones wrapped with an indented first line, a page number below."""
    pages: list[list[Printed]] = [[]]
    for line in lines:
        characters = [(char, bold) for text, bold in pieces(line) for char in text]
        wrapped = _wrap(characters)
        for at, part in enumerate(wrapped):
            if len(pages[-1]) == LINES_A_PAGE:
                pages.append([])
            x = LEFT if at else LEFT + 2 * SIZE
            if len(wrapped) == 1 and width(part) < LINE / 2:
                x = LEFT + (LINE - width(part)) / 2
            pages[-1].append((x, TOP + len(pages[-1]) * PITCH, _joined(part)))
    for number, page in enumerate(pages, start=1):
        page.append((LEFT + LINE / 2 - SIZE, TOP + (LINES_A_PAGE + 1) * PITCH, [(f"— {number} —", False)]))
    return pages


def width(characters: list[tuple[str, bool]]) -> float:
    """Points."""
    return sum(SIZE / 2 if char.isascii() else SIZE for char, _ in characters)


def pdf(lines: list[str]) -> bytes:
    """With a font that readers have and the file does not; bold is an outline, as of a font without a bold face."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(PAGE_WIDTH, PAGE_HEIGHT))
    for page in printed(lines):
        for x, y, stretches in reversed(page):  # the order of the file is not that of reading
            text = canvas.beginText(x, PAGE_HEIGHT - y)
            text.setFont(FONT, SIZE)
            for words, bold in stretches:
                text.setTextRenderMode(2 if bold else 0)
                text.textOut(words)
            canvas.saveState()  # else the next text is printed as this one ends
            canvas.drawText(text)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def ofd(lines: list[str]) -> bytes:
    return ofd_pages(["".join(_text_object(*line) for line in page) for page in printed(lines)])


def ofd_pages(contents: list[str], template: str = "", resources: str = "", public: str = "PublicRes.xml") -> bytes:
    """An OFD of these objects, page by page, above those of a template; fonts 1 (宋体) and 2 (黑体, bold).

    `public` is the path to these fonts and to more `resources`.
    """
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    layer = "<ofd:Page {space}>{use}<ofd:Content><ofd:Layer ID='9'>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    use = '<ofd:Template TemplateID="5"/>' if template else ""
    members = {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {space}><ofd:CommonData><ofd:PageArea>"
        f"<ofd:PhysicalBox>0 0 {PAGE_WIDTH * MM} {PAGE_HEIGHT * MM}</ofd:PhysicalBox></ofd:PageArea>"
        f'<ofd:PublicRes>{public}</ofd:PublicRes><ofd:TemplatePage ID="5" BaseLoc="Tpls/Content.xml"/>'
        "</ofd:CommonData><ofd:Pages>"
        + "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(contents)))
        + "</ofd:Pages></ofd:Document>",
        "Doc_0/PublicRes.xml": f"<ofd:Res {space}><ofd:Fonts><ofd:Font ID='1' FontName='宋体'/>"
        f"<ofd:Font ID='2' FontName='宋体' Bold='true'/></ofd:Fonts>{resources}</ofd:Res>",
        "Doc_0/Tpls/Content.xml": layer.format(space=space, use="", objects=template),
    }
    for at, objects in enumerate(contents):
        members[f"Doc_0/Pages/Page_{at}/Content.xml"] = layer.format(space=space, use=use, objects=objects)
    return zipped(members)


def ofd_text(x: float, y: float, text: str, font: int = 1) -> str:
    """A text object; x and y in points from the upper left, of the baseline's beginning."""
    steps = " ".join(str((SIZE / 2 if char.isascii() else SIZE) * MM) for char in text[:-1])
    box = f"{x * MM} {(y - SIZE) * MM} {PAGE_WIDTH * MM} {SIZE * MM}"
    return (
        f'<ofd:TextObject ID="7" Font="{font}" Size="{SIZE * MM}" Boundary="{box}">'
        f'<ofd:TextCode X="0" Y="{SIZE * MM}" DeltaX="{steps}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _wrap(characters: list[tuple[str, bool]]) -> list[list[tuple[str, bool]]]:
    lines: list[list[tuple[str, bool]]] = [[]]
    room = LINE - 2 * SIZE
    for character in characters:
        if width([*lines[-1], character]) > room:
            lines.append([])
            room = LINE
        lines[-1].append(character)
    return lines


def _joined(characters: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    return [("".join(char for char, _ in group), bold) for bold, group in groupby(characters, key=lambda each: each[1])]


def _text_object(x: float, y: float, stretches: list[tuple[str, bool]]) -> str:
    objects = ""
    for text, bold in stretches:
        objects += ofd_text(x, y, text, font=2 if bold else 1)
        x += width([(char, bold) for char in text])
    return objects
