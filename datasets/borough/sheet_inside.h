/* The files of a borough, and the text of each while it grows. */
#pragma once

#include "base/text.h"
#include "datasets/borough/delivery_inside.h"
#include "datasets/borough/life_inside.h"
#include "datasets/borough/pen_inside.h"
#include "datasets/borough/self_inside.h"
#include "datasets/borough/world_inside.h"

/* A year's SSDA903 return. */
enum lc_return { LC_R_HEADER, LC_R_EPISODES, LC_R_MISSING, LC_R_UASC, LC_RETURNS };

/* What is so, beside what was written. */
enum lc_truth_sheet {
    LC_T_CHILDREN, /* every child who was ever known to an agency */
    LC_T_WHO,      /* whose number is whose */
    LC_T_ENTRIES,  /* every entry into care */
    LC_T_PANELS,   /* every day on which a panel discussed a child */
    LC_T_HAZARDS,  /* the hazard of first entry, in spells of equal hazard */
    /* only when asked for: risk_inside.h */
    LC_T_RISKS,
    LC_T_UNHELPED,
    LC_T_KNOWLEDGE,
    LC_TRUTH_SHEETS
};

extern const struct lc_file_row lc_return_files[LC_RETURNS];
extern const struct lc_file_row lc_truth_sheets[LC_TRUTH_SHEETS];

enum { LC_EARLIER, LC_LATER, LC_EXTRACTS }; /* without dirt there is only the later */

/* The rows of some families, for every file. */
struct lc_pages {
    struct lc_text extract[LC_EXTRACTS][LC_SHEETS];
    struct lc_text year[LC_YEARS_MOST][LC_RETURNS];
    struct lc_text form[LC_YEARS_MOST]; /* with --form */
    struct lc_text truth[LC_TRUTH_SHEETS];
};

void lc_pages_clear(struct lc_pages *pages);
void lc_pages_free(struct lc_pages *pages);
int lc_pages_check(const struct lc_pages *pages, struct lc_error *err) LC_MUST_CHECK;

/* The mistakes made about one row, the same in every extract that has it. */
struct lc_slip {
    int32_t late;  /* days from happening to being entered */
    int32_t early; /* days by which the first extract has the start too early */
    bool twice;    /* the row is there twice */
    bool miscoded; /* the code is none: in the first extract, or in both */
    bool mended;   /* miscoded in the first only */
};

/* The k-th uniform number (k below 16) that belongs to row h and to nothing else: what
 * is decided by it costs no stream. */
double lc_row_unit(const struct lc_life *life, const struct lc_happening *h,
                   unsigned k);
enum { LC_UNIT_PLACE = 14, LC_UNIT_LEAK }; /* slips take 0 to 6 */

/* Of row h of a life; all zero without dirt. Costs no stream. */
struct lc_slip lc_slip_of(const struct lc_life *life, const struct lc_happening *h);

/* The writers: all rows of one life. */
void lc_write_social(struct lc_pages *pages, const struct lc_life *life);
void lc_write_agencies(struct lc_pages *pages, const struct lc_life *life);
void lc_write_returns(struct lc_pages *pages, const struct lc_life *life);
/* One life's rows of its k-th year, onto sheets[LC_RETURNS]. */
void lc_write_return(struct lc_text *sheets, const struct lc_life *life, int k);
void lc_write_truth(struct lc_pages *pages, const struct lc_life *life);

/* Is the row entered before `asof`, and, in the later of two extracts, does it say
 * anything that the earlier did not or lie within its year? */
bool lc_row_shown(const struct lc_life *life, const struct lc_happening *h,
                  const struct lc_slip *slip, int extract);
int32_t lc_extract_day(const struct lc_world *world, int extract); /* or LC_NO_DAY */

/* The day on which an agency enters the row, or LC_OPEN: it is not that agency's. */
int32_t lc_row_known(const struct lc_life *life, const struct lc_happening *h,
                     int agency);
int lc_agency_of(int kind); /* LC_AGENCIES: nobody writes it down */
extern const char *const lc_event_names[LC_EVENT_KINDS];

/* The day from which an agency knows the child (its first row entered), or LC_OPEN. */
int32_t lc_known_from(const struct lc_life *life, int agency);
