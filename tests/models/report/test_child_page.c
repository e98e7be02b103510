/* A child's page: whose it is, where its events stand, and what attacks it. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "models/report/report.h"

TestSuite(child_page, .init = lc_begin);

#define RESULTS                                                                        \
    "{'title':'T','as_of':'2024-03-01','horizon':{'months':12},"                       \
    "'model':{'title':'Cox','hash':'0123456789abcdef'}}"
#define LIST(more)                                                                     \
    "{'as_of':'2025-04-01','horizon':{'months':12},'capacity':1,'children':9,"         \
    "'base_rate':0.1,'base_linear_predictor':-2,'listed':[{'rank':1,'child':7,"        \
    "'risk':0.25,'low':0.1,'high':0.5,'linear_predictor':-1,'unknown':[]," more "}]}"

/* JSON written with ' for ", which C can hold without strokes. */
static json_t *json_of(const char *text)
{
    char copy[8192];
    json_error_t error;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *c = copy; *c; c++)
        if (*c == '\'')
            *c = '"';
    json_t *value = json_loads(copy, 0, &error);
    cr_assert(ne(ptr, value, NULL), "%s: %s", error.text, text);
    return value;
}

static int print(const char *list, const char *child, struct lc_text *page,
                 struct lc_error *err)
{
    json_t *results = json_of(RESULTS), *l = json_of(list), *c = json_of(child);
    int code = lc_report_child_print(results, l, 0, c, page, err);
    json_decref(results);
    json_decref(l);
    json_decref(c);
    return code;
}

static void expect(const struct lc_text *page, const char *words)
{
    cr_expect(ne(ptr, strstr(page->data, words), NULL), "the page lacks: %s", words);
}

/* 65 that the page leaves out are counted, and where they are is said. */
Test(child_page, older_events_are_counted)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    int code = print(LIST("'contributions':[]"),
                     "{'child':7,'from':'2023-04-01','earlier':65,'path':[],"
                     "'family':[],'timeline':[{'history':'cpp','start':'2024-04-01',"
                     "'end':null,'open':true,'known_from':'2024-04-02'}]}",
                     &page, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    expect(&page, "65 older ones are not shown here: latecare timeline shows every");
    lc_text_free(&page);
}

/* That nothing is unknown is said where it was looked for, and nowhere else. */
Test(child_page, nothing_unknown_is_said_where_it_was_looked_for)
{
#define KNOWN(covered, unknown)                                                        \
    "{'as_of':'2025-04-01','horizon':{'months':12},'capacity':1,'children':9,"         \
    "'base_rate':0.1," covered "'listed':[{'rank':1,'child':7,'risk':0.25" unknown     \
    "}]}"
    static const struct {
        const char *list;
        bool says, heads;
    } of[] = { { KNOWN("'covered':true,", ",'unknown':[]"), true, true },
               { KNOWN("'covered':true,", ",'unknown':['x']"), false, true },
               { KNOWN("'covered':true,", ""), false, false },
               { KNOWN("'covered':false,", ",'unknown':[]"), false, false },
               { KNOWN("", ",'unknown':[]"), false, false } };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        struct lc_text page = { 0 };
        struct lc_error err = { 0 };
        int code = print(of[i].list,
                         "{'child':7,'from':'2023-04-01','earlier':0,'path':[],"
                         "'family':[],'timeline':[]}",
                         &page, &err);
        cr_assert(eq(int, code, LC_OK), "%s", err.text);
        cr_expect(eq(int, strstr(page.data, "Nothing that the program can see") != NULL,
                     of[i].says));
        cr_expect(
            eq(int, strstr(page.data, ">What is not known</h3>") != NULL, of[i].heads));
        lc_text_free(&page);
    }
}

/* From 1 April 2023 to 1 April 2025 are 731 days. 1 April 2024 is 366 of them
 * on, 50.07%; 11 April ten later, 51.44%; 1 February 2025 672, 91.93%, and what is open
 * from there is 8.07% wide. What began before the first day begins at its edge. */
Test(child_page, events_stand_where_they_happened)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    int code = print(
        LIST("'contributions':[]"),
        "{'child':7,'from':'2023-04-01','earlier':3,'path':[],'family':[],'timeline':["
        "{'history':'cin','start':'2022-01-01','end':'2024-04-01','open':false,"
        "'known_from':'2022-01-02','late':false},"
        "{'history':'cin','start':'2025-02-01','end':null,'open':true,"
        "'known_from':'2025-02-01','late':false},"
        "{'history':'missing','start':'2024-04-01','end':'2024-04-02','open':false,"
        "'known_from':'2024-04-11','late':true,'code':'M','level':2}]}",
        &page, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    expect(&page, "<rect class=\"lc-spell\" x=\"0.00%\" y=\"11\" width=\"50.07%\"");
    expect(&page, "<rect class=\"lc-spell lc-spell--open\" x=\"91.93%\" y=\"11\" "
                  "width=\"8.07%\"");
    expect(&page, "<circle class=\"lc-happened\" cx=\"50.07%\"");
    expect(&page, "<line class=\"lc-late\" x1=\"50.07%\" x2=\"51.44%\"");
    expect(&page, "<line class=\"lc-known\" x1=\"51.44%\" x2=\"51.44%\"");
    expect(&page, "Not drawn: 3 ");
    expect(&page, "11 April 2024");
    expect(&page, "M, level 2");
    expect(&page, "<strong>1 in 4</strong>");
    lc_text_free(&page);
}

Test(child_page, is_of_its_own_child)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    cr_expect(eq(int, print(LIST("'contributions':[]"), "{'child':8}", &page, &err),
                 LC_FORMAT));
    cr_expect(eq(ptr, page.data, NULL));
    err = (struct lc_error){ 0 };
    cr_expect(
        eq(int,
           print(LIST("'contributions':[]"),
                 "{'child':7,'family':[],'path':[],'from':'2023-04-01','timeline':"
                 "[{'history':'cin','start':'yesterday'}]}",
                 &page, &err),
           LC_FORMAT));
    cr_expect(ne(ptr, strstr(err.text, "start"), NULL), "%s", err.text);
    lc_text_free(&page);
}

#define BAD "<img src=x onerror=alert(1)>"

/* Every text that may come from a file or a person, as markup: none of it is. */
Test(child_page, markup_is_words)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    int code = print(
        LIST("'sex':'" BAD "','change':'" BAD "','page':'javascript:alert(1)',"
             "'in_hand':['" BAD "'],'contributions':[{'history':'" BAD
             "','contribution':1,'text':'" BAD "'}],'decisions':[{'meeting':'" BAD
             "','action':'" BAD "','until':'" BAD "'}]"),
        "{'child':7,'from':'2023-04-01','family':[{'child':'" BAD
        "'}],'path':[{'as_of':'2025-04-01','why':'" BAD
        "'}],'change':{'why_before':'" BAD "','by_history':[]},'who':[{'what':'" BAD
        "','text':'" BAD "','system':'" BAD "','first_said':'" BAD
        "'}],'timeline':[{'history':'" BAD "','start':'2024-01-01','code':'" BAD "'}]}",
        &page, &err);
    /* the change is of no day: the list has none */
    cr_expect(eq(int, code, LC_FORMAT));
    lc_text_clear(&page);
    err = (struct lc_error){ 0 };
    code = print(
        LIST("'sex':'" BAD "','change':'" BAD "','page':'javascript:alert(1)',"
             "'contributions':[{'history':'" BAD "','contribution':1,'text':'" BAD
             "'}],'decisions':[{'meeting':'" BAD "','action':'" BAD "','until':'" BAD
             "'}]"),
        "{'child':7,'from':'2023-04-01','family':[{'child':'" BAD
        "'}],'path':[{'as_of':'2025-04-01','why':'" BAD "'}],'who':[{'what':'" BAD
        "','text':'" BAD "','system':'" BAD "','first_said':'" BAD
        "'}],'timeline':[{'history':'" BAD "','start':'2024-01-01','code':'" BAD "'}]}",
        &page, &err);
    cr_assert(eq(int, code, LC_OK), "%s", err.text);
    cr_expect(eq(ptr, strstr(page.data, "<img"), NULL));
    cr_expect(eq(ptr, strstr(page.data, "href=\"javascript"), NULL));
    expect(&page, "&lt;img src=x onerror=alert(1)&gt;");
    lc_text_free(&page);
}
