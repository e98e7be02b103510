/* What a store holds, counted and told: in words and as a document. */
#pragma once

#include <jansson.h>

#include "base/text.h"
#include "store/declared.h"
#include "store/kin.h"
#include "store/singled.h"
#include "store/store.h"
#include "store/summary.h"

/* A source's figures, or those of all sources of a schema; the parts add up to rows. */
enum { LC_FIGURES = 5 };
struct lc_figures {
    uint64_t part[LC_FIGURES]; /* taken, unchanged, corrected, rejected, pending */
    bool adds_up;
    size_t rows, told[LC_FIGURES];
    size_t withdrawn; /* rows of earlier days: no part */
};

struct lc_described {
    const struct lc_store *store; /* borrowed */
    bool suppress;                /* are its counts what may be told (small.h)? */
    bool linked; /* before linkage a record is a child of its own: to count those
                    would mislead */
    size_t records, children;
    size_t waiting; /* rows that wait for what they belong to, and are said still */
    size_t merged;  /* numbers that were merged into others */
    struct lc_kin_count kin;    /* families of two children and more, today */
    size_t *system;             /* [systems + 1] records of each; [0] erased */
    struct lc_summary *history; /* [store->histories] */
    const struct lc_declarations *declared; /* breaks; borrowed */
    const struct lc_singled *singled;       /* NULL: not asked */
};

/* Counts into told and rows, by the door or as they are. `of` is added to first. */
void lc_figures_add(struct lc_figures *figures, const struct lc_source *source);
void lc_figures_tell(struct lc_figures *figures, bool suppress);

int lc_describe_text(const struct lc_described *d, struct lc_text *out,
                     struct lc_error *err) LC_MUST_CHECK;
json_t *lc_describe_json(const struct lc_described *d); /* NULL: out of memory */
