/* The order of a history: a counting sort by child, then a merge sort of each child's
 * few rows. O(n log n) at worst, in practice two passes over the rows. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/invariant.h"
#include "base/memory.h"
#include "store/history_inside.h"

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

static bool is_ascending(const struct lc_history *h, size_t children,
                         int (*by)(const struct lc_history *h, size_t a, size_t b))
{
    for (size_t i = 1; i < h->n; i++)
        if (by(h, i - 1, i) > 0)
            return false;
    return h->n == 0 || h->child[h->n - 1] < children;
}

bool lc_history_is_sorted(const struct lc_history *history, size_t children)
{
    return is_ascending(history, children, compare_promised);
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

int lc_history_index(struct lc_history *history, size_t children, struct lc_error *err)
{
    struct lc_history *h = history;
    uint64_t *offset = lc_alloc(children + 1, sizeof *offset);
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

/* row[] = the order: grouped by child as the offsets say, then each group sorted. */
static int make_order(struct lc_history *h, uint32_t *row, uint32_t *work,
                      struct lc_error *err)
{
    uint64_t *next = lc_alloc(h->children + 1, sizeof *next);
    if (!next)
        return LC_FAIL_NOMEM(err);
    memcpy(next, h->offset, (h->children + 1) * sizeof *next);
    for (size_t i = 0; i < h->n; i++)
        row[next[h->child[i]]++] = (uint32_t)i;
    free(next);
    for (size_t c = 0; c < h->children; c++)
        merge_sort(h, h->offset[c + 1] - h->offset[c], row + h->offset[c], work);
    return LC_OK;
}

static void permute(size_t n, size_t size, void *array, const uint32_t *row, void *work)
{
    const char *from = array;
    char *to = work;
    for (size_t i = 0; i < n; i++)
        memcpy(to + i * size, from + row[i] * size, size);
    memcpy(array, work, n * size);
}

static void reorder(struct lc_history *h, const uint32_t *row, void *work)
{
    for (size_t i = 0; i < LC_FIELDS; i++)
        permute(h->n, lc_fields[i].size, lc_field_array(h, lc_fields + i), row, work);
    for (size_t k = 0; k < h->attributes; k++)
        permute(h->n, sizeof *h->attribute[k].value, h->attribute[k].value, row, work);
}

static int sort(struct lc_history *h, struct lc_error *err)
{
    uint32_t *row = lc_alloc(h->n, sizeof *row);
    void *work = lc_alloc(h->n, sizeof(uint64_t));
    int code = row && work ? make_order(h, row, work, err) : LC_FAIL_NOMEM(err);
    if (!code)
        reorder(h, row, work);
    free(row);
    free(work);
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
    int code = lc_history_index(h, children, err);
    if (code || is_ascending(h, children, compare))
        return code;
    code = sort(h, err);
    if (!code) {
        lc_history_hold(h, children);
        return LC_OK;
    }
    free(h->offset); /* of the order that could not be made */
    h->offset = NULL;
    h->children = 0;
    return code;
}
