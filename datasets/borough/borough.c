/* Families are cut into a fixed number of shards, and shards into waves: a wave is
 * lived in parallel, each shard onto pages of its own, and then written in order. So
 * memory is that of a wave, and the bytes do not depend on the threads. */
#include "datasets/borough/borough_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/memory.h"
#include "base/progress.h"
#include "datasets/borough/happen_inside.h"
#include "datasets/borough/output_inside.h"
#include "datasets/borough/truth_inside.h"
#include "datasets/borough/world_inside.h"
#include "parallel/team.h"

enum { WAVES = 8, SHARDS = 16 };

#define NAME(constant, name, meaning) " " name

#define OPTION(field, kind, def, low, ...)                                             \
    LC_KNOB(struct lc_borough_options, field, kind, def, low, __VA_ARGS__)

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_THREADS,
    LC_SEED(NULL),
    LC_FORCE(NULL),
    OPTION(children,   LC_COUNT, 75000, 100, 2000000, "children aged 0 to 17 at any time"),
    OPTION(years,      LC_COUNT, 10,    1,   30,      "years of records, ending on 31 March 2025"),
    OPTION(dirt,       LC_REAL,  1,     0,   20,      "factor on the rates of mistakes, 0 for clean files"),
    OPTION(dirt_only,  LC_WORD,  0,     0,   0,       "one kind of mistakes by itself, or none:" LC_MISTAKES(NAME)),
    OPTION(no_hazards, LC_FLAG,  0,     0,   1,       "leave out truth/hazards.csv"),
    OPTION(truth,      LC_SOURCE, 0,     0,   0,       "a file of rates and effects in place of the built-in ones, or a hard mode's name"),
    OPTION(risk_on,    LC_WORD,  0,     0,   0,       "write each child's true risk from this first of a month on, by living on from it"),
    OPTION(runs,       LC_COUNT, 1000,  1,   1000000, "how often to live on for --risk-on", "risk_on"),
    OPTION(form,       LC_WORD,  0,     0,   0,       "write social care's yearly returns in this form too: ssda903-xml, or cin-xml (the census of children in need)"),
    OPTION(knowledge,  LC_FLAG,  0,     0,   1,       "write which agency entered what, and when"),
    OPTION(without_panel, LC_FLAG, 0,   0,   1,       "write each first entry had no panel helped"),
    OPTION(list,       LC_FLAG,  0,     0,   1,       "print the built-in rates, effects and mistakes with their sources"),
};
/* clang-format on */

const struct lc_knobs lc_borough_knobs = LC_KNOBS(struct lc_borough_options, knobs);

/* --- living ----------------------------------------------------------------------- */

/* The spell of equal hazard of a child that is being written. */
struct spell {
    int32_t from, to; /* from: LC_NO_DAY when there is none */
    double hazard;
};

struct shard {
    struct lc_pages pages;
    struct lc_home home;
    struct lc_again again;
    struct spell spell[LC_FAMILY_MOST];
    struct lc_borough_counts counts;
};

struct town {
    struct lc_world world;
    struct lc_asides asides;
    size_t wave;
    struct shard *shards; /* [SHARDS] */
};

static void end_spell(struct shard *s, const struct lc_life *life)
{
    struct spell *spell = s->spell + life->member;
    if (spell->from == LC_NO_DAY)
        return;
    struct lc_pen pen = lc_pen_begin(s->pages.truth + LC_T_HAZARDS, LC_OPEN);
    lc_pen_number(&pen, life->child);
    lc_pen_day(&pen, spell->from);
    lc_pen_day(&pen, spell->to);
    lc_pen_real(&pen, spell->hazard);
    lc_pen_end(&pen);
    spell->from = LC_NO_DAY;
}

/* A spell goes on while (1) of truth_inside.h stays the same. */
static void note_hazard(void *context, const struct lc_life *life, int32_t t,
                        double hazard)
{
    struct shard *s = context;
    struct spell *spell = s->spell + life->member;
    if (spell->from != LC_NO_DAY && (spell->to != t || spell->hazard != hazard))
        end_spell(s, life);
    if (spell->from == LC_NO_DAY)
        *spell = (struct spell){ .from = t, .hazard = hazard };
    spell->to = lc_day_add_months(t, 1);
}

static void write_life(const struct town *town, struct shard *s,
                       const struct lc_life *life)
{
    end_spell(s, life);
    s->counts.children++;
    if (!life->count)
        return;
    s->counts.known++;
    lc_write_social(&s->pages, life);
    lc_write_agencies(&s->pages, life);
    lc_write_returns(&s->pages, life);
    if (town->asides.form)
        lc_write_form(&s->pages, life, town->asides.form);
    lc_write_truth(&s->pages, life);
    if (town->asides.knowledge)
        lc_write_knowledge(&s->pages, life);
}

static void live_family(struct town *town, struct shard *s, size_t number)
{
    struct lc_home *home = &s->home;
    home->world = &town->world;
    lc_household_draw(&town->world, number, &home->family);
    s->counts.families++;
    for (int k = 0; k < LC_FAMILY_MOST; k++)
        s->spell[k].from = LC_NO_DAY;
    lc_live(home, town->asides.hazards ? note_hazard : NULL, s);
    for (int k = 0; k < home->family.members; k++)
        if (home->life[k].lived)
            write_life(town, s, home->life + k);
    if (town->asides.without_panel)
        lc_write_unhelped(&s->pages, &s->again, home);
    if (town->asides.day != LC_NO_DAY)
        lc_write_risks(&s->pages, &s->again, &home->family, &town->asides);
}

static void live_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct town *town = context;
    struct shard *s = town->shards + shard;
    size_t n = town->world.families, at = town->wave * SHARDS + shard;
    size_t to = lc_shard_first(n, at + 1, WAVES * SHARDS);
    for (size_t f = lc_shard_first(n, at, WAVES * SHARDS); f < to && !lc_interrupted();
         f++)
        live_family(town, s, f);
}

/* --- writing ---------------------------------------------------------------------- */
static size_t count_lines(const struct lc_text *text)
{
    size_t lines = 0;
    for (const char *at = text->data, *end = at + text->size;
         at && at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

static int write_shard(struct lc_outputs *out, const struct shard *s,
                       struct lc_borough_counts *counts, struct lc_error *err)
{
    int code = lc_pages_check(&s->pages, err);
    for (int k = 0; !code && k < LC_FAMILY_MOST; k++) {
        code = lc_life_check(s->home.life + k, err);
        if (!code)
            code = lc_life_check(s->again.home.life + k, err);
    }
    for (size_t i = 0; !code && i < out->count; i++) {
        const struct lc_text *text =
            (const void *)((const char *)&s->pages + out->rows[i].offset);
        if (!text->size)
            continue;
        for (int k = 0; !code && k < out->rows[i].times; k++) {
            counts->rows += count_lines(text);
            counts->bytes += text->size;
            code = lc_draft_write(&out->rows[i].draft, text->data, text->size, err);
        }
    }
    return code;
}

static int write_waves(struct town *town, struct lc_outputs *out, lc_team *team,
                       struct lc_borough_counts *counts, struct lc_error *err)
{
    int code = LC_OK;
    for (town->wave = 0; !code && town->wave < WAVES; town->wave++) {
        lc_progress("simulate", town->wave, WAVES, NULL);
        for (size_t s = 0; s < SHARDS; s++)
            lc_pages_clear(&town->shards[s].pages);
        lc_team_run(team, SHARDS, live_shard, town);
        code = lc_interrupt_check(err);
        for (size_t s = 0; !code && s < SHARDS; s++)
            code = write_shard(out, town->shards + s, counts, err);
    }
    lc_progress_end();
    return code;
}

static int write_statement(const struct town *town, const char *dir, bool force,
                           struct lc_error *err)
{
    struct lc_text text = { 0 };
    char path[4096];
    snprintf(path, sizeof path, "%s/truth/truth.json", dir);
    lc_truth_write(&town->world, &text);
    return lc_file_write_text(path, force, &text, err);
}

static bool lives_again(const struct lc_asides *asides)
{
    return asides->day != LC_NO_DAY || asides->without_panel;
}

static int make_shards(struct town *town, struct lc_error *err)
{
    town->shards = lc_alloc(SHARDS, sizeof *town->shards);
    int code = town->shards ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t s = 0; !code && s < SHARDS; s++) {
        for (int k = 0; !code && k < LC_FAMILY_MOST; k++)
            code = lc_life_new(town->shards[s].home.life + k, err);
        if (!code && lives_again(&town->asides))
            code =
                lc_again_new(&town->shards[s].again, &town->world, &town->asides, err);
    }
    return code;
}

static void sum_counts(const struct town *town, struct lc_borough_counts *counts)
{
    for (size_t s = 0; s < SHARDS; s++) {
        counts->families += town->shards[s].counts.families;
        counts->children += town->shards[s].counts.children;
        counts->known += town->shards[s].counts.known;
    }
}

static void free_all(struct town *town, struct lc_outputs *out, lc_team *team)
{
    for (size_t s = 0; town->shards && s < SHARDS; s++) {
        lc_pages_free(&town->shards[s].pages);
        for (int k = 0; k < LC_FAMILY_MOST; k++)
            lc_life_free(town->shards[s].home.life + k);
        lc_again_free(&town->shards[s].again);
    }
    free(town->shards);
    lc_outputs_free(out);
    lc_team_free(team);
}

/* --risk-on: a first of a month, from when all agencies record on. */
static int set_asides(struct town *town, const struct lc_borough_options *options,
                      struct lc_error *err)
{
    char from[LC_DAY_ROOM], until[LC_DAY_ROOM];
    int year, month, mday = 0;
    struct lc_asides *a = &town->asides;
    *a = (struct lc_asides){ .day = LC_NO_DAY,
                             .hazards = !options->no_hazards,
                             .runs = options->runs,
                             .knowledge = options->knowledge,
                             .without_panel = options->without_panel };
    if (options->form && !(a->form = lc_form_find(options->form)))
        return LC_FAIL(err, LC_USAGE,
                       "--form: '%.20s' is no form; see help simulate. Annex A and the "
                       "daily payload are made of a store: help export",
                       options->form);
    if (!options->risk_on)
        return LC_OK;
    if (!lc_day_parse(lc_slice_of(options->risk_on), LC_DAY_ISO, &a->day))
        lc_day_split(a->day, &year, &month, &mday);
    if (mday == 1 && a->day >= town->world.from && a->day <= town->world.until)
        return LC_OK;
    return LC_FAIL(err, LC_USAGE,
                   "--risk-on is the first of a month from %s to %s: hazards change "
                   "by calendar month",
                   lc_day_print(town->world.from, from),
                   lc_day_print(town->world.until, until));
}

int lc_borough_write(const char *dir, const struct lc_borough_options *options,
                     struct lc_borough_counts *counts, struct lc_error *err)
{
    struct town town = { .wave = 0 };
    struct lc_outputs out = { .dir = dir, .force = options->common.force };
    lc_team *team = NULL;
    memset(counts, 0, sizeof *counts);
    struct lc_coefficients *truth = NULL;
    int code = lc_coefficients_read(&truth, options->truth, err);
    if (!code)
        lc_world_init(&town.world, truth, (uint64_t)options->common.seed,
                      options->children, options->years, options->dirt);
    if (!code)
        code = set_asides(&town, options, err);
    if (!code && options->dirt_only && !lc_world_only(&town.world, options->dirt_only))
        code = LC_FAIL(err, LC_USAGE,
                       "--dirt-only: '%.20s' is no kind of mistake; see help simulate",
                       options->dirt_only);
    if (!code)
        code = lc_team_new(&team, options->common.threads, err);
    if (!code)
        code = make_shards(&town, err);
    if (!code)
        code = lc_outputs_open(&out, &town.world, &town.asides, err);
    if (!code)
        code = write_waves(&town, &out, team, counts, err);
    if (!code)
        code = lc_outputs_commit(&out, err);
    counts->files = out.count;
    if (!code)
        code = write_statement(&town, dir, out.force, err);
    if (!code)
        sum_counts(&town, counts);
    free_all(&town, &out, team);
    lc_coefficients_free(truth);
    return code;
}
