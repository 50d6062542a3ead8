"""Measure on evaluation rows: a fold over chunks of rows into sums that add up, and estimates read off the sums."""
