#!/bin/sh
# What the tests need beyond Python: Chromium, a Chinese font and Java, installed where we may, named where we may not.
need="" want=""
command -v chromium >/dev/null 2>&1 || need="$need chromium"
fc-list :lang=zh 2>/dev/null | grep -q . || need="$need fonts-noto-cjk"
command -v java >/dev/null 2>&1 || need="$need default-jre-headless"
# Stores that graphs are loaded into; not every release has them, and their tests are skipped where they are not.
command -v virtuoso-t >/dev/null 2>&1 || want="$want virtuoso-opensource-7-bin"
[ -e /usr/share/java/jena-arq.jar ] || want="$want libapache-jena-java"
[ -n "$need$want" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    for package in $want; do
        apt-cache show "$package" >/dev/null 2>&1 && need="$need $package"
    done
    # Spark needs Java 17 or newer, which is not the default everywhere.
    apt-cache show openjdk-17-jre-headless >/dev/null 2>&1 && need=$(echo "$need" | sed s/default-jre/openjdk-17-jre/)
    [ -n "$need" ] || exit 0
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $need >/dev/null && exit 0
else
    need="$need$want"
fi
echo "left out: the tests that need$need (install them to run every test)" >&2
[ "$CI" = true ] && exit 1
exit 0
