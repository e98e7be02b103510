/* Inside of day.h: the parts of a day as it is written. */
#pragma once

#include "base/day.h"

/* Reads exactly `count` digits at `at`. */
bool lc_day_digits(struct lc_slice t, size_t at, size_t count, int *value);
/* One digit or two at *at, which moves on. */
bool lc_day_one_or_two(struct lc_slice t, size_t *at, int *value);
/* What may follow a date: nothing, or a time of day, " 7:05", "T14:05:30.000Z". */
bool lc_day_is_time(struct lc_slice t, size_t at);
/* LC_RANGE where there is no such day, or not in these centuries. */
int lc_day_checked(int year, int month, int mday, int32_t *day);
const char *lc_day_month(int month); /* 1: "January" */
/* LC_DAY_NAMED. */
int lc_day_parse_named(struct lc_slice t, int32_t *day);
