/* `export` of a store: a form of engine/outward/. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "outward/outward.h"
#include "store/reveal.h"

struct lc_export_store {
    const struct lc_outward_form *form;
    const char *path;
    bool force, json;
    int32_t asof; /* LC_OPEN: today */
    struct lc_reveal reveal;
};

/* Writes the file, after the log has its line. LC_FINDINGS where something of what the
 * form has could not be said in it. */
int lc_export_store(const struct lc_export_store *how, struct lc_error *err);
