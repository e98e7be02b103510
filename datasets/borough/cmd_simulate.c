/* latecare simulate DIR */

#include "base/day.h"
#include "command/command.h"
#include "datasets/borough/borough_inside.h"
#include "datasets/borough/world_inside.h"

static void add_extract(struct lc_text *out, const char *dir, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_day_print(day, text);
    lc_text_addf(out,
                 "  latecare import STORE --received %s \\\n"
                 "    $(find %s/extracts/%s -name '*.csv')\n",
                 text, dir, text);
}

static void add_commands(struct lc_text *out, const char *dir,
                         const struct lc_world *world)
{
    lc_text_add(out, "\nTo import it into a new store:\n\n");
    if (world->earlier != LC_NO_DAY)
        add_extract(out, dir, world->earlier);
    add_extract(out, dir, world->until);
    lc_text_add(out, "  latecare link STORE\n");
}

static void add_tree(struct lc_text *out, const char *dir, const struct lc_world *world)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(out, "%s/\n", dir);
    if (world->earlier != LC_NO_DAY)
        lc_text_addf(out, "  extracts/%s/   everything the agencies held by that day\n",
                     lc_day_print(world->earlier, day));
    lc_text_addf(out, "  extracts/%s/   %s\n", lc_day_print(world->until, day),
                 world->earlier == LC_NO_DAY
                     ? "everything the agencies hold"
                     : "a month later: new, changed and corrected "
                       "rows, and the last year");
    lc_text_addf(out,
                 "    social_care/  police/  youth_justice/  education/\n"
                 "    ssda903/%d .. 2025/  the yearly returns%s\n",
                 2025 - world->years - LC_RUN_IN_YEARS + 1,
                 world->earlier == LC_NO_DAY ? "" : ", the last in the later folder");
    lc_text_add(out,
                "  truth/                 who is who, hazards, entries, truth.json\n");
}

static int print_json(const struct lc_borough_counts *counts, struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_text_addf(&out,
                 "{\n \"families\": %zu,\n \"children\": %zu,\n \"known\": %zu,\n"
                 " \"rows\": %zu,\n \"files\": %zu,\n \"bytes\": %zu\n}\n",
                 counts->families, counts->children, counts->known, counts->rows,
                 counts->files, counts->bytes);
    return lc_print_text(&out, err);
}

static int print_text(const char *dir, const struct lc_borough_options *options,
                      const struct lc_borough_counts *counts, struct lc_error *err)
{
    struct lc_text out = { 0 };
    struct lc_world world;
    lc_world_days(&world, options->years, options->dirt);
    lc_text_addf(
        &out,
        "%zu children of %zu families lived here over %d years; %zu became known "
        "to an agency.\n%zu rows in %zu files, %.0f MB.\n\n",
        counts->children, counts->families, options->years + LC_RUN_IN_YEARS,
        counts->known, counts->rows, counts->files, (double)counts->bytes / 1e6);
    add_tree(&out, dir, &world);
    add_commands(&out, dir, &world);
    return lc_print_text(&out, err);
}

static int print_builtin(struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_text_add_bytes(&out, lc_builtin_truth, lc_builtin_truth_size);
    return lc_print_text(&out, err);
}

static int run_simulate(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct lc_borough_options *options = settings;
    struct lc_borough_counts counts;
    if (options->list)
        return print_builtin(err);
    if (argc < 1)
        return LC_FAIL(err, LC_USAGE,
                       "which folder? latecare simulate DIR, or simulate --list");
    int code = lc_borough_write(argv[0], options, &counts, err);
    if (code)
        return code;
    if (options->common.json)
        return print_json(&counts, err);
    return print_text(argv[0], options, &counts, err);
}

/* clang-format off */
const struct lc_verb lc_verb_simulate = {
    .name = "simulate",
    .args = "[DIR]",
    .help = "write a synthetic borough: extracts as its agencies would send them",
    .detail = "Children aged 0 to 17 are simulated forward in time, with rates like those of "
              "an\n"
              "outer London borough. Every rate, effect and mistake is in one file, with its source:\n"
              "--list prints it, and --truth FILE takes other rows for some of them.",
    .min_args = 0,
    .max_args = 1,
    .knobs = &lc_borough_knobs,
    .run = run_simulate,
};
/* clang-format on */
