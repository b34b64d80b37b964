"""What ``start.py`` does, with the standard library alone: it runs before anything is installed.

==============  ==================================================================
`command`       the words typed, turned into calls; every failure is one sentence
`environment`   the folder .venv: made, filled, repaired, left alone when in order
`installing`    uv first, plain pip where uv cannot be had
`trouble`       what a failing program printed, turned into one sentence with the mend
`progress`      a line with seconds running for whatever takes time
`mywork`        the trainee's own copies, never overwritten
`lab`           JupyterLab, kept apart from the user's own Jupyter settings
`doctor`        one line for each thing the course needs
`checks`        everything ``start.py test`` runs
`tools`         programs the checks need: a browser, Java
==============  ==================================================================
"""
