"""Export: plans → files. Every module makes bytes or text of values; ``writing`` alone touches the disk.

plan_json     plans/<stem>.json: the truth
tables_json   <stem>.json of ``handleplan tables``
rows          plans → flat rows, the columns of ``model/labels.toml``
understood    what language understood of an activity, as columns of these rows
parquet       activities.parquet, plans.parquet
wording       rows → texts for people
excel         activities.xlsx
delimited     activities.csv
report        report.json
writing       files written whole or not at all
"""
