/* The synthetic borough: a forward simulation of its children, and the extracts that
 * its agencies would send, with the truth beside them. See README.md. */
#pragma once

#include "base/error.h"
#include "command/verb.h"

struct lc_borough_options {
    struct lc_common common;
    int children; /* population aged 0 to 17 */
    int years;    /* ending on 31 March 2025 */
    double dirt;  /* factor on every rate of mistakes; 0 none, 1 as stated */
    const char
        *dirt_only;    /* one kind of mistakes (world_inside.h), or "none"; NULL: all */
    int no_hazards;    /* leave truth/hazards.csv out */
    const char *truth; /* a file beside the built-in truth.yaml, or NULL */
    const char *risk_on; /* a day, or NULL: risk_inside.h */
    int runs;
    int knowledge, without_panel;
    const char *form; /* a row of lc_forms, or NULL */
    int list;         /* print the built-in one instead */
};

extern const struct lc_knobs lc_borough_knobs;

struct lc_borough_counts {
    size_t families, children, known, rows, files, bytes;
};

/* Writes the borough under the folder dir (made if missing; files that are there are
 * refused without force). O(children x years); memory some tens of MB. */
int lc_borough_write(const char *dir, const struct lc_borough_options *options,
                     struct lc_borough_counts *counts,
                     struct lc_error *err) LC_MUST_CHECK;
