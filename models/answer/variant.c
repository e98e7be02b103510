#include "models/answer/variant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "models/families/families.h"

enum { NAME = 80 };

/* Of an option that is none of a variant, though it may be one of `fit`: which are. */
static int refuse_option(const struct lc_family *family, const char *option,
                         struct lc_error *err)
{
    struct lc_text names = { 0 };
    bool read = false;
    for (size_t i = 0; lc_families[i] && !read; i++)
        read = lc_family_reads(lc_families[i], option, NULL);
    for (size_t i = 0; i < lc_fit_knobs.count; i++)
        if (lc_family_reads(family, lc_fit_knobs.rows[i].name, NULL))
            lc_text_addf(&names, "%s%s", names.size ? ", " : "",
                         lc_fit_knobs.rows[i].name);
    int code = LC_FAIL(err, LC_USAGE, "%s '%.40s'; of family %s it takes: %s",
                       read ? "a variant does not take fit's option" : "no option",
                       option, family->name, names.data ? names.data : "none");
    lc_text_free(&names);
    return code;
}

/* "ridge=2" or "firth". */
static int set_option(struct lc_variant *v, char *text, uint64_t *given,
                      struct lc_error *err)
{
    char *value = strchr(text, '=');
    if (value)
        *value++ = '\0';
    int code = lc_knobs_set(&lc_fit_knobs, &v->options, text, value, given, err);
    return code == LC_ABSENT ? refuse_option(v->family, text, err) : code;
}

/* The head, which is written over: "name=family,option=value". */
static int parse_head(struct lc_variant *v, char *name, char *head,
                      struct lc_error *err)
{
    char *rest = strchr(head, ',');
    snprintf(name, NAME, "%.60s", head);
    if (rest)
        *rest++ = '\0';
    char *family = strchr(head, '=');
    if (family) {
        *family++ = '\0';
        snprintf(name, NAME, "%.60s", head);
    }
    uint64_t given = 0;
    int code = lc_family_named(&v->family, family ? family : head, err);
    while (!code && rest) {
        char *next = strchr(rest, ',');
        if (next)
            *next++ = '\0';
        code = set_option(v, rest, &given, err);
        rest = next;
    }
    return code ? code
                : lc_family_check_options(v->family, &lc_fit_knobs, &v->options, given,
                                          err);
}

static int parse(struct lc_variant *v, char *name, const char *text,
                 struct lc_error *err)
{
    const char *colon = strchr(text, ':'), *tilde = strchr(text, '~');
    char head[200];
    if (!colon || !tilde || colon > tilde || (size_t)(colon - text) >= sizeof head)
        return LC_FAIL(err, LC_USAGE,
                       "'%.80s' is not a model: write 'family: y ~ a + b'", text);
    size_t size = (size_t)(colon - text);
    memcpy(head, text, size);
    head[size] = '\0';
    v->formula = colon + 1 + strspn(colon + 1, " ");
    v->name = name;
    int code = parse_head(v, name, head, err);
    return code ? lc_error_within(err, code, "%.60s", text) : LC_OK;
}

static void tell_apart(const struct lc_variant *variant, int which, char *name)
{
    int same = 1;
    size_t size = strlen(name);
    for (int k = 0; k < which; k++)
        same += strncmp(variant[k].name, name, size) == 0
                && (variant[k].name[size] == '\0' || variant[k].name[size] == ' ');
    if (same > 1 && size + 12 < NAME)
        snprintf(name + size, NAME - size, " (%d)", same);
}

int lc_variants_parse(struct lc_variant *variant, char **names, int count, char **argv,
                      const struct lc_fit_options *common, struct lc_error *err)
{
    *names = lc_alloc((size_t)count, NAME);
    int code = *names ? LC_OK : LC_FAIL_NOMEM(err);
    for (int k = 0; !code && k < count; k++) {
        char *name = *names + (size_t)k * NAME;
        variant[k].options = *common;
        code = parse(&variant[k], name, argv[k], err);
        if (!code)
            tell_apart(variant, k, name);
    }
    return code;
}
