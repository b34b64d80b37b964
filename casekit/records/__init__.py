"""Customer records: how complete they are, who is who, what the archive lacks, who may see what.

Pure functions from tables to tables, on the floor of grading. Rows that could not be used are reported.
"""
