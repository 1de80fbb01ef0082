"""A folder of reports in, the words that stand in most of them out: the stop words of `kg.themes`.

python bench/count_common_words.py FOLDER [--share 0.5] > kg/data/themes/stop_words.txt
"""

import argparse
import sys
from collections import Counter
from pathlib import Path

from kg.backends.jieba import JiebaWords
from kg.read import find_files, read_document


def main() -> None:
    """Print the words of two or more characters that at least `--share` of the documents have, sorted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=float, default=0.5)
    parser.add_argument("--every", type=int, default=1, help="read only each so many-th file")
    options = parser.parse_args()
    words, counts = JiebaWords(), Counter[str]()
    files = find_files([options.folder])[:: options.every]
    for path in files:
        counts.update({word for word in words.cut(read_document(path).text) if len(word) > 1 and word.isalpha()})
    common = sorted(word for word, count in counts.items() if count >= options.share * len(files))
    sys.stdout.write("# Words that stand in most work reports; written by bench/count_common_words.py.\n")
    sys.stdout.writelines(f"{word}\n" for word in common)


if __name__ == "__main__":
    main()
