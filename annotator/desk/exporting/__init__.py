"""Exports of several articles: what is chosen, counted before, written as a job, kept for a while to be fetched.

choosing.py     which articles: a selection of hits, a collection, the whole desk
files.py        the files that are kept
work.py         the job that writes one
"""
