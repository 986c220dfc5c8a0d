"""The XML namespaces of Office files, as lxml writes them before a name."""

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
"""DrawingML: text, tables and pictures on slides."""

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
"""Charts."""

CX = "{http://schemas.microsoft.com/office/drawing/2014/chartex}"
"""The chart kinds of 2016: waterfall, funnel, map."""

DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
"""SmartArt."""

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
"""Equations."""

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
"""Alternatives for newer and older programs."""

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
"""Slides."""

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
"""References to other parts."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Word."""
