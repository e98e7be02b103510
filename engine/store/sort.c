/* The order of a history: a counting sort by child, then a merge sort of each child's
 * few rows. O(n log n) at worst, in practice two passes over the rows. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/invariant.h"
#include "base/memory.h"
#include "store/history_inside.h"
#include "store/pieces_inside.h"

#define COMPARE(field)                                                                 \
    if (h->field[a] != h->field[b])                                                    \
    return h->field[a] < h->field[b] ? -1 : 1

/* The promised order. */
static int compare_promised(const struct lc_history *h, size_t a, size_t b)
{
    COMPARE(child);
    COMPARE(start);
    COMPARE(known_from);
    return 0;
}

bool lc_code_is_said(const struct lc_history *history, uint16_t code)
{
    const char *name = lc_codes_name(&history->codes, code);
    return code && (strcmp(name, "U") != 0 || strcmp(history->name, "person") != 0);
}

/* By name, for numbers are as the codes came; what is not stated comes last. */
static int compare_codes(const struct lc_codes *codes, uint16_t a, uint16_t b)
{
    if (a == b)
        return 0;
    return !a || !b ? !a - !b
                    : strcmp(lc_codes_name(codes, a), lc_codes_name(codes, b));
}

const struct lc_attribute *lc_history_next_attribute(const struct lc_history *h,
                                                     const struct lc_attribute *last)
{
    const struct lc_attribute *next = NULL;
    for (size_t a = 0; a < h->attributes; a++)
        if ((!last || strcmp(h->attribute[a].name, last->name) > 0)
            && (!next || strcmp(h->attribute[a].name, next->name) < 0))
            next = h->attribute + a;
    return next;
}

/* Then what is stated before what is not, whose word it is, what it says, and last
 * where it came from; never a digest, for those are keyed, and what is first of equals
 * would hang on the key. */
static int compare(const struct lc_history *h, size_t a, size_t b)
{
    int order = compare_promised(h, a, b);
    if (order)
        return order;
    if (h->code[a] != h->code[b]
        && lc_code_is_said(h, h->code[a]) != lc_code_is_said(h, h->code[b]))
        return lc_code_is_said(h, h->code[a]) ? -1 : 1;
    COMPARE(known_to);
    COMPARE(end);
    COMPARE(record);
    order = compare_codes(&h->codes, h->code[a], h->code[b]);
    if (order)
        return order;
    COMPARE(level);
    for (const struct lc_attribute *at = NULL;
         !order && (at = lc_history_next_attribute(h, at));)
        order = compare_codes(&at->codes, at->value[a], at->value[b]);
    if (order)
        return order;
    COMPARE(assumed);
    COMPARE(file);
    COMPARE(line);
    return 0;
}

/* How many rows ascend, from the first on. */
static size_t ascending(const struct lc_history *h,
                        int (*by)(const struct lc_history *h, size_t a, size_t b))
{
    size_t n = h->n ? 1 : 0;
    while (n < h->n && by(h, n - 1, n) <= 0)
        n++;
    return n;
}

bool lc_history_is_sorted(const struct lc_history *history, size_t children)
{
    const struct lc_history *h = history;
    return ascending(h, compare_promised) == h->n
           && (h->n == 0 || h->child[h->n - 1] < children);
}

/* Row pairs and children that are looked at: all of a small history, of a large one as
 * many as cost nothing beside its writing. */
enum { LOOKED_AT = 1024 };

static size_t stride(size_t n)
{
    return n / LOOKED_AT + 1;
}

void lc_history_hold(const struct lc_history *h, size_t children)
{
    LC_INVARIANT(h->offset && h->children == children);
    LC_INVARIANT(h->offset[0] == 0 && h->offset[children] == h->n);
    for (size_t c = 0, step = stride(children); c < children; c += step)
        LC_INVARIANT(h->offset[c] <= h->offset[c + 1] && h->offset[c + 1] <= h->n);
    for (size_t c = 0, step = stride(children); c < children; c += step)
        LC_INVARIANT(
            h->offset[c] == h->offset[c + 1]
            || (h->child[h->offset[c]] == c && h->child[h->offset[c + 1] - 1] == c));
    for (size_t i = 1, step = stride(h->n); i < h->n; i += step)
        LC_INVARIANT(compare_promised(h, i - 1, i) <= 0);
}

/* Insertion for runs this short: merging them costs more than it saves. */
enum { SHORT_RUN = 12 };

static void insert_sort(const struct lc_history *h, size_t n, uint32_t *row)
{
    for (size_t i = 1; i < n; i++) {
        uint32_t moving = row[i];
        size_t j = i;
        for (; j > 0 && compare(h, row[j - 1], moving) > 0; j--)
            row[j] = row[j - 1];
        row[j] = moving;
    }
}

static void merge_sort(const struct lc_history *h, size_t n, uint32_t *row,
                       uint32_t *work)
{
    if (n <= SHORT_RUN) {
        insert_sort(h, n, row);
        return;
    }
    size_t half = n / 2, i = 0, j = half;
    merge_sort(h, half, row, work);
    merge_sort(h, n - half, row + half, work);
    memcpy(work, row, n * sizeof *row);
    for (size_t k = 0; k < n; k++) {
        bool left = j == n || (i < half && compare(h, work[i], work[j]) <= 0);
        row[k] = left ? work[i++] : work[j++];
    }
}

/* What of the promised order the rows of one child differ by. */
static uint64_t days_of(const struct lc_history *h, uint32_t row)
{
    const uint32_t sign = UINT32_C(1) << 31;
    return (uint64_t)((uint32_t)h->start[row] ^ sign) << 32
           | ((uint32_t)h->known_from[row] ^ sign);
}

/* The few rows of one child lie anywhere, and each is met once, not at every
 * comparison. */
static void sort_child(const struct lc_history *h, size_t n, uint32_t *row,
                       uint32_t *work)
{
    uint64_t days[SHORT_RUN] = { 0 };
    if (n > SHORT_RUN) {
        merge_sort(h, n, row, work);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t moving = row[i];
        uint64_t its = days_of(h, moving);
        size_t j = i;
        for (; j > 0
               && (days[j - 1] > its
                   || (days[j - 1] == its && compare(h, row[j - 1], moving) > 0));
             j--) {
            row[j] = row[j - 1];
            days[j] = days[j - 1];
        }
        row[j] = moving;
        days[j] = its;
    }
}

int lc_history_index(struct lc_history *history, size_t children, struct lc_error *err)
{
    struct lc_history *h = history;
    if (h->n > UINT32_MAX)
        return LC_FAIL(err, LC_RANGE,
                       "%s: %zu rows, and a history has at most %" PRIu32 ": load "
                       "fewer years",
                       h->name, h->n, UINT32_MAX);
    uint32_t *offset = lc_alloc(children + 1, sizeof *offset);
    if (!offset)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < h->n; i++)
        offset[h->child[i] + 1]++;
    for (size_t c = 0; c < children; c++)
        offset[c + 1] += offset[c];
    LC_INVARIANT(offset[children] == h->n);
    free(h->offset);
    h->offset = offset;
    h->children = children;
    return LC_OK;
}

/* A history on its way into another order. Large ones are cut between threads: what one
 * writes is its own, so the order is the same by however many. */
struct ordering {
    struct lc_history *h;
    lc_team *team; /* NULL: this thread alone */
    uint32_t *row; /* [n] row[i] is to stand at i */
    void *work;    /* [n] of 8 bytes */
    size_t size;   /* of a value of the column in hand */
    void *array;
};

static void sort_children(void *context, size_t shard, size_t worker LC_UNUSED)
{
    const struct ordering *o = context;
    const struct lc_history *h = o->h;
    size_t end = lc_shard_first(h->children, shard + 1, LC_SHARDS);
    for (size_t c = lc_shard_first(h->children, shard, LC_SHARDS); c < end; c++)
        sort_child(h, h->offset[c + 1] - h->offset[c], o->row + h->offset[c],
                   (uint32_t *)o->work + h->offset[c]);
}

/* row[] = the order: grouped by child as the offsets say, then each group sorted. */
static int make_order(struct ordering *o, struct lc_error *err)
{
    const struct lc_history *h = o->h;
    uint32_t *next = lc_alloc(h->children + 1, sizeof *next);
    if (!next)
        return LC_FAIL_NOMEM(err);
    memcpy(next, h->offset, (h->children + 1) * sizeof *next);
    for (size_t i = 0; i < h->n; i++)
        o->row[next[h->child[i]]++] = (uint32_t)i;
    free(next);
    lc_team_run(o->team, LC_SHARDS, sort_children, o);
    return LC_OK;
}

/* Of a size that the compiler knows, so that no value is a call. */
#define PERMUTE(size)                                                                  \
    for (size_t i = begin; i < end; i++)                                               \
    memcpy(to + i * (size), from + (size_t)o->row[i] * (size), size)

static void permute(void *context, size_t shard, size_t worker LC_UNUSED)
{
    const struct ordering *o = context;
    const char *from = o->array;
    char *to = o->work;
    size_t begin = lc_shard_first(o->h->n, shard, LC_SHARDS),
           end = lc_shard_first(o->h->n, shard + 1, LC_SHARDS);
    switch (o->size) {
    case 1:
        PERMUTE(1);
        break;
    case 2:
        PERMUTE(2);
        break;
    case 4:
        PERMUTE(4);
        break;
    default:
        LC_INVARIANT(o->size == 8);
        PERMUTE(8);
    }
}

static void put_back(void *context, size_t shard, size_t worker LC_UNUSED)
{
    const struct ordering *o = context;
    size_t begin = lc_shard_first(o->h->n, shard, LC_SHARDS) * o->size,
           end = lc_shard_first(o->h->n, shard + 1, LC_SHARDS) * o->size;
    memcpy((char *)o->array + begin, (char *)o->work + begin, end - begin);
}

static void reorder_column(struct ordering *o, size_t size, void *array)
{
    o->size = size;
    o->array = array;
    lc_team_run(o->team, LC_SHARDS, permute, o);
    lc_team_run(o->team, LC_SHARDS, put_back, o);
}

static void reorder(struct ordering *o)
{
    struct lc_history *h = o->h;
    for (size_t i = 0; i < LC_FIELDS; i++)
        reorder_column(o, lc_fields[i].size, lc_field_array(h, lc_fields + i));
    for (size_t k = 0; k < h->attributes; k++)
        reorder_column(o, sizeof *h->attribute[k].value, h->attribute[k].value);
}

/* The same where few rows follow on many that ascend: an extract of a night. */
static void merge_order(struct ordering *o, size_t sorted)
{
    const struct lc_history *h = o->h;
    size_t more = h->n - sorted;
    uint32_t *row = o->row, *work = o->work,
             *late = work + more; /* it has twice as much room as row */
    for (size_t i = 0; i < more; i++)
        late[i] = (uint32_t)(sorted + i);
    merge_sort(h, more, late, work);
    for (size_t i = 0, j = 0, k = 0; k < h->n; k++) {
        bool left = j == more || (i < sorted && compare(h, i, late[j]) <= 0);
        row[k] = left ? (uint32_t)i++ : late[j++];
    }
}

/* sorted: so many ascend already. */
static int sort(struct lc_history *h, size_t sorted, struct lc_error *err)
{
    enum { MANY = 8, WORTH_A_TEAM = 1 << 18 };
    struct ordering o = { .h = h,
                          .row = lc_alloc(h->n, sizeof *o.row),
                          .work = lc_alloc(h->n, sizeof(uint64_t)) };
    int code = o.row && o.work ? LC_OK : LC_FAIL_NOMEM(err);
    o.team = !code && h->n > WORTH_A_TEAM ? lc_team_or_none() : NULL;
    if (!code && sorted > h->n / MANY * (MANY - 1))
        merge_order(&o, sorted);
    else if (!code)
        code = make_order(&o, err);
    if (!code)
        reorder(&o);
    lc_team_free(o.team);
    free(o.row);
    free(o.work);
    return code;
}

int lc_history_sort(struct lc_history *history, size_t children, struct lc_error *err)
{
    struct lc_history *h = history;
    if (h->n > UINT32_MAX)
        return LC_FAIL(err, LC_RANGE, "history '%s' has more than %u events", h->name,
                       UINT32_MAX);
    for (size_t i = 0; i < h->n; i++)
        if (h->child[i] >= children)
            return LC_FAIL(err, LC_RANGE,
                           "history '%s' has an event of child %u, of %zu children",
                           h->name, (unsigned)h->child[i], children);
    size_t sorted = ascending(h, compare);
    int code = lc_history_index(h, children, err);
    if (code || sorted == h->n)
        return code;
    code = sort(h, sorted, err);
    if (!code) {
        lc_history_hold(h, children);
        return LC_OK;
    }
    free(h->offset); /* of the order that could not be made */
    h->offset = NULL;
    h->children = 0;
    return code;
}
