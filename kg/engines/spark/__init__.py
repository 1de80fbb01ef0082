"""Files in any place that Spark reads → the graph in parts, on a cluster.

The work on a document is that of the other engines, so the triples are the same: each task gives its documents to a
pool of one process (`kg.engines.pool`), and one that crashes or hangs is named like everywhere else. What came of all
documents is written once; all that needs many documents at once (twins, entities, outcomes, counts) is made from there
by Spark, on small columns. Nothing of any size passes through the driver.
"""

from kg.engines.spark.building import ClusterReport, build_on_cluster

__all__ = ["ClusterReport", "build_on_cluster"]
