#!/usr/bin/env python3
"""pack.py KIND OUT CSV...: the tables of CSV files in another container.

KIND is xlsx (texts shared, real dates, numbers), inline (texts in the cells, dates of the
1904 system, no cell says where it is), ods (real dates, repeated rows and cells) or zip.
A sheet has the name of its file. Written by hand and by Python's own zipfile: what is
tested is read by nothing else here.
"""
import csv
import datetime
import pathlib
import re
import sys
import xml.sax.saxutils
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DATES = [(r"(\d{4})-(\d\d)-(\d\d)", (1, 2, 3)), (r"(\d\d)/(\d\d)/(\d{4})", (3, 2, 1))]


def day_of(text):
    for form, order in DATES:
        found = re.fullmatch(form, text)
        if found:
            try:
                return datetime.date(*(int(found[i]) for i in order))
            except ValueError:
                return None
    return None


def is_number(text):
    return re.fullmatch(r"0|[1-9]\d{0,14}", text) is not None


def escape(text):
    return xml.sax.saxutils.escape(text, {'"': "&quot;"})


def tables(paths):
    for path in paths:
        with open(path, newline="", encoding="utf-8-sig") as file:
            yield pathlib.Path(path).stem, list(csv.reader(file))


def column(at):
    name = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name


def xlsx_cell(text, where, inline, texts):
    at = "" if inline else f' r="{where}"'
    day = day_of(text)
    if day and (1904 if inline else 1900) < day.year:
        serial = (day - datetime.date(1899, 12, 30)).days - (1462 if inline else 0)
        return f'<c{at} s="1"><v>{serial}</v></c>'
    if is_number(text):
        return f"<c{at}><v>{text}</v></c>"
    if inline:
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    return f'<c{at} t="s"><v>{texts.setdefault(text, len(texts))}</v></c>'


def xlsx_sheet(rows, inline, texts):
    out = []
    for r, row in enumerate(rows, 1):
        cells = [xlsx_cell(t, f"{column(c)}{r}", inline, texts) if t or inline else ""
                 for c, t in enumerate(row)]
        out.append(f'<row r="{r}">{"".join(cells)}</row>')
    return (f'<worksheet xmlns="{MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>'
            f'{"".join(out)}</sheetData></worksheet>')


def relation(number, kind, target):
    return f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def relations(*each):
    return f"<Relationships>{''.join(each)}</Relationships>"


def write_xlsx(out, paths, inline):
    texts, sheets, parts = {}, [], []
    for i, (name, rows) in enumerate(tables(paths), 1):
        out.writestr(f"xl/worksheets/sheet{i}.xml", xlsx_sheet(rows, inline, texts))
        sheets.append(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="r{i}"/>')
        parts.append(relation(i, "worksheet", f"worksheets/sheet{i}.xml"))
    parts += [relation(len(parts) + 1, "styles", "styles.xml"),
              relation(len(parts) + 2, "sharedStrings", "sharedStrings.xml")]
    base = '<workbookPr date1904="1"/>' if inline else ""
    out.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{base}'
                 f'<sheets>{"".join(sheets)}</sheets></workbook>')
    out.writestr("xl/_rels/workbook.xml.rels", relations(*parts))
    out.writestr("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")))
    out.writestr("xl/styles.xml", '<styleSheet><cellXfs><xf numFmtId="0"/>'
                 '<xf numFmtId="14"/></cellXfs></styleSheet>')
    shared = "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in texts)
    out.writestr("xl/sharedStrings.xml", f"<sst>{shared}</sst>")


def ods_cell(text, times):
    repeat = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    day = day_of(text)
    if not text:
        return f"<table:table-cell{repeat}/>"
    if day:
        kind = f' office:value-type="date" office:date-value="{day.isoformat()}"'
        return f"<table:table-cell{kind}{repeat}><text:p>{day:%d/%m/%y}</text:p></table:table-cell>"
    if is_number(text):
        kind = f' office:value-type="float" office:value="{text}"'
        return f"<table:table-cell{kind}{repeat}><text:p>{text}.00</text:p></table:table-cell>"
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell office:value-type="string"{repeat}>{lines}</table:table-cell>'


def runs(things):
    found = []
    for thing in things:
        if found and found[-1][0] == thing:
            found[-1][1] += 1
        else:
            found.append([thing, 1])
    return found


def write_ods(out, paths):
    sheets = []
    for name, rows in tables(paths):
        body = "".join(
            f'<table:table-row table:number-rows-repeated="{times}">'
            + "".join(ods_cell(t, n) for t, n in runs(row)) + "</table:table-row>"
            for row, times in runs(rows))
        sheets.append(f'<table:table table:name="{escape(name)}">{body}'
                      '<table:table-row table:number-rows-repeated="1000000">'
                      '<table:table-cell table:number-columns-repeated="16384"/>'
                      "</table:table-row></table:table>")
    out.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    spaces = "".join(f' xmlns:{n}="urn:{n}"' for n in ("office", "table", "text"))
    out.writestr("content.xml", f'<?xml version="1.0"?><office:document-content{spaces}>'
                 f'<office:body><office:spreadsheet>{"".join(sheets)}</office:spreadsheet>'
                 "</office:body></office:document-content>")


def main(kind, out, *paths):
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        if kind == "zip":
            for i, path in enumerate(paths):
                archive.write(path, f"extracts/{i}/{pathlib.Path(path).name}")
            archive.writestr("__MACOSX/extracts/._x.csv", "junk")
        elif kind == "ods":
            write_ods(archive, paths)
        else:
            write_xlsx(archive, paths, kind == "inline")


main(*sys.argv[1:])
