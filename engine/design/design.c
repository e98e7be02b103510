/* See design.h. */
#include "design/design.h"

#include <stdlib.h>

void lc_design_free(struct lc_design *design)
{
    if (!design)
        return;
    lc_frame_free(&design->frame);
    free(design->child);
    free(design->unit);
    free(design->landmark);
    free(design->days);
    free(design->cause);
    free(design->complete);
    free(design->shard);
    *design = (struct lc_design){ 0 };
}
