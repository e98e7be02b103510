/* truth/truth.json: the coefficients that this borough was made with; truth.yaml has
 * their sources. */
#include "datasets/borough/truth_inside.h"
#include "datasets/borough/world_inside.h"

static void add_number(struct lc_text *out, double value)
{
    lc_text_add_number(out, value, "null");
}

static void add_numbers(struct lc_text *out, size_t n, const double *values)
{
    for (size_t i = 0; i < n; i++) {
        lc_text_add(out, i ? ", " : "[");
        add_number(out, values[i]);
    }
    lc_text_add(out, "]");
}

static void add_predictors(struct lc_text *out)
{
    lc_text_add(out, " \"predictors\": [");
    for (int i = 0; i < LC_PREDICTORS; i++)
        lc_text_addf(out,
                     "%s\n  {\"name\": \"%s\", \"seen_by_studies\": %s,\n"
                     "   \"meaning\": \"%s\"}",
                     i ? "," : "", lc_predictors[i].name,
                     i < LC_STATED ? "true" : "false", lc_predictors[i].meaning);
    lc_text_add(out, "\n ],\n");
}

static void add_effects(struct lc_text *out, const struct lc_process_rates *rates)
{
    bool first = true;
    lc_text_add(out, "   \"log_hazard_ratios\": {");
    for (size_t k = 0; k < LC_PREDICTORS; k++) {
        if (rates->log_ratio[k] == 0)
            continue;
        lc_text_addf(out, "%s\"%s\": ", first ? "" : ", ", lc_predictors[k].name);
        add_number(out, rates->log_ratio[k]);
        first = false;
    }
    lc_text_add(out, "}}");
}

static void add_processes(struct lc_text *out, const struct lc_coefficients *truth)
{
    lc_text_add(out, " \"processes\": [");
    for (size_t p = 0; p < LC_PROCESSES; p++) {
        const struct lc_process_rates *rates = truth->process + p;
        lc_text_addf(out,
                     "%s\n  {\"name\": \"%s\",\n   \"rate_a_year_by_age_0_to_17\": ",
                     p ? "," : "", lc_processes[p]);
        add_numbers(out, 18, rates->by_age);
        lc_text_add(out, ",\n   \"factor_by_year_ending_march_2012_to_2025\": ");
        add_numbers(out, LC_TREND_YEARS, rates->by_year);
        lc_text_add(out, ",\n   \"factor_by_month\": ");
        add_numbers(out, 12, rates->by_month);
        lc_text_add(out, ",\n");
        add_effects(out, rates);
    }
    lc_text_add(out, "\n ],\n");
}

static void add_figures(struct lc_text *out, const struct lc_coefficients *truth)
{
    lc_text_add(out, " \"figures\": {");
    for (size_t i = 0; i < LC_TRUTH_FIGURES; i++) {
        lc_text_addf(out, "%s\n  \"%s\": ", i ? "," : "", lc_figures[i]);
        add_number(out, truth->figure[i]);
    }
    lc_text_add(out, "\n }");
}

static void add_day(struct lc_text *out, const char *name, int32_t day)
{
    char text[LC_DAY_ROOM];
    if (day != LC_OPEN)
        lc_text_addf(out, ", \"%s\": \"%s\"", name, lc_day_print(day, text));
}

static void add_codes(struct lc_text *out, const struct lc_delivery *feed)
{
    if (feed->codes_from == LC_OPEN)
        return;
    lc_text_add(out, ", \"codes\": {");
    for (const struct lc_recode *r = feed->codes; r->code; r++)
        lc_text_addf(out, "%s\"%s\": \"%s\"", r == feed->codes ? "" : ", ", r->code,
                     r->instead);
    lc_text_add(out, "}");
    add_day(out, "codes_from", feed->codes_from);
}

static void add_feed(struct lc_text *out, const char *name,
                     const struct lc_delivery *feed)
{
    lc_text_addf(out, "\n  {\"name\": \"%s\"", name);
    add_day(out, "stops", feed->stops);
    add_day(out, "late_from", feed->late_from);
    add_day(out, "late_until", feed->late_until);
    add_codes(out, feed);
    add_day(out, "merged_from", feed->merged_from);
    if (feed->header)
        lc_text_addf(out, ", \"header\": \"%s\"", feed->header);
    lc_text_add(out, feed->twice ? ", \"twice\": true}" : "}");
}

/* The files of which anything is said, and the reform if there is one. */
static void add_feeds(struct lc_text *out, const struct lc_coefficients *truth)
{
    char day[LC_DAY_ROOM];
    bool any = false;
    for (size_t s = 0; s < LC_SHEETS; s++) {
        const struct lc_delivery *f = truth->feed + s;
        if (f->stops == LC_OPEN && f->late_from == LC_OPEN && f->codes_from == LC_OPEN
            && f->merged_from == LC_OPEN && !f->header && !f->twice)
            continue;
        lc_text_add(out, any ? "," : ",\n \"feeds\": [");
        add_feed(out, lc_sheets[s].name, f);
        any = true;
    }
    lc_text_add(out, any ? "\n ]" : "");
    if (truth->family_help_from != LC_OPEN)
        lc_text_addf(out, ",\n \"reform\": {\"family_help_from\": \"%s\"}",
                     lc_day_print(truth->family_help_from, day));
}

void lc_truth_write(const struct lc_world *world, struct lc_text *out)
{
    char from[LC_DAY_ROOM], until[LC_DAY_ROOM], feeds[LC_DAY_ROOM], run_in[LC_DAY_ROOM];
    lc_text_addf(
        out, "{\n \"seed\": %llu,\n \"children\": %d,\n \"years\": %d,\n \"dirt\": ",
        (unsigned long long)world->seed, world->children, world->years);
    add_number(out, world->dirt);
    if (world->only)
        lc_text_addf(out, ",\n \"dirt_only\": \"%s\"", world->only);
    lc_text_addf(out,
                 ",\n \"from\": \"%s\",\n \"until\": \"%s\",\n"
                 " \"social_care_from\": \"%s\",\n \"other_agencies_from\": \"%s\",\n",
                 lc_day_print(world->from, from), lc_day_print(world->until, until),
                 lc_day_print(world->run_in, run_in),
                 lc_day_print(world->feeds, feeds));
    lc_text_add(
        out, " \"hazard\": \"rate(age, year, month) * exp(sum of log hazard ratio * "
             "predictor), constant through a calendar month, predictors as known at "
             "00:00 of its first day; social care's rows are known 7 days after they "
             "start and end, the others on their recorded day\",\n");
    add_predictors(out);
    add_processes(out, world->truth);
    add_figures(out, world->truth);
    add_feeds(out, world->truth);
    lc_text_add(out, "\n}\n");
}
