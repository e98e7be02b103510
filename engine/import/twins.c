#include <stdlib.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "import/nest_inside.h"
#include "import/notes_inside.h"
#include "import/row_people_inside.h"
#include "import/twins_run_inside.h"

/* --- rows of one key -------------------------------------------------------------- */

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

/* Of two people, two rows of one key do not say the same. The number by which others
 * hang on a row is another in each extract, and no part of what it says. */
static uint64_t content_of(const struct lc_twins_run *m, const struct lc_batch_row *row)
{
    uint64_t content = lc_mix64(~(uint64_t)row->record);
    for (size_t i = 0; i < row->events; i++)
        content += lc_mix64(row->event[i].content + row->event[i].feed);
    for (uint32_t i = 0; i < row->whos; i++) {
        const struct lc_identity *id = &m->batch->who[row->who - 1 + i];
        if (!lc_row_people_has(id))
            content += lc_mix64(lc_people_digest(m->key, id));
    }
    return content;
}

static int get(const struct lc_twins_run *m, size_t i, struct lc_batch_row *row)
{
    int code = lc_batch_rows_get(&m->batch->rows, i, row, m->err);
    if (!code) {
        struct lc_twins_digesting d = { .m = m };
        lc_twins_digest(&d, row);
        lc_twins_digest_end(&d);
        row->content = content_of(m, row);
    }
    return code;
}

static int sort_rows(struct lc_twins_run *m, size_t n, const uint32_t *same,
                     struct sorted **sorted)
{
    struct lc_batch_row *row = m->row;
    int code = LC_OK;
    *sorted = lc_alloc(n, sizeof **sorted);
    if (!*sorted)
        return LC_FAIL_NOMEM(m->err);
    for (size_t i = 0; i < n && !code; i++) {
        code = get(m, same[i], row);
        (*sorted)[i] = (struct sorted){ row->key, row->content, row->line,
                                        row->recorded, same[i] };
    }
    if (n)
        qsort(*sorted, n, sizeof **sorted, by_key);
    return code;
}

static int load(struct lc_twins_run *m, size_t n, const struct sorted *sorted)
{
    int code = LC_GROW(m->row, m->rows, n, m->err);
    if (!code)
        code = LC_GROW(m->kept, m->kept_room, n, m->err);
    for (size_t i = 0; i < n && !code; i++)
        code = get(m, sorted[i].row, m->row + i);
    return code;
}

/* --- which of them speaks --------------------------------------------------------- */

static int reject_twin(struct lc_twins_run *m, const struct lc_batch_row *row)
{
    struct lc_reject note = {
        m->batch->file, row->line, "", NULL,
        "the same key twice with different content; neither is taken"
    };
    m->batch->rejected++;
    int code = lc_nest_refute(m->batch, row, m->err);
    return code ? code
                : lc_notes_reject(m->notes, &note, (struct lc_slice){ "", 0 }, m->err);
}

static int32_t end_of(const struct lc_batch_row *row)
{
    return row->events ? row->event[0].end : LC_NO_DAY;
}

static size_t items_said(const struct lc_batch_row *row)
{
    size_t said = row->events;
    for (size_t i = 0; i < row->events; i++)
        for (unsigned item = 0; item < LC_FEED_ITEMS; item++)
            said += lc_event_says(row->event + i, item);
    return said;
}

static bool beats(const struct lc_batch_row *x, const struct lc_batch_row *y)
{
    if (end_of(x) != end_of(y))
        return end_of(x) > end_of(y);
    if (items_said(x) != items_said(y))
        return items_said(x) > items_said(y);
    return x->line > y->line;
}

static const struct lc_batch_row *best_of(size_t n, const struct lc_batch_row *row)
{
    const struct lc_batch_row *best = row;
    for (size_t i = 1; i < n; i++)
        if (beats(row + i, best))
            best = row + i;
    return best;
}

/* A spell of no day that gives way needs no word: a rule says that it is one. */
static bool is_of_no_day(const struct lc_batch_row *row)
{
    return row->events && row->event[0].end == row->event[0].start;
}

/* Rows of a return that contradict one another: the others stand behind the one that is
 * followed. */
static int keep_best(struct lc_twins_run *m, size_t n, struct lc_twins *group)
{
    const struct lc_batch_row *best = m->kept[group->count++] = best_of(n, m->row);
    int code = LC_OK;
    for (size_t i = 0; i < n && !code; i++) {
        const struct lc_batch_row *one = m->row + i;
        if (one == best)
            continue;
        m->kept[group->count + group->beaten++] = one;
        if (one->content != best->content && !is_of_no_day(one))
            code = lc_notes_find(m->notes, m->batch->file, one->line, "twin", m->err);
    }
    return code;
}

/* Rows of one key, recorded on one day: one thing, or a contradiction. */
static int keep_version(struct lc_twins_run *m, size_t n,
                        const struct lc_batch_row *row,
                        const struct lc_batch_row **last, struct lc_twins *group)
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
        m->kept[group->count++] = &row[0];
    *last = &row[0];
    return LC_OK;
}

/* Leaves the versions of one key in kept[]; the others are counted. */
static int keep_versions(struct lc_twins_run *m, size_t n, struct lc_twins *group)
{
    const struct lc_batch_row *row = m->row, *last = NULL;
    int code = LC_OK;
    *group = (struct lc_twins){ .row = m->kept, .key = row->key };
    if (m->batch->schema->rules && row[0].content != row[n - 1].content)
        return keep_best(m, n, group);
    for (size_t i = 0, end; i < n && !code; i = end) {
        for (end = i + 1; end < n && row[end].recorded == row[i].recorded;)
            end++;
        code = keep_version(m, end - i, row + i, &last, group);
    }
    return code;
}

/* --- all -------------------------------------------------------------------------- */

/* Keys of several rows, in order of key. */
static int take_same(struct lc_twins_run *m, const struct lc_same_key *same)
{
    struct sorted *sorted = NULL;
    int code = sort_rows(m, same->count, same->row, &sorted);
    for (size_t i = 0, end; i < same->count && !code; i = end) {
        struct lc_twins group;
        for (end = i + 1; end < same->count && sorted[end].key == sorted[i].key;)
            end++;
        code = load(m, end - i, sorted + i);
        if (!code)
            code = keep_versions(m, end - i, &group);
        if (!code && group.count)
            code = m->taker->take(m->context, &group);
        if (!code && (i & 0xfff) < end - i)
            code = lc_interrupt_check(m->err);
    }
    free(sorted);
    return code;
}

static int take_all(struct lc_twins_run *m, struct lc_same_key *same)
{
    bool large = m->batch->rows.count > LC_TWINS_WINDOW;
    if (large && lc_team_new(&m->team, 0, NULL))
        m->team = NULL;
    int code = LC_GROW(m->row, m->rows, 1, m->err);
    if (!code)
        code = lc_same_key_find(same, &m->batch->rows, m->err);
    if (!code && same->count)
        code = take_same(m, same);
    return code ? code : lc_twins_alone(m, same);
}

int lc_twins_each(struct lc_batch *batch, struct lc_import_run *run,
                  const struct lc_twins_taker *taker, void *context,
                  struct lc_error *err)
{
    struct lc_twins_run m = { .batch = batch,
                              .key = run->ledger.key,
                              .eras = run->ledger.eras,
                              .notes = &run->result->notes,
                              .file = &run->result->file[batch->file],
                              .taker = taker,
                              .context = context,
                              .err = err };
    struct lc_same_key same = { 0 };
    int code = take_all(&m, &same);
    for (size_t i = 0; i < m.rows; i++)
        lc_batch_row_free(m.row + i);
    lc_team_free(m.team);
    free(m.row);
    free(m.kept);
    free(same.row);
    return code;
}
