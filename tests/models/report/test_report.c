/* The page as a whole: what it refuses, what it leaves out, what it escapes. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/report/reasons_inside.h"
#include "models/report/report.h"

TestSuite(report, .init = lc_begin);

/* The least that results may be. */
#define LEAST                                                                          \
    "'title':'T','as_of':'2024-03-01','horizon':{'months':12},"                        \
    "'model':{'title':'Cox','hash':'0123456789abcdef'}"

/* JSON written with ' for ", which C can hold without strokes. */
static json_t *json_of(const char *text)
{
    char copy[4096];
    json_error_t error;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    json_t *value = json_loads(copy, 0, &error);
    cr_assert(ne(ptr, value, NULL), "%s: %s", error.text, text);
    return value;
}

static int print_page(const char *results, const char *list, struct lc_text *page,
                      struct lc_error *err)
{
    json_t *r = json_of(results), *l = list ? json_of(list) : NULL;
    int code = lc_report_print(r, l, page, err);
    json_decref(r);
    json_decref(l);
    return code;
}

/* 1: the page says words; 0: it does not. */
static int has(const struct lc_text *page, const char *words)
{
    return strstr(page->data, words) != NULL;
}

Test(report, prints_the_least)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    cr_assert(eq(int, print_page("{" LEAST "}", NULL, &page, &err), LC_OK), "%s",
              err.text);
    cr_expect(eq(int, has(&page, "<!DOCTYPE html>"), 1));
    cr_expect(eq(int, has(&page, "</html>"), 1));
    cr_expect(eq(int, has(&page, "1 March 2024"), 1));
    cr_expect(eq(int, has(&page, "id=\"list\""), 0));
    cr_expect(eq(int, has(&page, "data-chart=\""), 0), "a chart without numbers");
    lc_text_free(&page);
}

/* A child's key is refused however deep it lies, and nothing of its value is said. */
Test(report, refuses_a_child_in_results)
{
    static const char *const parts[] = {
        "'limits':[],'child':77123",
        "'calibration':{'bins':[{'low':0,'child':77123}]}",
        "'a':[[{'b':{'postcode':'77123'}}]]",
        "'listed':[77123]",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char results[512];
        struct lc_text page = { 0 };
        struct lc_error err = { 0 };
        snprintf(results, sizeof results, "{" LEAST ",%s}", parts[i]);
        cr_expect(eq(int, print_page(results, NULL, &page, &err), LC_REFUSED));
        cr_expect(eq(ptr, strstr(err.text, "77123"), NULL));
        lc_text_free(&page);
    }
}

Test(report, names_what_is_wrong)
{
    static const struct {
        const char *results, *name;
    } cases[] = {
        { "{'as_of':'2024-03-01'}", "title" },
        { "{" LEAST ",'purpose':3}", "purpose" },
        { "{" LEAST ",'verdict':{'status':'fine'}}", "status" },
        { "{" LEAST ",'list_size':{'capacity':30}}", "curves" },
        { "{" LEAST ",'performance':{'capacity':'many'}}", "capacity" },
        { "{" LEAST ",'limits':[3]}", "list of texts" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_text page = { 0 };
        struct lc_error err = { 0 };
        cr_expect(eq(int, print_page(cases[i].results, NULL, &page, &err), LC_FORMAT));
        cr_expect(ne(ptr, strstr(err.text, cases[i].name), NULL), "%s", err.text);
        lc_text_free(&page);
    }
}

/* < is &lt; in words, in a chart and beside it. It is never itself; nor is the end of a
 * line that is no newline. */
Test(report, escapes_what_came_from_outside)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    cr_assert(eq(int,
                 print_page("{" LEAST ",'purpose':'<b>&','coefficients':{'scale':'<i>',"
                            "'terms':[{'label':'</script>\xe2\x80\xa8','history':'h',"
                            "'ratio':2,'ratio_low':1,'ratio_high':4}]}}",
                            NULL, &page, &err),
                 LC_OK),
              "%s", err.text);
    cr_expect(eq(int, has(&page, "&lt;b&gt;&amp;"), 1));
    cr_expect(eq(int, has(&page, "&lt;/script&gt;\xef\xbf\xbd"), 1));
    cr_expect(eq(int, has(&page, "<b>"), 0));
    cr_expect(eq(int, has(&page, "<i>"), 0));
    lc_text_free(&page);
}

/* One model's figures are never shown with another's list; a list that does not say
 * whose it is is taken as it is. */
Test(report, refuses_another_models_list)
{
#define LIST                                                                           \
    "'as_of':'2024-03-01','horizon':{'months':12},'capacity':2,'children':9,"          \
    "'base_rate':0.1,'listed':[]"
    static const struct {
        const char *list;
        int code;
    } cases[] = {
        { "{" LIST "}", LC_OK },
        { "{" LIST ",'model':'0123456789abcdef'}", LC_OK },
        { "{" LIST ",'model':'0123456789abcdee'}", LC_REFUSED },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_text page = { 0 };
        struct lc_error err = { 0 };
        int code = print_page("{" LEAST "}", cases[i].list, &page, &err);
        cr_expect(eq(int, code, cases[i].code), "%s", err.text);
        lc_text_free(&page);
    }
}

/* Of 5 listed a fifth, 1; of 10 0.15, 1.5, half a child more; 30 is more than twice the
 * panel's 10, and of 30 a tenth are 3, 1.5 more than of 10. */
Test(report, says_what_each_further_five_buy)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    cr_assert(
        eq(int,
           print_page("{" LEAST ",'list_size':{'capacity':10,'curves':[{'name':'model',"
                      "'label':'m','points':[{'size':5,'precision':0.2},{'size':10,"
                      "'precision':0.15},{'size':30,'precision':0.1}]}]}}",
                      "{" LIST "}", &page, &err),
           LC_OK),
        "%s", err.text);
    const char *at = strstr(page.data, "id=\"list-sizes\"");
    cr_assert(ne(ptr, (void *)at, NULL));
    cr_expect(ne(ptr, strstr(at, "<data value=\"1.5\">1.5</data>"), NULL));
    cr_expect(ne(ptr, strstr(at, "<data value=\"0.5\">0.5</data>"), NULL));
    cr_expect(eq(ptr, strstr(at, "<data value=\"30\">"), NULL));
    cr_expect(ne(ptr,
                 strstr(at, "A list of 10 found <strong>1.5</strong>; the next 20 "
                            "children <strong>1.5</strong> more."),
                 NULL));
    lc_text_free(&page);
}

/* By the risks of the day: of 10 one more than of 5. */
Test(report, says_what_each_further_five_would_bring_now)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    cr_assert(eq(int,
                 print_page("{" LEAST ",'list_size':{'capacity':10,'curves':[]}}",
                            "{" LIST
                            ",'sizes':[{'size':5,'expected_entries':{'estimate':1.25}}"
                            ",{'size':10,'expected_entries':{'estimate':2.25}}]}",
                            &page, &err),
                 LC_OK),
              "%s", err.text);
    const char *at = strstr(page.data, "By the risks of this day");
    cr_assert(ne(ptr, (void *)at, NULL));
    cr_expect(ne(ptr, strstr(at, "<data value=\"1.25\">"), NULL));
    cr_expect(ne(ptr, strstr(at, "<data value=\"2.25\">"), NULL));
    cr_expect(ne(ptr, strstr(at, "<data value=\"1\">1</data>"), NULL));
    lc_text_free(&page);
}

/* Green is for what leaves no question: neither a break that nobody answered for, nor a
 * warning on the list; and a list of which the verdict does not hold is against itself.
 */
Test(report, green_is_never_with_an_open_question)
{
#define GOOD "{" LEAST ",'verdict':{'status':'good enough','thresholds':[]}"
    static const struct {
        const char *results, *list, *has, *not ;
    } cases[] = {
        { GOOD "}", NULL, "class=\"lc-verdict lc-verdict--good\"", "--noted\"" },
        { GOOD ",'breaks':['a','b']}", NULL, "class=\"lc-verdict lc-verdict--noted\"",
          "--good\"" },
        { GOOD ",'breaks':['a','b'],'breaks_open':1}", NULL, "across 1 day on which",
          "--good\"" },
        { GOOD ",'breaks':['a','b'],'breaks_open':0}", NULL,
          "class=\"lc-verdict lc-verdict--good\"", "--noted\"" },
        { GOOD "}", "{" LIST "}", "class=\"lc-ready\"", "class=\"lc-unready\"" },
        { GOOD "}", "{" LIST ",'warnings':['w'],'verdict_holds':true}",
          "class=\"lc-noted\"", "class=\"lc-ready\"" },
        { GOOD "}", "{" LIST ",'warnings':['w'],'verdict_holds':false}",
          "class=\"lc-unready\"", "class=\"lc-noted\"" },
        { GOOD "}", "{" LIST ",'warnings':['w']}", "class=\"lc-unready\"",
          "class=\"lc-noted\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_text page = { 0 };
        struct lc_error err = { 0 };
        cr_assert(
            eq(int, print_page(cases[i].results, cases[i].list, &page, &err), LC_OK),
            "%s", err.text);
        const char *body = strstr(page.data, "<body");
        cr_expect(ne(ptr, strstr(body, cases[i].has), NULL), "%zu", i);
        cr_expect(eq(ptr, strstr(body, cases[i].not ), NULL), "%zu", i);
        lc_text_free(&page);
    }
}

/* Reasons stand in order of size: +0.9 before
 * +0.2; -0.4 counts against; 0.04, less than a twentieth, and what has no text are left
 * out. */
Test(report, orders_reasons_by_size)
{
    json_t *entry = json_of("{'contributions':[{'contribution':0.2,'text':'small'},"
                            "{'contribution':-0.4,'text':'less'},"
                            "{'contribution':0.9,'text':'large'},"
                            "{'contribution':0.04,'text':'none'},{'contribution':5},"
                            "{'history':'person','contribution':2,'text':'aged 14'}]}");
    struct lc_text out = { 0 };
    struct lc_page page = { .out = &out };
    json_t *more = lc_reasons_for(&page, entry),
           *less = lc_reasons_against(&page, entry);
    json_t *wanted_more = json_of("['large','small']"),
           *wanted_less = json_of("['less']");
    cr_expect(eq(int, json_equal(more, wanted_more), 1));
    cr_expect(eq(int, json_equal(less, wanted_less), 1));
    json_decref(more);
    json_decref(less);
    json_decref(wanted_more);
    json_decref(wanted_less);
    json_decref(entry);
}

/* What is stated is taken before what could be worked out. */
Test(report, takes_stated_reasons)
{
    json_t *entry = json_of("{'for':['stated'],'contributions':"
                            "[{'contribution':0.2,'text':'made'}]}");
    json_t *wanted = json_of("['stated']");
    struct lc_text out = { 0 };
    struct lc_page page = { .out = &out };
    json_t *more = lc_reasons_for(&page, entry);
    cr_expect(eq(int, json_equal(more, wanted), 1));
    json_decref(more);
    json_decref(wanted);
    json_decref(entry);
}
