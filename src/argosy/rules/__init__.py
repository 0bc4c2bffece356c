"""Rules as data: charges, thresholds, exemptions and notes of a jurisdiction, each dated, sourced and graded."""
