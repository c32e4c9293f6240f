"""Opens office files with LibreOffice and says what it reads: a line of JSON for each file, for benchmarks/office.py.

Runs under the Python that LibreOffice's bridge (python3-uno) is made for, and needs nothing else:
`python3 office_reader.py PROFILE FILE…`.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import uno
from com.sun.star.awt import Rectangle, WindowDescriptor
from com.sun.star.awt.WindowClass import TOP
from com.sun.star.beans import PropertyValue
from com.sun.star.table.CellContentType import EMPTY, FORMULA

TEXT_STYLE = "Article Text"  # what has it is the article's own text
PATIENCE = 60  # seconds for the program to start


def start(profile):
    """LibreOffice without a window, on a pipe and a profile of its own; its process and its desktop."""
    pipe = f"wirecheck{os.getpid()}"
    # A new profile is filled by a first start, which ends in another one.
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{profile}", "--terminate_after_init"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False,
    )  # fmt: skip
    process = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", "--nodefault", f"-env:UserInstallation=file://{profile}",
         f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except Exception:
            if time.monotonic() > deadline or process.poll() is not None:
                process.kill()
                raise
            time.sleep(0.2)
    return process, context


class Office:
    def __init__(self, context):
        self.context, self.manager = context, context.ServiceManager
        self.desktop = self.made("com.sun.star.frame.Desktop")
        self.dispatcher = self.made("com.sun.star.frame.DispatchHelper")

    def made(self, service):
        return self.manager.createInstanceWithContext(service, self.context)

    def loaded(self, service, reader, path):
        """The document in memory, without a view."""
        document = self.made(service)
        document.load((value("URL", Path(path).resolve().as_uri()), value("FilterName", reader)))
        return document

    def document(self, path):
        """The text when all changes are accepted, when all are rejected; how many comments and changes there are."""
        said = {}
        for outcome, command in (("accepted", "AcceptAllTrackedChanges"), ("rejected", "RejectAllTrackedChanges")):
            document = self.loaded("com.sun.star.text.TextDocument", "MS Word 2007 XML", path)
            try:
                said["changes"] = len(list(items(document.getRedlines())))
                comments = [
                    field
                    for field in items(document.getTextFields())
                    if field.supportsService("com.sun.star.text.textfield.Annotation")
                ]
                said["comments"] = len(comments)
                # Only a view can accept changes, and LibreOffice as packaged without windows dies of drawing comments.
                document.RecordChanges = False
                for comment in comments:
                    comment.getAnchor().getText().removeTextContent(comment)
                frame = self.made("com.sun.star.frame.Frame")
                frame.initialize(self.made("com.sun.star.awt.Toolkit").createWindow(a_window()))
                controller = document.createDefaultViewController(frame)
                document.connectController(controller)
                document.setCurrentController(controller)
                frame.setComponent(controller.ComponentWindow, controller)
                self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())
                said[outcome] = text_of(document)
                said["left"] = len(list(items(document.getRedlines())))
            finally:
                document.close(True)
        return said

    def workbook(self, path):
        """Every cell that is not empty, by sheet and row, and how many of them are formulas."""
        opened = self.loaded("com.sun.star.sheet.SpreadsheetDocument", "Calc MS Excel 2007 XML", path)
        try:
            sheets, formulas = {}, 0
            for sheet in items(opened.getSheets()):
                cursor = sheet.createCursor()
                cursor.gotoEndOfUsedArea(False)
                area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
                rows = []
                for row in range(cursor.RangeAddress.EndRow + 1):
                    cells = []
                    for column in range(cursor.RangeAddress.EndColumn + 1):
                        cell = area.getCellByPosition(column, row)
                        formulas += cell.Type == FORMULA
                        cells.append("" if cell.Type == EMPTY else cell.String)
                    rows.append(cells)
                sheets[sheet.Name] = rows
            return {"sheets": sheets, "formulas": formulas}
        finally:
            opened.close(True)


def value(name, content):
    found = PropertyValue()
    found.Name, found.Value = name, content
    return found


def a_window():
    """What a view is drawn in; nobody sees it."""
    described = WindowDescriptor()
    described.Type, described.WindowServiceName, described.ParentIndex = TOP, "window", -1
    described.Bounds = Rectangle(0, 0, 800, 600)
    return described


def items(container):
    numbered = container.createEnumeration()
    while numbered.hasMoreElements():
        yield numbered.nextElement()


def text_of(document):
    return "\n".join(
        paragraph.getString()
        for paragraph in items(document.getText())
        if paragraph.supportsService("com.sun.star.text.Paragraph") and paragraph.ParaStyleName == TEXT_STYLE
    )


def main():
    profile, *paths = sys.argv[1:]
    process, context = start(profile)
    office = Office(context)
    try:
        for path in paths:
            try:
                read = office.workbook if path.endswith(".xlsx") else office.document
                said = read(path)
            except Exception as error:
                said = {"error": str(error)}
            print(json.dumps({"file": path, **said}), flush=True)
    finally:
        with contextlib.suppress(Exception):  # its end cuts the bridge
            office.desktop.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()


if __name__ == "__main__":
    main()
