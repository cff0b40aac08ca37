"""Small files in every format, made from the same words."""

from __future__ import annotations

import gzip
import io
import json
import textwrap
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE = "Ministers meet in Tokyo"
FIRST = (
    "The ministers of Japan and Korea met in Tokyo on Monday to discuss the missile threat. "
    "They agreed to share warning data by the end of the year."
)
SECOND = "“We will stand firm,” said Smith. The next round of talks will be held in Seoul in the spring."
TEXT = f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n"
HTML = f"<!doctype html><html><body><article><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


def pdf(*pages: Sequence[str], title: str = "", padding: int = 0) -> bytes:
    """A PDF file with these lines on its pages; an empty line is a gap, and `padding` spaces a bomb."""
    kids = " ".join(f"{2 * number + 5} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for lines in pages:
        drawn = "".join("({}) Tj T*\n".format(line.replace("(", "\\(").replace(")", "\\)")) for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 760 Td\n{drawn}ET".encode("cp1252") + b" " * padding
        packed = zlib.compress(stream).decode("latin-1")
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 1} 0 R"
        objects += [
            f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n{packed}\nendstream",
            f"{page} /Resources << /Font << /F1 3 0 R >> >> >>",
        ]
    objects.append(f"<< /Title ({title.encode('cp1252').decode('latin-1')}) >>")
    out, table = "%PDF-1.4\n", "0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += f"{len(out):010} 00000 n \n"
        out += f"{number} 0 obj\n{body}\nendobj\n"
    size = len(objects)
    trailer = f"<< /Size {size + 1} /Root 1 0 R /Info {size} 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size + 1}\n{table}trailer {trailer}".encode("latin-1")


def word(*paragraphs: str, title: str = "") -> bytes:
    """A Word document."""
    import docx

    document = docx.Document()
    if title:
        document.add_heading(title, 0)
    for words in paragraphs:
        document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def mail(text: str = "", html: str = "", subject: str = TITLE, headers: str = "") -> bytes:
    """A message of a newsletter, in one part or in two."""
    head = f"From: Asia Daily <news@asia.example>\nSubject: {subject}\n"
    head += f"Date: Sun, 10 Dec 2023 09:30:00 +0900\n{headers}MIME-Version: 1.0\n"
    if not html:
        return f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}".encode()
    both = (("plain", text), ("html", html))
    parts = "".join(f"--cut\nContent-Type: text/{kind}; charset=utf-8\n\n{body}\n" for kind, body in both)
    return f"{head}Content-Type: multipart/alternative; boundary=cut\n\n{parts}--cut--\n".encode()


def mailbox(*messages: bytes) -> bytes:
    """A mailbox."""
    return b"\n".join(b"From news Sun Dec 10 09:30:00 2023\n" + message for message in messages)


def web_archive(html: str) -> bytes:
    """A page as a browser saves it."""
    return (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://asia.example/talks\n"
        f"Subject: {TITLE}\nDate: Tue, 10 Nov 2026 10:00:00 -0000\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="cut"\n\n'
        "--cut\nContent-Type: text/css\n\nbody {}\n"
        f"--cut\nContent-Type: text/html; charset=utf-8\n\n{html}\n--cut--\n"
    ).encode()


def feed(*items: str) -> bytes:
    """An RSS feed."""
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Asia Daily</title>'
    return f"{head}{''.join(f'<item>{item}</item>' for item in items)}</channel></rss>".encode()


ENTRY = (
    f"<title>{TITLE}</title><link>https://asia.example/talks</link>"
    "<pubDate>Sun, 10 Dec 2023 09:30:00 +0900</pubDate>"
    f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>"
)
ARTICLE = {
    "headline": TITLE,
    "body": f"{FIRST}\n\n{SECOND}",
    "publishedAt": "2023-12-10T09:30:00Z",
    "source": {"id": None, "name": "Asia Daily"},
    "url": "https://asia.example/talks",
}


def archive(files: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def word_bomb(size: int) -> bytes:
    """A Word document whose text unpacks to so many bytes."""
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w>" + "A" * size})


def samples() -> dict[str, bytes]:
    """One sound file of each format, by its suffix."""
    return {
        ".html": HTML.encode(),
        ".mhtml": web_archive(HTML),
        ".eml": mail(TEXT, HTML),
        ".mbox": mailbox(mail(TEXT), mail(SECOND + FIRST)),
        ".xml": feed(ENTRY, ENTRY.replace("Monday", "Tuesday")),
        ".json": json.dumps({"articles": [ARTICLE]}).encode(),
        ".jsonl": f"{json.dumps(ARTICLE)}\n{json.dumps(ARTICLE)}\n".encode(),
        ".pdf": pdf([TITLE, "", *textwrap.wrap(FIRST, 70), "", *textwrap.wrap(SECOND, 70)], title=TITLE),
        ".docx": word(FIRST, SECOND, title=TITLE),
        ".gz": gzip.compress(TEXT.encode(), mtime=0),
        ".zip": archive({"a.txt": TEXT, "b/c.html": HTML}),
    }
