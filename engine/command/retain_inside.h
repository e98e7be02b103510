/* Inside of retain_rules.c, retain_tally.c and who uses them: rules of how
 * long a store keeps what it holds, and what is due by them. */
#pragma once

#include "command/command.h"
#include "command/moments_inside.h"
#include "store/retain.h"

/* The rules of a YAML file in place of the store's:
 *
 *     rules:
 *       - { history: missing, after: last_event, months: 72 }
 *       - { history: person, after: birthday_18, months: 84 }
 *
 * Errors name the file, and a rule that cannot be with its line. */
int lc_retain_read_rules(struct lc_store *store, const char *path,
                         struct lc_error *err) LC_MUST_CHECK;

/* A day on the command line. */
int lc_retain_read_day(const char *text, int32_t *day,
                       struct lc_error *err) LC_MUST_CHECK;

/* Children of a store on a day. Told through disclosure/small.h by whoever shows them.
 */
enum lc_retain_row {
    LC_ROW_DUE,
    LC_ROW_LATER, /* their day is to come */
    LC_ROW_OPEN,  /* in the order of lc_retain_state from here */
    LC_ROW_UNKNOWN,
    LC_ROW_NO_RULE,
    LC_RETAIN_ROWS
};

struct lc_retain_tally {
    size_t children[LC_RETAIN_ROWS];
    size_t (*of)[2]; /* [histories]: with events in it, those due and the others */
    bool *due;       /* [records], by child */
};

int lc_retain_tally(struct lc_retain_tally *tally, const struct lc_retain *retain,
                    int32_t day, struct lc_error *err) LC_MUST_CHECK;
void lc_retain_tally_free(struct lc_retain_tally *tally);

/* What a row of children[] is, in words. */
const char *lc_retain_row_words(enum lc_retain_row row);

/* "84 months after the 18th birthday"; "no rule". */
void lc_retain_rule_words(const struct lc_retention *rule, struct lc_text *out);
