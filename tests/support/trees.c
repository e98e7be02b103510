#include "support/trees.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

void trees_take_rows(lc_tree *t, struct lc_text *out)
{
    const struct lc_csv_row *row;
    while (lc_tree_is_ready(t)) {
        cr_assert(zero(int, lc_tree_row(t, &row, NULL)));
        if (!row)
            continue;
        lc_text_addf(out, "%llu:", (unsigned long long)row->line);
        for (size_t c = 0; c < row->count; c++)
            lc_text_addf(out, "%s%.*s", c ? "," : "", (int)row->field[c].size,
                         row->field[c].data);
        lc_text_addf(out, "%s\n", row->trouble ? "!" : "");
    }
}
