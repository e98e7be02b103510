/* What `latecare link` says of whose errors. */
#include <math.h>
#include <stdio.h>

#include "command/link_inside.h"
#include "disclosure/small.h"

enum { NAME_ROOM = 96 };

static const char *name_of(const struct lc_link_group *group, char room[NAME_ROOM])
{
    if (!group->name[1])
        return group->name[0];
    snprintf(room, NAME_ROOM, "%s and %s", *group->name[0] ? group->name[0] : "none",
             group->name[1]);
    return room;
}

/* Expected of a group whose pairs are told; NaN, and shown as "c", of one whose are
 * not. */
static double told_error(const struct lc_link_group *group, double error)
{
    return lc_is_small(group->joined) ? NAN : lc_round_figure(error, 2);
}

static const char *error_text(double error, char room[LC_TOLD_ROOM])
{
    if (isnan(error))
        return "c";
    snprintf(room, LC_TOLD_ROOM, "%.*f", error >= 9.95 ? 0 : 1, error);
    return room;
}

void lc_link_say_groups(const struct lc_link_report *report, struct lc_text *out)
{
    for (size_t i = 0; i < report->groups; i++) {
        const struct lc_link_group *g = report->group + i;
        char name[NAME_ROOM], a[LC_TOLD_ROOM], b[LC_TOLD_ROOM], c[LC_TOLD_ROOM];
        if (!i || g->by != g[-1].by)
            lc_text_addf(out, "\nexpected, by %-20s %12s %15s %8s\n",
                         lc_link_by_name[g->by], "pairs joined", "two children's",
                         "missed");
        lc_text_addf(out, "  %-31s %12s %15s %8s\n", name_of(g, name),
                     lc_told_text(lc_tell((size_t)g->joined), a),
                     error_text(told_error(g, g->wrong), b),
                     error_text(told_error(g, g->missed), c));
    }
}

void lc_link_say_nhs(const struct lc_link_report *report, struct lc_text *out)
{
    lc_text_addf(out, "\n%-33s %12s %8s %8s\n", "NHS number", "records", "said",
                 "at odds");
    for (size_t i = 0; i < report->nhss; i++) {
        const struct lc_link_nhs *n = report->nhs + i;
        char a[LC_TOLD_ROOM], b[LC_TOLD_ROOM];
        double share = lc_told_share(lc_tell(n->said), lc_tell(n->records));
        lc_text_addf(out, "  %-31s %12s ", *n->name ? n->name : "none",
                     lc_told_text(lc_tell(n->records), a));
        if (isnan(share))
            lc_text_addf(out, "%8s", "c");
        else
            lc_text_addf(out, "%7.1f%%", 100 * share);
        lc_text_addf(out, " %8s\n", lc_told_text(lc_tell(n->odds), b));
    }
}

static json_t *text_or_null(const char *text)
{
    return text ? lc_json_text(text) : json_null();
}

json_t *lc_link_groups_json(const struct lc_link_report *report)
{
    json_t *groups = json_array();
    bool good = groups;
    for (size_t i = 0; i < report->groups && good; i++) {
        const struct lc_link_group *g = report->group + i;
        good = lc_json_push(
            groups,
            LC_OBJECT({ "by", lc_json_text(lc_link_by_name[g->by]) },
                      { "group", lc_json_text(g->name[0]) },
                      { "other", text_or_null(g->name[1]) },
                      { "pairs_joined", lc_told_json(lc_tell((size_t)g->joined)) },
                      { "false_expected", lc_json_number(told_error(g, g->wrong)) },
                      { "missed_expected", lc_json_number(told_error(g, g->missed)) }));
    }
    return lc_json_whole(groups, good);
}

json_t *lc_link_nhs_json(const struct lc_link_report *report)
{
    json_t *rows = json_array();
    bool good = rows;
    for (size_t i = 0; i < report->nhss && good; i++) {
        const struct lc_link_nhs *n = report->nhs + i;
        good = lc_json_push(
            rows,
            LC_OBJECT({ n->system ? "system" : "ethnic_group", lc_json_text(n->name) },
                      { "records", lc_told_json(lc_tell(n->records)) },
                      { "said", lc_told_json(lc_tell(n->said)) },
                      { "at_odds", lc_told_json(lc_tell(n->odds)) }));
    }
    return lc_json_whole(rows, good);
}

/* null of a pair that was not compared. */
static json_t *compared(const struct lc_review *row, double figure)
{
    return lc_review_is_compared(row) ? lc_json_number(lc_round_figure(figure, 3))
                                      : json_null();
}

/* What each field adds to the weight, of those that both say. */
static json_t *bits_json(const struct lc_link_report *report,
                         const struct lc_review *row)
{
    json_t *bits = json_object();
    bool good = bits;
    for (size_t f = 0; f < report->fields && good; f++)
        if (lc_match_level(row->levels, f))
            good = lc_json_put(bits, report->field[f].name,
                               lc_json_number(lc_round_figure(row->bits[f], 3)));
    return lc_json_whole(bits, good);
}

json_t *lc_link_review_json(const struct lc_link_report *report,
                            const struct lc_review *row)
{
    return LC_OBJECT(
        { "record_a", lc_json_count(row->record) },
        { "record_b", lc_json_count(row->other) }, { "pass", lc_json_text(row->pass) },
        { "why", lc_json_text(row->why) }, { "joined", json_boolean(row->joined) },
        { "weight", compared(row, row->weight) },
        { "probability", compared(row, row->chance) },
        { "bits", bits_json(report, row) });
}
