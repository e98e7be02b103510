/* See output_inside.h. */
#include "datasets/borough/output_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

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

static int add_output(struct lc_outputs *out, const char *folder, const char *name,
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
    struct lc_output *o = out->rows + out->count;
    *o = (struct lc_output){ .offset = offset, .times = 1 };
    code = lc_draft_open(&o->draft, path, out->force, err);
    if (code)
        return code;
    out->count++;
    code = lc_draft_write(&o->draft, header, strlen(header), err);
    return code ? code : lc_draft_write(&o->draft, "\n", 1, err);
}

#define PLACE(member) offsetof(struct lc_pages, member)

/* A sheet of an extract, as its source delivers it. */
static int add_sheet(struct lc_outputs *out, const struct lc_world *world,
                     const char *folder, int extract, size_t sheet,
                     struct lc_error *err)
{
    const struct lc_delivery *feed = world->truth->feed + sheet;
    const struct lc_file_row *file = lc_sheets + sheet;
    size_t at = (size_t)extract * LC_SHEETS + sheet;
    int code =
        add_output(out, folder, file->name, feed->header ? feed->header : file->header,
                   PLACE(extract) + at * sizeof(struct lc_text), err);
    if (!code && feed->twice)
        out->rows[out->count - 1].times = 2;
    return code;
}

static int add_extracts(struct lc_outputs *out, const struct lc_world *world,
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
            code = add_sheet(out, world, folder, e, s, err);
    }
    return code;
}

/* A return comes with the first extract made after its year. */
static int add_returns(struct lc_outputs *out, const struct lc_world *world,
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

/* The year's return in another form, beside its CSVs. */
static int add_form(struct lc_outputs *out, const struct lc_world *world,
                    const struct lc_form *form, int k, struct lc_error *err)
{
    char folder[64], day[LC_DAY_ROOM];
    int32_t from, to;
    struct lc_text opening = { 0 };
    int year = lc_world_year(world, k, &from, &to);
    bool last = to == world->until || world->earlier == LC_NO_DAY;
    snprintf(folder, sizeof folder, "extracts/%s/%s/%d",
             lc_day_print(last ? world->until : world->earlier, day), form->folder,
             year);
    form->open(&opening, year);
    int code = lc_text_check(&opening, err);
    if (!code)
        code = add_output(out, folder, form->file, opening.data,
                          PLACE(form) + (size_t)k * sizeof(struct lc_text), err);
    if (!code)
        out->rows[out->count - 1].close = form->close;
    lc_text_free(&opening);
    return code;
}

static bool is_asked(const struct lc_asides *asides, size_t sheet)
{
    switch (sheet) {
    case LC_T_HAZARDS:
        return asides->hazards;
    case LC_T_RISKS:
        return asides->day != LC_NO_DAY;
    case LC_T_UNHELPED:
        return asides->without_panel;
    case LC_T_KNOWLEDGE:
        return asides->knowledge;
    default:
        return true;
    }
}

static int add_truth(struct lc_outputs *out, const struct lc_asides *asides,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (size_t s = 0; !code && s < LC_TRUTH_SHEETS; s++)
        if (is_asked(asides, s))
            code = add_output(out, "truth", lc_truth_sheets[s].name,
                              lc_truth_sheets[s].header,
                              PLACE(truth) + s * sizeof(struct lc_text), err);
    return code;
}

int lc_outputs_open(struct lc_outputs *out, const struct lc_world *world,
                    const struct lc_asides *asides, struct lc_error *err)
{
    int code = add_extracts(out, world, err);
    if (!code)
        code = add_returns(out, world, err);
    for (int k = 0; asides->form && !code && k < world->years + LC_RUN_IN_YEARS; k++)
        code = add_form(out, world, asides->form, k, err);
    return code ? code : add_truth(out, asides, err);
}

int lc_outputs_commit(struct lc_outputs *out, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; !code && i < out->count; i++) {
        struct lc_output *o = out->rows + i;
        code = o->close ? lc_draft_write(&o->draft, o->close, strlen(o->close), err)
                        : LC_OK;
        if (!code)
            code = lc_draft_commit(&o->draft, err);
    }
    return code;
}

void lc_outputs_free(struct lc_outputs *out)
{
    for (size_t i = 0; i < out->count; i++)
        lc_draft_drop(&out->rows[i].draft);
    free(out->rows);
}
