"""Opens a workbook in LibreOffice, edits it as people do, and saves it: edit.py FROM.xlsx TO.xlsx EDITS.json

Each edit is an object: {"sheet": …, "cell": "C2", "type": "95%"} types into a cell, an empty text clears it;
{"sheet": …, "insert": 3} inserts a row before the third; {"sheet": …, "copy": [2, 9]} copies the second row over the
ninth, hidden columns and all; {"sheet": …, "sort": "A"} sorts the rows below the titles by a column.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def edit(book, step):
    sheet = book.Sheets.getByName(step["sheet"])
    if "cell" in step:
        cell = sheet.getCellRangeByName(step["cell"])
        # As typed: dates, shares and numbers are understood.
        cell.setFormula(step["type"])
    elif "insert" in step:
        sheet.Rows.insertByIndex(step["insert"] - 1, 1)
    elif "copy" in step:
        source, to = step["copy"]
        row = sheet.getCellRangeByName(f"A{source}:BZ{source}").RangeAddress
        sheet.copyRange(sheet.getCellRangeByName(f"A{to}").CellAddress, row)
    elif "sort" in step:
        cursor = sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        used = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field = ord(step["sort"]) - ord("A")
        field.IsAscending = False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        used.sort((option("SortFields", fields), option("ContainsHeader", True)))


def main(source, to, edits):
    # A profile of its own: nothing of whoever runs it, and no other window is in the way.
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"changebook{os.getpid()}"
        office = subprocess.Popen(
            [
                "soffice",
                "--headless",
                "--norestore",
                "--nologo",
                f"-env:UserInstallation={pathlib.Path(profile).as_uri()}",
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            context = connected(pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            book = desktop.loadComponentFromURL(
                pathlib.Path(source).absolute().as_uri(), "_blank", 0, (option("Hidden", True),)
            )
            for step in json.loads(pathlib.Path(edits).read_text()):
                edit(book, step)
            book.storeToURL(
                pathlib.Path(to).absolute().as_uri(), (option("FilterName", "Calc MS Excel 2007 XML"),)
            )
            book.close(True)
            try:
                desktop.terminate()
            except Exception:
                # It closes the connection while it answers.
                pass
            office.wait(60)
        finally:
            if office.poll() is None:
                office.kill()


if __name__ == "__main__":
    main(*sys.argv[1:])
