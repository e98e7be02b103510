/* The coefficients as a forest plot, under the headings of their histories. */
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "models/report/chart_inside.h"
#include "models/report/html_inside.h"
#include "models/report/people_inside.h"
#include "models/report/section_inside.h"
#include "models/report/words_inside.h"

enum { ROW = 26 }; /* pixels */

/* The plot's rows and what stands to their left and right. */
struct forest {
    json_t *rows, *order, *labels, *ratios, *headings;
    bool failed;
    bool plain; /* coefficients that are no ratio of anything: a table alone */
};

/* A sentence's first letter, in text of ours or of a study's. */
static void push_sentence(struct forest *f, const char *label)
{
    struct lc_text text = { 0 };
    lc_text_add(&text, label);
    bool call = strchr(label, '(') && !strchr(label, ' '); /* "log1p(x)": a formula */
    if (text.data && !call && *text.data >= 'a' && *text.data <= 'z')
        *text.data = (char)(*text.data - 'a' + 'A');
    if (text.failed
        || !lc_json_push(f->labels, json_string(text.data ? text.data : "")))
        f->failed = true;
    lc_text_free(&text);
}

static void add_line(struct forest *f, const char *label, const char *ratio,
                     bool heading)
{
    push_sentence(f, label);
    bool ok = lc_json_push(f->ratios, json_string(ratio))
              && lc_json_push(f->headings, json_boolean(heading));
    f->failed = f->failed || !ok;
}

/* A row of the plot, a number to find it by; a heading has no ratio. */
static void add_mark(struct forest *f, const struct lc_stated *e)
{
    json_int_t at = (json_int_t)json_array_size(f->rows);
    json_t *row = LC_OBJECT({ "row", json_integer(at) });
    bool ok = lc_json_push(f->rows, row);
    ok = lc_json_push(f->order, json_integer(at)) && ok;
    if (e && isfinite(e->estimate) && e->estimate > 0) {
        ok = ok && lc_json_put(row, "ratio", lc_json_number(e->estimate));
        if (e->low > 0 && isfinite(e->high))
            ok = ok && lc_json_put(row, "low", lc_json_number(e->low))
                 && lc_json_put(row, "high", lc_json_number(e->high));
    }
    f->failed = f->failed || !ok;
}

static struct lc_stated ratio_of(struct lc_page *page, const json_t *term)
{
    return lc_page_limits(page, term, "ratio", "ratio_low", "ratio_high");
}

static void add_term(struct lc_page *page, struct forest *f, const json_t *term)
{
    struct lc_stated e = ratio_of(page, term);
    struct lc_text words = { 0 };
    lc_people_figures(&words, e.estimate);
    if (!isnan(e.low) && !isnan(e.high)) {
        lc_text_add(&words, "  (");
        lc_people_interval(&words, e.low, e.high, lc_people_figures);
        lc_text_add(&words, ")");
    }
    f->failed = f->failed || words.failed;
    add_line(f, lc_page_need_word(page, term, "label"), words.data, false);
    add_mark(f, &e);
    lc_text_free(&words);
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
static void each_history(struct lc_page *page, const json_t *terms, struct forest *f,
                         void (*start)(struct lc_page *, struct forest *, const char *),
                         void (*take)(struct lc_page *, struct forest *,
                                      const json_t *))
{
    size_t n = json_array_size(terms);
    for (size_t i = 0; i < n; i++) {
        if (!is_first(page, terms, i))
            continue;
        const char *history = history_of(page, json_array_get(terms, i));
        start(page, f, history);
        for (size_t j = i; j < n; j++) {
            const json_t *term = json_array_get(terms, j);
            if (strcmp(history_of(page, term), history) == 0)
                take(page, f, term);
        }
    }
}

static void start_rows(struct lc_page *page LC_UNUSED, struct forest *f,
                       const char *history)
{
    add_line(f, *history ? history : "Other", "", true);
    add_mark(f, NULL);
}

/* The axis spans the ratios, and their limits out to four times as far on the log scale
 * at most 1/64 to 64; a wider interval is cut at the edge. */
static void span(struct lc_page *page, const json_t *terms, double *low, double *high)
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
    *low = exp(-reach);
    *high = exp(reach);
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

static json_t *ticks_of(double low, double high)
{
    const struct ticks *from = ticks;
    while (high > from->reach)
        from++;
    json_t *list = json_array();
    bool ok = list != NULL;
    for (size_t i = 0; i < sizeof from->at / sizeof *from->at; i++)
        if (from->at[i] >= low && from->at[i] <= high)
            ok = lc_json_push(list, json_real(from->at[i])) && ok;
    return lc_json_whole(list, ok);
}

static void add_chart(struct lc_page *page, const json_t *terms, const char *scale)
{
    struct lc_chart chart = lc_chart_new();
    struct forest f = { .rows = json_array(),
                        .order = json_array(),
                        .labels = json_array(),
                        .ratios = json_array(),
                        .headings = json_array() };
    double low, high;
    each_history(page, terms, &f, start_rows, add_term);
    span(page, terms, &low, &high);
    chart.failed = chart.failed || f.failed;
    lc_chart_data(&chart, "rows", f.rows);
    lc_chart_data(&chart, "one", json_pack("[{s:i}]", "x", 1));
    lc_chart_param(&chart, "height",
                   json_integer(ROW * (json_int_t)json_array_size(f.order)));
    lc_chart_param(&chart, "order", f.order);
    lc_chart_param(&chart, "labels", f.labels);
    lc_chart_param(&chart, "ratios", f.ratios);
    lc_chart_param(&chart, "headings", f.headings);
    lc_chart_param(&chart, "domain", json_pack("[ff]", low, high));
    lc_chart_param(&chart, "ticks", ticks_of(low, high));
    lc_chart_param(&chart, "scale", json_string(scale));
    lc_chart_end(
        &chart, page, "forest", NULL,
        "Forest plot: a ratio with its 95% interval for each term of the model, "
        "grouped by history, on a log scale; 1 is no difference. The numbers "
        "follow in a table.");
}

static void start_table(struct lc_page *page, struct forest *f LC_UNUSED,
                        const char *history)
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

static void add_table_row(struct lc_page *page, struct forest *f, const json_t *term)
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
    lc_html_element(page, "p", "govuk-body", text.data ? text.data : "");
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
