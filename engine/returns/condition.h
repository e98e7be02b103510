/* What a rule's `broken` says of a row, compiled.
 *
 *     PLACE              something is said there
 *     PLACE = A3 A4      it is one of these; "SW*" begins so, "0..40" is a whole number
 *     PLACE != A3 A4     it is none of these, or blank
 *     date DEC, bad DEC  it is a day; something is said that is no day
 *     DEC < DECOM + 17d  days, with d days or y years more or less; false where one of
 *                        them is none. Also <= > >= ==, 2005-12-01, and of the year
 *                        START (1 April), END (31 March), SCHOOL (31 August before
 *                        START's school year) and WEEK (24 March before END)
 *     PLACE ~ ^PLACE     the same is said, and something is
 *     PLACE <> ^PLACE    the same is not said; two blanks are the same
 *     ! & | ( )          not, and, or
 *     some Header(...)   of the child's rows of that table one is so; "(...)" may be
 *                        left out; no: none is so; 3: as many are; with: true, and its
 *                        rows so are found (rule.h) with the row
 *     some last Header   of the year before
 *     some Header?       the rule is judged though the table is not there
 *     prev(...) next()   the child's row before, after it, in order of the table
 *     first, final       the child's first, last row with a day, in that order
 *     CLA                the child was looked after for all of the year
 *
 * A column that the row's table lacks is blank. ^COLUMN is of the row outside the
 * innermost bracket of some, no, prev ... */
#pragma once

#include "returns/book.h"

typedef struct lc_condition lc_condition;

/* Compiles the text, whose words it adds to those of the book. LC_FORMAT, with the
 * place, for what is no condition. */
int lc_condition_new(lc_condition **condition, const char *text, struct lc_words *words,
                     struct lc_error *err) LC_MUST_CHECK;
void lc_condition_free(lc_condition *condition); /* NULL is allowed */

/* The tables without which it cannot be judged, a bit each: of this year, of the one
 * before. */
unsigned lc_condition_needs(const lc_condition *condition, bool last);

struct lc_hearing;
/* Is it true of the row, which is row `at` of its table's rows in the judge's view? */
bool lc_condition_is(const lc_condition *condition, struct lc_hearing *judge,
                     const struct lc_filed *row, size_t at);
