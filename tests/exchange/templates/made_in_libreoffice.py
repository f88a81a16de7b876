"""The paper `agreement.docx` as LibreOffice itself saved it: `python -m tests.exchange.templates.made_in_libreoffice`.

An agreement of three pages with a letterhead in the header, a footnote, a table with yellow rows,
tracked changes, a text box and a picture; what changes is marked yellow by LibreOffice's own highlighter.
"""

from __future__ import annotations

import base64
import struct
import subprocess
import tempfile
import zlib
from pathlib import Path

FOLDER = Path(__file__).parent
_LONG = "Стороны действуют на основе равноправия, взаимной помощи и открытости. " * 14


def _picture() -> str:
    """A small red square."""
    rows = b"".join(b"\0" + b"\xc0\x20\x20" * 8 for _row in range(8))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return base64.b64encode(png).decode()


def _yellow(words: str) -> str:
    return f'<text:span text:style-name="Yellow">{words}</text:span>'


def _row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell><text:p>{_yellow(words)}</text:p></table:table-cell>" for words in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def _body() -> str:
    return f"""
<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:insertion><office:change-info>
<dc:creator>Юрист</dc:creator><dc:date>2026-01-12T10:00:00</dc:date></office:change-info></text:insertion>
</text:changed-region><text:changed-region xml:id="c2" text:id="c2"><text:deletion><office:change-info>
<dc:creator>Юрист</dc:creator><dc:date>2026-01-12T10:00:00</dc:date></office:change-info>
<text:p>прежними словами </text:p></text:deletion></text:changed-region></text:tracked-changes>
<text:p text:style-name="Centre">СОГЛАШЕНИЕ № {_yellow("3")} о взаимодействии</text:p>
<text:p>от {_yellow("14 сентября 2023 года")}</text:p>
<text:p>МКОУ СОШ № 1 пгт Заречный, с одной стороны, и {_yellow("МКОУ СОШ с. Луговое")} в лице
{_yellow("дирек")}{_yellow("тора ")}{_yellow("Тихонова Алексея ")}{_yellow("Викторовича")}, {_yellow("действующего")}
на основании Устава<text:note text:id="f1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body>
<text:p>Адрес: {_yellow("ул. Центральная, д. 32, с. Луговое, Заречный район")}.</text:p></text:note-body>
</text:note>, заключили соглашение <text:change-start text:change-id="c1"/>с {_yellow("МКОУ СОШ с. Луговое")}
<text:change-end text:change-id="c1"/><text:change text:change-id="c2"/>о нижеследующем.</text:p>
<text:p>{_yellow("Детский сад соблюдает режим дня воспитанников при выездах.")}</text:p>
<text:p>{_LONG}</text:p><text:p>{_LONG}</text:p><text:p>{_LONG}</text:p>
<table:table table:name="t"><table:table-column table:number-columns-repeated="3"/>
<table:table-row><table:table-cell><text:p>№</text:p></table:table-cell><table:table-cell><text:p>Организация</text:p>
</table:table-cell><table:table-cell><text:p>Руководитель</text:p></table:table-cell></table:table-row>
{_row("1", "МКОУ лицей пгт Заречный", "Лебедев И.П.")}{_row("2", "МКОУ СОШ с. Луговое", "Тихонов А.В.")}
</table:table>
<text:p>{_LONG}</text:p><text:p>{_LONG}</text:p><text:p>{_LONG}</text:p>
<text:p><draw:frame text:anchor-type="paragraph" svg:width="5cm" svg:height="2cm" svg:x="10cm" svg:y="0cm"
draw:style-name="fr"><draw:text-box><text:p>Экземпляр {_yellow("МКОУ СОШ с. Луговое")}</text:p></draw:text-box>
</draw:frame><draw:frame text:anchor-type="as-char" svg:width="1cm" svg:height="1cm"><draw:image>
<office:binary-data>{_picture()}</office:binary-data></draw:image></draw:frame>
Директор ____________ {_yellow("А.В. Тихонов")}</text:p>"""


def _document(body: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" office:version="1.3"
xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.2cm"/>
<style:text-properties fo:font-size="14pt" fo:font-family="Liberation Serif"/></style:style>
</office:styles><office:automatic-styles>
<style:style style:name="Yellow" style:family="text">
<style:text-properties fo:background-color="#ffff00"/></style:style>
<style:style style:name="Centre" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:text-align="center"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="fr" style:family="graphic">
<style:graphic-properties fo:border="0.5pt solid #000000"/></style:style>
<style:page-layout style:name="pm"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
fo:margin-top="2cm" fo:margin-bottom="2cm" fo:margin-left="3cm" fo:margin-right="1cm"/><style:header-style/>
</style:page-layout></office:automatic-styles><office:master-styles>
<style:master-page style:name="Standard" style:page-layout-name="pm"><style:header>
<text:p text:style-name="Centre">Приложение для {_yellow("МКОУ СОШ с. Луговое")}</text:p></style:header>
</style:master-page></office:master-styles><office:body><office:text>{body}</office:text></office:body></office:document>"""


def main() -> None:
    """Have LibreOffice open the paper and save it as .docx beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "agreement.fodt"
        source.write_text(_document(_body()), encoding="utf-8")
        profile = (Path(folder) / "profile").as_uri()
        command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*command, "--outdir", str(FOLDER), str(source)], check=True)


if __name__ == "__main__":
    main()
