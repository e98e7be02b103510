#include "import/withdraw_inside.h"

#include <stdlib.h>

#include "base/memory.h"
#include "import/notes_inside.h"
#include "import/schema_inside.h"
#include "import/unsaid_inside.h"

/* An event that is said no more. Those of one row have one root. */
struct parting {
    uint32_t history, event;
    size_t up;    /* towards the root; its own index: it is one */
    size_t batch; /* of a root: which covers all of the row; count: none */
};

/* A line of a file that gave one of them a version. */
struct origin {
    uint32_t file, line;
    size_t parting;
};

struct withdrawing {
    struct lc_import_run *run;
    struct lc_batch *batch;
    struct lc_unsaid unsaid;
    size_t partings, parting_room, origins, origin_room;
    struct parting *parting;
    struct origin *origin;
    size_t stood, going; /* events on the days covered; those of them that would go */
    struct lc_error *err;
};

static const struct lc_history *history_of(const struct withdrawing *w, uint32_t which)
{
    return &w->run->ledger.store->history[which];
}

/* --- what is said no more --------------------------------------------------------- */

static int gather_history(struct withdrawing *w, uint32_t which)
{
    const struct lc_history *h = history_of(w, which);
    int code = LC_OK;
    for (uint32_t i = 0; i < h->n && !code; i++) {
        if (!lc_unsaid_stood(&w->unsaid, which, i))
            continue;
        w->stood += lc_unsaid_covers(&w->unsaid, h->start[i]) < w->unsaid.count;
        if (h->known_to[i] != LC_OPEN || lc_unsaid_says(&w->unsaid, which, i))
            continue;
        code = LC_GROW(w->parting, w->parting_room, w->partings + 1, w->err);
        if (!code) {
            w->parting[w->partings] = (struct parting){ which, i, w->partings, 0 };
            w->partings++;
        }
    }
    return code;
}

/* --- rows ------------------------------------------------------------------------- */

static size_t root_of(struct withdrawing *w, size_t i)
{
    while (w->parting[i].up != i)
        i = w->parting[i].up = w->parting[w->parting[i].up].up;
    return i;
}

static int by_origin(const void *a, const void *b)
{
    const struct origin *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return (x->parting > y->parting) - (x->parting < y->parting);
}

/* The lines that all versions of its key came from. */
static int gather_origins(struct withdrawing *w, size_t i)
{
    const struct parting *p = w->parting + i;
    const struct lc_history *h = history_of(w, p->history);
    const struct lc_index_slot *slot;
    int code = LC_OK;
    for (size_t at = 0;
         (slot = lc_ledger_next(&w->run->ledger, h->key[p->event], p->history, &at))
         && !code;) {
        code = LC_GROW(w->origin, w->origin_room, w->origins + 1, w->err);
        if (!code)
            w->origin[w->origins++] =
                (struct origin){ h->file[slot->event], h->line[slot->event], i };
    }
    return code;
}

/* Events of one line are of one row, and so are those of one key: all that a line ever
 * gave a version to. */
static int find_rows(struct withdrawing *w)
{
    int code = LC_OK;
    for (size_t i = 0; i < w->partings && !code; i++)
        code = gather_origins(w, i);
    if (code || !w->origins)
        return code;
    qsort(w->origin, w->origins, sizeof *w->origin, by_origin);
    for (size_t i = 1; i < w->origins; i++)
        if (w->origin[i].file == w->origin[i - 1].file
            && w->origin[i].line == w->origin[i - 1].line) {
            size_t a = root_of(w, w->origin[i - 1].parting);
            size_t b = root_of(w, w->origin[i].parting);
            w->parting[a > b ? a : b].up = a > b ? b : a;
        }
    return LC_OK;
}

/* Which batch covers a row: the one that covers every start of it. */
static int judge(struct withdrawing *w)
{
    size_t none = w->unsaid.count;
    for (size_t i = 0; i < w->partings; i++)
        w->parting[i].batch = SIZE_MAX; /* not asked yet */
    for (size_t i = 0; i < w->partings; i++) {
        const struct parting *p = w->parting + i;
        struct parting *root = w->parting + root_of(w, i);
        enum lc_unsaid_how how = lc_unsaid_how(&w->unsaid, p->history, p->event);
        size_t by =
            lc_unsaid_covers(&w->unsaid, history_of(w, p->history)->start[p->event]);
        if (how == LC_IN_DOUBT)
            return lc_unsaid_refuse(&w->unsaid, w->err);
        if (how != LC_NO_MORE)
            by = none;
        if (root->batch == SIZE_MAX || by == none)
            root->batch = by;
    }
    for (size_t i = 0; i < w->partings; i++)
        w->going += w->parting[root_of(w, i)].batch != none;
    return LC_OK;
}

/* --- what speaks against it ------------------------------------------------------- */

static bool may_go(const struct withdrawing *w)
{
    return w->run->ask->options->withdraw;
}

/* Rows that cannot be told may be those that seem to be gone. */
static int hold_unread(struct withdrawing *w, bool *held)
{
    *held = false;
    for (size_t b = 0; b < w->unsaid.count; b++) {
        struct lc_batch *one = &w->batch[b];
        if (!one->full || one->again || !(one->nameless || one->torn) || !w->going
            || may_go(w))
            continue;
        int code = *held ? LC_OK
                         : lc_notes_find(&w->run->result->notes, one->file, 0,
                                         "not withdrawn", w->err);
        if (code)
            return code;
        *held = true;
    }
    for (size_t b = 0; b < w->unsaid.count && *held; b++)
        w->batch[b].full = false;
    return LC_OK;
}

static int check_shrunk(const struct withdrawing *w)
{
    if (w->going < 2 || 2 * w->going <= w->stood || may_go(w))
        return LC_OK;
    return LC_FAIL(
        w->err, LC_REFUSED,
        "%s: a full extract of %s that says no more %zu of the %zu events that "
        "stood on the days it covers. Is it cut off? Then have it made anew. If "
        "it is a part, say --incremental; if parts of it came in other files, "
        "name all in one command; if these are to be taken back, say --withdraw",
        w->batch->path, w->batch->schema->name, w->going, w->stood);
}

/* A window that moves leaves behind what lies before it. Whether the extract has one
 * nobody says, so that stays. */
static int tell_before(const struct withdrawing *w)
{
    struct lc_text text = { 0 };
    char first[LC_DAY_ROOM];
    size_t before = 0, full = 0;
    while (full < w->unsaid.count && !w->batch[full].full)
        full++;
    if (full == w->unsaid.count || w->run->ask->options->covers_from != LC_NO_DAY
        || w->batch->schema->coverage != LC_COVERS_SPAN)
        return LC_OK;
    int32_t from = w->batch[full].covers_from;
    for (size_t b = full; b < w->unsaid.count; b++)
        if (w->batch[b].full && w->batch[b].covers_from < from)
            from = w->batch[b].covers_from;
    for (size_t i = 0; i < w->partings; i++)
        before +=
            history_of(w, w->parting[i].history)->start[w->parting[i].event] < from;
    if (before)
        lc_text_addf(
            &text,
            "%zu events that it does not say began before %s, its first day, and "
            "stay; if it goes further back, say --covers",
            before, lc_day_print(from, first));
    return lc_notes_remark(&w->run->result->notes, w->batch[full].file, &text, w->err);
}

/* An extract that speaks of no days says of nothing that it is gone. */
static int tell_timeless(const struct withdrawing *w, size_t count)
{
    const struct lc_schema *schema = w->batch->schema;
    int code = LC_OK;
    if (w->run->ask->options->extent != LC_ALL_FULL || !schema->feeds_count
        || schema->coverage != LC_COVERS_NOTHING)
        return LC_OK;
    for (size_t b = 0; b < count && !code; b++) {
        struct lc_text text = { 0 };
        lc_text_add(&text, "speaks of no days, so nothing of it is withdrawn");
        code = lc_notes_remark(&w->run->result->notes, w->batch[b].file, &text, w->err);
    }
    return code;
}

/* --- taking back ------------------------------------------------------------------ */

static void take_back(struct withdrawing *w)
{
    for (size_t i = 0; i < w->partings; i++) {
        const struct parting *p = w->parting + i;
        size_t root = root_of(w, i), by = w->parting[root].batch;
        if (by == w->unsaid.count)
            continue;
        if (root == i)
            w->run->result->file[w->batch[by].file].withdrawn++;
        lc_unsaid_close(&w->unsaid, p->history, p->event);
    }
}

static int withdraw(struct withdrawing *w)
{
    bool held = false;
    int code = LC_OK;
    for (size_t k = 0; k < w->unsaid.histories && !code; k++)
        code = gather_history(w, w->unsaid.history[k]);
    if (!code)
        code = find_rows(w);
    if (!code)
        code = judge(w);
    if (!code)
        code = hold_unread(w, &held);
    if (!code && !held)
        code = check_shrunk(w);
    if (!code && !held)
        take_back(w);
    return code || held ? code : tell_before(w);
}

int lc_withdraw(struct lc_import_run *run, size_t count, struct lc_batch *batch,
                struct lc_error *err)
{
    struct withdrawing w = { .run = run, .batch = batch, .err = err };
    bool full = false;
    int told = tell_timeless(&w, count);
    if (told)
        return told;
    for (size_t b = 0; b < count; b++)
        full |= batch[b].full && !batch[b].again;
    if (!full || !lc_unsaid_is_asked(run, batch))
        return LC_OK;
    int code = lc_ledger_index(&run->ledger, err);
    if (!code)
        code = lc_unsaid_begin(&w.unsaid, run, count, batch, err);
    if (!code)
        code = withdraw(&w);
    lc_unsaid_end(&w.unsaid);
    free(w.parting);
    free(w.origin);
    return code;
}
