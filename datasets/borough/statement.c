/* truth/truth.json: every coefficient in words. */
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

static void add_effects(struct lc_text *out, int process)
{
    bool first = true;
    lc_text_add(out, "   \"log_hazard_ratios\": {");
    for (size_t i = 0; i < lc_effect_count; i++) {
        if (lc_effects[i].process != process)
            continue;
        lc_text_addf(out, "%s\"%s\": ", first ? "" : ", ",
                     lc_predictors[lc_effects[i].predictor].name);
        add_number(out, lc_effects[i].log_ratio);
        first = false;
    }
    lc_text_add(out, "}}");
}

static void add_trend(struct lc_text *out, int process)
{
    for (size_t i = 0; i < lc_trend_count; i++) {
        if (lc_trends[i].process != process)
            continue;
        lc_text_add(out, "   \"factor_by_year_ending_march_2012_to_2025\": ");
        add_numbers(out, LC_TREND_YEARS, lc_trends[i].by_year);
        lc_text_add(out, ",\n");
    }
}

static void add_processes(struct lc_text *out)
{
    lc_text_add(out, " \"processes\": [");
    for (int p = 0; p < LC_PROCESSES; p++) {
        double rates[18]; /* base of (1) of truth_inside.h, but for the year's factor */
        for (int age = 0; age < 18; age++)
            rates[age] = lc_bases[p].scale * lc_bases[p].by_age[age];
        lc_text_addf(out,
                     "%s\n  {\"name\": \"%s\",\n   \"rate_a_year_by_age_0_to_17\": ",
                     p ? "," : "", lc_bases[p].name);
        add_numbers(out, 18, rates);
        lc_text_add(out, ",\n");
        add_trend(out, p);
        add_effects(out, p);
    }
    lc_text_add(out, "\n ],\n");
}

/* The rates of mistakes as social.c, agency.c, self.c and sheet.c make them. */
static void add_mistakes(struct lc_text *out)
{
    static const char *const mistakes[] = {
        "row entered 1 to 18 days after it happened: 0.24",
        "row entered 30 to 149 days after it happened: 0.01",
        "row there twice in its file: 0.005",
        "row whose code is none: 0.004 (mended in the later extract in 0.6 of cases)",
        ("social care row that starts 1 to 3 days too early in the earlier extract: "
         "0.006"),
        "forename misspelt, each agency: 0.03",
        "surname misspelt, each agency: 0.03",
        "surname in capitals, each agency: 0.02",
        "birth date with day and month swapped (where it can be), each agency: 0.007",
        "postcode lost, each agency: 0.04",
        "sex not stated, each agency: 0.01",
        "unique pupil number not linked by social care: 0.06",
        "youth offending number not linked by social care: 0.15",
        "police number not linked by social care: 0.5",
        "person under two numbers in police or youth justice: 0.015",
    };
    lc_text_add(out, " \"mistakes_at_dirt_1\": [");
    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
        lc_text_addf(out, "%s\n  \"%s\"", i ? "," : "", mistakes[i]);
    lc_text_add(out, "\n ]\n");
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
        out, " \"hazard\": \"rate(age, year) * exp(sum of log hazard ratio * "
             "predictor), constant through a calendar month, predictors as known at "
             "00:00 of its first day; social care's rows are known 7 days after they "
             "start and end, the others on their recorded day\",\n");
    add_predictors(out);
    add_processes(out);
    add_mistakes(out);
    lc_text_add(out, "}\n");
}
