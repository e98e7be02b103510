/* See describe_inside.h: a source's figures. */
#include "command/describe_inside.h"
#include "disclosure/small.h"

void lc_figures_add(struct lc_figures *f, const struct lc_source *s)
{
    const uint64_t part[LC_FIGURES] = { s->taken, s->unchanged, s->corrected,
                                        s->rejected, s->pending };
    uint64_t sum = 0;
    for (size_t k = 0; k < LC_FIGURES; k++) {
        f->part[k] += part[k];
        sum += part[k];
    }
    f->rows += s->rows;
    f->withdrawn += (size_t)s->withdrawn;
    f->adds_up = f->adds_up && s->rows == sum;
}

void lc_figures_tell(struct lc_figures *f, bool suppress)
{
    size_t part[LC_FIGURES], rows;
    for (size_t k = 0; k < LC_FIGURES; k++)
        f->told[k] = part[k] = (size_t)f->part[k];
    if (!suppress)
        return;
    lc_tell_parts(LC_FIGURES, part, f->told, &rows);
    f->withdrawn = lc_tell(f->withdrawn);
    f->rows = f->adds_up ? rows : lc_tell(f->rows);
}
