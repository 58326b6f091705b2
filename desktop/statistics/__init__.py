"""The statistics: charts that we paint ourselves, each also a table, a picture and a CSV file."""
