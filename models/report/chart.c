/* See chart_inside.h. */
#include "models/report/chart_inside.h"

#include "base/json.h"
#include "models/report/html_inside.h"

struct lc_chart lc_chart_new(void)
{
    struct lc_chart chart = { .data = json_object(), .params = json_object() };
    chart.failed = !chart.data || !chart.params;
    return chart;
}

void lc_chart_data(struct lc_chart *chart, const char *name, json_t *rows)
{
    if (!lc_json_put(chart->data, name, rows))
        chart->failed = true;
}

void lc_chart_param(struct lc_chart *chart, const char *name, json_t *value)
{
    if (!lc_json_put(chart->params, name, value))
        chart->failed = true;
}

/* JSON that may stand inside <script>: no <, > or & in any text. */
static int add_safely(const char *data, size_t size, void *out)
{
    for (size_t i = 0; i < size; i++)
        if (data[i] == '<' || data[i] == '>' || data[i] == '&')
            lc_text_addf(out, "\\u%04x", (unsigned)data[i]);
        else
            lc_text_add_bytes(out, data + i, 1);
    return 0;
}

/* ENSURE_ASCII also escapes the line ends that JavaScript alone knows, U+2028 and
 * U+2029. Written by a callback for the reason given at lc_json_print. */
static void add_script_json(struct lc_text *out, const json_t *value)
{
    size_t flags =
        JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(7);
    if (json_dump_callback(value, add_safely, out, flags))
        out->failed = true;
}

void lc_chart_end(struct lc_chart *chart, struct lc_page *page, const char *name,
                  const char *title, const char *words)
{
    json_t *block = json_object();
    bool whole = !chart->failed && block
                 && json_object_set(block, "data", chart->data) == 0
                 && json_object_set(block, "params", chart->params) == 0;
    lc_html_add(page, "<figure class=\"lc-figure\">\n");
    lc_html_element(page, "figcaption", "govuk-body lc-figure__title", title);
    lc_text_addf(page->out, "<div class=\"lc-chart lc-chart--%s\" data-chart=\"%s\" ",
                 name, name);
    lc_html_add(page, "role=\"img\" aria-label=\"");
    lc_html_text(page, words);
    lc_html_add(page, "\"></div>\n<script type=\"application/json\">");
    if (whole)
        add_script_json(page->out, block);
    else
        page->out->failed = true;
    lc_html_add(page, "</script>\n</figure>\n");
    json_decref(block);
    json_decref(chart->data);
    json_decref(chart->params);
}

static const double rounds[] = { 0,   0.001, 0.002, 0.005, 0.01, 0.02, 0.05,
                                 0.1, 0.2,   0.3,   0.4,   0.6,  0.8,  1 };

enum { ROUNDS = sizeof rounds / sizeof *rounds };

double lc_chart_top(double value)
{
    size_t i = 1;
    while (i + 1 < ROUNDS && !(rounds[i] >= value))
        i++;
    return rounds[i];
}

json_t *lc_chart_ticks(double top)
{
    json_t *ticks = json_array();
    bool ok = ticks != NULL;
    for (size_t i = 0; i < ROUNDS && rounds[i] <= top; i++)
        if (i == 0 || rounds[i] >= top / 100)
            ok = lc_json_push(ticks, lc_json_number(rounds[i])) && ok;
    return lc_json_whole(ticks, ok);
}

static const char *const colours[] = { "#0072b2", "#d55e00", "#505a5f",
                                       "#6a4c93", "#cc79a7", "#0b0c0c" };
static const int dashes[][2] = { { 1, 0 },  { 8, 4 }, { 2, 3 },
                                 { 12, 3 }, { 5, 5 }, { 3, 8 } };

enum { STYLES = sizeof colours / sizeof *colours };

void lc_chart_styles(struct lc_chart *chart, json_t *names)
{
    json_t *colour = json_array(), *dash = json_array();
    for (size_t i = 0; i < json_array_size(names); i++) {
        const int *d = dashes[i % STYLES];
        bool ok = lc_json_push(colour, json_string(colours[i % STYLES]));
        ok = lc_json_push(dash, json_pack("[ii]", d[0], d[1])) && ok;
        chart->failed = chart->failed || !ok;
    }
    lc_chart_param(chart, "names", names);
    lc_chart_param(chart, "colours", colour);
    lc_chart_param(chart, "dashes", dash);
}
