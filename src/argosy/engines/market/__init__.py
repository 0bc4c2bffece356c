"""Markets in figures: economic complexity of exporters and products, and indicators of bilateral trade as one Ibis expression each."""
