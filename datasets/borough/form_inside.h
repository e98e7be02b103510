/* Social care's yearly returns in XML, beside the CSVs: a row of lc_forms each. */
#pragma once

#include "datasets/borough/sheet_inside.h"

struct lc_form {
    const char *name;                            /* of --form */
    const char *folder, *file;                   /* extracts/DAY/FOLDER/YEAR/FILE */
    void (*open)(struct lc_text *out, int year); /* what stands above all children */
    const char *close;                           /* and below */
    /* Adds the life's part of its k-th year, if it has one. */
    void (*write)(struct lc_text *out, const struct lc_life *life, int k);
};

extern const struct lc_form *const lc_forms[]; /* ends with NULL */
extern const struct lc_form lc_form_cin, lc_form_ssda903;

const struct lc_form *lc_form_find(const char *name); /* or NULL */
void lc_write_form(struct lc_pages *pages, const struct lc_life *life,
                   const struct lc_form *form);
