"""What the firm sells: quotations, sales orders and targets, and its performance market by market."""
