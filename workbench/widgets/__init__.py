"""What an evaluator or a reader handles on a screen; no rule and no SQL here."""
