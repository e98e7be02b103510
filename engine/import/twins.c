#include "import/twins_inside.h"

#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "import/notes_inside.h"

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
    *group = (struct lc_twins){ 0, kept, row->key };
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
