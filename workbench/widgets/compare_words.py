"""Every word that the comparison screen shows; the script holds none of its own."""

from workbench.messages import _


def words() -> dict[str, str]:
    """Key -> sentence; {braces} are filled by the script."""
    return {
        "title": _("Codings compared"),
        "figures": _("Agreement by code, on the turns of those interviewed"),
        "code": _("code"),
        "everyone": _("all coders"),
        "some": _("some only"),
        "percent": _("same judgement"),
        "alpha": _("alpha"),
        "alpha_long": _("Krippendorff’s nominal alpha, with its interval (95 %); counts are of turns"),
        "of": _("Difference {n} of {all}"),
        "none": _("No difference here."),
        "earlier": _("Previous"),
        "later": _("Next"),
        "code_filter": _("Code"),
        "every_code": _("Every code"),
        "source_filter": _("Interview"),
        "every_source": _("Every interview"),
        "open_only": _("To be decided only"),
        "put": _("put the code here"),
        "not_put": _("did not put it"),
        "others": _("also put: {codes}"),
        "memo": _("memo: {memo}"),
        "reason": _("Reason (both codings are kept)"),
        "holds": _("The code holds"),
        "holds_not": _("The code does not hold"),
        "only_third": _("You are one of those who differ: a third person decides."),
        "left": _("{n} to be decided, {done} decided"),
        "waiting": _("The notebook’s kernel does not answer; run the cell again if it was restarted."),
        "loading": _("Comparing…"),
    }
