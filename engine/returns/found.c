/* What a rule finds: see judge_inside.h. */
#include <stdlib.h>

#include "base/memory.h"
#include "returns/judge_inside.h"

void lc_judge_find(struct lc_hearing *judge, struct lc_filed *row)
{
    struct lc_breach_list *l = judge->list;
    if (judge->code || row->found == judge->number)
        return;
    row->found = judge->number;
    judge->code = LC_GROW(l->breach, l->room, l->count + 1, judge->err);
    if (!judge->code)
        l->breach[l->count++] = (struct lc_breach){ judge->rule, row };
}

void lc_judge_see(struct lc_hearing *judge, struct lc_filed *row)
{
    if (!judge->code)
        judge->code = LC_GROW(judge->witness, judge->witness_room, judge->witnesses + 1,
                              judge->err);
    if (!judge->code)
        judge->witness[judge->witnesses++] = row;
}

void lc_breach_list_free(struct lc_breach_list *list)
{
    free(list->breach);
    *list = (struct lc_breach_list){ 0 };
}
