/* A borough's load however it comes: its files cut by rows, under other names, in an
 * order of chance, over three commands a day. What the store says is the same, bit for
 * bit: every column of every history, records, children and coverage. Only what tells
 * the files apart (file, line) and what a key makes is left out, as in a model's name
 * for its store. So is the design, byte for byte as it is written. Model, list and page
 * are asked by scripts/cuts.sh. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/random.h"
#include "base/text.h"
#include "datasets/borough/borough_inside.h"
#include "design/asof.h"
#include "design/export.h"
#include "link/drawn.h"
#include "link/link.h"
#include "support/imports.h"
#include "support/stores.h"

TestSuite(cuts, .init = lc_begin, .timeout = 1800);

enum { FILES = 100, CUTS = 50 };
static const char *const days[] = { "2025-03-01", "2025-04-01" };

struct file {
    char *text;
    bool hangs; /* on other extracts of its day: it comes in the day's last command */
};

struct load {
    size_t count[2];
    struct file file[2][FILES];
};

static char *simulate(int children)
{
    struct lc_error err = { 0 };
    struct lc_borough_counts counts;
    struct lc_borough_options options;
    char *dir = test_folder();
    lc_knobs_default(&lc_borough_knobs, &options);
    options.children = children;
    options.years = 10;
    options.no_hazards = 1;
    options.common.seed = 7;
    options.common.force = 1;
    cr_assert(eq(int, lc_borough_write(dir, &options, &counts, &err), LC_OK), "%s",
              err.text);
    return dir;
}

static bool hangs(const char *path)
{
    static const char *const name[] = { "/header.csv",        "cla_episodes",
                                        "ssd_missing",        "uasc",
                                        "assessment_factors", "ssd_family" };
    for (size_t i = 0; i < sizeof name / sizeof *name; i++)
        if (strstr(path, name[i]))
            return true;
    return false;
}

static char *read_all(const char *path)
{
    char *text;
    size_t size;
    struct lc_error err = { 0 };
    cr_assert(eq(int, lc_file_read(path, 1 << 28, &text, &size, &err), LC_OK), "%s",
              err.text);
    return text;
}

static void read_day(const char *dir, size_t d, struct load *load)
{
    char command[4200], path[4096];
    snprintf(command, sizeof command,
             "find '%s/extracts/%s' -name '*.csv' | LC_ALL=C sort", dir, days[d]);
    FILE *list = popen(command, "r");
    cr_assert_not_null(list);
    while (fgets(path, sizeof path, list)) {
        path[strcspn(path, "\n")] = 0;
        cr_assert(lt(sz, load->count[d], FILES));
        load->file[d][load->count[d]++] = (struct file){ read_all(path), hangs(path) };
    }
    cr_assert(eq(int, pclose(list), 0));
}

/* The file's rows by chance into `parts` files, each with its header. */
static void add_cut(struct imports *im, const char *text, unsigned parts,
                    struct lc_random *r)
{
    struct lc_text part[3] = { { 0 } };
    bool said[3] = { false }, any = false; /* an extract without rows is one too */
    for (const char *at = text; *at;) {
        size_t size = strcspn(at, "\n") + 1;
        unsigned k = (unsigned)lc_random_below(r, parts);
        for (unsigned p = 0; p < parts; p++)
            if (at == text || p == k) {
                lc_text_add_bytes(&part[p], at, size);
                any |= said[p] |= at != text;
            }
        at += size;
    }
    for (unsigned p = 0; p < parts; p++) {
        char name[40];
        snprintf(name, sizeof name, "%06u-%zu.csv",
                 (unsigned)lc_random_below(r, 1000000), im->files);
        if (said[p] || (p + 1 == parts && !any))
            imports_add(im, name, part[p].data, part[p].size);
        lc_text_free(&part[p]);
    }
}

/* What the store says, and the design that a study makes of it. */
struct answer {
    unsigned char contents[LC_DIGEST], design[LC_DIGEST];
    size_t rows;
};

static struct lc_study *read_study(const char *path)
{
    struct lc_error err = { 0 };
    struct lc_study *study;
    char *text = read_all(path);
    cr_assert(eq(int, lc_study_parse(&study, path, text, strlen(text), &err), LC_OK),
              "%s", err.text);
    free(text);
    return study;
}

static void make_design(struct imports *im, const struct lc_study *study,
                        struct answer *a)
{
    const struct lc_cohort_ask ask = { .day = LC_NO_DAY };
    struct lc_design design = { 0 };
    uint64_t size;
    char path[4200];
    snprintf(path, sizeof path, "%s/design.csv", im->folder);
    cr_assert(eq(int,
                 lc_design_of(&design, study, &im->store, &ask, NULL, NULL, &im->err),
                 LC_OK),
              "%s", im->err.text);
    cr_assert(eq(int, lc_design_csv(&design, path, true, &im->err), LC_OK));
    cr_assert(eq(int, lc_file_digest(path, a->design, &size, &im->err), LC_OK));
    a->rows = design.frame.n;
    lc_design_free(&design);
}

static void link_all(struct imports *im, struct answer *answer)
{
    struct lc_link_report report;
    cr_assert(
        eq(int, lc_link_run(&report, &im->store, &im->ids, 20200, &im->err), LC_OK),
        "%s", im->err.text);
    lc_link_report_free(&report);
    cr_assert(
        eq(int, lc_link_contents(&im->store, true, answer->contents, &im->err), LC_OK));
}

/* seed 0: each day's files whole, in one command. */
static void take(struct imports *im, const struct load *load, uint64_t seed,
                 const struct lc_study *study, struct answer *answer)
{
    struct lc_random r;
    lc_random_init(&r, seed, 3);
    imports_anew(im);
    for (size_t d = 0; d < 2; d++) {
        unsigned command[FILES], commands = seed ? 3 : 1;
        for (size_t i = 0; i < load->count[d]; i++)
            command[i] = !seed                    ? 0
                         : load->file[d][i].hangs ? 2
                                                  : (unsigned)lc_random_below(&r, 2);
        for (unsigned c = 0; c < commands; c++) {
            for (size_t i = 0; i < load->count[d]; i++)
                if (command[i] == c)
                    add_cut(im, load->file[d][i].text,
                            seed ? 1 + (unsigned)lc_random_below(&r, 3) : 1, &r);
            cr_assert(eq(int, imports_run(im, days[d]), LC_OK), "seed %d: %s",
                      (int)seed, im->err.text);
        }
    }
    link_all(im, answer);
    make_design(im, study, answer);
}

Test(cuts, fifty_ways_to_load_a_borough_give_one_store)
{
    static struct load load;
    static struct imports im;
    struct lc_study *study = read_study("datasets/studies/late-entry.yaml");
    struct answer whole, cut;
    char *dir = simulate(400);
    size_t events = 0, other = 0;
    for (size_t d = 0; d < 2; d++)
        read_day(dir, d, &load);
    imports_begin(&im);
    take(&im, &load, 0, study, &whole);
    for (size_t k = 0; k < im.store.histories; k++)
        events += im.store.history[k].n;
    cr_assert(lt(sz, 3000, events)); /* of a store of nothing it would prove nothing */
    cr_assert(lt(sz, 1000, whole.rows));
    for (uint64_t seed = 1; seed <= CUTS; seed++) {
        take(&im, &load, seed, study, &cut);
        if (memcmp(&whole, &cut, sizeof cut) && ++other <= 3)
            cr_expect(0, "the cut of seed %d says something else", (int)seed);
    }
    cr_expect(eq(sz, other, 0), "of %d cuts", CUTS);
    imports_end(&im);
    lc_study_free(study);
    for (size_t d = 0; d < 2; d++)
        for (size_t i = 0; i < load.count[d]; i++)
            free(load.file[d][i].text);
    free(dir);
}
