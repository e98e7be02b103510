/* What is wrong in truth.yaml, and where. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "datasets/borough/coefficient_inside.h"

int lc_reading_refuse(const struct reading *in, const char *section, size_t row,
                      const char *key, const char *why, struct lc_error *err)
{
    char at[80];
    int line, column;
    snprintf(at, sizeof at, "%s[%zu].%s", section, row, key);
    lc_yaml_locate(in->data, in->size, at, &line, &column);
    return LC_FAIL(err, LC_FORMAT, "%s:%d:%d: %s", in->name, line, column, why);
}

int lc_reading_find(const struct reading *in, const char *section, size_t row,
                    const char *key, const char *word, size_t count,
                    const char *const *names, size_t *which, struct lc_error *err)
{
    char why[200];
    for (*which = 0; *which < count; ++*which)
        if (strcmp(names[*which], word) == 0)
            return LC_OK;
    size_t near = lc_word_nearest(word, count, names, 6);
    snprintf(why, sizeof why, "'%.60s' is none of the %s; %s%s", word, section,
             near < count ? "is it " : "see latecare simulate --list",
             near < count ? names[near] : "");
    return lc_reading_refuse(in, section, row, key, why, err);
}
