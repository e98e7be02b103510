/* A table of running sums in parts, from the latest bins to the first: see
 * partial_inside.h.
 *
 * Rows are listed by the part that their bin is in, in ascending order, and a panel of
 * columns is gathered from the rows of the part at hand. What one part's running sums
 * end with, the next begins with. */
#include <stdlib.h>
#include <string.h>

#include "base/interrupt.h"
#include "base/memory.h"
#include "models/cox/partial_inside.h"

enum { BLOCK = 512, STRIDE = BLOCK + LC_PAD };

/* --- which rows a part needs ------------------------------------------------------ */

static size_t parts_of(const struct lc_partial *p)
{
    return (p->bins->count + p->sums.part - 1) / p->sums.part;
}

struct list { /* rows by part */
    uint32_t *row;
    size_t *first; /* [parts + 1] */
};

static int list_rows(const struct lc_partial *p, const int32_t *bin, struct list *list,
                     struct lc_error *err)
{
    size_t n = p->bins->n, parts = parts_of(p), at = 0;
    if (!bin)
        return LC_OK;
    list->row = lc_alloc(n, sizeof *list->row);
    list->first = lc_alloc(parts + 2, sizeof *list->first);
    if (!list->row || !list->first)
        return LC_FAIL_NOMEM(err);
    size_t *next = list->first + 1; /* where a part's next row goes; at last its end */
    for (size_t i = 0; i < n; i++)
        if (bin[i] >= 0)
            next[(size_t)bin[i] / p->sums.part]++;
    for (size_t j = 0; j < parts; j++) {
        size_t count = next[j];
        next[j] = at;
        at += count;
    }
    for (size_t i = 0; i < n; i++)
        if (bin[i] >= 0)
            list->row[next[(size_t)bin[i] / p->sums.part]++] = (uint32_t)i;
    return LC_OK;
}

/* --- a part's table --------------------------------------------------------------- */

struct filling {
    const struct lc_partial *p;
    const struct lc_part *part;
    const struct lc_view *view;
    struct list exits, entries;
    double *carry; /* [2][panels * 8] sum and lost of the bins after the part */
    size_t wide;
};

/* Rows of a column that will be gathered next are called into the cache meanwhile. */
struct ahead {
    const struct lc_column *column; /* or NULL */
    const uint32_t *row;
};

static void gather(const struct lc_column *column, const uint32_t *row, size_t n,
                   double centre, double scale, struct ahead ahead, double *out)
{
    const char *next = ahead.column ? ahead.column->data : column->data;
    size_t size = lc_type_size((ahead.column ? ahead.column : column)->type);
    const uint32_t *there = ahead.column ? ahead.row : row;
#define X(name, ctype, missing)                                                        \
    case name: {                                                                       \
        const ctype *x = column->data;                                                 \
        for (size_t i = 0; i < n; i++) {                                               \
            __builtin_prefetch(next + there[i] * size, 0, 2);                          \
            out[i] = ((double)x[row[i]] - centre) * scale;                             \
        }                                                                              \
        return;                                                                        \
    }
    switch (column->type) {
        LC_TYPES(X)
    }
#undef X
}

/* One panel's columns of some rows; the first of all is of ones. more: as many rows
 * follow in the list. */
static void gather_panel(const struct filling *f, size_t panel, const uint32_t *row,
                         size_t n, bool more, double *z)
{
    const struct lc_view *v = f->view;
    size_t q = f->p->q, from = panel * LC_PANEL, to = from + LC_PANEL - 1;
    for (size_t k = from; k <= to; k++, z += STRIDE) {
        struct ahead ahead = { NULL, row };
        if (k < to && k < q)
            ahead.column = v->x->column + k;
        else if (more && q > 0) /* the panel's first column again */
            ahead = (struct ahead){ v->x->column + (from ? from - 1 : 0), row + n };
        if (k > q)
            memset(z, 0, n * sizeof *z);
        else if (k == 0)
            for (size_t i = 0; i < n; i++)
                z[i] = 1;
        else
            gather(v->x->column + k - 1, row, n, v->centre ? v->centre[k - 1] : 0,
                   v->scale ? v->scale[k - 1] : 1, ahead, z);
    }
}

/* Where a row's sum is in the part's table: at its exit, or its tied bin's own row. */
static int32_t place(const struct filling *f, size_t i, bool late)
{
    const struct lc_bins *b = f->p->bins;
    size_t k = (size_t)(late ? b->entry[i] : b->exit[i]);
    bool tied = !late && b->is_event[i] && f->p->tied.at[k] >= 0;
    return (int32_t)(tied ? lc_part_tied(f->p, f->part, k) : k - f->part->first);
}

static void add_rows(const struct filling *f, size_t panel, const struct list *list,
                     bool late, double *cells)
{
    _Alignas(LC_ALIGN) double z[LC_PANEL * STRIDE] = { 0 };
    _Alignas(LC_ALIGN) double weight[BLOCK];
    int32_t bin[BLOCK];
    size_t at = f->part->first / f->p->sums.part, end = list->first[at + 1], count;
    for (size_t first = list->first[at]; first < end; first += count) {
        const uint32_t *row = list->row + first;
        count = end - first < BLOCK ? end - first : BLOCK;
        if (lc_interrupted())
            return;
        for (size_t r = 0; r < count; r++) {
            weight[r] = late ? -f->p->look.risk[row[r]] : f->p->look.risk[row[r]];
            bin[r] = place(f, row[r], late);
        }
        gather_panel(f, panel, row, count, end - first >= 2 * BLOCK, z);
        lc_kernels()->bin(count, STRIDE, z, weight, bin, cells);
    }
}

/* A part's S0, S1, E0 and E1, of which (2) to (6) of partial_inside.h are made: r of
 * its rows by bin, and their running sums. */
static void fill_panel(void *context, size_t panel, size_t worker LC_UNUSED)
{
    const struct filling *f = context;
    const struct lc_partial *p = f->p;
    const struct lc_part *part = f->part;
    double *cells = part->table + panel * part->slots * LC_PANEL;
    double *sum = f->carry + panel * LC_PANEL;
    memset(cells, 0, part->slots * LC_PANEL * sizeof *cells);
    add_rows(f, panel, &f->exits, false, cells);
    if (p->bins->entry)
        add_rows(f, panel, &f->entries, true, cells);
    for (size_t k = part->first; p->tied.count && k < part->end; k++)
        for (size_t l = 0; p->tied.at[k] >= 0 && l < LC_PANEL; l++)
            cells[(k - part->first) * LC_PANEL + l] +=
                cells[lc_part_tied(p, part, k) * LC_PANEL + l];
    lc_partial_accumulate(p, LC_PANEL, cells, part->first, part->end, sum,
                          sum + f->wide);
}

/* Bins and tied bins of part j. */
static void lay_out(const struct lc_partial *p, size_t j, struct lc_part *part)
{
    size_t tied = 0;
    part->first = j * p->sums.part;
    part->end = part->first + p->sums.part;
    part->end = part->end < p->bins->count ? part->end : p->bins->count;
    for (size_t k = part->end; k-- > part->first;)
        if (p->tied.at[k] >= 0) {
            part->tied = (size_t)p->tied.at[k];
            tied++;
        }
    part->slots = part->end - part->first + tied;
}

/* --- a round ---------------------------------------------------------------------- */

/* Rows that a part's table has at most. */
static size_t most_slots(const struct lc_partial *p)
{
    size_t bins = p->sums.part < p->bins->count ? p->sums.part : p->bins->count;
    return p->tied.count ? 2 * bins : bins;
}

static int visit_parts(struct filling *f, struct lc_part *part,
                       lc_partial_visitor *visit, void *context, struct lc_error *err)
{
    const struct lc_partial *p = f->p;
    int code = LC_OK;
    for (size_t j = parts_of(p); j-- > 0 && !code;) {
        lay_out(p, j, part);
        lc_team_run(lc_sweep_team(p->rows), f->wide / LC_PANEL, fill_panel, f);
        code = lc_interrupt_check(err);
        if (!code)
            code = visit(context, p, part, err);
    }
    return code;
}

static int make_parts(const struct lc_partial *p, lc_partial_visitor *visit,
                      void *context, struct lc_error *err)
{
    size_t wide = lc_sweep_panels(p->binning) * LC_PANEL, slots = most_slots(p);
    double *room = lc_alloc(slots * (wide + 1) + 2 * wide + LC_PAD, sizeof *room);
    struct lc_part part = { 0 };
    struct filling f = { p, &part, lc_sweep_view(p->rows), { 0 }, { 0 }, NULL, wide };
    int code = room ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = list_rows(p, p->bins->exit, &f.exits, err);
    if (!code)
        code = list_rows(p, p->bins->entry, &f.entries, err);
    if (!code) {
        part.table = lc_aligned(room);
        f.carry = part.table + slots * wide;
        part.charge = f.carry + 2 * wide;
        code = visit_parts(&f, &part, visit, context, err);
    }
    free(f.exits.row);
    free(f.exits.first);
    free(f.entries.row);
    free(f.entries.first);
    free(room);
    return code;
}

int lc_partial_visit(const struct lc_partial *p, lc_partial_visitor *visit,
                     void *context, struct lc_error *err)
{
    struct lc_part whole = {
        0, p->bins->count, 0, p->tied.slots, p->sums.table, p->sums.own
    };
    return p->look.state == LC_TABLED ? visit(context, p, &whole, err)
                                      : make_parts(p, visit, context, err);
}
