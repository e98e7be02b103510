# Words in what the program says, which is broken into lines to fit a terminal. Sourced.
# flat FILE: its words as one line
flat() { tr -s ' \n' ' ' <"$1" | sed 's/ $//'; }
# holds FILE WORDS: a basic regular expression, in the lines as they are or as one
holds() { { cat "$1"; flat "$1"; } | grep -q -- "$2"; }
# opens FILE WORDS: its words begin so
opens() { flat "$1" | grep -q -- "^$2"; }
