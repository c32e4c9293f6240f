"""Acting on hits of a search: some or all are selected, what would change is shown, it is done, and taken back as one.

selection.py    which hits: their keys, as they were when the button was pressed
targets.py      the rows of the database behind them, as one person may see them now
acts.py         the closed list of what may be done, each with what it leaves out and why
planning.py     what an act would do; the plan is kept, so that what is confirmed is what was shown
work.py         doing it and taking it back, at once or as a job, batch by batch
"""
