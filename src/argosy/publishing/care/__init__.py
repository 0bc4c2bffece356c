"""What somebody who looks after customers reads: the morning, the card of a customer, the calendar."""
