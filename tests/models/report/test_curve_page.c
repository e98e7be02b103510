/* The page of curves: steps and shares, worked out by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "models/report/curve_page.h"

TestSuite(curve_page, .init = lc_begin);

/* The page of a document in JSON, with ' for ". */
static int page_of(const char *json, struct lc_text *page, struct lc_error *err)
{
    char text[2000];
    size_t i = 0;
    for (; json[i] && i + 1 < sizeof text; i++)
        text[i] = json[i] == '\'' ? '"' : json[i];
    text[i] = '\0';
    json_t *document = json_loads(text, 0, NULL);
    cr_assert(ne(ptr, document, NULL), "%s", text);
    int code = lc_curve_page(document, page, err);
    json_decref(document);
    return code;
}

static int has(const struct lc_text *page, const char *words)
{
    return page->data && strstr(page->data, words) != NULL;
}

/* Of four people one goes at 1, one leaves at 2 and at 4, one goes at 3: 1, 3/4 from 1,
 * 3/8 from 3 to 4. Of 0 to 4 along, those are 250, 750 and 1000 of 1000; down, 250 and
 * 625. What stands at 2 is as at 1, and so is drawn once; the curve ends at 4. */
#define FOUR                                                                           \
    "{'title': 'Surv(t, e) ~ <b>', 'n': 4, 'rows_missing': 2, 'limits': 'log', "       \
    "'groups': [{'group': 'a', 'n': 4, 'events': 2, 'points': ["                       \
    "{'time': 1, 'survival': 0.75}, {'time': 2, 'survival': 0.75}, "                   \
    "{'time': 3, 'survival': 0.375}, {'time': 4, 'survival': 0.375}]}]}"

Test(curve_page, a_curve_by_hand)
{
    struct lc_text page = { 0 };
    cr_assert(eq(int, page_of(FOUR, &page, NULL), 0));
    cr_expect(eq(int,
                 has(&page, "\"M0.0 0.0L250.0 0.0L250.0 250.0L500.0 250.0L500.0 250.0"
                            "L750.0 250.0L750.0 625.0L1000.0 625.0L1000.0 625.0\""),
                 1));
    cr_expect(eq(int, has(&page, "<data value=\"0.375\">38%</data>"), 1));
    cr_expect(eq(int, has(&page, "2 left out for a missing value"), 1));
    cr_expect(eq(int, has(&page, "left out for a weight"), 0));
    cr_expect(eq(int, has(&page, "~ <b>"), 0), "a column's name is markup");
    cr_expect(eq(int, has(&page, "Do the groups differ"), 0), "nobody asked");
    lc_text_free(&page);
}

/* Of a span of 0.4 the steps are of 0.05, of one of 0.04 of 0.005: each reads otherwise
 * than the one beside it. */
Test(curve_page, times_read_apart_however_short_the_span)
{
    static const char *const short_json =
        "{'title': 'S', 'n': 4, 'rows_missing': 0, 'limits': 'log', 'groups': ["
        "{'group': 'a', 'n': 4, 'events': 2, 'points': ["
        "{'time': %s, 'survival': 0.75}, {'time': %s, 'survival': 0.375}]}]}";
    static const struct {
        const char *from, *to, *read[3];
    } of[] = { { "0.1", "0.4", { ">0.05<", ">0.15<", ">0.4<" } },
               { "0.01", "0.04", { ">0.005<", ">0.015<", ">0.04<" } },
               { "100", "400", { ">50<", ">150<", ">400<" } },
               { "1000", "4000", { ">500<", ">1,500<", ">4,000<" } } };
    for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
        char json[500];
        struct lc_text page = { 0 };
        snprintf(json, sizeof json, short_json, of[k].from, of[k].to);
        cr_assert(eq(int, page_of(json, &page, NULL), 0));
        for (size_t i = 0; i < 3; i++)
            cr_expect(has(&page, of[k].read[i]), "%s of %s", of[k].read[i], of[k].to);
        lc_text_free(&page);
    }
}

/* Two causes are two charts, each from 0 on and of its own points alone: cause 1 comes
 * to 1/4 at 2, cause 2 to 1/2 there; cause 0, being free of both, is none. */
Test(curve_page, a_chart_a_cause)
{
    struct lc_text page = { 0 };
    int code = page_of(
        "{'title': 't', 'n': 4, 'limits': 'log', 'groups': [{'group': '', 'n': 4, "
        "'events': 3, 'points': [{'time': 2, 'cause': 0, 'probability': 0.25}, "
        "{'time': 2, 'cause': 1, 'probability': 0.25}, "
        "{'time': 2, 'cause': 2, 'probability': 0.5}]}]}",
        &page, NULL);
    size_t curves = 0;
    cr_assert(eq(int, code, 0));
    for (const char *at = page.data; (at = strstr(at, "<path class=\"lc-curve ")); at++)
        curves++;
    cr_expect(eq(sz, curves, 2));
    cr_expect(eq(int, has(&page, "Share to whom cause 2 has happened"), 1));
    cr_expect(eq(int, has(&page, "cause 3"), 0));
    cr_expect(eq(int, has(&page, "All rows"), 1), "a curve of everybody has no name");
    /* axes end at 1.05 of the highest share: 1000 (1 - 1 / 1.05) = 47.6 from above */
    cr_expect(eq(int, has(&page, "\"M0.0 1000.0L1000.0 1000.0L1000.0 47.6\""), 1));
    lc_text_free(&page);
}

/* What is missing fails, and says what. */
Test(curve_page, names_what_is_missing)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    int code = page_of("{'title': 't', 'n': 1, 'limits': 'log', 'groups': "
                       "[{'group': '', 'n': 1, 'events': 1, 'points': [{'time': 1}]}]}",
                       &page, &err);
    cr_expect(eq(int, code, LC_OK), "a share that is not told is no fault: %s",
              err.text);
    cr_expect(eq(int, has(&page, "nan"), 0), "a number that is none is drawn");
    lc_text_free(&page);
    page = (struct lc_text){ 0 };
    code = page_of(
        "{'title': 't', 'n': 1, 'limits': 'log', 'groups': [{'group': '', 'n': 1}]}",
        &page, &err);
    cr_expect(eq(int, code, LC_FORMAT));
    cr_expect(ne(ptr, strstr(err.text, "events"), NULL), "%s", err.text);
    lc_text_free(&page);
}
