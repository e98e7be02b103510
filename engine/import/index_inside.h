/* Events by key: one key may have several, as an assessment has several factors. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define LC_NOWHERE UINT32_MAX

struct lc_index_slot {
    uint64_t key;
    uint32_t event;   /* LC_NOWHERE: removed */
    uint32_t history; /* + 1; 0: empty */
};

struct lc_index {
    size_t slots, used; /* slots is a power of two */
    struct lc_index_slot *slot;
};

int lc_index_init(struct lc_index *index, size_t expected,
                  struct lc_error *err) LC_MUST_CHECK;
void lc_index_free(struct lc_index *index);
int lc_index_add(struct lc_index *index, uint64_t key, uint32_t history, uint32_t event,
                 struct lc_error *err) LC_MUST_CHECK;
/* The key will soon be looked for. */
void lc_index_call_in(const struct lc_index *index, uint64_t key);
/* Walks the events of (key, history): *at is 0 before the first call. The slot may have
 * its event set to LC_NOWHERE, which removes it. NULL at the end. */
struct lc_index_slot *lc_index_next(const struct lc_index *index, uint64_t key,
                                    uint32_t history, size_t *at);
