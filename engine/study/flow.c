/* See flow.h. */
#include "study/flow.h"

#include "base/json.h"
#include "disclosure/small.h"

static void say_all(struct lc_flow_told *told, const struct lc_flow *flow)
{
    told->uncertain = flow->uncertain;
    told->children[0] = flow->children;
    told->rows[0] = flow->rows;
    for (size_t r = 0; r < LC_RULE_COUNT; r++) {
        told->removed[r] = flow->children_out[r];
        told->rows_removed[r] = flow->rows_out[r];
        told->children[r + 1] = told->children[r] - told->removed[r];
        told->rows[r + 1] = told->rows[r] - told->rows_removed[r];
    }
    told->entries = flow->entries;
    told->known = flow->entries_known;
    told->unknown = flow->entries - flow->entries_known;
}

/* What a told count stands for where it is added up: half way of 1 to 5. */
static size_t about(size_t told)
{
    return told == LC_FEW ? LC_SMALLEST_SHOWN / 2 : told;
}

/* stays[0] and stays[LC_RULE_COUNT] are told; what lies between, from these alone. */
static void work_out(size_t *stays, const size_t *removed)
{
    size_t last = about(stays[LC_RULE_COUNT]), left = about(stays[0]);
    for (size_t r = 0; r + 1 < LC_RULE_COUNT; r++) {
        size_t out = about(removed[r]);
        left = left > last + out ? left - out : last;
        stays[r + 1] = lc_tell(left);
    }
}

static void tell_children(struct lc_flow_told *told, const struct lc_flow *flow)
{
    size_t part[LC_RULE_COUNT + 1], said[LC_RULE_COUNT + 1];
    for (size_t r = 0; r < LC_RULE_COUNT; r++)
        part[r] = flow->children_out[r];
    part[LC_RULE_COUNT] = told->children[LC_RULE_COUNT];
    lc_tell_parts(LC_RULE_COUNT + 1, part, said, &told->children[0]);
    for (size_t r = 0; r < LC_RULE_COUNT; r++)
        told->removed[r] = said[r];
    told->children[LC_RULE_COUNT] = said[LC_RULE_COUNT];
    work_out(told->children, told->removed);
}

static void tell_rows(struct lc_flow_told *told, const struct lc_flow *flow)
{
    size_t landmarks = flow->children ? flow->rows / flow->children : 0;
    size_t *end = &told->rows[LC_RULE_COUNT];
    told->rows[0] =
        told->children[0] == LC_FEW ? LC_FEW : told->children[0] * landmarks;
    *end = told->children[LC_RULE_COUNT] == LC_FEW ? LC_FEW : lc_tell(*end);
    for (size_t r = 0; r < LC_RULE_COUNT; r++)
        told->rows_removed[r] =
            told->removed[r] == LC_FEW ? LC_FEW : lc_tell(flow->rows_out[r]);
    work_out(told->rows, told->rows_removed);
}

void lc_flow_tell(struct lc_flow_told *told, const struct lc_flow *flow, bool suppress)
{
    say_all(told, flow);
    if (!suppress)
        return;
    tell_children(told, flow);
    tell_rows(told, flow);
    size_t said[2], part[2] = { told->known, told->unknown };
    lc_tell_parts(2, part, said, &told->entries);
    told->known = said[0];
    told->unknown = said[1];
}

json_t *lc_flow_entries(const struct lc_flow_told *told)
{
    return LC_OBJECT({ "all", lc_told_json(told->entries) },
                     { "known", lc_told_json(told->known) },
                     { "unknown", lc_told_json(told->unknown) });
}
