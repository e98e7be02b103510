#include "import/twins_inside.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/versions_inside.h"

struct twins {
    struct lc_batch *batch;
    struct lc_notes *notes;
    struct lc_import_file *file;
    struct lc_error *err;
};

struct sorted {
    uint64_t key, content, line;
    int32_t recorded;
    uint32_t row;
};

static int by_key(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    if (x->recorded != y->recorded)
        return x->recorded < y->recorded ? -1 : 1;
    if (x->content != y->content)
        return x->content < y->content ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

static int sort_rows(const struct lc_batch *b, struct sorted **sorted,
                     struct lc_error *err)
{
    *sorted = lc_alloc(b->rows, sizeof **sorted);
    if (!*sorted)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < b->rows; i++)
        (*sorted)[i] =
            (struct sorted){ b->row[i].key, b->row[i].content, b->row[i].line,
                             b->row[i].recorded, (uint32_t)i };
    if (b->rows)
        qsort(*sorted, b->rows, sizeof **sorted, by_key);
    return LC_OK;
}

static int reject_twin(struct twins *m, const struct sorted *row)
{
    struct lc_reject note = {
        m->batch->file, row->line, "", NULL,
        "the same key twice with different content; neither is taken"
    };
    m->batch->rejected++;
    return lc_notes_reject(m->notes, &note, (struct lc_slice){ "", 0 }, m->err);
}

static int32_t end_of(const struct lc_batch *b, const struct lc_batch_row *row)
{
    return row->events ? b->event[row->first].end : LC_NO_DAY;
}

static size_t items_said(const struct lc_batch *b, const struct lc_batch_row *row)
{
    size_t said = row->events;
    for (uint32_t i = 0; i < row->events; i++)
        for (unsigned item = 0; item < LC_FEED_ITEMS; item++)
            said += lc_event_says(&b->event[row->first + i], item);
    return said;
}

static bool beats(const struct lc_batch *b, uint32_t a, uint32_t other)
{
    const struct lc_batch_row *x = &b->row[a], *y = &b->row[other];
    if (end_of(b, x) != end_of(b, y))
        return end_of(b, x) > end_of(b, y);
    if (items_said(b, x) != items_said(b, y))
        return items_said(b, x) > items_said(b, y);
    return x->line > y->line;
}

static uint32_t best_of(const struct lc_batch *b, size_t n, const struct sorted *row)
{
    uint32_t best = row[0].row;
    for (size_t i = 1; i < n; i++)
        if (beats(b, row[i].row, best))
            best = row[i].row;
    return best;
}

/* A spell of no day that gives way needs no word: a rule says that it is one. */
static bool is_of_no_day(const struct lc_batch *b, const struct lc_batch_row *row)
{
    return row->events && b->event[row->first].end == b->event[row->first].start;
}

/* Rows of a return that contradict one another: the others stand behind the one that is
 * followed. */
static int keep_best(struct twins *m, size_t n, const struct sorted *row,
                     struct lc_twins *group, uint32_t *kept)
{
    const struct lc_batch *b = m->batch;
    uint32_t best = kept[group->count++] = best_of(b, n, row);
    int code = LC_OK;
    for (size_t i = 0; i < n && !code; i++) {
        const struct lc_batch_row *one = &b->row[row[i].row];
        if (row[i].row == best)
            continue;
        kept[group->count + group->beaten++] = row[i].row;
        if (one->content != b->row[best].content && !is_of_no_day(b, one))
            code = lc_notes_find(m->notes, b->file, one->line, "twin", m->err);
    }
    return code;
}

/* Rows of one key, recorded on one day: one thing, or a contradiction. */
static int keep_version(struct twins *m, size_t n, const struct sorted *row,
                        const struct sorted **last, struct lc_twins *group,
                        uint32_t *kept)
{
    int code = LC_OK;
    if (row[0].content != row[n - 1].content) {
        for (size_t i = 0; i < n && !code; i++)
            code = reject_twin(m, &row[i]);
        return code;
    }
    bool same = *last && row[0].content == (*last)->content;
    m->file->unchanged += same ? n : n - 1;
    if (!same)
        kept[group->count++] = row[0].row;
    *last = &row[0];
    return LC_OK;
}

/* Leaves the versions of one key in kept[]; the others are counted. */
static int keep_versions(struct twins *m, size_t n, const struct sorted *row,
                         struct lc_twins *group, uint32_t *kept)
{
    const struct sorted *last = NULL;
    int code = LC_OK;
    *group = (struct lc_twins){ .row = kept, .key = row->key };
    if (m->batch->schema->rules && row[0].content != row[n - 1].content)
        return keep_best(m, n, row, group, kept);
    for (size_t i = 0, end; i < n && !code; i = end) {
        for (end = i + 1; end < n && row[end].recorded == row[i].recorded;)
            end++;
        code = keep_version(m, end - i, row + i, &last, group, kept);
    }
    return code;
}

int lc_twins_each(struct lc_batch *batch, struct lc_import_result *result,
                  int (*take)(void *context, const struct lc_twins *group),
                  void *context, struct lc_error *err)
{
    struct twins m = { batch, &result->notes, &result->file[batch->file], err };
    struct sorted *sorted = NULL;
    uint32_t *kept = lc_alloc(batch->rows, sizeof *kept);
    int code = kept ? sort_rows(batch, &sorted, err) : LC_FAIL_NOMEM(err);
    for (size_t i = 0, end; i < batch->rows && !code; i = end) {
        struct lc_twins group;
        for (end = i + 1; end < batch->rows && sorted[end].key == sorted[i].key;)
            end++;
        code = keep_versions(&m, end - i, sorted + i, &group, kept);
        if (!code && group.count)
            code = take(context, &group);
        if (!code && (i & 0xfff) < end - i)
            code = lc_interrupt_check(err);
    }
    free(sorted);
    free(kept);
    return code;
}
