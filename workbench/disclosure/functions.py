"""Functions of professionals: those that many hold, and those that only one person can hold."""

import re

from workbench.disclosure.attributions import Attributes

# Held by one person of an organisation; in the plural, by nobody in particular.
ONE = re.compile(
    r"\b(?:une?\s+)?(?:direct(?:eur|rice)|responsable|chef(?:fe)?\s+(?:service|projet)|president(?:e)?|maire)\b"
)
SEVERAL = re.compile(r"\b(?:un|une|des|les|plusieurs)\s+(?:direct|responsable|chef|president|maire)|\badjointe?s?\b")
# Of which a territory has one, or whose name says which one it is.
ORGANISATION = re.compile(
    r"\b(?:siao|operateur|operatrice|ddcs|drihl|prefecture|conseil departemental|caf|ccas|mairie)\b"
)
# Words that name no organisation by themselves.
COMMON = re.compile(
    r"\b(?:direct(?:eur|rice)|responsable|cheff?e?|service|projet|presidente?|maire|adjointe?|general|generale|de|du|des|d|la|le"
    r"|les|l|a|au|un|une|chez|bailleur|bailleurs|social|sociaux|sociale|association|associations|structure|eds|mds|chrs|pole"
    r"|agence|secteur|gestion|locative|territoire|mission|logement|hebergement|operationnel|operationnelle|departement|educat\w+|insertion|accompagnement|clientele|patrimoine|attributions?)\b"
)


def singular(one: Attributes) -> bool:
    """Whether a function can be one person's alone: "directrice de l'opérateur, 77", "responsable FAC", with a name."""
    said = one.function
    if one.surname or one.first_name:
        return True
    if not ONE.search(said) or SEVERAL.search(said):
        return False
    named = re.search(r"[a-z]{3,}", re.sub(ORGANISATION.pattern, " ", COMMON.sub(" ", said))) is not None
    return named or (bool(one.territory) and ORGANISATION.search(said) is not None)
