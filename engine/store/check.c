#include "store/check.h"
#include "store/beside_inside.h"
#include "store/history_inside.h"

#include <string.h>

/* A row of this table is one thing that no event may be. */
static bool is_out_of_child(const struct lc_store *s, const struct lc_history *h,
                            size_t i)
{
    return h->child[i] >= s->records;
}

static bool is_out_of_record(const struct lc_store *s, const struct lc_history *h,
                             size_t i)
{
    return h->record[i] >= s->records;
}

static bool is_of_other_child(const struct lc_store *s, const struct lc_history *h,
                              size_t i)
{
    return h->record[i] < s->records && s->record[h->record[i]].child != h->child[i];
}

static bool is_out_of_source(const struct lc_store *s, const struct lc_history *h,
                             size_t i)
{
    return h->file[i] >= s->sources;
}

static bool is_without_start(const struct lc_store *s LC_UNUSED,
                             const struct lc_history *h, size_t i)
{
    return h->start[i] == LC_NO_DAY || h->start[i] == LC_OPEN;
}

static bool ends_before_start(const struct lc_store *s LC_UNUSED,
                              const struct lc_history *h, size_t i)
{
    return h->end[i] < h->start[i];
}

static bool is_unknown_before_known(const struct lc_store *s LC_UNUSED,
                                    const struct lc_history *h, size_t i)
{
    return h->known_to[i] < h->known_from[i] || h->known_from[i] == LC_NO_DAY;
}

static bool is_out_of_codes(const struct lc_store *s LC_UNUSED,
                            const struct lc_history *h, size_t i)
{
    if (h->code[i] > h->codes.count)
        return true;
    for (size_t k = 0; k < h->attributes; k++)
        if (h->attribute[k].value[i] > h->attribute[k].codes.count)
            return true;
    return false;
}

static bool is_neither_known_nor_assumed(const struct lc_store *s LC_UNUSED,
                                         const struct lc_history *h, size_t i)
{
    return h->assumed[i] > 1;
}

static const struct {
    const char *text;
    bool (*wrong)(const struct lc_store *s, const struct lc_history *h, size_t i);
} rules[] = {
    { "are of a child that is not there", is_out_of_child },
    { "hang on a record that is not there", is_out_of_record },
    { "are not of their record's child", is_of_other_child },
    { "come from a source that is not there", is_out_of_source },
    { "have no start", is_without_start },
    { "end before they start", ends_before_start },
    { "stop being known before they are known", is_unknown_before_known },
    { "have a code without a name", is_out_of_codes },
    { "do not say whether their knowledge is assumed", is_neither_known_nor_assumed },
};

static size_t check_history(const struct lc_store *store, const struct lc_history *h,
                            struct lc_text *found)
{
    size_t lines = 0;
    for (size_t k = 0; k < sizeof rules / sizeof *rules; k++) {
        size_t count = 0, first = 0;
        for (size_t i = 0; i < h->n; i++)
            if (rules[k].wrong(store, h, i) && !count++)
                first = i;
        if (count)
            lc_text_addf(found, "%s: %zu events %s (the first in row %zu)\n", h->name,
                         count, rules[k].text, first);
        lines += count > 0;
    }
    if (!lc_history_is_sorted(h, store->records)) {
        lc_text_addf(found, "%s: its rows are not in order\n", h->name);
        lines++;
    }
    return lines;
}

static size_t check_records(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t r = 0; r < store->records; r++) {
        uint32_t child = store->record[r].child;
        wrong += child > r || store->record[child].child != child
                 || store->record[r].system > store->systems.count;
    }
    if (wrong)
        lc_text_addf(found, "records: %zu have a child number that is no child's\n",
                     wrong);
    return wrong > 0;
}

/* Does a reviewer's decision stand between the two children? */
static bool are_kept_apart(const struct lc_store *store, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        if (link->record >= store->records || link->other >= store->records
            || strcmp(lc_codes_name(&store->passes, link->pass), LC_PASS_APART))
            continue;
        uint32_t c = store->record[link->record].child,
                 d = store->record[link->other].child;
        if ((a == c && b == d) || (a == d && b == c))
            return true;
    }
    return false;
}

/* An accepted pair gives way to one that is kept apart (link/link.c), and stays in the
 * store: what joins two is no fault where another decision keeps them apart. */
static bool goes_with_children(const struct lc_store *store,
                               const struct lc_record_link *link, bool apart)
{
    uint32_t a = store->record[link->record].child,
             b = store->record[link->other].child;
    return !store->linked || (apart ? a != b : a == b || are_kept_apart(store, a, b));
}

static size_t check_links(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        const char *pass = lc_codes_name(&store->passes, link->pass);
        bool good = link->record < link->other && link->other < store->records && *pass;
        bool apart = strcmp(pass, LC_PASS_APART) == 0;
        wrong += !good || !goes_with_children(store, link, apart);
    }
    if (wrong)
        lc_text_addf(found, "links: %zu do not agree with the children\n", wrong);
    return wrong > 0;
}

static size_t check_sources(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        wrong += s->rows
                 != s->taken + s->unchanged + s->corrected + s->rejected + s->pending;
    }
    if (wrong)
        lc_text_addf(found, "sources: the counts of %zu do not add up\n", wrong);
    return wrong > 0;
}

/* A child is of one family at a time, whose first child is a child. */
static size_t check_families(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->families; i++) {
        const struct lc_kin *k = store->kin + i, *last = i ? k - 1 : NULL;
        bool there = k->child < store->records && k->family <= k->child
                     && store->record[k->child].child == k->child
                     && store->record[k->family].child == k->family;
        bool after = !last || last->child < k->child
                     || (last->child == k->child && last->to <= k->from);
        wrong += !there || !after || k->from >= k->to;
    }
    if (wrong)
        lc_text_addf(found, "families: %zu are not of a child, or overlap\n", wrong);
    return wrong > 0;
}

static size_t check_returned(const struct lc_store *store, struct lc_text *found)
{
    size_t wrong = 0;
    for (size_t i = 0; i < store->returns; i++)
        wrong += store->returned[i].record >= store->records
                 || store->returned[i].file >= store->sources;
    if (wrong)
        lc_text_addf(found, "returns: %zu rows are of no record or of no source\n",
                     wrong);
    return wrong > 0;
}

size_t lc_store_check(const struct lc_store *store, struct lc_text *found)
{
    size_t lines = check_records(store, found);
    lines += check_links(store, found);
    lines += check_sources(store, found);
    lines += check_families(store, found);
    lines += check_returned(store, found);
    lines += lc_beside_check(store, found);
    for (size_t i = 0; i < store->histories; i++)
        lines += check_history(store, store->history + i, found);
    return lines;
}

/* --- what is used as an index ----------------------------------------------------- */

int lc_store_need_events(const struct lc_store *store, struct lc_error *err)
{
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        for (size_t i = 0; i < h->n; i++)
            if (h->record[i] >= store->records)
                return LC_FAIL(err, LC_DAMAGED,
                               "history '%s' has an event of record %u, of %zu records",
                               h->name, (unsigned)h->record[i], store->records);
    }
    return LC_OK;
}

static bool are_two(const struct lc_store *store, uint32_t record, uint32_t other)
{
    return record < other && other < store->records;
}

static int fail_row(const char *rows, size_t row, struct lc_error *err)
{
    return LC_FAIL(err, LC_DAMAGED,
                   "row %zu of the store's %s names a record or a child that is not "
                   "there; use a backup",
                   row, rows);
}

int lc_store_need_pairs(const struct lc_store *store, struct lc_error *err)
{
    size_t n = store->records;
    for (size_t i = 0; i < n; i++)
        if (store->record[i].child >= n)
            return fail_row("records", i, err);
    for (size_t i = 0; i < store->links; i++)
        if (!are_two(store, store->link[i].record, store->link[i].other))
            return fail_row("links", i, err);
    for (size_t i = 0; i < store->partings; i++)
        if (!are_two(store, store->parting[i].record, store->parting[i].other))
            return fail_row("partings", i, err);
    for (size_t i = 0; i < store->candidates; i++)
        if (!are_two(store, store->candidate[i].record, store->candidate[i].other))
            return fail_row("candidates", i, err);
    for (size_t i = 0; i < store->families; i++)
        if (store->kin[i].child >= n || store->kin[i].family >= n)
            return fail_row("families", i, err);
    return LC_OK;
}
