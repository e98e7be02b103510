/* What is done to a block of rows in the order of time (fine_gray_line_inside.h). */
#include <string.h>

#include "models/subhazard/fine_gray_line_inside.h"
#include "models/subhazard/fine_gray_sums_inside.h"

struct lc_fg_block lc_fg_block_of(const struct lc_fg_line *l, size_t worker)
{
    struct lc_fg_block k = { .b = 0 };
    double *at = lc_aligned(l->desk) + worker * l->desk_size;
    k.z = at;
    k.mean = at + l->wide * l->stride;
    at += 2 * l->wide * l->stride;
    double **arrays[] = {
        &k.r, &k.kept, &k.d, &k.g, &k.s0, &k.step, &k.hazard, &k.held
    };
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++, at += l->stride)
        *arrays[i] = at;
    for (size_t i = 0; i < sizeof k.spare / sizeof *k.spare; i++, at += l->stride)
        k.spare[i] = at;
    k.room = at;
    at += LC_TILE * l->stride;
    for (size_t i = 0; i < LC_FG_TABLES; i++, at += (l->stride + LC_PAD) * LC_PANEL)
        k.table[i] = at;
    int32_t *whole = l->whole + worker * LC_FG_WHOLE * l->stride;
    k.slot = whole;
    k.start = whole + l->stride;
    for (size_t i = 0; i < 3; i++)
        k.whole[i] = whole + (2 + i) * l->stride;
    k.sums = at;
    k.sums2 = at + lc_gram_room(l->q);
    return k;
}

void lc_fg_block_go(const struct lc_fg_line *l, struct lc_fg_block *k, size_t b)
{
    k->b = b;
    k->first = l->first[b];
    k->count = l->first[b + 1] - k->first;
}

void lc_fg_block_expand(const struct lc_fg_line *l, struct lc_fg_block *k)
{
    size_t padded = lc_padded(k->count);
    const char *data = l->data + l->at[k->b];
    for (size_t c = 0; c < l->wide; c++) {
        double *z = k->z + c * l->stride;
        size_t from = c < l->q ? k->count : 0;
        struct lc_stretch x = { .n = k->count };
        if (c < l->q) {
            x.type = l->sample->x.column[c].type;
            x.data = data + k->count * l->offset_of[c];
            x.centre = l->scaling->centre[c];
            x.scale = l->scaling->scale[c];
            l->kernels->expand(&x, z);
        }
        for (size_t i = from; i < padded; i++)
            z[i] = 0;
    }
}

void lc_fg_block_keep(const struct lc_fg_line *l, struct lc_fg_block *k)
{
    const uint8_t *flag = l->flag + k->first;
    const double *g = l->g + k->first;
    memcpy(k->r, l->r + k->first, k->count * sizeof *k->r);
    for (size_t i = 0; i < k->count; i++)
        k->kept[i] = ((flag[i] & LC_FG_ROLE) == LC_FG_OTHER) * (k->r[i] / g[i]);
    for (size_t i = k->count; i < lc_padded(k->count); i++)
        k->r[i] = k->kept[i] = 0;
}

/* Slots, and what the rows of each add to S0: its r and its k into own[] and kept[]. */
static void set_slots(const struct lc_fg_line *l, struct lc_fg_block *k, double *own,
                      double *kept)
{
    const uint8_t *flag = l->flag + k->first;
    size_t m = 0;
    double r = 0, others = 0;
    own[0] = kept[0] = 0;
    for (size_t i = 0; i < k->count; i++) { /* no branch: whose turn it is is random */
        size_t begins = (flag[i] & LC_FG_HAS_EVENT) != 0;
        double goes_on = (double)(1 - begins);
        k->start[m] = (int32_t)i;
        m += begins;
        k->slot[i] = (int32_t)m;
        own[m] = r = r * goes_on + k->r[i];
        kept[m] = others = others * goes_on + k->kept[i];
    }
    k->slots = m;
}

/* S0 of each slot: (1) of fine_gray_line_inside.h. */
static void sum_slots(const struct lc_fg_line *l, struct lc_fg_block *k,
                      const double *own, const double *kept)
{
    double sum = l->after[k->b + 1], other = l->before[k->b];
    for (size_t j = k->slots; j > 0; j--)
        k->s0[j - 1] = sum += own[j];
    for (size_t j = 1; j <= k->slots; j++) {
        size_t place = k->first + (size_t)k->start[j - 1];
        other += kept[j - 1];
        k->g[j - 1] = l->g[place];
        k->d[j - 1] = lc_fg_line_weight_at(l, place, LC_FG_EVENT);
        k->s0[j - 1] += k->g[j - 1] * other;
    }
}

void lc_fg_block_hazards(const struct lc_fg_line *l, struct lc_fg_block *k,
                         struct lc_fg_state *state)
{
    double *logs = k->spare[0];
    set_slots(l, k, k->spare[0], k->spare[1]);
    sum_slots(l, k, k->spare[0], k->spare[1]);
    l->kernels->log(k->slots, k->s0, logs);
    k->hazard[0] = state->hazard;
    k->held[0] = state->held;
    for (size_t j = 1; j <= k->slots; j++) {
        double d = k->d[j - 1], step = d / k->s0[j - 1];
        k->step[j - 1] = step;
        k->hazard[j] = k->hazard[j - 1] + step;
        k->held[j] = k->held[j - 1] + k->g[j - 1] * step;
        state->variance += step / k->s0[j - 1];
        state->loglik -= d * logs[j - 1];
    }
    for (size_t j = k->slots; j < lc_padded(k->slots); j++)
        k->d[j] = k->step[j] = k->g[j] = 0;
    state->hazard = k->hazard[k->slots];
    state->held = k->held[k->slots];
}

void lc_fg_block_risks(const struct lc_fg_line *l, const struct lc_fg_block *k,
                       double *a)
{
    for (size_t i = 0; i < k->count; i++) {
        int32_t slot = k->slot[i];
        a[i] = k->r[i] * k->hazard[slot] + k->kept[i] * (l->held - k->held[slot]);
    }
}

void lc_fg_block_panel(const struct lc_fg_line *l, struct lc_fg_block *k, size_t c)
{
    double *own = k->table[0], *kept = k->table[1], sum[LC_PANEL], other[LC_PANEL];
    const double *z = k->z + c * l->stride;
    memset(own, 0, (k->slots + 1) * LC_PANEL * sizeof *own);
    memset(kept, 0, (k->slots + 1) * LC_PANEL * sizeof *kept);
    l->kernels->bin(k->count, l->stride, z, k->r, k->slot, own);
    l->kernels->bin(k->count, l->stride, z, k->kept, k->slot, kept);
    memcpy(sum, l->after1 + (k->b + 1) * l->wide + c, sizeof sum);
    memcpy(other, l->before1 + k->b * l->wide + c, sizeof other);
    for (size_t j = k->slots; j > 0; j--)
        for (size_t i = 0; i < LC_PANEL; i++)
            own[j * LC_PANEL + i] = sum[i] += own[j * LC_PANEL + i];
    for (size_t j = 1; j <= k->slots; j++) {
        double g = k->g[j - 1], each = 1 / k->s0[j - 1];
        for (size_t i = 0; i < LC_PANEL; i++) {
            double *at = own + j * LC_PANEL + i;
            other[i] += kept[(j - 1) * LC_PANEL + i];
            *at = (*at + g * other[i]) * each;
        }
    }
}
