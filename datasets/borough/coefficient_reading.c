/* What is wrong in truth.yaml, and where. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "base/number.h"
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

int lc_reading_word(const struct reading *in, const char *section, size_t row,
                    const char *key, const char *word, const char *words,
                    struct lc_error *err)
{
    char why[200], near[40] = "";
    size_t best = 4, size;
    for (const char *at = words; *at; at += size + (at[size] == ',')) {
        char one[40];
        size = strcspn(at, ",");
        snprintf(one, sizeof one, "%.*s", (int)size, at);
        size_t far = lc_word_distance(word, one);
        if (!far)
            return LC_OK;
        if (far < best)
            best = far, snprintf(near, sizeof near, "%s", one);
    }
    snprintf(why, sizeof why, "'%.40s' is not known here; %s%.120s", word,
             near[0] ? "is it " : "known are ", near[0] ? near : words);
    return lc_reading_refuse(in, section, row, key, why, err);
}

bool lc_pair_take(char **at, const char **name, double *value)
{
    char *begin = *at + strspn(*at, " \n");
    if (!*begin)
        return *at = begin, false;
    size_t size = strcspn(begin, ",");
    bool more = begin[size] == ',';
    char *number = begin + size;
    while (number > begin && number[-1] == ' ')
        number--;
    struct lc_slice digits = { number, 0 };
    while (number > begin && number[-1] != ' ')
        number--;
    digits.size = (size_t)(digits.data - number);
    digits.data = number;
    *at = begin;
    if (number == begin || lc_number_parse(digits, value) || !isfinite(*value))
        return false;
    while (number[-1] == ' ')
        number--;
    *number = 0;
    *name = begin;
    *at = begin + size + more;
    return true;
}

const char lc_pairs_wanted[] = "not NAME NUMBER, NAME NUMBER and so on";
