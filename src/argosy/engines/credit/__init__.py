"""Whether a customer can be trusted with credit: Altman's scores, a scorecard printed in full, grade and limit."""
