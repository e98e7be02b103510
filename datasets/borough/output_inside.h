/* The files of a borough as they are written. */
#pragma once

#include "base/file.h"
#include "datasets/borough/risk_inside.h"
#include "datasets/borough/sheet_inside.h"

/* One file of the borough: where it is, and where its text is in a shard's pages. */
struct lc_output {
    struct lc_draft draft;
    size_t offset;     /* of its struct lc_text in struct lc_pages */
    int times;         /* that its rows are in it */
    const char *close; /* what stands below them, or NULL */
};

struct lc_outputs {
    const char *dir;
    bool force;
    size_t count, room;
    struct lc_output *rows;
};

/* Opens every file that is asked for, with its header, under out->dir. */
int lc_outputs_open(struct lc_outputs *out, const struct lc_world *world,
                    const struct lc_asides *asides, struct lc_error *err) LC_MUST_CHECK;
/* Puts all in place; drops what was not. */
int lc_outputs_commit(struct lc_outputs *out, struct lc_error *err) LC_MUST_CHECK;
void lc_outputs_free(struct lc_outputs *out);
