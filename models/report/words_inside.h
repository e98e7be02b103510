/* Plain words for the program's own names: of histories, causes, rules and curves. */
#pragma once

/* "cse" gives "Child sexual exploitation"; a name without a row is given back. */
const char *lc_words_of(const char *name);
