"""Files as visitors may send them."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document


def pdf_file(*lines: str, a_page_each: bool = False) -> bytes:
    """Return a PDF with these lines, on one page or each on its own."""
    pages = [[line] for line in lines] if a_page_each else [list(lines)]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, page in enumerate(pages):
        shown = (
            b"BT /F1 12 Tf 14 TL 50 700 Td " + b" T* ".join(f"({line}) Tj".encode() for line in page) + b" ET"
        )
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(shown)} >>\nstream\n".encode() + shown + b"\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n".encode() + one + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def docx_file(paragraph: str, cell: str = "") -> bytes:
    """Return a Word file with a paragraph and perhaps a table of one cell."""
    document = Document()
    document.add_paragraph(paragraph)
    if cell:
        document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def unpacking_to(size: int) -> bytes:
    """Return a small file that is a Word file of this size by its table of contents."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * size)
    return written.getvalue()
