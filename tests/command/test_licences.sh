# Others' work goes on with the text of its licence: in the program (and so in every page
# that it writes), and in the file that is installed.
. tests/command/common.sh

flat() { tr -s ' \r\n\t' '    ' <"$1"; }
flat build/web/THIRD-PARTY.txt >"$work/installed"
# as the page carries it: the program holds the page's styles as they are
LC_ALL=C grep -a -A 400 'This page carries parts of' "$latecare" | head -n 400 | tr -d '\000' >"$work/carried.txt"
flat "$work/carried.txt" >"$work/carried"

# every text that a package came with, whole, if anything of the package is in the bundle
seen=0
for folder in web/node_modules/[!@]*/ web/node_modules/@*/*/; do
    name=${folder#web/node_modules/}
    name=${name%/}
    grep -q "^$name [0-9][0-9.]* (" build/web/THIRD-PARTY.txt || continue
    seen=$((seen + 1))
    for file in "$folder"LICENSE* "$folder"LICENCE*; do
        [ -f "$file" ] || continue
        for where in installed carried; do
            grep -qF -- "$(flat "$file" | sed 's/^ //; s/ $//')" "$work/$where" || fail "the licence of $name is not $where"
        done
    done
done
[ $seen -gt 0 ] || fail "no package is named"
# those that come without: the conditions of MIT, under their owners' names
for words in 'Copyright (C) 2017 Crown Copyright (Government Digital Service)' 'Copyright (c) 2019 Ministry of Justice' \
    '@ministryofjustice/frontend ' 'govuk-frontend ' \
    'The above copyright notice and this permission notice shall be included in all copies'; do
    for where in installed carried; do
        grep -qF "$words" "$work/$where" || fail "not $where: $words"
    done
done
make -n install DESTDIR="$work" 2>/dev/null | grep -q 'install -m644 .*LICENSE.*THIRD-PARTY.txt' || fail "install leaves the licences behind"
exit $bad
