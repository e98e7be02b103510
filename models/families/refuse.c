/* What a family has not, said with those that have it (families.h). */
#include "models/families/families.h"

bool lc_family_has_net(const struct lc_family *family)
{
    return family->net.target;
}

bool lc_family_has_quantiles(const struct lc_family *family)
{
    return family->quantile.times;
}

bool lc_family_has_hazard(const struct lc_family *family)
{
    return family->hazard.at;
}

bool lc_family_has_checks(const struct lc_family *family)
{
    return family->checks.zph;
}

bool lc_family_has_intervals(const struct lc_family *family)
{
    return family->intervals == LC_YES;
}

bool lc_family_has_shares(const struct lc_family *family)
{
    return family->shares == LC_YES;
}

bool lc_family_keeps_level(const struct lc_family *family)
{
    return !family->recalibration.run;
}

bool lc_family_is_untold(const struct lc_family *family)
{
    return !family->export.form;
}

void lc_families_add(struct lc_text *out, lc_family_test *test)
{
    bool any = false;
    for (size_t i = 0; lc_families[i]; i++)
        if (!test || test(lc_families[i])) {
            lc_text_addf(out, "%s%s", any ? ", " : "", lc_families[i]->name);
            any = true;
        }
}

int lc_family_refuse(const struct lc_family *family, const char *what, const char *why,
                     lc_family_test *test, struct lc_error *err)
{
    struct lc_text have = { 0 };
    lc_families_add(&have, test);
    int code = lc_text_check(&have, err);
    if (!code)
        code = LC_FAIL(err, LC_USAGE, "family %s has no %s: %s. Those that have: %s",
                       family->name, what, why, have.data ? have.data : "none");
    lc_text_free(&have);
    return code;
}

int lc_family_named(const struct lc_family **family, const char *name,
                    struct lc_error *err)
{
    struct lc_text names = { 0 };
    *family = lc_family_find(name);
    if (*family)
        return LC_OK;
    lc_families_add(&names, NULL);
    int code = LC_FAIL(err, LC_USAGE, "no family '%.40s'; there are %s", name,
                       names.data ? names.data : "");
    lc_text_free(&names);
    return code;
}
