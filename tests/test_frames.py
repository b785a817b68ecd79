"""The four frames: their figures are those of the documents, counted again here with csv and fractions alone."""

import csv
import json
import re
from collections import Counter
from fractions import Fraction

import pandas as pd
import pytest
import yaml

from tests.a_demo import workbench
from workbench import study
from workbench.coding.codebooks import read_codebook
from workbench.errors import BadInput
from workbench.indicators.compute import as_json
from workbench.indicators.consistency import check
from workbench.joint import comparison
from workbench.resources import shipped
from workbench.study import frames
from workbench.study.arrivals import add_table
from workbench.study.results import results

CORPUS = shipped("corpus")
NAMES = ["besoins", "hlm", "partenariats", "referentiel"]
DOCUMENT = {"besoins": "001", "hlm": "002", "partenariats": "003", "referentiel": "004"}
# What the digests of the documents call inconsistent, and nothing else.
ANOMALIES = {
    "besoins": {"fnavdl-ecart", "sru-plafond", "expulsions-mots", "cil-part", "charente-baux"},
    "hlm": {"operations-etudiees"},
    "partenariats": {
        "part-encore-totem", "part-fnavdl-72", "accueillis-tremplin", "rencontres-base-april", "annee-72",
        "postes-95-bis", "aide-tremplin-2015", "impression",
    },
    "referentiel": {"fonctions-annoncees", "fonctions-note", "referentiels-presents"},
}  # fmt: skip


def lines(frame, table):
    with (CORPUS / frame / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def printed(frame):
    """The register's figures as fractions, where they are one number."""
    found = {}
    for row in lines(frame, "figures"):
        text = re.sub(r"[\s\u00a0\u202f]", "", row["value"]).replace(",", ".").replace("−", "-").lstrip("+")
        if re.fullmatch(r"-?\d+(\.\d+)?", text):
            found[row["id"]] = Fraction(text)
    return found


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def told():
    cache = {}

    def of(frame):
        if frame not in cache:
            cache[frame] = {}
            todo = as_json(frames.results_of(frame))
            while todo:
                entry = todo.pop()
                cache[frame][entry["id"]] = entry
                todo += entry["by"].values()
        return cache[frame]

    return of


# ---- every frame


def test_the_frames_are_these_four_and_the_demonstration_is_none():
    assert frames.names() == NAMES


def test_a_frame_that_is_not_there_is_refused_with_the_list():
    with pytest.raises(BadInput, match="besoins, hlm, partenariats, referentiel"):
        frames.frame("asg")


def test_it_has_codebook_dictionary_and_indicators(name):
    settings = frames.frame(name).settings
    assert settings["document"] == DOCUMENT[name]
    assert settings["codebook"] in settings["codebooks"]
    books = {read_codebook(p).id for p in (CORPUS / "codebooks").glob("*.yaml")}
    assert set(settings["codebooks"]) <= books
    for table in (CORPUS / name / "tables").glob("*.csv"):
        header = list(csv.DictReader(table.open(encoding="utf-8")).fieldnames)
        assert list(settings["tables"][table.stem]["columns"]) == header
    ids = [spec["id"] for spec in settings["indicator"]]
    assert len(ids) == len(set(ids)) >= 15


def test_every_figure_says_where_it_stands_and_how_it_was_had(name):
    for row in lines(name, "figures"):
        assert re.fullmatch(rf"{DOCUMENT[name]} (L\d+|§\d+)", row["source"]), row["id"]
        assert row["status"] in {"imprimé", "calculé", "manquant"}
        assert (row["status"] == "manquant") <= (row["value"] == ""), row["id"]
        assert row["label"]


def test_no_cell_is_a_copied_page_and_none_names_a_person(name):
    for table in (CORPUS / name / "tables").glob("*.csv"):
        for row in csv.reader(table.open(encoding="utf-8")):
            assert max(map(len, row)) <= 160
            assert not re.search(r"@|\b(?:M\.|Mme|Monsieur|Madame) [A-Z]", " ".join(row))


def test_the_anomalies_of_the_document_are_raised_and_no_other_figure(name):
    text = (CORPUS / name / "tables" / "figures.csv").read_text("utf-8")
    found = {entry["id"] for entry in check(text, name) if entry["verdict"] == "contradiction"}
    assert found == ANOMALIES[name]


def test_the_command_prints_every_indicator_with_its_keys(name):
    done = workbench("indicators", CORPUS / name, "--json")
    assert done.returncode == 0, done.stderr
    entries = json.loads(done.stdout)
    declared = [spec["id"] for spec in frames.frame(name).settings["indicator"]]
    assert [entry["id"] for entry in entries][: len(declared)] == declared
    needed = {"id", "value", "kind", "unit", "numerator", "denominator", "missing", "period", "interval", "by"}
    assert all(needed <= entry.keys() for entry in entries)
    assert all(entry["reason"] for entry in entries if entry["kind"] == "missing")


def test_a_study_is_made_on_it_and_says_the_same(name, tmp_path):
    frames.make(tmp_path / "etude", name, by="E1")
    with study.open_study(tmp_path / "etude") as made:
        assert sorted(made.tables()) == sorted(f.stem for f in (CORPUS / name / "tables").glob("*.csv"))
        assert made.codebook(str(made.settings["codebook"])).codable()
    assert as_json(results(tmp_path / "etude")) == as_json(frames.results_of(name))


def test_the_command_makes_the_study_and_names_what_it_refuses(tmp_path):
    done = workbench("new", tmp_path / "etude", "--template", "hlm")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "etude" / "data" / "comparison.csv").is_file()
    refused = workbench("new", tmp_path / "autre", "--template", "ailleurs")
    assert refused.returncode == 1
    assert "partenariats" in refused.stderr
    assert not (tmp_path / "autre").exists()


# ---- besoins


def test_needs_files_households_and_measures_are_three_counts(told):
    known, found = printed("besoins"), told("besoins")
    assert (known["idca-dossiers"], known["idca-menages"], known["mesures-cours"]) == (1129, 809, 553)
    units = {found[i]["unit"] for i in ("idca-files", "idca-households", "measures-running")}
    assert units == {"file", "household", "measure"}
    ratio = known["idca-dossiers"] / known["idca-menages"]
    assert round(ratio, 2) == Fraction("1.40")
    assert found["idca-files-per-household"]["value"] == pytest.approx(float(ratio))


def test_needs_measures_by_type_are_rounded_from_their_shares(told):
    known = printed("besoins")
    for kind in ("asll", "masp", "autres"):
        assert round(known[f"mesures-{kind}-part"] * known["mesures-cours"] / 100) == known[f"mesures-{kind}"]
    assert sum(known[f"mesures-{kind}"] for kind in ("asll", "masp", "autres")) == 553
    assert {e["kind"] for e in told("besoins")["measures-running"]["by"].values()} == {"about"}


def test_needs_totals_and_targets(told):
    known, found = printed("besoins"), told("besoins")
    assert known["fsl-hausse"] + known["fsl-baisse"] == known["fsl-panel"] == 71
    assert sum(known[f"soliha-{part}"] for part in ("departement", "territoires", "ateliers", "etat", "iml")) == 100
    assert Fraction(14_000, 16_000) == Fraction("0.875") > Fraction("0.85")
    assert found["mobile-team"]["value"] == pytest.approx(24 / 20)
    assert found["gliding-leases"]["value"] == pytest.approx(120 / 250)
    assert found["fnavdl-used"]["value"] == pytest.approx(26.1 / 34.5)
    assert found["sru-per-dwelling"]["value"] == pytest.approx(2_150_000 / 130)
    assert found["voices"]["numerator"] == 0
    assert found["voices"]["denominator"] == 62


def test_needs_a_share_without_its_base_has_no_numerator(told):
    granted = told("besoins")["idca-requests-granted"]
    assert granted["value"] == pytest.approx(0.88)
    assert granted["numerator"] is None
    assert told("besoins")["idca-decisions"]["kind"] == "missing"


def test_needs_grid_items_without_code_are_kept():
    rows = lines("besoins", "grid_crosswalk")
    book = read_codebook(CORPUS / "codebooks" / "besoins.yaml")
    assert {row["code"] for row in rows if row["code"]} <= set(book.by_id)
    assert [row["item"] for row in rows if not row["code"]] == ["Hébergement", "Logement", "Habitat atypique"]
    assert Counter(row["grid"] for row in {(r["grid"], r["item_no"]): r for r in rows}.values()) == {
        "doubs-socle": 4, "asll": 5, "gip": 8, "diagnostic-360": 4, "soliha-outils": 9, "soliha-themes": 18,
    }  # fmt: skip
    printed_grids = {row["grid"] for row in lines("besoins", "grids") if row["items_printed"] == "oui"}
    assert printed_grids == {row["grid"] for row in rows}  # no grid's items are invented


# ---- hlm


def test_operations_are_ten_actions_of_nine_landlords():
    rows = lines("hlm", "operations")
    assert len(rows) == 10
    assert len({row["operator"] for row in rows}) == 9


def test_operations_every_cell_says_its_state_and_a_blank_is_no_zero():
    frame = frames.frame("hlm")
    cells = comparison.complete(frame.table("comparison"), "action")
    assert len(cells) == 10 * 10
    assert cells.loc[cells["state"] != "documenté", "text"].isna().all()
    fullest = comparison.coverage(cells, "action").set_index("action")["documented"]
    assert fullest.idxmax() == "merignac-maisons"
    assert fullest.idxmin() in {"agen-violences", "paris-domiciles-partages"}


def test_operations_costs_are_compared_only_on_one_base(told):
    known, found = printed("hlm"), told("hlm")
    year = known["accompagnement-merignac"] + 12 * known["entretien-merignac-mois"]
    assert (year, year / known["maisons-merignac"]) == (86_000, 8_600)
    assert found["cost-merignac"]["value"] == pytest.approx(8_600)
    assert found["cost-merignac"]["unit"] == "€/maison/an"
    assert found["cost-nantes"]["unit"] != found["cost-merignac"]["unit"]
    assert Fraction(32_000, 135 * 12) == pytest.approx(19.753, abs=1e-3)
    comparable = {row["action"] for row in lines("hlm", "costs") if row["comparable"] == "oui"}
    assert comparable == {"merignac-maisons", "nantes-impayes"}
    assert all(row["why_not"] for row in lines("hlm", "costs") if row["comparable"] == "non")


def test_operations_kinds_of_figures_are_kept(told):
    found = told("hlm")
    assert (found["stock-lorraine"]["value"], found["stock-lorraine"]["kind"]) == (700, "at_least")
    assert found["tenders/Marchés, prévus"]["kind"] == "planned"
    assert found["files-kept/Logements visés en trois ans"]["kind"] == "target"
    assert found["outcome-rate"]["kind"] == "missing"


def test_operations_no_household_speaks_and_no_effect_is_counted(told):
    rows = {row["voice"]: int(row["count"]) for row in lines("hlm", "paroles")}
    assert rows == {"household": 0, "association": 10, "landlord": 6, "author": 1, "unknown": 4}
    assert sum(rows.values()) == 21 == told("hlm")["voices"]["denominator"]
    assert told("hlm")["claims-counted"]["value"] == 0
    assert told("hlm")["claims-confirmed"]["value"] == 0


# ---- partenariats


def test_sites_are_ten_each_in_its_own_unit():
    sites = lines("partenariats", "sites")
    assert [row["site"] for row in sites] == [f"m{n:02}" for n in range(1, 11)]
    for site in {row["site"] for row in lines("partenariats", "funnel")}:
        steps = [row for row in lines("partenariats", "funnel") if row["site"] == site]
        assert len({row["unit"] for row in steps}) == 1
        counts = [int(row["count"]) for row in sorted(steps, key=lambda row: int(row["rank"]))]
        assert counts == sorted(counts, reverse=True)


def test_sites_controls_add_up():
    known = printed("partenariats")
    assert known["situations-72-hlm"] + known["situations-72-ccas"] + known["situations-72-siao"] == 113
    assert known["objectif-69-bailleurs"] + known["objectif-69-reservataires"] == known["objectif-69"] == 500
    assert known["situations-72-hlm"] * known["temps-72"] == known["nature-72"] == 43_500
    assert (
        sum(known[f"sorties-totem-{way}"] for way in ("logement", "depart", "autres")) == known["sorties-totem"] == 13
    )
    assert round(100 * known["encore-totem"] / known["locataires-totem"], 1) == Fraction("82.1")


def test_sites_funding_is_that_of_the_register(told):
    cash = sum(
        Fraction(r["amount"])
        for r in lines("partenariats", "funding")
        if r["site"] == "m05" and r["nature"] == "argent"
    )
    kind = sum(
        Fraction(r["amount"])
        for r in lines("partenariats", "funding")
        if r["site"] == "m05" and r["nature"] == "nature"
    )
    assert (cash, cash + kind) == (104_300, 147_800)
    found = told("partenariats")
    assert (found["funding-m05-cash"]["value"], found["funding-m05"]["value"]) == (104_300, 147_800)
    assert found["funding-m05-fnavdl"]["value"] == pytest.approx(66_000 / 104_300)
    assert round(100 * Fraction(66_000, 104_300), 1) == Fraction("63.3")
    assert found["funding-m09"]["value"] == 29_500
    assert found["cost-m08"]["value"] == 10_000
    assert found["cost-m08"]["kind"] == "planned"


@pytest.mark.parametrize(
    ("id_", "count", "of"),
    [("target-m04", 449, 500), ("target-m06", 24, 30), ("target-m06-77", 19, 20), ("target-m06-94", 5, 10),
     ("tenants-m07", 23, 28), ("met-m09", 32, 38), ("paying-m09", 22, 38), ("labelled-m03", 50, 398),
     ("voices", 0, 11)],
)  # fmt: skip
def test_sites_attainment(told, id_, count, of):
    entry = told("partenariats")[id_]
    assert (entry["numerator"], entry["denominator"], entry["value"]) == (count, of, pytest.approx(count / of))


def test_sites_growth_without_a_base_stays_a_percentage(told):
    growth = told("partenariats")["growth-m03"]
    assert growth["denominator"] is None
    assert {entry["kind"] for entry in growth["by"].values()} == {"missing"}


def test_sites_actors_sit_in_known_instances_and_absence_is_a_role():
    instances = {row["instance"]: row["site"] for row in lines("partenariats", "instances")}
    seats = lines("partenariats", "partnership")
    assert all(instances[row["instance"]] == row["site"] for row in seats)
    absent = {row["actor"] for row in seats if row["role"] == "absent"}
    assert absent == {"Conseil départemental 22", "CCAS ruraux", "Adoma"}
    assert {row["instance"] for row in seats if row["actor_kind"] == "household"} == {
        "cosi",
        "copil-asg",
        "usagers-totem",
    }


def test_sites_voices_are_the_eleven_printed_ones():
    rows = lines("partenariats", "paroles")
    total = Counter()
    for row in rows:
        total[row["voice"]] += int(row["count"])
    assert total == {"landlord": 5, "association": 5, "state": 1, "household": 0}
    silent = {r["site"] for r in rows} - {r["site"] for r in rows if int(r["count"])}
    assert silent == {"m02", "m03", "m04", "m07", "m10"}


# ---- referentiel


def test_nomenclature_has_its_published_counts(told):
    bricks = lines("referentiel", "bricks")
    assert Counter(row["group"] for row in bricks) == {"1": 5, "2": 7, "3": 6}
    headings = Counter(row["brick"][0] for row in lines("referentiel", "rubriques"))
    assert headings == {"1": 26, "2": 35, "3": 23}
    assert {row["brick"]: row["alias_of"] for row in bricks if row["alias_of"]} == {"2.6": "3.5", "3.1": "2.3"}
    assert told("referentiel")["headings"]["value"] == 84
    assert told("referentiel")["bricks"]["numerator"] == 16


def test_nomenclature_crosswalk_is_many_to_many_and_that_of_the_codebooks():
    given = yaml.safe_load((CORPUS / "crosswalks" / "avdl-gla-2011--asg-interventions.yaml").read_text("utf-8"))
    rows = lines("referentiel", "crosswalk")
    assert [(r["theme"], r["target"], r["weight"]) for r in rows] == [
        (link["theme"], link["target"], link["weight"]) for link in given["links"]
    ]
    known = {r["brick"] for r in lines("referentiel", "bricks")} | {
        r["rubrique"] for r in lines("referentiel", "rubriques")
    }
    assert {row["target"] for row in rows} <= known
    assert max(Counter(row["theme"] for row in rows).values()) > 1
    assert max(Counter(row["target"] for row in rows).values()) > 1


def test_nomenclature_themes_without_a_brick_are_a_finding(told):
    primary = told("referentiel")["links-primary"]["by"]
    assert {theme for theme, entry in primary.items() if entry["value"] == 0} == {
        "insertion", "sante", "parentalite", "autre"
    }  # fmt: skip


def test_nomenclature_months_and_years_are_never_added(told):
    bases = {(row["per"], row["base"]) for row in lines("referentiel", "rhythms")}
    assert bases == {("mois", "ménage"), ("mois", "logement"), ("an", "ménage"), ("an", "logement")}
    found = told("referentiel")
    by = {row["base"] for row in lines("referentiel", "bricks")}
    assert by == {"ménage", "ménage et mois", "logement et an"} == set(found["bricks-by-base"]["by"])
    assert found["rhythms-month"]["denominator"] + found["rhythms-year"]["denominator"] == len(
        lines("referentiel", "rhythms")
    )


def test_nomenclature_events_wait_for_their_table_and_are_then_counted(tmp_path, told):
    assert told("referentiel")["event-contrat-signe"]["kind"] == "missing"
    frames.make(tmp_path / "etude", "referentiel", by="E1")
    events = tmp_path / "events.csv"
    pd.DataFrame(
        [("M1", "", "1.5", "contrat-signe", "2011-02-01", ""), ("M2", "", "1.5", "contrat-signe", "2011-03-01", ""),
         ("M1", "", "2.7", "relais-passe", "2011-05-01", "bailleur")],
        columns=["household", "dwelling", "brick", "event", "date", "recipient"],
    ).to_csv(events, index=False)  # fmt: skip
    with study.open_study(tmp_path / "etude") as made:
        add_table(made, events, by="E1")
    entries = {e["id"]: e for e in as_json(results(tmp_path / "etude"))}
    assert entries["event-contrat-signe"]["value"] == 2
    assert entries["event-bilan-partage"]["value"] == 0
