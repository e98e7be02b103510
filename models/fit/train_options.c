/* The options of a study's model: those of `fit`, by the same table, but for what the
 * study itself says. */
#include <string.h>

#include "base/near.h"
#include "models/families/families.h"
#include "models/fit/train.h"

/* Standard errors are by child, the event is the entry, and nobody looks at the
 * concordance of the rows trained on. */
static const char *const owned[] = { "variance", "cause", "concordance", NULL };

static int fail_unknown(const char *key, struct lc_error *err)
{
    const char *names[LC_KNOBS_ROWS] = { 0 };
    for (size_t i = 0; i < lc_fit_knobs.count; i++)
        names[i] = lc_fit_knobs.rows[i].name;
    size_t near = lc_word_nearest(key, lc_fit_knobs.count, names, 4);
    if (near < lc_fit_knobs.count)
        return LC_FAIL(err, LC_USAGE, "no option '%.40s'; did you mean %s?", key,
                       names[near]);
    return LC_FAIL(err, LC_USAGE, "no option '%.40s'; 'latecare help fit' lists them",
                   key);
}

static int fail_family(const char *name, struct lc_error *err)
{
    const char *names[64] = { 0 };
    struct lc_text all = { 0 };
    size_t count = 0;
    for (; lc_families[count]; count++) {
        names[count] = lc_families[count]->name;
        lc_text_addf(&all, "%s%s", count ? ", " : "", names[count]);
    }
    size_t near = lc_word_nearest(name, count, names, 4);
    int code =
        near < count
            ? LC_FAIL(err, LC_USAGE, "there is no family '%.40s'; did you mean %s?",
                      name, names[near])
            : LC_FAIL(err, LC_USAGE, "there is no family '%.40s'; there are %s", name,
                      all.data ? all.data : "");
    lc_text_free(&all);
    return code;
}

/* "net: { alpha: 1 }" is "alpha: 1". */
static const char *knob_of(const struct lc_study_option *option)
{
    return strncmp(option->key, "net.", 4) == 0 ? option->key + 4 : option->key;
}

/* The options as a study writes them. */
static struct lc_knobs keys_of_fit(void)
{
    struct lc_knobs keys = lc_fit_knobs;
    keys.ends = ":";
    return keys;
}

static bool is_one_of(const char *word, const char *const *words)
{
    while (*words && strcmp(*words, word) != 0)
        words++;
    return *words;
}

static int set(struct lc_fit_options *options, const struct lc_study_option *option,
               uint64_t *given, struct lc_error *err)
{
    static const char *const yes[] = { "true", "yes", NULL };
    static const char *const no[] = { "false", "no", NULL };
    const char *name = knob_of(option), *value = option->value;
    const struct lc_knobs keys = keys_of_fit();
    const struct lc_knob *row = lc_knobs_find(&keys, name);
    if (!row)
        return fail_unknown(name, err);
    if (is_one_of(row->name, owned))
        return LC_FAIL(err, LC_USAGE, "a study says this by itself; take it out");
    if (row->kind == LC_FLAG && is_one_of(value, no))
        return LC_OK;
    if (row->kind == LC_FLAG && !is_one_of(value, yes))
        return LC_FAIL(err, LC_USAGE, "'%.40s' is not true or false", value);
    return lc_knobs_set(&keys, options, name, row->kind == LC_FLAG ? NULL : value,
                        given, err);
}

int lc_train_options(struct lc_fit_options *options, uint64_t *given,
                     const struct lc_study_model *model, const char **key,
                     struct lc_error *err)
{
    const struct lc_family *family = lc_family_find(model->family);
    const struct lc_knobs keys = keys_of_fit();
    int code = LC_OK;
    *options = lc_fit_defaults();
    *given = 0;
    *key = "family";
    if (!family)
        return fail_family(model->family, err);
    for (size_t k = 0; k < model->options && !code; k++) {
        *key = model->option[k].key;
        code = set(options, model->option + k, given, err);
    }
    for (size_t k = 0; k < model->options && !code; k++) {
        const struct lc_knob *row = lc_knobs_find(&keys, knob_of(model->option + k));
        uint64_t one = *given & UINT64_C(1) << (row - keys.rows);
        *key = model->option[k].key;
        code = lc_family_check_options(family, &keys, options, one, err);
    }
    return code;
}

int lc_train_judge(const struct lc_study_model *model, const char **key,
                   struct lc_error *err)
{
    struct lc_fit_options options;
    uint64_t given;
    return lc_train_options(&options, &given, model, key, err);
}
