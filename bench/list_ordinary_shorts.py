"""jieba's dictionary in, the short forms of towns that are ordinary words out.

    python bench/list_ordinary_shorts.py > kg/data/gazetteer/ordinary_shorts.txt

A report's own town is also named by its short form (`kg.recognise.consistency`), but 建设 is not 建设街道. Ordinary is
what the dictionary knows as anything but a place, as a frequent place, or what `common_words.tsv` names.
"""

import sys

from kg.backends.jieba import import_jieba
from kg.gazetteer import load_gazetteer
from kg.link.evidence import common_words
from kg.model import Level

FREQUENT = 300  # occurrences in what the dictionary was counted on


def main() -> None:
    """Print them, sorted."""
    gazetteer = load_gazetteer()
    towns = (gazetteer.find_code(code) for code in gazetteer.rows)
    shorts = {town.short for town in towns if town and town.level is Level.TOWN and len(town.short) > 1}
    with import_jieba().Tokenizer().get_dict_file() as file:
        rows = [line.decode("utf-8").split() for line in file]
    ordinary = {word for word, count, kind in rows if kind != "ns" or int(count) >= FREQUENT}
    sys.stdout.write("# Short forms of towns that are ordinary words too; written by bench/list_ordinary_shorts.py.\n")
    sys.stdout.writelines(f"{short}\n" for short in sorted(shorts & (ordinary | common_words())))


if __name__ == "__main__":
    main()
