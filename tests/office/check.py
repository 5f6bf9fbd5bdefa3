"""Looks into a workbook as Excel would: check.py BOOK.xlsx prints what is in it as JSON, and ends with 1 if it is unsound."""

import json
import sys
import xml.etree.ElementTree
import zipfile

import openpyxl


def main(path):
    with zipfile.ZipFile(path) as archive:
        broken = archive.testzip()
        if broken:
            sys.exit(f"{broken}: wrong checksum")
        for name in archive.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                xml.etree.ElementTree.fromstring(archive.read(name))
    book = openpyxl.load_workbook(path)
    sheets = {}
    for sheet in book.worksheets:
        if len(sheet.title) > 31 or sheet.title.startswith("'") or set(sheet.title) & set("[]:*?/\\"):
            sys.exit(f"{sheet.title}: no name for a worksheet")
        formulas = 0
        for row in sheet.iter_rows():
            for cell in row:
                formulas += cell.data_type == "f"
                if isinstance(cell.value, str) and len(cell.value.encode("utf-16-le")) // 2 > 32_767:
                    sys.exit(f"{sheet.title}!{cell.coordinate}: too long")
        for rule in sheet.data_validations.dataValidation:
            if rule.formula1 and len(rule.formula1) > 255:
                sys.exit(f"{sheet.title}: a rule is too long")
            if rule.error and len(rule.error) > 225:
                sys.exit(f"{sheet.title}: a message is too long")
        sheets[sheet.title] = {
            "rows": sheet.max_row,
            "state": sheet.sheet_state,
            "formulas": formulas,
            "rules": len(sheet.data_validations.dataValidation),
            "charts": len(sheet._charts),
            "frozen": sheet.freeze_panes,
            "filter": sheet.auto_filter.ref,
            "filtered": openpyxl.utils.range_boundaries(sheet.auto_filter.ref)[2] if sheet.auto_filter.ref else None,
            "columns": sheet.max_column,
        }
    print(json.dumps(sheets, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
