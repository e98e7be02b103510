/* The coefficients as a forest plot, under the headings of their histories. */
#include <math.h>
#include <string.h>

#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

/* The plot's axis, on the log scale. */
struct forest {
    double low, high;
    bool plain; /* coefficients that are no ratio of anything: a table alone */
};

static struct lc_stated ratio_of(struct lc_page *page, const json_t *term)
{
    return lc_page_limits(page, term, "ratio", "ratio_low", "ratio_high");
}

static double place(const struct forest *f, double ratio)
{
    return 100 * (log(ratio) - log(f->low)) / (log(f->high) - log(f->low));
}

static double within(double percent)
{
    return fmin(100, fmax(0, percent));
}

/* An upright line at 1, the interval as far as the axis goes, and the ratio. */
static void add_mark(struct lc_page *page, const struct forest *f,
                     const struct lc_stated *e)
{
    double one = place(f, 1);
    lc_text_addf(page->out,
                 "<svg width=\"100%%\" height=\"24\"><line class=\"lc-upright\" "
                 "x1=\"%.2f%%\" x2=\"%.2f%%\" y1=\"0\" y2=\"24\"/>",
                 one, one);
    if (e->low > 0 && isfinite(e->high))
        lc_text_addf(page->out,
                     "<line class=\"lc-limits\" x1=\"%.2f%%\" x2=\"%.2f%%\" "
                     "y1=\"12\" y2=\"12\"/>",
                     within(place(f, e->low)), within(place(f, e->high)));
    if (e->estimate >= f->low && e->estimate <= f->high)
        lc_text_addf(page->out,
                     "<circle class=\"lc-point\" cx=\"%.2f%%\" cy=\"12\" r=\"5\"/>",
                     place(f, e->estimate));
    lc_html_add(page, "</svg>");
}

/* A sentence's first letter is the style's to make large: but not a formula's. */
static void add_name(struct lc_page *page, const char *label)
{
    bool call = strchr(label, '(') && !strchr(label, ' '); /* "log1p(x)" */
    lc_text_addf(page->out, "<span class=\"%s\">",
                 call ? "lc-forest__name" : "lc-forest__name lc-sentence");
    lc_html_text(page, label);
    lc_html_add(page, "</span>");
}

static void add_term(struct lc_page *page, const struct forest *f, const json_t *term)
{
    struct lc_stated e = ratio_of(page, term);
    lc_html_add(page, "<li>");
    add_name(page, lc_page_need_word(page, term, "label"));
    add_mark(page, f, &e);
    lc_html_add(page, "<span class=\"lc-forest__ratio\">");
    lc_people_figures(page->out, e.estimate);
    if (!isnan(e.low) && !isnan(e.high)) {
        lc_html_add(page, " (");
        lc_people_interval(page->out, e.low, e.high, lc_people_figures);
        lc_html_add(page, ")");
    }
    lc_html_add(page, "</span></li>\n");
}

static const char *history_of(struct lc_page *page, const json_t *term)
{
    const char *history = lc_page_word(page, term, "history");
    return history ? lc_words_of(history) : "";
}

/* Is this the first term of its history? Terms of one history are gathered under one
 * heading wherever they stand. */
static bool is_first(struct lc_page *page, const json_t *terms, size_t at)
{
    const char *history = history_of(page, json_array_get(terms, at));
    for (size_t i = 0; i < at; i++)
        if (strcmp(history_of(page, json_array_get(terms, i)), history) == 0)
            return false;
    return true;
}

/* Calls take for every term, a history at a time; start before each history's first. */
static void each_history(struct lc_page *page, const json_t *terms,
                         const struct forest *f,
                         void (*start)(struct lc_page *, const char *),
                         void (*take)(struct lc_page *, const struct forest *,
                                      const json_t *))
{
    size_t n = json_array_size(terms);
    for (size_t i = 0; i < n; i++) {
        if (!is_first(page, terms, i))
            continue;
        const char *history = history_of(page, json_array_get(terms, i));
        start(page, history);
        for (size_t j = i; j < n; j++) {
            const json_t *term = json_array_get(terms, j);
            if (strcmp(history_of(page, term), history) == 0)
                take(page, f, term);
        }
    }
}

static void start_rows(struct lc_page *page, const char *history)
{
    lc_html_add(page, "<li class=\"lc-forest__head\">");
    lc_html_text(page, *history ? history : "Other");
    lc_html_add(page, "</li>\n");
}

/* The axis spans the ratios, and their limits out to four times as far on the log scale
 * at most 1/64 to 64; a wider interval is cut at the edge. */
static void span(struct lc_page *page, const json_t *terms, struct forest *f)
{
    double reach = log(1.5), limits = 0;
    json_t *term;
    for (size_t i = 0; (term = json_array_get(terms, i)); i++) {
        struct lc_stated e = ratio_of(page, term);
        if (isfinite(log(e.estimate)))
            reach = fmax(reach, fabs(log(e.estimate)) * 1.2);
        if (isfinite(log(e.low)) && isfinite(log(e.high)))
            limits = fmax(limits, fmax(fabs(log(e.low)), fabs(log(e.high))) * 1.05);
    }
    reach = fmin(fmax(reach, fmin(limits, 2 * reach)), log(64));
    f->low = exp(-reach);
    f->high = exp(reach);
}

struct ticks {
    double reach; /* of the axis: these serve up to it */
    double at[11];
};

static const struct ticks ticks[] = {
    { 3, { 0.4, 0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 2.5 } },
    { 10, { 0.125, 0.25, 0.5, 1, 2, 4, 8 } },
    { 100, { 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50 } },
};

static void add_ticks(struct lc_page *page, const struct forest *f)
{
    const struct ticks *from = ticks;
    double before = -100;
    while (f->high > from->reach)
        from++;
    lc_html_add(page, "<li class=\"lc-forest__ticks\"><span></span><svg width=\"100%\" "
                      "height=\"20\">");
    for (size_t i = 0; i < sizeof from->at / sizeof *from->at; i++) {
        double at = from->at[i] > 0 ? place(f, from->at[i]) : -1;
        if (at < 4 || at > 96 || at < before + 9)
            continue;
        before = at;
        lc_text_addf(page->out, "<text x=\"%.2f%%\" y=\"15\" text-anchor=\"middle\">",
                     at);
        lc_text_addf(page->out, "%g", from->at[i]);
        lc_html_add(page, "</text>");
    }
    lc_html_add(page, "</svg></li>\n");
}

static void add_chart(struct lc_page *page, const json_t *terms, const char *scale)
{
    struct forest f = { .plain = false };
    span(page, terms, &f);
    lc_html_add(page, "<figure class=\"lc-figure\" data-chart=\"forest\">"
                      "<div role=\"img\" aria-label=\"Forest plot: a ratio with its "
                      "95% interval for each term of the model, grouped by history, on "
                      "a log scale; 1 is no difference. The numbers follow in a "
                      "table.\"><ul class=\"lc-forest\">\n");
    each_history(page, terms, &f, start_rows, add_term);
    add_ticks(page, &f);
    lc_html_add(page, "</ul></div>\n");
    lc_html_element(page, "figcaption", "lc-plot__title lc-plot__title--foot", scale);
    lc_html_add(page, "</figure>\n");
}

static void start_table(struct lc_page *page, const char *history)
{
    lc_html_group(page, *history ? history : "Other");
}

static void print_p(struct lc_text *out, double p)
{
    if (p < 0.001)
        lc_text_add(out, "under 0.001");
    else
        lc_people_figures(out, p);
}

static void add_table_row(struct lc_page *page, const struct forest *f,
                          const json_t *term)
{
    struct lc_stated e = f->plain
                             ? lc_page_limits(page, term, "estimate", "low", "high")
                             : ratio_of(page, term);
    const char *unit = lc_page_word(page, term, "unit");
    lc_html_row(page);
    lc_html_head_cell(page, lc_page_need_word(page, term, "label"));
    lc_html_cell(page, unit);
    lc_html_number(page, e.estimate, lc_people_figures);
    lc_html_interval(page, e.low, e.high, lc_people_figures);
    lc_html_number(page, lc_page_number(page, term, "p"), print_p);
    lc_html_count(page, term, "children");
    lc_html_row_end(page);
}

/* A curve's parts mean nothing one by one, and a reader should be told. */
static void add_bends(struct lc_page *page, const json_t *terms)
{
    json_t *term;
    for (size_t i = 0; (term = json_array_get(terms, i)); i++) {
        const char *label = lc_page_need_word(page, term, "label");
        if (!strstr(label, "(part 2)"))
            continue;
        lc_html_element(page, "p", "govuk-body lc-quiet",
                        "A term marked as a part bends the line of the term before it; "
                        "the two are read together.");
        return;
    }
}

static void add_sentence(struct lc_page *page, const char *format, const char *why)
{
    struct lc_text text = { 0 };
    lc_text_addf(&text, format, why);
    lc_html_element(page, "p", "govuk-body", lc_text_held(&text));
    lc_text_free(&text);
}

static void write_section(struct lc_page *page, const json_t *coefficients)
{
    const char *scale = lc_page_need_word(page, coefficients, "scale");
    const char *why = lc_page_word(page, coefficients, "no_ratio");
    const json_t *terms = lc_page_need_list(page, coefficients, "terms");
    const struct lc_head heads[] = {
        { "Term", false },        { "For each", false }, { scale, true },
        { "95% interval", true }, { "p", true },         { "Children with it", true },
    };
    if (terms && !json_array_size(terms)) {
        add_sentence(page,
                     "This model has no list of what raises the risk and what "
                     "lowers it, and no reasons: %s.",
                     why ? why : "it has no terms");
        return;
    }
    struct forest f = { .plain = why };
    if (why)
        add_sentence(page,
                     "Above 0, the risk is higher with it than without it, all else "
                     "in the model being equal; below, lower. An interval that "
                     "holds 0 may be no difference at all. These are coefficients: "
                     "%s. None of this says what causes what.",
                     why);
    else
        lc_html_element(
            page, "p", "govuk-body",
            "To the right of 1, the risk is higher with it than without it, all "
            "else in the model being equal; to the left, lower. A line that "
            "crosses 1 may be no difference at all. None of this says what "
            "causes what.");
    if (!why)
        add_chart(page, terms, scale);
    add_bends(page, terms);
    lc_html_fold(page, why ? "The coefficients" : "The numbers in this chart");
    lc_html_table(page, "Terms of the model", true, 6, heads);
    each_history(page, terms, &f, start_table, add_table_row);
    lc_html_table_end(page);
    lc_html_fold_end(page);
}

const struct lc_section lc_section_coefficients = {
    .id = "weights",
    .title = "What raises and lowers the risk",
    .needs = "coefficients",
    .of = LC_OF_RESULTS,
    .write = write_section,
};
