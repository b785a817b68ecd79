import csv
import io

from workbench.publishing.downloads import MARK, tables_csv

TABLES = [
    {
        "id": "etat",
        "by": ["territory", "state"],
        "cells": [
            {"key": {"territory": "77", "state": "=cmd()"}, "count": 19, "interval": [19, 19]},
            {"key": {"territory": "94"}, "count": None, "interval": [0, None]},
        ],
    }
]


def test_a_withheld_count_is_an_empty_cell_between_its_ends_and_nothing_is_a_formula():
    text = tables_csv(TABLES).decode()
    assert text.startswith(MARK)
    head, full, empty = csv.reader(io.StringIO(text.removeprefix(MARK)), delimiter=";")
    assert head[-3:] == ["effectif", "minimum", "maximum"]
    assert full == ["etat", "territory", "77", "state", "'=cmd()", "19", "19", "19"]
    assert empty == ["etat", "territory", "94", "", "", "", "0", ""]
