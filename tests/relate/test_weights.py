"""The linear model is a table, and its judgements are probabilities."""

import pytest

from kg.relate.weights import load_models, parse_model

TABLE = "# What the weights are.\nfeature\tno\tyes\na\t0\t100\nc|d\t70\t0\n"


def test_weights_add_up() -> None:
    assert parse_model(TABLE).weigh(["a", "c|d", "unknown"]) == [70, 100]


def test_paired_features_weigh_as_if_their_names_were_made() -> None:
    model = parse_model(TABLE)
    assert model.weigh(["a"], paired=["d", "a"], partners=["c", "x"]) == model.weigh(["a", "c|d", "c|a", "x|d", "x|a"])


def test_unknown_features_weigh_nothing() -> None:
    assert parse_model(TABLE).weigh(["unknown"]) == [0, 0]


def test_chances_sum_to_one_and_follow_the_weights() -> None:
    chances = parse_model(TABLE).judge(["a"])
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["yes"] == pytest.approx(0.7311, abs=1e-4)


def test_only_allowed_labels_are_judged() -> None:
    assert parse_model(TABLE).judge(["a"], ["no"]) == {"no": 1.0}


def test_the_shipped_models_know_their_labels() -> None:
    models = load_models()
    assert models.statuses.labels == ("done", "ongoing", "planned")
    assert models.predicates.labels[0] == "none"
    assert models.subjects.labels == models.places.labels == ("no", "yes")
