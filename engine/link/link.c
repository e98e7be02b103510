#include "link/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "link/group_inside.h"
#include "link/key_inside.h"
#include "link/pass_inside.h"

static const char accepted[] = "accepted", apart[] = LC_PASS_APART;

static const char *pass_of(const struct lc_store *store,
                           const struct lc_record_link *link)
{
    return lc_codes_name(&store->passes, link->pass);
}

static bool is_decision(const struct lc_store *store, const struct lc_record_link *link)
{
    const char *pass = pass_of(store, link);
    return strcmp(pass, accepted) == 0 || strcmp(pass, apart) == 0;
}

static int compare_links(const void *a, const void *b)
{
    const struct lc_record_link *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->pass < y->pass ? -1 : x->pass > y->pass;
}

static int add_link(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
                    int32_t day, struct lc_error *err)
{
    struct lc_record_link link = { a < b ? a : b, a < b ? b : a, 0, day };
    int code = lc_codes_add(&store->passes, lc_slice_of(pass), &link.pass, err);
    if (!code)
        code = LC_GROW(store->link, store->link_room, store->links + 1, err);
    if (!code)
        store->link[store->links++] = link;
    return code;
}

/* --- children --------------------------------------------------------------------- */
static size_t count_children(const struct lc_store *store)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++)
        count += store->record[r].child == r;
    return count;
}

static int give_children(struct lc_history *h, const struct lc_store *store,
                         struct lc_error *err)
{
    for (size_t i = 0; i < h->n; i++) {
        if (h->record[i] >= store->records)
            return LC_FAIL(err, LC_DAMAGED,
                           "history '%s' has an event of record %u, of %zu records",
                           h->name, (unsigned)h->record[i], store->records);
        h->child[i] = store->record[h->record[i]].child;
    }
    return lc_history_sort(h, store->records, err);
}

/* Records and events get the number of their group's first record. */
static int apply(struct lc_store *store, lc_record_groups *groups, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t r = 0; r < store->records; r++)
        store->record[r].child = lc_record_groups_first(groups, (uint32_t)r);
    for (size_t i = 0; i < store->histories && !code; i++)
        code = give_children(store->history + i, store, err);
    return code;
}

/* --- one run ---------------------------------------------------------------------- */
struct run {
    struct lc_link_report *report;
    struct lc_store *store;
    lc_record_groups *groups;
    struct lc_record_link *old; /* the links as they were, sorted */
    size_t olds;
    int32_t day;
};

static int32_t day_of(const struct run *run, uint32_t record, uint32_t other,
                      const char *pass)
{
    struct lc_record_link wanted = { record, other, 0, 0 };
    wanted.pass = lc_codes_find(&run->store->passes, lc_slice_of(pass));
    const struct lc_record_link *found =
        run->olds ? bsearch(&wanted, run->old, run->olds, sizeof wanted, compare_links)
                  : NULL;
    return found ? found->day : run->day;
}

static int add_review(struct lc_link_report *report, const struct lc_record_pair *pair,
                      const char *pass, const char *why, struct lc_error *err)
{
    int code = LC_GROW(report->review, report->room, report->reviews + 1, err);
    if (!code)
        report->review[report->reviews++] =
            (struct lc_review){ pair->record, pair->other, pass, why, false };
    return code;
}

static int add_common(struct lc_link_report *report,
                      const struct lc_record_pairs *pairs, const struct lc_pass *pass,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < pairs->commons && !code; i++)
        code = add_review(report, pairs->common + i, pass->name,
                          "more records share this than one child can have", err);
    return code;
}

static const char *conflict_text(uint16_t kind)
{
    return kind == LC_FACT_BORN ? "different birth dates" : lc_number_name(kind);
}

/* A merge by number stands though the birth dates differ, and is shown all the same. */
static int try_pair(struct run *run, const struct lc_pass *pass,
                    struct lc_link_tally *tally, const struct lc_record_pair *pair,
                    struct lc_error *err)
{
    uint16_t kind = 0;
    bool differ = !pass->strict
                  && lc_record_groups_disagree(run->groups, pair->record, pair->other);
    int code = LC_OK;
    switch (lc_record_groups_join(run->groups, pair->record, pair->other, pass->strict,
                                  &kind)) {
    case LC_JOINED:
        tally->joined++;
        code = add_link(run->store, pair->record, pair->other, pass->name,
                        day_of(run, pair->record, pair->other, pass->name), err);
        return code || !differ ? code
                               : add_review(run->report, pair, pass->name,
                                            "different birth dates", err);
    case LC_CONFLICT:
        tally->refused++;
        return add_review(run->report, pair, pass->name, conflict_text(kind), err);
    case LC_KEPT_APART:
        tally->kept_apart++;
        return LC_OK;
    default:
        return LC_OK;
    }
}

static int run_pass(struct run *run, const struct lc_pass *pass,
                    struct lc_link_tally *tally,
                    const struct lc_link_evidence *evidence, struct lc_error *err)
{
    struct lc_keys keys = { 0 };
    struct lc_record_pairs pairs = { 0 };
    tally->pass = pass->name;
    int code = lc_interrupt_check(err);
    if (!code)
        code = pass->add_keys(&keys, evidence, err);
    if (!code)
        code = lc_keys_pair(&keys, pass->most, &pairs, err);
    tally->pairs = pairs.count;
    tally->too_common = pairs.commons;
    for (size_t i = 0; i < pairs.count && !code; i++)
        code = try_pair(run, pass, tally, pairs.pair + i, err);
    if (!code)
        code = add_common(run->report, &pairs, pass, err);
    lc_keys_free(&keys);
    lc_record_pairs_free(&pairs);
    return code;
}

/* Decisions first: what is kept apart, then what was accepted, in order of record; an
 * accepted pair that would join two kept apart gives way and is shown. */
static int run_decisions(struct run *run, struct lc_error *err)
{
    struct lc_store *store = run->store;
    uint16_t kind;
    int code = LC_OK;
    for (size_t i = 0; i < store->links && !code; i++)
        if (strcmp(pass_of(store, store->link + i), apart) == 0) {
            run->report->apart++;
            code = lc_record_groups_keep_apart(run->groups, store->link[i].record,
                                               store->link[i].other, err);
        }
    for (size_t i = 0; i < store->links && !code; i++) {
        const struct lc_record_link *link = store->link + i;
        struct lc_record_pair pair = { link->record, link->other };
        if (strcmp(pass_of(store, link), accepted))
            continue;
        run->report->accepted++;
        if (lc_record_groups_join(run->groups, link->record, link->other, false, &kind)
            == LC_KEPT_APART)
            code = add_review(run->report, &pair, accepted,
                              "another decision keeps them apart", err);
    }
    return code;
}

static int check_links(const struct lc_store *store, struct lc_error *err)
{
    for (size_t i = 0; i < store->links; i++)
        if (store->link[i].record >= store->link[i].other
            || store->link[i].other >= store->records)
            return LC_FAIL(err, LC_DAMAGED, "a link names a record that is not there");
    return LC_OK;
}

/* The links sorted and remembered; only decisions stay in the store. */
static int begin(struct run *run, struct lc_error *err)
{
    struct lc_store *store = run->store;
    size_t kept = 0;
    int code = check_links(store, err);
    if (code)
        return code;
    run->old = lc_alloc(store->links, sizeof *run->old);
    if (!run->old)
        return LC_FAIL_NOMEM(err);
    run->olds = store->links;
    if (store->links) {
        qsort(store->link, store->links, sizeof *store->link, compare_links);
        memcpy(run->old, store->link, store->links * sizeof *store->link);
    }
    for (size_t i = 0; i < store->links; i++)
        if (is_decision(store, store->link + i))
            store->link[kept++] = store->link[i];
    store->links = kept;
    return LC_OK;
}

static int compare_reviews(const void *a, const void *b)
{
    const struct lc_review *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return strcmp(x->pass, y->pass);
}

/* One row a pair; "joined" as it stands at the end. */
static void finish(struct run *run)
{
    struct lc_link_report *report = run->report;
    const struct lc_record *record = run->store->record;
    size_t kept = 0;
    if (report->reviews)
        qsort(report->review, report->reviews, sizeof *report->review, compare_reviews);
    for (size_t i = 0; i < report->reviews; i++) {
        struct lc_review *row = report->review + i;
        row->joined = record[row->record].child == record[row->other].child;
        if (!kept || compare_reviews(report->review + kept - 1, row))
            report->review[kept++] = *row;
    }
    report->reviews = kept;
    report->children = count_children(run->store);
    if (run->store->links)
        qsort(run->store->link, run->store->links, sizeof *run->store->link,
              compare_links);
    run->store->linked = true;
    run->store->settled = run->store->records;
}

static int link_all(struct run *run, const struct lc_link_evidence *evidence,
                    struct lc_error *err)
{
    int code = lc_record_groups_new(&run->groups, run->store->records, evidence->facts,
                                    evidence->fact, err);
    if (!code)
        code = run_decisions(run, err);
    for (size_t i = 0; i < LC_PASSES && !code; i++)
        code = run_pass(run, lc_passes + i, run->report->tally + i, evidence, err);
    if (!code)
        code = apply(run->store, run->groups, err);
    if (!code)
        finish(run);
    lc_record_groups_free(run->groups);
    return code;
}

int lc_link_run(struct lc_link_report *report, struct lc_store *store,
                const struct lc_identities *ids, int32_t day, struct lc_error *err)
{
    struct lc_link_evidence evidence;
    struct run run = { .report = report, .store = store, .day = day };
    *report = (struct lc_link_report){ .records = store->records,
                                       .before = count_children(store) };
    int code = lc_link_evidence_find(&evidence, store, ids, err);
    if (code)
        return code;
    code = begin(&run, err);
    if (!code)
        code = link_all(&run, &evidence, err);
    free(run.old);
    lc_link_evidence_free(&evidence);
    if (code)
        lc_link_report_free(report);
    return code;
}

void lc_link_report_free(struct lc_link_report *report)
{
    free(report->review);
    *report = (struct lc_link_report){ 0 };
}

/* --- by hand ---------------------------------------------------------------------- */
int lc_link_undo(struct lc_store *store, struct lc_error *err)
{
    struct lc_link_report report = { 0 };
    struct run run = { .report = &report, .store = store };
    int code = begin(&run, err);
    if (!code)
        code = lc_record_groups_new(&run.groups, store->records, 0, NULL, err);
    if (!code)
        code = run_decisions(&run, err);
    if (!code)
        code = apply(store, run.groups, err);
    store->linked = false;
    lc_record_groups_free(run.groups);
    lc_link_report_free(&report);
    free(run.old);
    return code;
}

int lc_link_decide(struct lc_store *store, uint32_t a, uint32_t b, bool same,
                   int32_t day, struct lc_error *err)
{
    uint32_t record = a < b ? a : b, other = a < b ? b : a;
    size_t kept = 0;
    if (a == b || other >= store->records)
        return LC_FAIL(err, LC_RANGE, "records %u and %u: %s", (unsigned)a, (unsigned)b,
                       a == b ? "the same twice" : "the store has no such record");
    for (size_t i = 0; i < store->links; i++) {
        const struct lc_record_link *link = store->link + i;
        if (link->record != record || link->other != other || !is_decision(store, link))
            store->link[kept++] = *link;
    }
    store->links = kept;
    return add_link(store, a, b, same ? accepted : apart, day, err);
}
