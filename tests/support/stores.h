/* Small stores in memory, for tests, from text that reads as the events do:
 *
 *     struct lc_store store = store_of(3,
 *         "covers care 2015-01-01 2025-01-01\n"
 *         "care 0 2020-01-01 2020-05-01 known 2020-01-08 - code C2 placement U1\n"
 *         "offence 2 2021-03-04 - code theft level 3\n");
 *     ...
 *     lc_store_free(&store);
 *
 * One line an event: history, child, start, end; "-" is open. Then pairs: "known FROM
 * TO" (default: from start, open), "code X", "level N", "record N" (default the
 * child), "says N" (of a family's number: two that say one are of one), "line N" and
 * "key N" (default the line of the text), "file N" (default 0); any other word is an
 * attribute and its code. "covers HISTORY FROM TO" adds a source; "system NAME
 * RECORD..." names the system of records ("social_care" otherwise). Aborts with the
 * offending line on any mistake. Sorted, children = records, linked. */
#pragma once

#include "store/store.h"

struct lc_store store_of(size_t records, const char *text);

int32_t day_of(const char *iso); /* "-" is LC_OPEN */

/* A store of n events of random children and days, every column filled, in `histories`
 * histories; the same for the same seed. */
struct lc_store store_random(uint64_t seed, size_t records, size_t histories, size_t n);

/* Are they the same, bit for bit? If not, says what differs on stderr. */
bool store_same(const struct lc_store *a, const struct lc_store *b);

/* A fresh folder under $TMPDIR or /tmp that is removed, with all in it, when the
 * process ends; the result is the caller's to free. */
char *test_folder(void);
