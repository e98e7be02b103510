/* See whose.h. */
#include "models/fit/whose.h"

#include "base/day.h"

/* The day; LC_NO_DAY: the store's own, as it stood when the model was trained. Programs
 * before `training` had it wrote it among the results alone. */
static int32_t linkage_of(const struct lc_model *model)
{
    const char *text = json_string_value(json_object_get(model->training, "linkage"));
    int32_t day = LC_NO_DAY;
    if (!text)
        text = json_string_value(json_object_get(model->metrics, "linkage"));
    if (!text || lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day))
        return LC_NO_DAY;
    return day;
}

void lc_whose_hold(struct lc_text *text, const struct lc_model *model, int32_t linkage)
{
    int32_t learnt = linkage_of(model);
    char day[LC_DAY_ROOM];
    if (learnt == LC_NO_DAY || learnt == linkage)
        return;
    lc_text_addf(text, "the model learnt from the children of the linkage of %s, ",
                 lc_day_print(learnt, day));
    if (linkage == LC_NO_DAY)
        lc_text_add(text, "and these are the store's own: who is one child may differ");
    else
        lc_text_addf(text, "and these are of that of %s: who is one child may differ",
                     lc_day_print(linkage, day));
}
