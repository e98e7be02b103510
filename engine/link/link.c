#include "link/link.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "link/errors_inside.h"
#include "link/run_inside.h"
#include "store/check.h"
#include "store/regroup.h"

static const char apart[] = LC_PASS_APART;

static const char *pass_of(const struct lc_store *store,
                           const struct lc_record_link *link)
{
    return lc_codes_name(&store->passes, link->pass);
}

/* --- children --------------------------------------------------------------------- */
static size_t count_children(const struct lc_store *store)
{
    size_t count = 0;
    for (size_t r = 0; r < store->records; r++)
        count += store->record[r].child == r;
    return count;
}

/* Records and events get the number of their group's first record. */
static int apply(struct lc_store *store, lc_record_groups *groups, struct lc_error *err)
{
    uint32_t *child = lc_alloc(store->records + 1, sizeof *child);
    if (!child)
        return LC_FAIL_NOMEM(err);
    for (size_t r = 0; r < store->records; r++)
        child[r] = lc_record_groups_first(groups, (uint32_t)r);
    int code = lc_store_regroup(store, child, err);
    free(child);
    return code;
}

/* --- one run ---------------------------------------------------------------------- */
/* Decisions first: what is kept apart, then what was accepted, in order of record; an
 * accepted pair that would join two kept apart gives way and is shown. */
static int run_decisions(struct lc_linking *run, struct lc_error *err)
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
        struct lc_review review = { .record = link->record,
                                    .other = link->other,
                                    .pass = lc_link_accepted,
                                    .why = "another decision keeps them apart" };
        if (strcmp(pass_of(store, link), lc_link_accepted))
            continue;
        run->report->accepted++;
        if (lc_record_groups_join(run->groups, link->record, link->other, LC_FACT_NONE,
                                  &kind)
            == LC_KEPT_APART)
            code = lc_link_review(run->report, &review, err);
    }
    return code;
}

/* The links sorted and remembered; only decisions stay in the store. */
static int begin(struct lc_linking *run, struct lc_error *err)
{
    struct lc_store *store = run->store;
    size_t kept = 0;
    int code = lc_store_need_pairs(store, err);
    if (!code)
        code = lc_store_need_events(store, err);
    if (code)
        return code;
    store->candidates = 0;
    run->old = lc_alloc(store->links, sizeof *run->old);
    if (!run->old)
        return LC_FAIL_NOMEM(err);
    run->olds = store->links;
    if (store->links) {
        qsort(store->link, store->links, sizeof *store->link, lc_link_order);
        memcpy(run->old, store->link, store->links * sizeof *store->link);
    }
    for (size_t i = 0; i < store->links; i++)
        if (lc_link_is_decision(store, store->link + i))
            store->link[kept++] = store->link[i];
    store->links = kept;
    return LC_OK;
}

static int finish(struct lc_linking *run, struct lc_error *err)
{
    lc_link_order_reviews(run);
    run->report->children = count_children(run->store);
    run->report->kin = lc_kin_count(run->store);
    if (run->store->links)
        qsort(run->store->link, run->store->links, sizeof *run->store->link,
              lc_link_order);
    run->store->linked = true;
    run->store->settled = run->store->records;
    return lc_link_note_partings(run->store, run->olds, run->old, run->day, err);
}

static int link_all(struct lc_linking *run, struct lc_error *err)
{
    size_t records = run->store->records;
    const struct lc_link_evidence *evidence = run->evidence;
    int code = lc_record_groups_new(&run->groups, records, evidence->facts,
                                    evidence->fact, err);
    if (!code)
        code = run_decisions(run, err);
    if (!code && records)
        code = lc_link_weigh(run, err);
    if (!code)
        code = apply(run->store, run->groups, err);
    if (!code)
        code = lc_kin_find(run->store, evidence->ids, err);
    if (!code)
        code = finish(run, err);
    lc_record_groups_free(run->groups);
    lc_link_whose_free(&run->whose);
    return code;
}

int lc_link_run(struct lc_link_report *report, struct lc_store *store,
                const struct lc_identities *ids, int32_t day, struct lc_error *err)
{
    struct lc_link_evidence evidence;
    struct lc_linking run = {
        .report = report, .store = store, .evidence = &evidence, .day = day
    };
    *report = (struct lc_link_report){ .records = store->records,
                                       .before = count_children(store) };
    int code = lc_link_evidence_find(&evidence, store, ids, err);
    if (code)
        return code;
    code = begin(&run, err);
    if (!code)
        code = link_all(&run, err);
    free(run.old);
    lc_link_evidence_free(&evidence);
    if (code)
        lc_link_report_free(report);
    return code;
}

void lc_link_report_free(struct lc_link_report *report)
{
    free(report->review);
    free(report->group);
    free(report->nhs);
    *report = (struct lc_link_report){ 0 };
}

/* --- by hand ---------------------------------------------------------------------- */
int lc_link_undo(struct lc_store *store, int32_t day, struct lc_error *err)
{
    struct lc_link_report report = { 0 };
    struct lc_linking run = { .report = &report, .store = store };
    int code = begin(&run, err);
    if (!code)
        code = lc_record_groups_new(&run.groups, store->records, 0, NULL, err);
    if (!code)
        code = run_decisions(&run, err);
    if (!code)
        code = apply(store, run.groups, err);
    if (!code)
        code = lc_link_note_partings(store, run.olds, run.old, day, err);
    store->linked = false;
    store->families = 0; /* until the next linkage */
    store->candidates = 0;
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
    int code = LC_OK;
    if (a == b || other >= store->records)
        return LC_FAIL(err, LC_RANGE, "records %u and %u: %s", (unsigned)a, (unsigned)b,
                       a == b ? "the same twice" : "the store has no such record");
    for (size_t i = 0; i < store->links && !code; i++) {
        const struct lc_record_link *link = store->link + i;
        if (link->record != record || link->other != other
            || !lc_link_is_decision(store, link))
            store->link[kept++] = *link;
        else
            code = lc_link_part(store, link, day, err);
    }
    if (code)
        return code;
    store->links = kept;
    return lc_link_add(store, a, b, same ? lc_link_accepted : apart, day, err);
}
