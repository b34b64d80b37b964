"""From authoring files to notebooks, and the proof that they still belong together.

``authoring/03-some-idea.py`` (jupytext, py:percent) becomes the lesson ``notebooks/03-some-idea.ipynb``.
``authoring/03-some-idea.practice.py`` becomes two notebooks: ``exercises/03-some-idea.ipynb``, unanswered and not run,
and ``solutions/03-some-idea.ipynb``, answered and run. ``curriculum.toml`` says which lessons there are.
The plan sheets that the lessons' modules declare become ``solutions/customer-plan-before-03.xlsx`` and its like.

``python -m casekit.publish build``
    makes what changed and leaves the rest alone, byte for byte.
``python -m casekit.publish check``
    names every notebook and cell that no longer matches its source or breaks the house rules.
``python -m casekit.publish nbval``
    runs every notebook again and compares its outputs.

Cells are tagged in their opening line, ``# %% tags=["question"]``:

============  =====================================================================================
exercise      a stub: only in the exercise
solution      an answer: only in the solution
trainer       a note: only in the trainer's edition (``build --trainer``)
question      its source is folded, so that an exercise reads as a form
key-plot      must end in a figure
setup         imports and data
============  =====================================================================================

When is a notebook out of date? Each carries hashes in ``metadata.casekit``.
``source`` covers the cells it is made of: a change in an answer touches the solution, not the exercise that trainees
are working in. ``depends``, in notebooks that are run, covers what shapes outputs from near by: the lesson's module in
``casekit/course``, the data files of its case, and the rules of this room. Anything further away (a function of the
trade, a library) is caught by ``nbval``, which runs the notebook, and mended by ``build --all``.
"""
