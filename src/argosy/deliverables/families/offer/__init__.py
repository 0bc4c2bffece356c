"""What the quotation and the contract share: their facts, customer-facing pages, internal annexes and checks."""
