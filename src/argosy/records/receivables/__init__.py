"""What customers owe: invoices, receipts, cheques, credit notes, dunning."""
