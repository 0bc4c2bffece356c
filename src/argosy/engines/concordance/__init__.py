"""Trade of one HS edition told in another, by table."""
