"""Charts of an alignment, as drawings that a page, a PDF or a test can take.

matplotlib draws the shapes; words are placed beside them as text, so that they can be read, searched and
shown in whatever script they are written. Importing a module of this package is cheap: matplotlib, which is
heavy, is loaded by the first drawing.
"""
