"""Plans for customers behind target, notes of coaching, and answers to objections."""
