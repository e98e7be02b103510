/* A chart's place on the page: an empty box with its words for who cannot see it, and
 * the numbers as a block of JSON that web/page.js gives to the specification
 * web/charts/NAME.json. */
#pragma once

#include <jansson.h>

#include "models/report/page_inside.h"

/* What a chart is drawn from: { data: { name: rows }, params: { name: value } }. */
struct lc_chart {
    json_t *data, *params; /* owned */
    bool failed;
};

struct lc_chart lc_chart_new(void);
/* Both take over the reference; NULL is remembered as out of memory. */
void lc_chart_data(struct lc_chart *chart, const char *name, json_t *rows);
void lc_chart_param(struct lc_chart *chart, const char *name, json_t *value);

/* Writes the figure and frees the chart. title stands above it; words describe it. */
void lc_chart_end(struct lc_chart *chart, struct lc_page *page, const char *name,
                  const char *title, const char *words);

/* Ticks for a square-root axis of shares from 0 to top: round shares, none below a
 * hundredth of the top but 0. */
json_t *lc_chart_ticks(double top);
/* The least round share that is at least `value` (0.01, 0.02, 0.05, ... 1). */
double lc_chart_top(double value);

/* The curves' names (taken over, as above) and for each a colour of Okabe and Ito
 * (2008), which colour-blind readers tell apart, and a dash, which grey paper does: the
 * i-th of each, of six. */
void lc_chart_styles(struct lc_chart *chart, json_t *names);
