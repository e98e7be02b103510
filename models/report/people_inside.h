/* Numbers as people say them: "1 in 9", "12%", "about 4 of every 10".
 *
 * All add plain characters that need no escaping in HTML; NaN is added as a dash. */
#pragma once

#include "base/text.h"

/* 4120 as "4,120"; not whole: one decimal under 100 ("5.3"), none above. */
void lc_people_count(struct lc_text *out, double count);

/* For "about": 5.4 as "5"; below 2 as lc_people_count ("1.4"). */
void lc_people_about(struct lc_text *out, double count);

/* 0.1234 as "12%", 0.0123 as "1.2%", 0.00123 as "0.12%", 0.00001 as "0.001%". */
void lc_people_percent(struct lc_text *out, double share);

/* 0.11 as "1 in 9"; from 3 in 10 upwards in tenths ("4 in 10"), and beyond 95% "more
 * than 19 in 20". Above 1 in 20 the second number is rounded to two figures. */
void lc_people_odds(struct lc_text *out, double risk);

/* What they do, after the odds: one in nine "enters", nine in ten "enter". */
const char *lc_people_enter(double risk);

/* 0.38 as "4 of every 10"; 0.04 as "1 of every 25"; from 95% "nearly all". */
void lc_people_of_ten(struct lc_text *out, double share);

/* Two decimals from 0.1 to 10, fewer above, two figures below: "0.012", "0.43", "1.24",
 * "35.2", "1,240"; a whole number from 10 as it is. */
void lc_people_figures(struct lc_text *out, double value);

/* 0.953 as "+0.95": what adds to a risk or takes from it, in log-odds. */
void lc_people_signed(struct lc_text *out, double value);

/* "2024-03-31" as "31 March 2024"; what is no date is added as it is, escaped. */
void lc_people_day(struct lc_text *out, const char *iso);

/* "18% to 31%", by the given printer. */
void lc_people_interval(struct lc_text *out, double low, double high,
                        void (*print)(struct lc_text *out, double value));
