/* See reasons_inside.h. */
#include "models/report/reasons_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/memory.h"

/* On the log scale: what changes the odds or the hazard by less than a twentieth is no
 * reason, and a page full of such lines hides those that are. */
static const double least = 0.05;

struct reason {
    const char *text;
    double size; /* of the contribution, without its sign */
    size_t at;   /* its place in the document */
};

static int by_size(const void *a, const void *b)
{
    const struct reason *x = a, *y = b;
    if (x->size != y->size)
        return x->size < y->size ? 1 : -1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Age and sex are what the model starts from, and no reason to discuss a child. */
static bool is_of_the_person(struct lc_page *page, const json_t *contribution)
{
    const char *history = lc_page_word(page, contribution, "history");
    return history && !strcmp(history, "person");
}

static size_t gather(struct lc_page *page, const json_t *contributions, double sign,
                     struct reason *reasons)
{
    size_t count = 0;
    json_t *c;
    for (size_t i = 0; (c = json_array_get(contributions, i)); i++) {
        const char *text = lc_page_word(page, c, "text");
        double size = sign * lc_page_need_number(page, c, "contribution");
        if (text && *text && size >= least && !is_of_the_person(page, c))
            reasons[count++] = (struct reason){ text, size, i };
    }
    return count;
}

static json_t *from_contributions(struct lc_page *page, const json_t *entry,
                                  double sign)
{
    const json_t *contributions = lc_page_list(page, entry, "contributions");
    struct reason *reasons =
        lc_alloc(json_array_size(contributions) + 1, sizeof *reasons);
    json_t *texts = json_array();
    if (!reasons || !texts)
        page->out->failed = true;
    size_t count = reasons ? gather(page, contributions, sign, reasons) : 0;
    if (count)
        qsort(reasons, count, sizeof *reasons, by_size);
    for (size_t i = 0; i < count; i++)
        if (!lc_json_push(texts, json_string(reasons[i].text)))
            page->out->failed = true;
    free(reasons);
    return texts;
}

static json_t *stated_or(struct lc_page *page, const json_t *entry, const char *name,
                         double sign)
{
    const json_t *stated = lc_page_list(page, entry, name);
    if (stated)
        return json_incref((json_t *)(size_t)stated);
    return from_contributions(page, entry, sign);
}

json_t *lc_reasons_for(struct lc_page *page, const json_t *entry)
{
    return stated_or(page, entry, "for", 1);
}

/* Most of what lowers a risk is something that did not happen; after the four that
 * weigh most the rest are a number. */
json_t *lc_reasons_against(struct lc_page *page, const json_t *entry)
{
    enum { SHOWN = 4 };
    char rest[60];
    json_t *texts = stated_or(page, entry, "against", -1);
    size_t count = json_array_size(texts);
    if (count <= SHOWN + 1)
        return texts;
    json_t *few = json_copy(texts);
    json_decref(texts);
    snprintf(rest, sizeof rest, "and %zu more, each weighing less", count - SHOWN);
    while (few && json_array_size(few) > SHOWN)
        json_array_remove(few, json_array_size(few) - 1);
    if (!few || !lc_json_push(few, json_string(rest)))
        page->out->failed = true;
    return few;
}
