/* See page_inside.h. */
#include "models/report/page_inside.h"

#include <math.h>

#include "base/json.h"

void lc_page_fail(struct lc_page *page, const char *name, const char *why)
{
    if (!page->code)
        page->code = LC_FAIL(page->err, LC_FORMAT, "'%s' %s", name, why);
}

int lc_page_check(struct lc_page *page)
{
    if (!page->code)
        page->code = lc_text_check(page->out, page->err);
    return page->code;
}

/* object[name], or NULL where it is absent or null. */
static const json_t *find(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_null(value) ? NULL : value;
}

const json_t *lc_page_object(struct lc_page *page, const json_t *object,
                             const char *name)
{
    const json_t *value = find(object, name);
    if (value && !json_is_object(value)) {
        lc_page_fail(page, name, "is not an object");
        return NULL;
    }
    return value;
}

const json_t *lc_page_list(struct lc_page *page, const json_t *object, const char *name)
{
    const json_t *value = find(object, name);
    if (value && !json_is_array(value)) {
        lc_page_fail(page, name, "is not a list");
        return NULL;
    }
    return value;
}

const char *lc_page_word(struct lc_page *page, const json_t *object, const char *name)
{
    const json_t *value = find(object, name);
    if (value && !json_is_string(value)) {
        lc_page_fail(page, name, "is not a text");
        return NULL;
    }
    return json_string_value(value);
}

double lc_page_number(struct lc_page *page, const json_t *object, const char *name)
{
    const json_t *value = find(object, name);
    double number = NAN;
    if (value && !lc_json_is_number(value, &number))
        lc_page_fail(page, name, "is not a number");
    return number;
}

struct lc_stated lc_page_limits(struct lc_page *page, const json_t *object,
                                const char *estimate, const char *low, const char *high)
{
    return (struct lc_stated){ .estimate = lc_page_number(page, object, estimate),
                               .low = lc_page_number(page, object, low),
                               .high = lc_page_number(page, object, high) };
}

struct lc_stated lc_page_estimate(struct lc_page *page, const json_t *object,
                                  const char *name)
{
    if (!json_is_object(find(object, name)))
        return (struct lc_stated){ lc_page_number(page, object, name), NAN, NAN };
    return lc_page_limits(page, find(object, name), "estimate", "low", "high");
}

const char *lc_page_need_word(struct lc_page *page, const json_t *object,
                              const char *name)
{
    const char *word = lc_page_word(page, object, name);
    if (!word)
        lc_page_fail(page, name, "is missing");
    return word ? word : "";
}

double lc_page_need_number(struct lc_page *page, const json_t *object, const char *name)
{
    double value = lc_page_number(page, object, name);
    if (isnan(value))
        lc_page_fail(page, name, "is missing");
    return value;
}

const json_t *lc_page_need_list(struct lc_page *page, const json_t *object,
                                const char *name)
{
    const json_t *list = lc_page_list(page, object, name);
    if (!list)
        lc_page_fail(page, name, "is missing");
    return list;
}
