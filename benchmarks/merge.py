"""Merging 100,000 cards: casekit beside Splink 5 and recordlinkage 0.16, time and quality from one run.

    python benchmarks/merge.py                     100,000 cards, one round
    python benchmarks/merge.py --cards 20000 --rounds 3

The cards are simulated (simulated_cards.py), so the truth is known. The two packages do not normalise: they are given
the cards as casekit normalises them, and that time is not counted against them; casekit's time holds all of its work.
Each compares the cards that casekit compares first of all (same phone, e-mail, id number, address; same birthday) and
leaves keys shared by more than 50 cards out. Splink learns its weights without labels, as its tutorial does;
recordlinkage's expectation maximisation (ECMClassifier) likewise. Their pairs are clustered: Splink's by itself at
probability 0.95, recordlinkage's as connected cards.

The packages run in an environment of their own, made from benchmarks/requirements-merge.txt, each in a fresh process.
Target: casekit within 20 s.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import pandas as pd

HERE = Path(__file__).resolve().parent
FIELDS = ["name", "phone", "email", "id_number", "birthday", "address", "gender"]
KEYS = ["phone", "email", "id_number", "address"]
PEERS = ("Splink", "recordlinkage")
TARGET = 20.0


def main() -> int:
    options = parse_options()
    if options.as_peer:
        run_as_peer(options.as_peer, Path(options.folder))
        return 0
    sys.path.insert(0, str(HERE.parent))
    from simulated_cards import simulated_cards

    cards, truth = simulated_cards(options.cards)
    with tempfile.TemporaryDirectory() as folder:
        write_for_peers(cards, Path(folder))
        results = {"casekit": [], **({} if options.no_peers else {name: [] for name in PEERS})}
        for _round in range(options.rounds):
            for name, runs in results.items():
                runs.append(casekit_run(cards) if name == "casekit" else peer_run(name, folder))
    medians = {name: statistics.median(seconds for seconds, _people in runs) for name, runs in results.items()}
    print(f"\n{len(cards):,} cards of {truth['person_id'].nunique():,} people, rounds: {options.rounds}\n")
    print(f"{'':16}{'seconds':>9}{'÷ casekit':>11}{'precision':>11}{'recall':>9}")
    for name, runs in results.items():
        precision, recall = quality(runs[-1][1], truth)
        ratio = medians[name] / medians["casekit"]
        print(f"{name:16}{medians[name]:9.2f}{ratio:11.2f}{precision:11.4f}{recall:9.4f}")
    reached = medians["casekit"] <= TARGET
    print(f"\nTarget of {TARGET:.0f} s: {'reached' if reached else 'MISSED'}.")
    return 0 if reached else 1


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--no-peers", action="store_true", help="casekit alone")
    parser.add_argument("--as-peer", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    return parser.parse_args()


def casekit_run(cards):
    """Seconds, and the people found (card_id, person)."""
    from casekit.records import merge_records, show_progress

    start = time.perf_counter()
    people = merge_records(cards, progress=show_progress).people
    return time.perf_counter() - start, people


def write_for_peers(cards, folder: Path) -> None:
    from casekit.records import normalise

    normal = normalise(cards)
    for key in KEYS:
        crowded = normal.groupby(key)["card_id"].transform("size") > 50
        normal.loc[crowded, key] = ""
    normal.to_csv(folder / "cards.csv", index=False, encoding="utf-8")


def peer_run(name: str, folder: str):
    command = [peers_environment(), str(HERE / "merge.py"), "--as-peer", name, "--folder", folder]
    answer = subprocess.run(command, capture_output=True, text=True)
    if answer.returncode:
        raise SystemExit(f"{name} failed:\n{answer.stderr[-2000:]}")
    people = pd.read_csv(Path(folder) / f"{name}.csv", dtype={"card_id": "str"})
    return json.loads(answer.stdout.splitlines()[-1])["seconds"], people


def peers_environment() -> str:
    """An environment with the two packages, made once in the machine's folder for temporary files."""
    place = Path(tempfile.gettempdir()) / "casekit-benchmark-linkage"
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (place / "complete").exists():
        print(f"\nMaking {place} with Splink and recordlinkage (once)…", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(place)], check=True)
        uv = shutil.which("uv")
        install = [uv, "pip", "install", "--python", str(python)] if uv else [str(python), "-m", "pip", "install"]
        subprocess.run([*install, "-q", "-r", str(HERE / "requirements-merge.txt")], check=True)
        (place / "complete").touch()
    return str(python)


def quality(people, truth) -> tuple[float, float]:
    """Precision and recall in pairs of cards."""
    both = people.merge(truth, on="card_id")
    together = pairs(both.groupby("person").size())
    belong = pairs(both.groupby("person_id").size())
    right = pairs(both.groupby(["person", "person_id"]).size())
    return right / together if together else float("nan"), right / belong


def pairs(sizes) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


# ── in the peers' environment ────────────────────────────────────────────────────────────────────────
def run_as_peer(name: str, folder: Path) -> None:
    warnings.simplefilter("ignore")
    cards = pd.read_csv(folder / "cards.csv", dtype="str", keep_default_na=True)
    start = time.perf_counter()
    people = {"Splink": splink_people, "recordlinkage": recordlinkage_people}[name](cards)
    took = time.perf_counter() - start
    people.to_csv(folder / f"{name}.csv", index=False)
    print(json.dumps({"seconds": took}))


def splink_people(cards):
    import splink.comparison_library as compare
    from splink import Linker, SettingsCreator
    from splink.backends.duckdb import DuckDBAPI
    from splink.blocking_rule_library import block_on

    engine = DuckDBAPI()
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="card_id",
        comparisons=[
            compare.NameComparison("name").configure(term_frequency_adjustments=True),
            compare.DateOfBirthComparison("birthday", input_is_string=True),
            *(compare.ExactMatch(key) for key in [*KEYS, "gender"]),
        ],
        blocking_rules_to_generate_predictions=[block_on(key) for key in [*KEYS, "birthday"]],
    )
    linker = Linker(engine.register(cards), settings, log_level=40)
    linker.training.estimate_probability_two_random_records_match(
        [block_on("phone", "name"), block_on("id_number"), block_on("email")], recall=0.7
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for key in ("phone", "birthday"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(key), record_sample_proportion=1.0)
    found = linker.inference.predict(threshold_match_probability=0.5)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=0.95)
    return clusters.as_pandas_dataframe()[["card_id", "cluster_id"]].set_axis(["card_id", "person"], axis=1)


def recordlinkage_people(cards):
    import recordlinkage
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    cards = cards.set_index("card_id")
    candidates = None
    for key in [*KEYS, "birthday"]:
        block = recordlinkage.Index().block(key).index(cards[cards[key].notna()])
        candidates = block if candidates is None else candidates.union(block)
    compare = recordlinkage.Compare()
    compare.string("name", "name", method="jarowinkler", threshold=0.9, label="name")
    for field in FIELDS[1:]:
        compare.exact(field, field, label=field)
    found = recordlinkage.ECMClassifier().fit_predict(compare.compute(candidates, cards))
    place = pd.Series(range(len(cards)), index=cards.index)
    left, right = (place[found.get_level_values(level)].to_numpy() for level in (0, 1))
    graph = coo_array(([1] * len(left), (left, right)), shape=(len(cards), len(cards)))
    return pd.DataFrame({"card_id": cards.index, "person": connected_components(graph, directed=False)[1]})


if __name__ == "__main__":
    raise SystemExit(main())
