/* Why those who entered care were on no list, told apart by the machine: what would the
 * lists of the past have been, and what had all been known sooner?
 *
 * An entry on day e could have been on the lists of days t <= e < t + horizon. Lists
 * are of the study's `every`, each by what was known on its day (score.h). They are
 * made again
 *   - of a store in which everything was known when it happened (store/sooner.h), and
 *   - for each system, of one in which its events were known within `within` days.
 * What a source covers stays as it was, so that a feed which was silent stays silent.
 */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "models/panel/score.h"
#include "study/period.h"
#include "study/rule.h"

/* clang-format off */
/* What became of an entrant, in the order judged: constant, name, what it says */
#define LC_MISSED_CLASSES(X) \
    X(LC_MISSED_ACTED,    "listed_acted_on", "on a list, and something was decided for them") \
    X(LC_MISSED_DECLINED, "listed_declined", "on a list, and the panel did not agree, or did nothing") \
    X(LC_MISSED_OPEN,     "listed",          "on a list; the store knows of no decision") \
    X(LC_MISSED_LATE,     "known_late",      "known too late: on a list, or known at all, had it been known when it happened") \
    X(LC_MISSED_LOW,      "low",             "known, and too low on every list") \
    X(LC_MISSED_UNSCORED, "not_scored",      "known, and could not be scored") \
    X(LC_MISSED_NEVER,    "never_known",     "never known: nobody has told of anything before") \
    X(LC_MISSED_OUTSIDE,  "outside",         "none of those whom the study looks at, on the day of any list") \
    X(LC_MISSED_NO_LIST,  "no_list",         "no list was made that could have held them")
/* clang-format on */

enum lc_missed_class {
#define X(constant, name, text) constant,
    LC_MISSED_CLASSES(X)
#undef X
        LC_MISSED_COUNT
};

struct lc_missed_entry {
    uint32_t child;
    int32_t day; /* of the entry */
    enum lc_missed_class is;
    size_t lists;         /* that it could have been on */
    size_t listed;        /* that it was on */
    int32_t first_listed; /* LC_NO_DAY: never */
    size_t best;          /* its best place, from 1; 0: never scored */
    enum lc_rule why;     /* the rule that left it out last; LC_RULE_COUNT: none did */
};

/* How many would have been on a list, had the system's events been known sooner. */
struct lc_missed_gain {
    const char *system; /* borrowed from the store; NULL: all of them, at once */
    size_t listed;
};

struct lc_missed {
    int32_t from, to; /* entries of from <= day < to */
    int32_t within;   /* days */
    size_t capacity, lists;
    int32_t *list_day;      /* [lists] ascending */
    struct lc_period ahead; /* a list of day t is of entries t <= e < t + ahead */
    int32_t first_list, last_list;
    size_t entries, listed;
    struct lc_missed_entry *entry; /* by day, then child */
    size_t count[LC_MISSED_COUNT];
    size_t gains;
    struct lc_missed_gain *gain; /* all at once first, then by system */
};

struct lc_missed_ask {
    int32_t from, to;
    size_t capacity; /* 0: as the study says */
    int32_t within;
    bool no_systems;        /* not what each system's delay costs */
    const char *store_path; /* loaded again, and for each system */
    int32_t linkage;        /* by that of the day (link/dated.h); LC_NO_DAY: its own */
};

/* Fills *missed anew; free it in any case. store: loaded whole, as it is. LC_RANGE: a
 * span that is empty or of which the outcome's source does not tell. Otherwise as
 * lc_score_run. O(lists x systems) scorings. */
int lc_missed_run(struct lc_missed *missed, const struct lc_model *model,
                  const struct lc_store *store, const struct lc_missed_ask *ask,
                  lc_team *team, struct lc_error *err) LC_MUST_CHECK;
void lc_missed_free(struct lc_missed *missed);

/* Could any list have held an entry of low <= day < high? Nobody is then missed, nor
 * listed. O(lists). */
bool lc_missed_any_list(const struct lc_missed *missed, int32_t low, int32_t high);

/* { from, to, lists { first, last, count, capacity, within_days }, entries, listed,
 *   classes [{ name, text, entries }], sooner [{ system, listed, more }],
 *   children [{ child, entered, class, lists, listed, first_listed, best_place, why }] }
 */
json_t *lc_missed_document(const struct lc_missed *missed); /* NULL: no memory */
void lc_missed_text(const struct lc_missed *missed, struct lc_text *out);

/* Of a sheet of counts (sheet.h), what the looks back share: which lists they rest on
 * and how counts are told; and a section `became`, an entrant in one class. */
int lc_missed_note_lists(json_t *sheet, const struct lc_missed *missed, bool suppress,
                         struct lc_error *err) LC_MUST_CHECK;
int lc_missed_put_classes(json_t *sheet, const struct lc_missed *missed,
                          struct lc_error *err) LC_MUST_CHECK;

/* *sheet is new: `became`, and `sooner`, how many were on a list as it was and would
 * have been, had a system's events, or all, been known sooner. No child. */
int lc_missed_sheet(json_t **sheet, const struct lc_missed *missed, bool suppress,
                    struct lc_error *err) LC_MUST_CHECK;
