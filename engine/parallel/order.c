/* Radix sorts of doubles (order.h). */
#include "parallel/order.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { BITS = 11, BINS = 1 << BITS, PASSES = 6 };

/* Whole numbers in the order of the doubles: negative numbers have all bits turned,
 * others the sign bit only. */
static inline uint64_t key_of(double value)
{
    uint64_t bits;
    value += 0.0; /* -0 becomes 0 */
    memcpy(&bits, &value, sizeof bits);
    return bits ^ (bits >> 63 ? UINT64_MAX : (uint64_t)1 << 63);
}

/* What the keys have in common: the least, how many low bits, and how many bits tell
 * them apart. */
struct span {
    uint64_t least;
    int low, width;
};

static struct span span_of(size_t n, const double *value)
{
    uint64_t first = n ? key_of(value[0]) : 0, least = first, most = first, differ = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t key = key_of(value[i]);
        least = key < least ? key : least;
        most = key > most ? key : most;
        differ |= key ^ first;
    }
    struct span span = { .least = least };
    while (differ && !(differ >> span.low & 1))
        span.low++;
    for (uint64_t rest = (most - least) >> span.low; rest; rest >>= 1)
        span.width++;
    return span;
}

/* --- items: 32 bits of a key above a row number ----------------------------------- */

enum { ITEM_PASSES = 3, ROW_BITS = 32, A_CHUNK = 1 << 15, MOST_CHUNKS = 16 };

/* The items are cut into chunks, a thread's work each. A pass counts each chunk's
 * digits; a chunk's items with a digit then go after those of the chunks before. */
struct items {
    lc_team *team;
    size_t n, chunks;
    uint64_t *at, *spare;    /* [n] each */
    uint32_t (*count)[BINS]; /* [chunks] */
    int pass;
    const double *key;
    struct span span;
    uint32_t *order;
    uint8_t *fresh;
    size_t starts[MOST_CHUNKS + 1];
};

static size_t item_digit(uint64_t item, int pass)
{
    return (size_t)(item >> (ROW_BITS + BITS * pass)) & (BINS - 1);
}

static size_t chunk_first(const struct items *s, size_t chunk)
{
    return lc_shard_first(s->n, chunk, s->chunks);
}

static void count_chunk(void *context, size_t chunk, size_t worker LC_UNUSED)
{
    const struct items *s = context;
    size_t end = chunk_first(s, chunk + 1);
    uint32_t *count = s->count[chunk];
    memset(count, 0, sizeof s->count[chunk]);
    for (size_t i = chunk_first(s, chunk); i < end; i++)
        count[item_digit(s->at[i], s->pass)]++;
}

static void move_chunk(void *context, size_t chunk, size_t worker LC_UNUSED)
{
    const struct items *s = context;
    size_t end = chunk_first(s, chunk + 1);
    uint32_t *place = s->count[chunk];
    for (size_t i = chunk_first(s, chunk); i < end; i++)
        s->spare[place[item_digit(s->at[i], s->pass)]++] = s->at[i];
}

/* Counts to first places; false when one digit is all items', so that nothing moves. */
static bool item_places(struct items *s)
{
    uint32_t at = 0;
    for (size_t digit = 0; digit < BINS; digit++) {
        uint32_t before = at;
        for (size_t chunk = 0; chunk < s->chunks; chunk++) {
            uint32_t here = s->count[chunk][digit];
            s->count[chunk][digit] = at;
            at += here;
        }
        if (at - before == s->n)
            return false;
    }
    return true;
}

/* By the upper halves, up to `width` bits of them; s->at is where they end up. */
static void sort_items(struct items *s, int width)
{
    for (s->pass = 0; s->pass * BITS < width; s->pass++) {
        lc_team_run(s->team, s->chunks, count_chunk, s);
        if (!item_places(s))
            continue;
        lc_team_run(s->team, s->chunks, move_chunk, s);
        uint64_t *swap = s->at;
        s->at = s->spare;
        s->spare = swap;
    }
}

/* Waking a thread for little is not worth it. */
static int items_new(struct items *s, lc_team *team, size_t n, struct lc_error *err)
{
    size_t most = (size_t)lc_team_threads(team);
    *s = (struct items){ .team = team, .n = n, .chunks = n / A_CHUNK };
    s->chunks = s->chunks > most ? most : s->chunks;
    s->chunks = s->chunks > MOST_CHUNKS ? MOST_CHUNKS : s->chunks ? s->chunks : 1;
    s->at = lc_alloc(n ? n : 1, sizeof *s->at);
    s->spare = lc_alloc(n ? n : 1, sizeof *s->spare);
    s->count = lc_alloc(s->chunks, sizeof *s->count);
    return s->at && s->spare && s->count ? LC_OK : LC_FAIL_NOMEM(err);
}

static void items_free(struct items *s)
{
    free(s->at);
    free(s->spare);
    free(s->count);
}

/* --- keys ------------------------------------------------------------------------- */

/* The bits of a key that tell it from others. */
static inline uint64_t bits_of(double value, const struct span *span)
{
    return (key_of(value) - span->least) >> span->low;
}

static int more_bits(const struct span *span)
{
    return span->width > 32 ? span->width - 32 : 0;
}

static void make_items(void *context, size_t chunk, size_t worker LC_UNUSED)
{
    const struct items *s = context;
    size_t end = chunk_first(s, chunk + 1);
    int more = more_bits(&s->span);
    for (size_t i = chunk_first(s, chunk); i < end; i++)
        s->at[i] = bits_of(s->key[i], &s->span) >> more << ROW_BITS | i;
}

enum { SHORT = 32 };

static void insert(size_t n, uint64_t *a)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t item = a[i];
        size_t at = i;
        for (; at > 0 && a[at - 1] > item; at--)
            a[at] = a[at - 1];
        a[at] = item;
    }
}

/* A run of items alike in their upper halves takes the keys' lower bits there instead
 * and is sorted by those. */
static void sort_run(const struct items *s, size_t first, size_t last, uint32_t *count)
{
    const uint64_t lower = ((uint64_t)1 << more_bits(&s->span)) - 1;
    size_t n = last - first;
    for (size_t i = first; i < last; i++) {
        uint64_t row = s->at[i] & UINT32_MAX;
        s->at[i] = (bits_of(s->key[row], &s->span) & lower) << ROW_BITS | row;
    }
    if (n <= SHORT) {
        insert(n, s->at + first);
        return;
    }
    struct items run = { .n = n, .chunks = 1, .at = s->at + first };
    run.spare = s->spare + first;
    run.count = (uint32_t(*)[BINS])count;
    sort_items(&run, more_bits(&s->span));
    if (run.at != s->at + first)
        memcpy(s->at + first, run.at, n * sizeof *run.at);
}

/* Row numbers, and which are above the one before. */
static void hand_out(const struct items *s, size_t first, size_t last)
{
    for (size_t i = first; i < last; i++)
        s->order[i] = (uint32_t)s->at[i];
    for (size_t i = first + 1; s->fresh && i < last; i++)
        s->fresh[i] = s->at[i] >> ROW_BITS != s->at[i - 1] >> ROW_BITS;
    if (s->fresh && first < last)
        s->fresh[first] = 1;
}

static size_t next_upper(const struct items *s, size_t at)
{
    while (at > 0 && at < s->n && s->at[at] >> ROW_BITS == s->at[at - 1] >> ROW_BITS)
        at++;
    return at;
}

/* Where the keys have more bits than the items, runs of items that agree are sorted by
 * the rest. A chunk takes the runs that begin in it. */
static void finish_chunk(void *context, size_t chunk, size_t worker LC_UNUSED)
{
    const struct items *s = context;
    size_t first = s->starts[chunk], end = s->starts[chunk + 1];
    hand_out(s, first, end);
    for (size_t last; more_bits(&s->span) && first < end; first = last) {
        uint64_t upper = s->at[first] >> ROW_BITS;
        for (last = first + 1; last < end && s->at[last] >> ROW_BITS == upper; last++)
            ;
        if (last - first < 2)
            continue;
        sort_run(s, first, last, s->count[chunk]);
        hand_out(s, first, last);
    }
}

int lc_order_runs(lc_team *team, size_t n, const double *key, uint32_t *order,
                  uint8_t *fresh, struct lc_error *err)
{
    struct items s;
    int code = items_new(&s, team, n, err);
    if (!code) {
        s.key = key;
        s.order = order;
        s.fresh = fresh;
        s.span = span_of(n, key);
        lc_team_run(team, s.chunks, make_items, &s);
        sort_items(&s, s.span.width < ROW_BITS ? s.span.width : ROW_BITS);
        for (size_t chunk = 0; chunk <= s.chunks; chunk++)
            s.starts[chunk] = next_upper(&s, chunk_first(&s, chunk));
        lc_team_run(team, s.chunks, finish_chunk, &s);
    }
    items_free(&s);
    return code;
}

int lc_order(size_t n, const double *key, uint32_t *order, struct lc_error *err)
{
    return lc_order_runs(NULL, n, key, order, NULL, err);
}

/* A second, stable sort by group keeps the order by key. */
static int order_groups(size_t n, const int32_t *group, uint32_t *order,
                        struct lc_error *err)
{
    struct items s;
    int code = items_new(&s, NULL, n, err);
    if (!code) {
        s.order = order;
        for (size_t i = 0; i < n; i++)
            s.at[i] =
                (uint64_t)((int64_t)group[order[i]] - INT32_MIN) << ROW_BITS | order[i];
        sort_items(&s, 32);
        hand_out(&s, 0, n);
    }
    items_free(&s);
    return code;
}

int lc_order_within(size_t n, const int32_t *group, const double *key, uint32_t *order,
                    struct lc_error *err)
{
    int code = lc_order(n, key, order, err);
    return code || !group ? code : order_groups(n, group, order, err);
}

/* --- values alone ----------------------------------------------------------------- */

static inline size_t digit(uint64_t key, int pass)
{
    return (size_t)(key >> (BITS * pass)) & (BINS - 1);
}

/* Counts to first places; false when one bin holds all n, so that nothing moves. */
static bool places(size_t n, uint32_t bin[BINS])
{
    uint32_t at = 0;
    for (size_t b = 0; b < BINS; b++) {
        uint32_t here = bin[b];
        if (here == n)
            return false;
        bin[b] = at;
        at += here;
    }
    return true;
}

void lc_sort(size_t n, double *value, double *scratch)
{
    uint32_t count[PASSES][BINS] = { { 0 } };
    struct span span = span_of(n, value);
    int passes = (span.width + BITS - 1) / BITS;
    double *from = value, *to = scratch;
    for (size_t i = 0; i < n; i++)
        for (int pass = 0; pass < passes; pass++)
            count[pass][digit(bits_of(value[i], &span), pass)]++;
    for (int pass = 0; pass < passes; pass++) {
        if (!places(n, count[pass]))
            continue;
        for (size_t i = 0; i < n; i++)
            to[count[pass][digit(bits_of(from[i], &span), pass)]++] = from[i];
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != value)
        memcpy(value, from, n * sizeof *value);
}

size_t lc_sorted_until(size_t n, const double *sorted, double value)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sorted[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
