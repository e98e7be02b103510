/* What is to be looked at. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "link/errors_inside.h"

int lc_link_review(struct lc_link_report *report, const struct lc_review *review,
                   struct lc_error *err)
{
    int code = LC_GROW(report->review, report->room, report->reviews + 1, err);
    if (code)
        return code;
    report->review[report->reviews] = *review;
    report->review[report->reviews].place = report->reviews;
    report->reviews++;
    return LC_OK;
}

void lc_link_review_pair(struct lc_review *review, const struct lc_linking *run,
                         const struct lc_match_pair *pair)
{
    review->weight = (double)pair->weight;
    review->chance = (double)pair->chance;
    review->levels = pair->levels;
    lc_match_weights(run->table.match, pair, review->bits);
}

static const char *conflict_text(uint16_t kind)
{
    return kind == LC_FACT_BORN ? "different birth dates" : lc_number_name(kind);
}

static const char *why_not(const struct lc_linking *run, const struct lc_match_pair *p,
                           uint32_t a, uint32_t b, const struct lc_alike *alike)
{
    uint16_t kind;
    const char *why = lc_doubt_why(alike);
    if (why)
        return why;
    if (lc_link_beside_twin(&run->beside, &run->table, p))
        return lc_link_beside_why;
    if ((double)p->chance < LC_LINK_JOINS)
        return lc_doubt_words(alike);
    return lc_record_groups_clash(run->groups, a, b,
                                  alike->number ? LC_FACT_NUMBERS : LC_FACT_BORN, &kind)
               ? conflict_text(kind)
               : "the rest of their children's records differ, or are too many";
}

/* What a pair that is not joined counts of its chance. The weights know nothing of why
 * it was refused, so of each reason that share counts which is one child's of the
 * boroughs of seeds 1 to 5 (docs/decisions/31-a-store-by-weight.md): who is
 * called otherwise and born otherwise, a sister or brother, never, whatever the number;
 * another first name beside the same birth date; what likely pairs are that the rest of
 * their children's records speak against. */
double lc_link_share(const struct lc_alike *alike, double chance)
{
    if (alike->forename != LC_LIKE_SAME && alike->born == LC_LIKE_NOT)
        return 0;
    if (!alike->number && alike->forename == LC_LIKE_NOT)
        return 0.3;
    return chance >= LC_LINK_JOINS && !lc_doubt_why(alike) ? 0.25 : 1;
}

static int list_pair(struct lc_linking *run, const struct lc_match_pair *p,
                     struct lc_error *err)
{
    uint32_t a = run->table.record[p->a], b = run->table.record[p->b];
    struct lc_alike alike = lc_alike_of(&run->table, p);
    if (lc_record_groups_stand(run->groups, a, b) != LC_TWO_GROUPS)
        return LC_OK;
    double missed = lc_link_share(&alike, (double)p->chance)
                    * (double)(alike.system ? p->chance : p->apart);
    run->report->missed += missed;
    lc_link_whose_missed(run, a, b, missed);
    if (!alike.number && (double)p->chance < LC_LINK_LISTS)
        return LC_OK;
    struct lc_review review = { .record = a < b ? a : b,
                                .other = a < b ? b : a,
                                .pass = alike.number ? "number" : "weight",
                                .why = why_not(run, p, a, b, &alike),
                                .pairs = 1,
                                .missed = missed };
    lc_link_review_pair(&review, run, p);
    return lc_link_review(run->report, &review, err);
}

/* A merge by number stands though the birth dates differ, and one of names that may be
 * twins', and they are shown all the same. */
static int list_join(struct lc_linking *run, const struct lc_joined *join,
                     struct lc_error *err)
{
    uint32_t a = join->record, b = join->other;
    struct lc_alike alike = lc_alike_of(&run->table, &join->pair);
    struct lc_review review = { .record = a < b ? a : b,
                                .other = a < b ? b : a,
                                .pass = join->number ? "number" : "weight",
                                .why = join->number && join->born
                                           ? conflict_text(LC_FACT_BORN)
                                           : lc_doubt_joined(&alike) };
    lc_link_review_pair(&review, run, &join->pair);
    return review.why ? lc_link_review(run->report, &review, err) : LC_OK;
}

int lc_link_list(struct lc_linking *run, const struct lc_match_found *found,
                 struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < run->joins && !code; i++)
        code = list_join(run, run->join + i, err);
    for (size_t i = 0; i < found->pairs && !code; i++)
        code = list_pair(run, found->pair + i, err);
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

/* What is joined though something speaks against it comes first: its chance says that
 * it is one child's, and that may be wrong. */
static int by_doubt(const void *a, const void *b)
{
    const struct lc_review *x = a, *y = b;
    if (x->joined != y->joined)
        return y->joined - x->joined;
    double p = fabs(x->chance - 0.5), q = fabs(y->chance - 0.5);
    return p != q ? (p < q ? -1 : 1) : by_records(a, b);
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
        if (!kept || !is_said(report->review + kept - 1, report->review + i)) {
            report->review[kept++] = report->review[i];
        } else { /* decided with it */
            report->review[kept - 1].pairs += report->review[i].pairs;
            report->review[kept - 1].missed += report->review[i].missed;
        }
    report->reviews = kept;
    qsort(report->review, kept, sizeof *report->review, by_doubt);
}

static double variance_of(const struct lc_review *row)
{
    return row->joined || !(row->pairs > 0) ? 0
                                            : row->missed * (row->pairs - row->missed);
}

struct lc_link_doubt lc_link_doubt_of(const struct lc_link_report *report)
{
    struct lc_link_doubt doubt = { 0 };
    double all = 0;
    for (size_t i = 0; i < report->reviews; i++) {
        doubt.missed += report->review[i].joined ? 0 : report->review[i].missed;
        all += variance_of(report->review + i);
    }
    doubt.error = sqrt(all);
    for (double left = all; left > all / 4 && doubt.halves < report->reviews;)
        left -= variance_of(report->review + doubt.halves++);
    return doubt;
}
