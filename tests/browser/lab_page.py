"""What every lab keeps in a real JupyterLab, whatever it is about."""

import pytest
from notebook_page import DARK, LIGHT


class LabPage:
    """Tests of a module that says LAB, the lab's name, and NOTEBOOK, where it stands."""

    @pytest.mark.parametrize("theme", [LIGHT, DARK])
    def test_axe_finds_nothing_to_complain_of(self, notebook, lab, theme):
        notebook.theme(theme)
        try:
            assert notebook.violations(".ck-card") == []
            notebook.picture(theme.split()[1].lower(), lab.root)
        finally:
            notebook.theme(LIGHT)

    def test_nothing_is_cut_in_a_narrow_window(self, notebook, lab):
        notebook.page.set_viewport_size({"width": 800, "height": 1000})
        lab.root.evaluate("card => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert lab.root.evaluate("card => card.scrollWidth - card.clientWidth") <= 1
        notebook.picture("narrow", lab.root)
