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
#include "datasets/borough/sheet_inside.h"
#include "datasets/borough/truth_inside.h"
#include "datasets/borough/world_inside.h"
#include "parallel/team.h"

enum { WAVES = 8, SHARDS = 16 };

#define NAME(constant, name, meaning) " " name

#define OPTION(field, kind, def, low, high, help)                                      \
    LC_KNOB(struct lc_borough_options, field, kind, def, low, high, help)

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
};
/* clang-format on */

const struct lc_knobs lc_borough_knobs = LC_KNOBS(struct lc_borough_options, knobs);

/* --- living ----------------------------------------------------------------------- */

struct shard {
    struct lc_pages pages;
    struct lc_life life;
    struct lc_borough_counts counts;
    /* the spell of equal hazard being written */
    int32_t spell_from, spell_to;
    double spell_hazard;
};

struct town {
    struct lc_world world;
    bool hazards;
    size_t wave;
    struct shard *shards; /* [SHARDS] */
};

static void end_spell(struct shard *s)
{
    if (s->spell_from == LC_NO_DAY)
        return;
    struct lc_pen pen = lc_pen_begin(s->pages.truth + LC_T_HAZARDS, LC_OPEN);
    lc_pen_number(&pen, s->life.child);
    lc_pen_day(&pen, s->spell_from);
    lc_pen_day(&pen, s->spell_to);
    lc_pen_real(&pen, s->spell_hazard);
    lc_pen_end(&pen);
    s->spell_from = LC_NO_DAY;
}

/* A spell goes on while (1) of truth_inside.h stays the same. */
static void note_hazard(void *context, const struct lc_life *life LC_UNUSED, int32_t t,
                        double hazard)
{
    struct shard *s = context;
    if (s->spell_from != LC_NO_DAY && (s->spell_to != t || s->spell_hazard != hazard))
        end_spell(s);
    if (s->spell_from == LC_NO_DAY) {
        s->spell_from = t;
        s->spell_hazard = hazard;
    }
    s->spell_to = lc_day_add_months(t, 1);
}

static void live_member(struct town *town, struct shard *s,
                        const struct lc_household *family, int k)
{
    struct lc_life *life = &s->life;
    lc_life_begin(life, &town->world, family, k);
    s->spell_from = LC_NO_DAY;
    if (life->begins >= life->ends)
        return;
    lc_live(life, town->hazards ? note_hazard : NULL, s);
    end_spell(s);
    s->counts.children++;
    if (!life->count)
        return;
    s->counts.known++;
    lc_write_social(&s->pages, life);
    lc_write_agencies(&s->pages, life);
    lc_write_returns(&s->pages, life);
    lc_write_truth(&s->pages, life);
}

static void live_shard(void *context, size_t shard, size_t worker LC_UNUSED)
{
    struct town *town = context;
    struct shard *s = town->shards + shard;
    size_t n = town->world.families, at = town->wave * SHARDS + shard;
    size_t to = lc_shard_first(n, at + 1, WAVES * SHARDS);
    for (size_t f = lc_shard_first(n, at, WAVES * SHARDS); f < to && !lc_interrupted();
         f++) {
        struct lc_household family;
        lc_household_draw(&town->world, f, &family);
        s->counts.families++;
        for (int k = 0; k < family.members; k++)
            live_member(town, s, &family, k);
    }
}

/* --- writing ---------------------------------------------------------------------- */

/* One file of the borough: where it is, and where its text is in a shard's pages. */
struct output {
    struct lc_draft draft;
    size_t offset; /* of its struct lc_text in struct lc_pages */
};

struct outputs {
    const char *dir;
    bool force;
    size_t count, room;
    struct output *rows;
};

static int make_folders(const char *path, size_t from, struct lc_error *err)
{
    char folder[4096];
    int code = LC_OK;
    for (const char *slash = strchr(path + from, '/'); slash && !code;
         slash = strchr(slash + 1, '/')) {
        snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path);
        code = lc_folder_make(folder, err);
    }
    return code;
}

static int add_output(struct outputs *out, const char *folder, const char *name,
                      const char *header, size_t offset, struct lc_error *err)
{
    char path[4096];
    size_t size = strlen(out->dir);
    if (snprintf(path, sizeof path, "%s/%s/%s", out->dir, folder, name)
        >= (int)sizeof path)
        return LC_FAIL(err, LC_RANGE, "the folder's path is too long");
    int code = lc_folder_make(out->dir, err);
    if (!code)
        code = make_folders(path, size + 1, err);
    if (!code)
        code = LC_GROW(out->rows, out->room, out->count + 1, err);
    if (code)
        return code;
    struct output *o = out->rows + out->count;
    *o = (struct output){ .offset = offset };
    code = lc_draft_open(&o->draft, path, out->force, err);
    if (code)
        return code;
    out->count++;
    code = lc_draft_write(&o->draft, header, strlen(header), err);
    return code ? code : lc_draft_write(&o->draft, "\n", 1, err);
}

#define PLACE(member) offsetof(struct lc_pages, member)

static int add_extracts(struct outputs *out, const struct lc_world *world,
                        struct lc_error *err)
{
    int code = LC_OK;
    for (int e = 0; !code && e < LC_EXTRACTS; e++) {
        char day[LC_DAY_ROOM], folder[64];
        if (lc_extract_day(world, e) == LC_NO_DAY)
            continue;
        snprintf(folder, sizeof folder, "extracts/%s",
                 lc_day_print(lc_extract_day(world, e), day));
        for (size_t s = 0; !code && s < LC_SHEETS; s++)
            code = add_output(
                out, folder, lc_sheets[s].name, lc_sheets[s].header,
                PLACE(extract) + ((size_t)e * LC_SHEETS + s) * sizeof(struct lc_text),
                err);
    }
    return code;
}

/* A return comes with the first extract made after its year. */
static int add_returns(struct outputs *out, const struct lc_world *world,
                       struct lc_error *err)
{
    int code = LC_OK, years = world->years + LC_RUN_IN_YEARS;
    for (int y = 0; !code && y < years; y++) {
        char folder[64], day[LC_DAY_ROOM];
        bool last = y + 1 == years || world->earlier == LC_NO_DAY;
        lc_day_print(last ? world->until : world->earlier, day);
        snprintf(folder, sizeof folder, "extracts/%s/ssda903/%d", day,
                 2025 - years + y + 1);
        for (size_t s = 0; !code && s < LC_RETURNS; s++)
            code = add_output(
                out, folder, lc_return_files[s].name, lc_return_files[s].header,
                PLACE(year) + ((size_t)y * LC_RETURNS + s) * sizeof(struct lc_text),
                err);
    }
    return code;
}

static int add_truth(struct outputs *out, bool hazards, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t s = 0; !code && s < LC_TRUTH_SHEETS; s++)
        if (hazards || s != LC_T_HAZARDS)
            code = add_output(out, "truth", lc_truth_sheets[s].name,
                              lc_truth_sheets[s].header,
                              PLACE(truth) + s * sizeof(struct lc_text), err);
    return code;
}

static size_t count_lines(const struct lc_text *text)
{
    size_t lines = 0;
    for (const char *at = text->data, *end = at + text->size;
         at && at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

static int write_shard(struct outputs *out, const struct shard *s,
                       struct lc_borough_counts *counts, struct lc_error *err)
{
    int code = lc_life_check(&s->life, err);
    if (!code)
        code = lc_pages_check(&s->pages, err);
    for (size_t i = 0; !code && i < out->count; i++) {
        const struct lc_text *text =
            (const void *)((const char *)&s->pages + out->rows[i].offset);
        if (!text->size)
            continue;
        counts->rows += count_lines(text);
        counts->bytes += text->size;
        code = lc_draft_write(&out->rows[i].draft, text->data, text->size, err);
    }
    return code;
}

static int write_waves(struct town *town, struct outputs *out, lc_team *team,
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

static int commit(struct outputs *out, struct lc_borough_counts *counts,
                  struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !code && i < out->count; i++)
        code = lc_draft_commit(&out->rows[i].draft, err);
    counts->files = out->count;
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

static int make_shards(struct town *town, struct lc_error *err)
{
    town->shards = lc_alloc(SHARDS, sizeof *town->shards);
    int code = town->shards ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t s = 0; !code && s < SHARDS; s++)
        code = lc_life_new(&town->shards[s].life, err);
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

static void free_all(struct town *town, struct outputs *out, lc_team *team)
{
    for (size_t s = 0; town->shards && s < SHARDS; s++) {
        lc_pages_free(&town->shards[s].pages);
        lc_life_free(&town->shards[s].life);
    }
    for (size_t i = 0; i < out->count; i++)
        lc_draft_drop(&out->rows[i].draft);
    free(town->shards);
    free(out->rows);
    lc_team_free(team);
}

int lc_borough_write(const char *dir, const struct lc_borough_options *options,
                     struct lc_borough_counts *counts, struct lc_error *err)
{
    struct town town = { .hazards = !options->no_hazards };
    struct outputs out = { .dir = dir, .force = options->common.force };
    lc_team *team = NULL;
    memset(counts, 0, sizeof *counts);
    lc_world_init(&town.world, (uint64_t)options->common.seed, options->children,
                  options->years, options->dirt);
    int code = LC_OK;
    if (options->dirt_only && !lc_world_only(&town.world, options->dirt_only))
        code = LC_FAIL(err, LC_USAGE,
                       "--dirt-only: '%.20s' is no kind of mistake; see help simulate",
                       options->dirt_only);
    if (!code)
        code = lc_team_new(&team, options->common.threads, err);
    if (!code)
        code = make_shards(&town, err);
    if (!code)
        code = add_extracts(&out, &town.world, err);
    if (!code)
        code = add_returns(&out, &town.world, err);
    if (!code)
        code = add_truth(&out, town.hazards, err);
    if (!code)
        code = write_waves(&town, &out, team, counts, err);
    if (!code)
        code = commit(&out, counts, err);
    if (!code)
        code = write_statement(&town, dir, out.force, err);
    if (!code)
        sum_counts(&town, counts);
    free_all(&town, &out, team);
    return code;
}
