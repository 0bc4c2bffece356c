"""What customers are worth and whether they still buy: RFM, BG/NBD, NBD, Gamma-Gamma, lateness, all beside the customer's own past rate."""
