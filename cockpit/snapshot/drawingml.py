"""The parts of DrawingML that no library writes: theme fonts and colours, cell borders, faces for Chinese."""

from __future__ import annotations

from typing import Any

from lxml import etree

from cockpit.marks.theme import ROLES, Theme

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
FOREIGN = ("/thumbnail", "/printerSettings")
APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>City cockpit</Application></Properties>"
)
SIDES = ("lnL", "lnR", "lnT", "lnB")
FACE = "Microsoft YaHei"
"""The face that every Windows and every office suite in China has; elsewhere a substitute is found by its name."""

LIGHT = ROLES[Theme.LIGHT]
SCHEME = {
    "dk1": "text_1",
    "lt1": "surface_1",
    "dk2": "text_2",
    "lt2": "track",
    "accent1": "accent",
    "accent2": "accent_2",
    "accent3": "c_3",
    "accent4": "c_4",
    "accent5": "c_5",
    "accent6": "warn_fill",
    "hlink": "accent",
    "folHlink": "text_2",
}


def rgb(role: str) -> str:
    return LIGHT[role].removeprefix("#")


def theme(content: bytes) -> bytes:
    """The theme of the presentation in the cockpit's colours, with one face for Latin and Chinese."""
    root = etree.fromstring(content)
    root.set("name", "City cockpit")
    for name, role in SCHEME.items():
        slot = root.find(f".//{{{A}}}clrScheme/{{{A}}}{name}")
        slot[:] = [etree.Element(f"{{{A}}}srgbClr", val=rgb(role))]
    for kind in ("majorFont", "minorFont"):
        fonts = root.find(f".//{{{A}}}{kind}")
        fonts[:] = [etree.Element(f"{{{A}}}{script}", typeface=face) for script, face in _faces()]
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _faces() -> tuple[tuple[str, str], ...]:
    return (("latin", FACE), ("ea", FACE), ("cs", ""))


def faces(properties: Any) -> None:
    """Latin, Chinese and complex script in the order that the schema asks for, behind whatever fill there is."""
    for old in [one for script in ("latin", "ea", "cs") for one in properties.findall(f"{{{A}}}{script}")]:
        properties.remove(old)
    after = [one for one in properties if etree.QName(one).localname not in ("hlinkClick", "hlinkMouseOver", "extLst")]
    place = properties.index(after[-1]) + 1 if after else 0
    for offset, (script, face) in enumerate((("latin", FACE), ("ea", FACE), ("cs", FACE))):
        properties.insert(place + offset, etree.Element(f"{{{A}}}{script}", typeface=face))


def bordered(cell: Any, *, sides: tuple[str, ...], role: str, width_pt: float = 0.75) -> None:
    """Lines at these sides of a cell; the other sides keep none."""
    properties = cell.get_or_add_tcPr()
    for side in SIDES:
        for old in properties.findall(f"{{{A}}}{side}"):
            properties.remove(old)
    for at, side in enumerate(side for side in SIDES if side in sides):
        line = etree.Element(f"{{{A}}}{side}", w=str(int(width_pt * 12700)))
        fill = etree.SubElement(line, f"{{{A}}}solidFill")
        etree.SubElement(fill, f"{{{A}}}srgbClr", val=rgb(role))
        properties.insert(at, line)  # the lines come before the fill


def numbered(chart: Any) -> None:
    """The names of axes are numbers that may not be negative; the library's are."""
    for tag in ("axId", "crossAx"):
        for one in chart.iter(f"{{{C}}}{tag}"):
            one.set("val", one.get("val").removeprefix("-"))


def thin_lines(chart: Any, *, role: str) -> None:
    """All series but the first as thin lines without marks, in a chart of columns as in one of lines."""
    plot = next(iter(chart.iter(f"{{{C}}}barChart", f"{{{C}}}lineChart")))
    series = plot.findall(f"{{{C}}}ser")[1:]
    lines = plot
    if plot.tag == f"{{{C}}}barChart":
        lines = etree.Element(f"{{{C}}}lineChart")
        etree.SubElement(lines, f"{{{C}}}grouping", val="standard")
        etree.SubElement(lines, f"{{{C}}}varyColors", val="0")
        plot.addnext(lines)
    for one in series:
        for name in ("invertIfNegative", "spPr", "marker", "smooth"):
            for old in one.findall(f"{{{C}}}{name}"):
                one.remove(old)
        place = one.index(one.find(f"{{{C}}}tx")) + 1
        look = etree.Element(f"{{{C}}}spPr")
        line = etree.SubElement(look, f"{{{A}}}ln", w="9525")
        etree.SubElement(etree.SubElement(line, f"{{{A}}}solidFill"), f"{{{A}}}srgbClr", val=rgb(role))
        marker = etree.Element(f"{{{C}}}marker")
        etree.SubElement(marker, f"{{{C}}}symbol", val="none")
        one.insert(place, look)
        one.insert(place + 1, marker)
        one.append(etree.Element(f"{{{C}}}smooth", val="0"))
        if lines is not plot:
            lines.append(one)
    if lines is not plot:
        etree.SubElement(lines, f"{{{C}}}marker", val="1")
        for axis in plot.findall(f"{{{C}}}axId"):
            etree.SubElement(lines, f"{{{C}}}axId", val=axis.get("val"))


def unstyled(shape: Any) -> None:
    """Without the theme's effects, which would give a hairline a shadow."""
    for style in shape.findall(f"{{{P}}}style"):
        shape.remove(style)


def labelled_each(axis: Any, *, step: int) -> None:
    """Only every so many categories are written under the axis."""
    for name in ("tickLblSkip", "tickMarkSkip"):
        for old in axis.findall(f"{{{C}}}{name}"):
            axis.remove(old)
    before = axis.find(f"{{{C}}}noMultiLvlLbl")
    place = axis.index(before) if before is not None else len(axis)
    axis.insert(place, etree.Element(f"{{{C}}}tickLblSkip", val=str(step)))


def own(presentation: Any) -> None:
    """The theme in the cockpit's colours; the library's thumbnail, printer and application are not ours."""
    package = presentation.package
    for relations in (package._rels, presentation._rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(FOREIGN)]:
            relations.pop(name)
    for part in package.iter_parts():
        if "/theme/" in str(part.partname):
            part._blob = theme(part.blob)
        elif str(part.partname) == "/docProps/app.xml":
            part._blob = APPLICATION
