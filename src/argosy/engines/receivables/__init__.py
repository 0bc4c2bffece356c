"""What customers owe: ageing, days outstanding, provisions, bounced cheques, and exposure counted once."""
