/* Days: int32 since 1970-01-01, in the proleptic Gregorian calendar.
 *
 * An interval is half open, [start, end). LC_OPEN as an end means "no end yet"; as
 * known_to it means "still said". LC_NO_DAY means "not stated". */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "base/slice.h"

#define LC_OPEN   INT32_MAX
#define LC_NO_DAY INT32_MIN

enum { LC_DAY_ROOM = 16 };

/* How a column writes its dates. A column never mixes them: dd/mm and mm/dd cannot be
 * told apart in a cell, so the whole column says which, or whoever declares it. */
enum lc_day_format {
    LC_DAY_ISO,   /* 2024-03-31, as all with a time behind: " 14:05", "T00:00:00Z" */
    LC_DAY_DMY,   /* 31/03/2024, 31-03-2024, 31.03.2024, 1/3/2024, 31/03/24 (70-99 are
                     19xx) */
    LC_DAY_NAMED, /* 14-Feb-2025, 14 February 2025, 14-Feb-25, 2025-Feb-14 and
                     "Feb 14 2025 12:00AM" */
    LC_DAY_MDY,   /* 03/31/2024, as DMY else */
    LC_DAY_YMD,   /* 2024/03/31, 20240331 */
    LC_DAY_FORMS, /* how many forms there are */
    LC_DAY_ANY =
        LC_DAY_FORMS /* ISO or DMY, told apart by the place of the separators */
};

/* Returns LC_OK, LC_FORMAT (not of the form) or LC_RANGE (of the form but no date, or
 * before 1900 or after 2199). Nothing is recorded: the caller knows the place. */
int lc_day_parse(struct lc_slice text, int format, int32_t *day) LC_MUST_CHECK;

/* The forms that the text could be of, a bit each (1 << format): two where dd/mm and
 * mm/dd could both be meant, none for what is no date in any. A day that does not exist
 * (2023-02-29) has its form all the same. */
unsigned lc_day_forms(struct lc_slice text);
/* Is it the number by which a spreadsheet counts a day, from 1 January 1950 to 2099?
 * (45001, or 45001.0 and the like of a time) */
bool lc_day_is_serial(struct lc_slice text);
/* 29 February 2024 in each form, as in "write it as 2024-02-29". */
#define LC_DAY_EXAMPLE_ISO   "2024-02-29"
#define LC_DAY_EXAMPLE_DMY   "29/02/2024"
#define LC_DAY_EXAMPLE_NAMED "29-Feb-2024"
#define LC_DAY_EXAMPLE_MDY   "02/29/2024"
#define LC_DAY_EXAMPLE_YMD   "2024/02/29"
/* That of the form, a constant; of LC_DAY_ANY the ISO one. */
const char *lc_day_example(int format);

bool lc_day_exists(int year, int month, int mday);
int32_t lc_day_of(int year, int month, int day); /* the date must exist */
void lc_day_split(int32_t day, int *year, int *month, int *mday);

/* The same day `months` later (earlier if negative); the 31st becomes the month's last
 * day where the month is shorter. */
int32_t lc_day_add_months(int32_t day, int months);

int lc_day_age(int32_t born, int32_t on); /* completed years; a 29 February birthday
                                             is kept on 1 March of common years */
int32_t lc_day_birthday(int32_t born, int years); /* first day of that age */

/* The year in which the collection year (1 April to 31 March) of the day ends. */
int lc_day_collection_year(int32_t day);

int32_t lc_day_today(void);  /* by the system's UTC clock, or by SOURCE_DATE_EPOCH */
int32_t lc_day_latest(void); /* the same, or the day here where it has begun before */

/* "2024-03-31", or "" for LC_NO_DAY and LC_OPEN, into out[LC_DAY_ROOM]; returns out. */
const char *lc_day_print(int32_t day, char *out);
/* "3 March 2024" into out[32]; returns out. */
const char *lc_day_print_long(int32_t day, char *out);
