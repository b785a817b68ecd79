"""Every fault of the file is one sentence that names the line."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.errors import BadFigures, BadInput, EmptyFile
from workbench.indicators.consistency import check

HEAD = "id,value,unit,kind,wording,relation,of,base,source\n"
FAULTS = {
    "a,1,,,,sum,b,,": "ligne 2 : aucun chiffre ne s’appelle « b »",
    "a,1,,,,plus,a,,": "ligne 2 : la relation « plus » est inconnue",
    "a,1,,vague,,,,,": "ligne 2 : la nature « vague » est inconnue",
    "a,1,,,,,,,\na,2,,,,,,,": "ligne 3 : l’identifiant « a » figure déjà à la ligne 2",
    "a,1,,,,sum,a,,": "les chiffres renvoient en rond les uns aux autres : a → a",
    "a,1,,,,sum,b,,\nb,1,,,,ratio,c,c,\nc,2,,,,same,a,,": "a → b → c → a",
    "a,1,,,,part,b,,\nb,1,,,,part,a,,": "en rond",
    "a,douzaines,,,,,,,": "ligne 2 : la valeur « douzaines » n’est pas un nombre",
    "a,12abc,,,,,,,": "la valeur « 12abc » n’est pas un nombre",
    "a,nan,,,,,,,": "la valeur « nan » n’est pas un nombre",
    "a,3 40,,,,,,,": "la valeur « 3 40 » n’est pas un nombre",
    "a,3.400,,,,,,,": "la valeur « 3.400 » n’est pas un nombre",
    "a,1,,,,ratio,a,,": "demande des identifiants dans la colonne base",
    "a,1,,,,sum,,,": "demande des identifiants dans la colonne of",
    ",1,,,,,,,": "n’a pas d’identifiant",
    "a,1,5,%,,,ratio,b,c,p. 3": "ligne 2 : elle a 10 cases pour 9 colonnes",
    'a,"1,,,,,,,': "ses guillemets ne se referment pas",
    "": "aucun chiffre ne suit",
}


@pytest.mark.parametrize(("lines", "said"), FAULTS.items(), ids=list(FAULTS.values()))
def test_a_fault_of_the_file_is_one_sentence(lines, said):
    with pytest.raises(BadFigures) as refused:
        check(HEAD + lines, "chiffres.csv")
    sentence = str(refused.value).replace("\u00a0", " ")
    assert said in sentence
    assert sentence.startswith("chiffres.csv, ligne ")
    assert "\n" not in sentence


def test_columns_that_are_missing_are_named():
    with pytest.raises(BadFigures, match="il manque la colonne relation, of"):
        check("id,value\na,1\n", "chiffres.csv")


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_an_empty_file_is_refused(text):
    with pytest.raises(EmptyFile):
        check(text, "chiffres.csv")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_usual_delimiter_any_order_of_columns_and_blank_lines(delimiter):
    rows = [["of", "ID", "value", "relation", "note"], ["", "a", "2"], ["", "b", '"2,5"'], [], ["a b", "c", "9", "sum"]]
    found = check("\n".join(delimiter.join(row) for row in rows))
    assert [(e["id"], e["verdict"], e["computed"]) for e in found] == [
        ("a", "cannot_tell", None),
        ("b", "cannot_tell", None),
        ("c", "contradiction", 4.5),
    ]


words = st.lists(
    st.sampled_from(
        ["près de", "plus de", "3/4", "3/0", "0", "12", "1,5", "-4", "%", "€/an", "M€", "une dizaine", "a doublé",
         "sur", "zéro", "divisé par", "de", "à", "entre", "et", "la", "moitié", "en baisse", "stable", "9" * 5000,
         "2015", "h"]
    ),
    max_size=4,
).map(" ".join)  # fmt: skip
values = st.sampled_from(["", "", "0", "12", "1,5", "-4", "3 %", "> 5", "10-20", "2 M€", "9" * 5000])
units = st.sampled_from(["", "%", "€", "€/an", "mois", "ménages", "points", "M€"])
names = st.sampled_from(["a", "b", "c", "a b", "b c", ""])
kinds = st.sampled_from(["", "exact", "about", "at_least", "at_most"])
relations = st.sampled_from(["", "part", "answer", "ratio", "change", "sum", "same", "cap"])


@given(st.lists(st.tuples(values, units, kinds, words, relations, names, names), min_size=1, max_size=3))
def test_whatever_is_written_is_told_or_refused(rows):
    out = io.StringIO()
    csv.writer(out).writerows(
        [HEAD.strip().split(","), *([id_, *row, ""] for id_, row in zip("abc", rows, strict=False))]
    )
    try:
        found = check(out.getvalue(), "chiffres.csv")
    except BadInput:
        return  # refused in a sentence; any other error fails
    assert [entry["id"] for entry in found] == list("abc"[: len(rows)])
    assert all(entry["why"] and entry["verdict"] in {"contradiction", "agrees", "cannot_tell"} for entry in found)
