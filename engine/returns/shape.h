/* The twelve tables of an SSDA903 return, and the columns of each that rules speak of.
 *
 * A table is called as analysts call it; its extract is the schema whose `rules` says
 * that name (datasets/schema). The child's number is no column here: rows hang on it.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

/* One row a table: the enumerator, its name, the columns by which a child's rows are
 * put in order (a row without a day in the first comes last; `fill` takes the place of
 * the first where that is blank), and its columns, of which those with a mark after
 * the name are told apart only (veil.h): * anything, + a pupil, @ a social worker. */
/* clang-format off */
#define LC_RETURN_SHAPES(X) \
    X(HEADER,   "Header",         "",            "",           "SEX DOB ETHNIC UPN+ MOTHER MC_DOB") \
    X(EPISODES, "Episodes",       "DECOM",       "DEC",        "DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC " \
                                                               "REASON_PLACE_CHANGE HOME_POST* PL_POST* URN") \
    X(REVIEWS,  "Reviews",        "REVIEW",      "",           "DOB REVIEW REVIEW_CODE") \
    X(UASC,     "UASC",           "",            "",           "SEX DOB DUC") \
    X(OC2,      "OC2",            "",            "",           "DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK " \
                                                               "IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE " \
                                                               "INTERVENTION_RECEIVED INTERVENTION_OFFERED") \
    X(OC3,      "OC3",            "",            "",           "DOB IN_TOUCH ACTIV ACCOM") \
    X(AD1,      "AD1",            "",            "",           "DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR") \
    X(PLACED,   "PlacedAdoption", "DATE_PLACED", "",           "DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED") \
    X(PERM,     "PrevPerm",       "",            "",           "DOB PREV_PERM LA_PERM DATE_PERM") \
    X(MISSING,  "Missing",        "MIS_END",     "MIS_START",  "DOB MISSING MIS_START MIS_END") \
    X(SOCIAL,   "SWEpisodes",     "SW_DECOM",    "SW_DEC",     "DOB SW_ID@ SW_DECOM SW_DEC SW_REASON") \
    X(DOLO,     "DoLo",           "DOLO_END",    "DOLO_START", "DOB DOLO_START DOLO_END")
/* clang-format on */

enum lc_return_table {
#define X(name, ...) LC_RETURN_##name,
    LC_RETURN_SHAPES(X)
#undef X
        LC_RETURN_TABLES
};

enum { LC_RETURN_COLUMNS = 12, LC_RETURN_NO_COLUMN = -1 };

const char *lc_return_table_name(int table);
/* The table of that name, or LC_RETURN_TABLES. */
int lc_return_table_named(struct lc_slice name);

unsigned lc_return_columns(int table);
/* Its columns in order: column < lc_return_columns(table). */
struct lc_slice lc_return_column_name(int table, unsigned column);
/* Its mark, or 0: its values are kept as they are. */
char lc_return_column_veil(int table, unsigned column);
/* The table's column of that name, or LC_RETURN_NO_COLUMN. */
int lc_return_column_named(int table, struct lc_slice name);
/* The columns of its order, or LC_RETURN_NO_COLUMN. */
int lc_return_first_order(int table);
int lc_return_second_order(int table);
