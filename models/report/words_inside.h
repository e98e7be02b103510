/* Plain words for the program's own names: of histories, causes, rules and curves. */
#ifndef LC_REPORT_WORDS_INSIDE_H
#define LC_REPORT_WORDS_INSIDE_H

/* "cse" gives "Child sexual exploitation"; a name without a row is given back. */
const char *lc_words_of(const char *name);

#endif
