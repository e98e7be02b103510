/* Inside of contest.h: what the files of models/assess share. */
#pragma once

#include "models/assess/contest.h"

/* For the two above. Names are copied; *at is the new contender. */
int lc_contest_add(struct lc_contest *contest, const char *name, const char *family,
                   const char *formula, struct lc_contender **at,
                   struct lc_error *err) LC_MUST_CHECK;
/* Room for n rows of a study, none of which is there yet. */
int lc_contest_room(struct lc_contest *contest, size_t n,
                    struct lc_error *err) LC_MUST_CHECK;
/* A rule, with room for its risk[n]. */
int lc_contest_add_rule(struct lc_contest *contest, const char *name, bool ranks_only,
                        struct lc_contender **at, struct lc_error *err) LC_MUST_CHECK;
/* Leaves out the rows that a fold's fit could not foretell: a level it had not met. */
void lc_contest_drop_unforetold(struct lc_contest *contest);
/* The share of the contest's rows with the event, by the horizon where there are times.
 */
int lc_contest_base_rate(double *rate, const struct lc_contest *contest,
                         struct lc_error *err) LC_MUST_CHECK;
/* Of times: the horizon is one of the rows' own where it is the same
 * (parallel/same_time.h). LC_USAGE where there is none, LC_UNFIT where nobody was
 * watched so long. */
int lc_contest_settle_horizon(struct lc_contest *contest,
                              struct lc_error *err) LC_MUST_CHECK;
/* Whether a failure to fit is the model's own: it is noted in cannot and *code, *err
 * are cleared. Else (memory, interrupt, a mistake of usage) nothing is done. */
void lc_contest_excuse(struct lc_contender *contender, int *code, struct lc_error *err);
