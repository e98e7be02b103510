#include "link/run_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "link/alike_inside.h"
#include "link/key_inside.h"
#include "link/pass_inside.h"

/* --- links ------------------------------------------------------------------------ */

int lc_link_order(const void *a, const void *b)
{
    const struct lc_record_link *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->other != y->other)
        return x->other < y->other ? -1 : 1;
    return x->pass < y->pass ? -1 : x->pass > y->pass;
}

int lc_link_add(struct lc_store *store, uint32_t a, uint32_t b, const char *pass,
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

static int32_t day_of(const struct lc_linking *run, uint32_t record, uint32_t other,
                      const char *pass)
{
    struct lc_record_link wanted = { record, other, 0, 0 };
    wanted.pass = lc_codes_find(&run->store->passes, lc_slice_of(pass));
    const struct lc_record_link *found =
        run->olds ? bsearch(&wanted, run->old, run->olds, sizeof wanted, lc_link_order)
                  : NULL;
    return found ? found->day : run->day;
}

/* --- what is to be looked at ------------------------------------------------------ */

int lc_link_review(struct lc_link_report *report, const struct lc_record_pair *pair,
                   const char *pass, const char *why, struct lc_error *err)
{
    int code = LC_GROW(report->review, report->room, report->reviews + 1, err);
    if (!code)
        report->review[report->reviews] =
            (struct lc_review){ .record = pair->record,
                                .other = pair->other,
                                .pass = pass,
                                .why = why,
                                .place = report->reviews };
    report->reviews += !code;
    return code;
}

static int add_common(struct lc_link_report *report,
                      const struct lc_record_pairs *pairs, const struct lc_pass *pass,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < pairs->commons && !code; i++)
        code = lc_link_review(report, pairs->common + i, pass->name,
                              "more records share this than one child can have", err);
    return code;
}

static int by_numbers(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    if (a != b)
        return a < b ? -1 : 1;
    return c < d ? -1 : c > d;
}

static int by_records(const void *a, const void *b)
{
    const struct lc_review *x = a, *y = b;
    return by_numbers(x->record, y->record, x->other, y->other);
}

/* Pairs that are joined in order of record, before those of two children. */
static int by_children(const void *a, const void *b)
{
    const struct lc_review *x = a, *y = b;
    int order = x->joined != y->joined ? y->joined - x->joined
                : x->joined
                    ? by_records(a, b)
                    : by_numbers(x->child[0], y->child[0], x->child[1], y->child[1]);
    return order ? order : x->place < y->place ? -1 : x->place > y->place;
}

/* Of rows in order of children, those that say something new. */
static bool is_said(const struct lc_review *before, const struct lc_review *row)
{
    if (row->joined || before->joined)
        return row->joined && by_records(before, row) == 0;
    return before->child[0] == row->child[0] && before->child[1] == row->child[1];
}

void lc_link_order_reviews(struct lc_linking *run)
{
    struct lc_link_report *report = run->report;
    const struct lc_record *record = run->store->record;
    size_t kept = 0;
    if (!report->reviews)
        return;
    for (size_t i = 0; i < report->reviews; i++) {
        struct lc_review *row = report->review + i;
        uint32_t a = record[row->record].child, b = record[row->other].child;
        row->joined = a == b;
        row->child[0] = a < b ? a : b;
        row->child[1] = a < b ? b : a;
    }
    qsort(report->review, report->reviews, sizeof *report->review, by_children);
    for (size_t i = 0; i < report->reviews; i++)
        if (!kept || !is_said(report->review + kept - 1, report->review + i))
            report->review[kept++] = report->review[i];
    report->reviews = kept;
    qsort(report->review, kept, sizeof *report->review, by_records);
}

/* --- a pass ----------------------------------------------------------------------- */

struct passing {
    struct lc_linking *run;
    const struct lc_pass *pass;
    struct lc_link_tally *tally;
    size_t bares; /* pairs that rest on the key alone */
    bool bare;    /* it is their turn */
};

static const char *conflict_text(uint16_t kind)
{
    return kind == LC_FACT_BORN ? "different birth dates" : lc_number_name(kind);
}

static int refuse(const struct passing *p, const struct lc_record_pair *pair,
                  const char *why, struct lc_error *err)
{
    p->run->doubtful[pair->record] = p->run->doubtful[pair->other] = true;
    p->tally->refused++;
    return lc_link_review(p->run->report, pair, p->pass->name, why, err);
}

/* A merge by number stands though the birth dates differ, and is shown all the same. */
static int join(const struct passing *p, const struct lc_record_pair *pair,
                struct lc_error *err)
{
    struct lc_linking *run = p->run;
    uint32_t a = pair->record, b = pair->other;
    const char *pass = p->pass->name;
    uint16_t kind = 0;
    bool differ =
        !p->pass->strict && lc_record_groups_disagree(run->groups, a, b, LC_FACT_BORN);
    if (lc_record_groups_join(run->groups, a, b, p->pass->strict, &kind) == LC_CONFLICT)
        return refuse(p, pair, conflict_text(kind), err);
    p->tally->joined++;
    int code = lc_link_add(run->store, a, b, pass, day_of(run, a, b, pass), err);
    return code || !differ
               ? code
               : lc_link_review(run->report, pair, pass, "different birth dates", err);
}

/* Of two that are one child already, or are kept apart, nothing is asked. */
static bool is_open(const struct passing *p, const struct lc_record_pair *pair)
{
    enum lc_kinship stand =
        lc_record_groups_stand(p->run->groups, pair->record, pair->other);
    p->tally->kept_apart += stand == LC_KEPT_APART && !p->bare;
    return stand == LC_TWO_GROUPS;
}

static int try_pair(struct passing *p, const struct lc_record_pair *pair,
                    struct lc_error *err)
{
    struct lc_linking *run = p->run;
    struct lc_alike alike;
    const char *why = "";
    enum lc_ruling ruling = LC_RULED_ONE;
    if (!is_open(p, pair))
        return LC_OK;
    if (p->pass->rule) {
        lc_alike_find(&alike, run->evidence, run->groups, pair->record, pair->other);
        ruling = p->pass->rule(&alike, &why);
    }
    p->bares += ruling == LC_RULED_BARE;
    if (p->bare != (ruling == LC_RULED_BARE) || ruling == LC_RULED_NOTHING)
        return LC_OK;
    if (ruling == LC_RULED_DOUBTFUL)
        return refuse(p, pair, why, err);
    if (p->bare && (run->doubtful[pair->record] || run->doubtful[pair->other]))
        return refuse(p, pair, "a number that another child bears too", err);
    return join(p, pair, err);
}

int lc_link_run_pass(struct lc_linking *run, const struct lc_pass *pass,
                     struct lc_link_tally *tally, struct lc_error *err)
{
    struct lc_keys keys = { 0 };
    struct lc_record_pairs pairs = { 0 };
    struct passing p = { .run = run, .pass = pass, .tally = tally };
    tally->pass = pass->name;
    memset(run->doubtful, 0, run->store->records * sizeof *run->doubtful);
    int code = lc_interrupt_check(err);
    if (!code)
        code = pass->add_keys(&keys, run->evidence, err);
    if (!code)
        code = lc_keys_pair(&keys, pass->most, &pairs, err);
    tally->pairs = pairs.count;
    tally->too_common = pairs.commons;
    for (size_t i = 0; i < pairs.count && !code; i++)
        code = try_pair(&p, pairs.pair + i, err);
    p.bare = true;
    for (size_t i = 0; i < pairs.count && p.bares && !code; i++)
        code = try_pair(&p, pairs.pair + i, err);
    if (!code)
        code = add_common(run->report, &pairs, pass, err);
    lc_keys_free(&keys);
    lc_record_pairs_free(&pairs);
    return code;
}
