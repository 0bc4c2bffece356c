"""Trends and forecasts of time series: many series at once in numpy, every answer beside its naive benchmark."""
