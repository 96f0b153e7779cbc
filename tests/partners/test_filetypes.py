"""What a file is, by what stands in it; and names that are safe to keep."""

import io
import zipfile

import pytest

from partners.filetypes import MAX_BYTES, FileRefusedError, safe_name, type_of

PDF, PNG = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def office(**parts):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def docx(**more):
    return office(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}, **more)


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        pytest.param(PDF, "a.exe", "application/pdf", id="pdf"),
        pytest.param(PNG, "a.png", "image/png", id="png"),
        pytest.param(b"\xff\xd8\xff\xe0", "a.jpg", "image/jpeg", id="jpeg"),
        pytest.param(b"GIF89a<script>", "a.gif", "image/gif", id="gif that is script too"),
        pytest.param(b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a", "image/webp", id="webp"),
        pytest.param(docx(), "a.pdf", DOCX, id="docx"),
        pytest.param(office(mimetype=ODT), "a.odt", ODT, id="odt"),
        pytest.param("Año,1\n".encode(), "a.CSV", "text/csv", id="csv"),
        pytest.param("Año".encode("cp1252"), "a.html", "text/plain", id="old letters"),
        pytest.param(PNG + docx(), "a.docx", "image/png", id="picture with an archive behind it"),
    ],
)
def test_type_is_read_from_the_content(data, name, expected):
    assert type_of(data, name=name) == expected


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "empty", id="zero bytes"),
        pytest.param(b" \n", "empty", id="blank"),
        pytest.param(b"a" * (MAX_BYTES + 1), "too_big", id="too big"),
        pytest.param(b"MZ\x90\x00", "kind", id="program"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kind", id="svg"),
        pytest.param(b"\n  <!DOCTYPE html><p>", "kind", id="html"),
        pytest.param(b"notes <script>alert(1)</script>", "kind", id="script in text"),
        pytest.param(b"a\x00b", "kind", id="nul in text"),
        pytest.param(b"PK\x03\x04 and nothing more", "kind", id="half an archive"),
        pytest.param(office(a="1"), "kind", id="plain archive"),
        pytest.param(docx(**{"word/vbaProject.bin": "x"}), "macros", id="macros"),
        pytest.param(docx(**{"word/media/a": b"0" * 30_000_000}), "bomb", id="bomb"),
        pytest.param(docx(**{"xl/workbook.xml": "<x/>"}), "kind", id="two documents in one"),
    ],
)
def test_what_is_not_on_the_list_is_refused(data, code):
    with pytest.raises(FileRefusedError) as refused:
        type_of(data, name="a.txt")

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\pia\\plan.PDF", "plan.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("x" * 300 + ".pdf", "x" * 140 + ".pdf"),
        (".pdf", "pdf.pdf"),
        ("\ud800", "file.pdf"),
        ('a"b<c>.pdf', "a b c.pdf"),
        ("Año 2027 – résumé.pdf", "Año 2027 – résumé.pdf"),
    ],
)
def test_name_is_kept_without_what_deceives(name, expected):
    assert safe_name(name, content_type="application/pdf") == expected
