/* Pairs of records, a card each: what the two say, and what each thing weighs. */
#include <ctype.h>
#include <math.h>
#include <stdio.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"

static void add_number(struct lc_page *page, const json_t *pair, const char *key)
{
    lc_text_addf(page->out, "%.0f", lc_page_need_number(page, pair, key));
}

/* Each on a line of its own; a dash where there is none. */
static void add_said(struct lc_page *page, const json_t *field, const char *key)
{
    const json_t *list = lc_page_need_list(page, field, key);
    size_t count = json_array_size(list);
    lc_html_cell_open(page, "");
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        lc_html_add(page, i ? "<br>" : "");
        lc_html_text(page, text ? text : "");
    }
    lc_html_add(page, count ? "</td>" : "\xe2\x80\x93</td>");
}

/* From the middle: to the right for one child, to the left for two. The number stands
 * beside it, for who cannot see it. */
static void add_bar(struct lc_page *page, double bits, double most)
{
    double wide = fmin(50, 50 * fabs(bits) / most);
    lc_text_addf(page->out,
                 "<svg class=\"lc-weight\" height=\"20\" "
                 "aria-hidden=\"true\"><rect class=\"%s\" x=\"%.2f%%\" y=\"3\" "
                 "width=\"%.2f%%\" height=\"14\"/><line class=\"lc-upright\" "
                 "x1=\"50%%\" x2=\"50%%\" y1=\"0\" y2=\"20\"/></svg>",
                 bits < 0 ? "lc-weight__two" : "lc-weight__one",
                 bits < 0 ? 50 - wide : 50, wide);
}

static void add_bits(struct lc_page *page, double bits)
{
    lc_text_addf(page->out, "%s%.1f", bits < 0 ? "\xe2\x88\x92" : "+", fabs(bits));
}

static bool is_compared(const json_t *pair)
{
    return json_is_number(json_object_get(pair, "weight"));
}

static void add_field(struct lc_page *page, const json_t *field, bool compared,
                      double most)
{
    const char *level = lc_page_word(page, field, "level");
    double bits = lc_page_need_number(page, field, "bits");
    lc_html_row(page);
    lc_html_head_open(page);
    lc_html_text(page, lc_page_need_word(page, field, "field"));
    lc_html_head_close(page, NULL);
    add_said(page, field, "a");
    add_said(page, field, "b");
    lc_html_cell(page, level ? level : compared ? "not said by both" : "not compared");
    lc_html_cell_open(page, "lc-weight__cell");
    if (level) {
        add_bar(page, bits, most);
        add_bits(page, bits);
    }
    lc_html_add(page, "</td>");
    lc_html_row_end(page);
}

static void add_weight(struct lc_page *page, const json_t *pair)
{
    if (!is_compared(pair)) {
        lc_html_add(page, "</strong>: not compared with each other, so without a "
                          "weight");
        return;
    }
    lc_html_add(page, "</strong>: weight ");
    add_bits(page, lc_page_need_number(page, pair, "weight"));
    lc_html_add(page, " bits, chance ");
    lc_people_percent(page->out, lc_page_need_number(page, pair, "probability"));
}

static void add_heading(struct lc_page *page, const json_t *pair)
{
    lc_html_add(page, "<h2 class=\"govuk-heading-m\">Records ");
    add_number(page, pair, "record_a");
    lc_html_add(page, " and ");
    add_number(page, pair, "record_b");
    lc_html_add(page, "</h2>\n<p class=\"govuk-body\"><strong>");
    lc_html_text(page, lc_page_need_word(page, pair, "why"));
    add_weight(page, pair);
    lc_html_add(page, lc_page_need_number(page, pair, "child_a")
                              == lc_page_need_number(page, pair, "child_b")
                          ? "; they are joined as it stands"
                          : "; they stand apart");
    lc_html_add(page, " (children ");
    add_number(page, pair, "child_a");
    lc_html_add(page, " and ");
    add_number(page, pair, "child_b");
    lc_html_add(page, ").</p>\n");
}

enum { SYSTEM = 64, CAPTION = 128 };

/* "social_care" as "Social care", into out[SYSTEM]; "" as "No system". */
static const char *in_words(char *out, const char *system)
{
    snprintf(out, SYSTEM, "%s", *system ? system : "no system");
    for (char *c = out; *c; c++)
        *c = *c == '_' ? ' ' : *c;
    out[0] = (char)toupper((unsigned char)out[0]);
    return out;
}

static void add_pair(struct lc_page *page, const json_t *pair, double most)
{
    const json_t *fields = lc_page_need_list(page, pair, "fields");
    char a[SYSTEM], b[SYSTEM], caption[CAPTION];
    const struct lc_head heads[] = {
        { "What", false },
        { in_words(a, lc_page_need_word(page, pair, "system_a")), false },
        { in_words(b, lc_page_need_word(page, pair, "system_b")), false },
        { "How alike", false },
        { "Bits", false },
    };
    json_t *field;
    lc_html_add(page, "<article class=\"lc-card lc-weighed\">\n");
    add_heading(page, pair);
    snprintf(caption, sizeof caption, /* each region of a page has a name of its own */
             "What records %.0f and %.0f say, and what it weighs",
             lc_page_need_number(page, pair, "record_a"),
             lc_page_need_number(page, pair, "record_b"));
    lc_html_table(page, caption, true, 5, heads);
    for (size_t i = 0; (field = json_array_get(fields, i)); i++)
        add_field(page, field, is_compared(pair), most);
    lc_html_table_end(page);
    lc_html_add(page, "</article>\n");
}

static void write_section(struct lc_page *page, const json_t *pairs)
{
    double most = lc_page_need_number(page, page->results, "most_bits");
    json_t *pair;
    for (size_t i = 0; (pair = json_array_get(pairs, i)); i++)
        add_pair(page, pair, most > 0 ? most : 1);
}

const struct lc_section lc_section_pairs = {
    .id = "pairs",
    .needs = "pairs",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
