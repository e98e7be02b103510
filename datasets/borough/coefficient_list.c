/* The lists of truth.yaml that a file replaces whole: assessment factors, peoples,
 * unaccompanied children a year. */
#include <math.h>
#include <string.h>

#include "datasets/borough/coefficient_inside.h"
#include "datasets/borough/name_inside.h"

/* --- factors ---------------------------------------------------------------------- */

/* As datasets/schema/codes.yaml has them. */
static const char factor_codes[] =
    "1A,1B,1C,2A,2B,2C,3A,3B,3C,4A,4B,4C,5A,5B,5C,6A,6B,6C,7A,8B,8C,8D,8E,8F,9A,10A,"
    "11A,12A,13A,14A,15A,16A,17A,18A,18B,18C,19A,19B,19C,20,21,22A,23A,24A";

static int refuse_factor(const struct reading *in, size_t row, const char *key,
                         const char *why, struct lc_error *err)
{
    return lc_reading_refuse(in, "factors", row, key, why, err);
}

static int check_factor(const struct reading *in, size_t row,
                        const struct said_factor *f, struct lc_error *err)
{
    int code = lc_reading_word(in, "factors", row, "code", f->code, factor_codes, err);
    for (size_t i = 0; i < row && !code; i++)
        if (strcmp(in->to->factor[i].code, f->code) == 0)
            code = refuse_factor(in, row, "code", "there twice", err);
    if (code)
        return code;
    if (!(f->share >= 0 && f->share < 1))
        return refuse_factor(in, row, "share", "not 0 to below 1", err);
    if (!(fabs(f->slope) <= LC_LOG_RATIO_MOST))
        return refuse_factor(in, row, "slope", "not -20 to 20", err);
    if (f->age_from < 0 || f->age_from > 18)
        return refuse_factor(in, row, "age_from", "not 0 to 18", err);
    if (f->age_to < f->age_from || f->age_to > 18)
        return refuse_factor(in, row, "age_to", "not age_from to 18", err);
    if (f->year_from < 0 || f->year_from > 9999)
        return refuse_factor(in, row, "year_from", "not 0 to 9999", err);
    if (f->year_to < f->year_from || f->year_to > 9999)
        return refuse_factor(in, row, "year_to", "not year_from to 9999", err);
    return LC_OK;
}

static int set_factors(const struct reading *in, const struct said *said,
                       struct lc_error *err)
{
    int code = LC_OK;
    if (said->factors) {
        in->to->factors = said->factors_count;
        in->to->abuse = 0;
    }
    for (size_t i = 0; i < said->factors_count && !code; i++) {
        const struct said_factor *f = said->factors + i;
        code = check_factor(in, i, f, err);
        in->to->factor[i] = (struct lc_factor){ .code = f->code,
                                                .share = f->share,
                                                .slope = f->slope,
                                                .age_from = f->age_from,
                                                .age_to = f->age_to,
                                                .year_from = f->year_from,
                                                .year_to = f->year_to };
        if (f->code[0] == '3')
            in->to->abuse |= UINT64_C(1) << i;
    }
    return code;
}

/* --- peoples ---------------------------------------------------------------------- */

/* As datasets/schema/codes.yaml has them. */
static const char people_codes[] = "WBRI,WIRI,WOTH,WIRT,WROM,MWBC,MWBA,MWAS,MOTH,AIND,"
                                   "APKN,ABAN,AOTH,BCRB,BAFR,BOTH,CHNE,OOTH,REFU,NOBT";

/* The others are held against the white groups, which have no predictor. */
static const struct {
    const char *word;
    int predictor;
} groups[] = { { "white", 0 },
               { "black", LC_X_BLACK },
               { "asian", LC_X_ASIAN },
               { "mixed", LC_X_MIXED },
               { "other", LC_X_OTHER } };
static const char group_words[] = "white,black,asian,mixed,other";

static int group_of(const char *word)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (strcmp(groups[i].word, word) == 0)
            return groups[i].predictor;
    return 0;
}

/* One of the two lists, under its key. */
struct peoples {
    const char *key;
    const struct said_people *said;
    size_t count;
    struct lc_ethnicity *to;
};

static int set_people(const struct reading *in, const struct peoples *list, size_t row,
                      struct lc_error *err)
{
    const struct said_people *p = list->said + row;
    int code = lc_reading_word(in, list->key, row, "code", p->code, people_codes, err);
    if (!code)
        code = lc_reading_word(in, list->key, row, "group", p->group, group_words, err);
    if (!code && !(p->share >= 0 && p->share <= 1))
        code = lc_reading_refuse(in, list->key, row, "share", "a share is 0 to 1", err);
    if (!code && !lc_origin_find(p->origin, NULL, NULL))
        code = lc_reading_refuse(in, list->key, row, "origin",
                                 "no origin of names; see README.md", err);
    list->to[row] = (struct lc_ethnicity){ .code = p->code,
                                           .group = group_of(p->group),
                                           .origin = p->origin,
                                           .share = p->share };
    return code;
}

static int set_peoples(const struct reading *in, const struct peoples *list,
                       size_t *count, struct lc_error *err)
{
    double total = 0;
    if (!list->said)
        return LC_OK;
    for (size_t i = 0; i < list->count; i++) {
        int code = set_people(in, list, i, err);
        if (code)
            return code;
        total += list->said[i].share;
    }
    *count = list->count;
    return fabs(total - 1) < 1e-9
               ? LC_OK
               : lc_reading_refuse(in, list->key, 0, "share",
                                   "the shares are not 1 in sum", err);
}

/* --- all of them ------------------------------------------------------------------ */

static int set_alone(const struct reading *in, const double *said, struct lc_error *err)
{
    for (size_t i = 0; said && i < LC_TREND_YEARS; i++) {
        if (!(said[i] >= 0 && said[i] <= 10000)) {
            int line, column;
            lc_yaml_locate(in->data, in->size, "unaccompanied", &line, &column);
            return LC_FAIL(err, LC_FORMAT, "%s:%d:%d: children a year are 0 to 10000",
                           in->name, line, column);
        }
        in->to->alone[i] = said[i];
    }
    return LC_OK;
}

int lc_lists_set(const struct reading *in, const struct said *said,
                 struct lc_error *err)
{
    struct lc_coefficients *to = in->to;
    const struct peoples here = { "peoples", said->peoples, said->peoples_count,
                                  to->people };
    const struct peoples alone = { "unaccompanied_peoples", said->unaccompanied_peoples,
                                   said->unaccompanied_peoples_count,
                                   to->people_alone };
    int code = set_factors(in, said, err);
    if (!code)
        code = set_alone(in, said->unaccompanied, err);
    if (!code)
        code = set_peoples(in, &here, &to->peoples, err);
    return code ? code : set_peoples(in, &alone, &to->peoples_alone, err);
}
