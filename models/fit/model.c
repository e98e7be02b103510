#include "models/fit/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/memory.h"
#include "models/families/families.h"
#include "parallel/team.h"

#ifndef LC_VERSION
#define LC_VERSION "0"
#endif

/* The JSON members that are kept as they are given. */
static const struct {
    const char *name;
    size_t offset;
} kept[] = {
    { "counts", offsetof(struct lc_model, counts) },
    { "metrics", offsetof(struct lc_model, metrics) },
    { "verdict", offsetof(struct lc_model, verdict) },
    { "training", offsetof(struct lc_model, training) },
    { "study", offsetof(struct lc_model, study) },
    { "inputs", offsetof(struct lc_model, inputs) },
    { "settings", offsetof(struct lc_model, settings) },
    { "without", offsetof(struct lc_model, without) },
};

enum { KEPT = sizeof kept / sizeof *kept };

static json_t **member(struct lc_model *model, size_t which)
{
    return (json_t **)((char *)model + kept[which].offset);
}

struct lc_model *lc_model_new(void)
{
    struct lc_model *model = lc_alloc(1, sizeof *model);
    if (!model)
        return NULL;
    model->format = LC_MODEL_FORMAT;
    model->shards = LC_SHARDS;
    model->cause = 1;
    model->program = lc_strdup(LC_VERSION);
    if (model->program)
        return model;
    lc_model_free(model);
    return NULL;
}

void lc_model_free(struct lc_model *model)
{
    if (!model)
        return;
    for (size_t i = 0; i < KEPT; i++)
        json_decref(*member(model, i));
    free(model->program);
    free(model->horizon);
    free(model->time_unit);
    free(model->parent);
    lc_terms_free(model->terms);
    lc_fit_free(model->fit);
    free(model);
}

/* --- writing ---------------------------------------------------------------------- */

json_t *lc_model_inside(struct lc_model *model)
{
    size_t p = lc_terms_count(model->terms);
    json_t *o =
        LC_OBJECT({ "program", lc_json_text(model->program) },
                  { "family", lc_json_text(model->family->name) },
                  { "formula", lc_json_text(lc_terms_formula(model->terms)) },
                  { "cause", json_integer(model->cause) },
                  { "horizons", lc_json_numbers(model->horizons, model->horizon) },
                  { "time_unit", lc_json_text(model->time_unit) },
                  { "seed", json_integer((json_int_t)model->seed) },
                  { "shards", json_integer(model->shards) },
                  { "parent", lc_json_text(model->parent) },
                  { "terms", lc_terms_write(model->terms) },
                  { "fit", lc_model_fit_write(model->fit, p) });
    bool ok = o != NULL;
    for (size_t i = 0; i < KEPT && ok; i++)
        if (*member(model, i))
            ok = lc_json_put(o, kept[i].name, json_incref(*member(model, i)));
    return lc_json_whole(o, ok);
}

bool lc_model_has_store(const struct lc_model *model)
{
    return model->study || model->metrics || model->verdict || model->training;
}

/* For a person who opens the file; readers go by the file beside it. */
static const char sealed[] = "in a file beside this one, by the store's key";
static const char unsealed[] =
    "none: fitted to a table, it has the checksum alone, which anybody can make good";

int lc_model_print(struct lc_model *model, char **text, struct lc_error *err)
{
    json_t *inside = lc_model_inside(model);
    int code = inside ? lc_json_digest(inside, model->digest, err) : LC_FAIL_NOMEM(err);
    json_t *file = LC_OBJECT(
        { "latecare_model", json_integer(LC_MODEL_FORMAT) },
        { "checksum", lc_json_text(model->digest) },
        { "seal", lc_json_text(lc_model_has_store(model) ? sealed : unsealed) },
        { "model", inside });
    if (!code && !file)
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = lc_json_print(file, text, err);
    json_decref(file);
    if (!code && strlen(*text) > LC_MODEL_LIMIT) {
        free(*text);
        code = LC_FAIL(err, LC_RANGE,
                       "the model would be a file of more than %d bytes, and no larger "
                       "one is read",
                       LC_MODEL_LIMIT);
    }
    return code;
}

int lc_model_write(struct lc_model *model, const char *path, bool force,
                   struct lc_error *err)
{
    char *text;
    int code = lc_model_print(model, &text, err);
    if (code)
        return code;
    code = lc_file_write(path, force, text, strlen(text), err);
    free(text);
    return code;
}

/* --- reading ---------------------------------------------------------------------- */

static int copy_text(const json_t *object, const char *name, char **text,
                     struct lc_error *err)
{
    const char *value = json_string_value(json_object_get(object, name));
    if (!value)
        return LC_OK;
    free(*text);
    *text = lc_strdup(value);
    return *text ? LC_OK : LC_FAIL_NOMEM(err);
}

static int read_family(struct lc_model *model, const json_t *o, struct lc_error *err)
{
    const char *name;
    int code = lc_json_get_text(o, "family", &name, err);
    if (code)
        return code;
    model->family = lc_family_find(name);
    if (!model->family)
        return LC_FAIL(err, LC_FORMAT, "no model family '%.40s' in this program", name);
    return LC_OK;
}

static int read_horizons(struct lc_model *model, const json_t *o, struct lc_error *err)
{
    size_t n = json_array_size(json_object_get(o, "horizons"));
    model->horizon = lc_alloc(n, sizeof *model->horizon);
    if (!model->horizon)
        return LC_FAIL_NOMEM(err);
    model->horizons = n;
    return lc_json_get_numbers(o, "horizons", n, model->horizon, err);
}

static int read_parts(struct lc_model *model, const json_t *o, struct lc_error *err)
{
    int code = read_family(model, o, err);
    if (code || (code = read_horizons(model, o, err))
        || (code = copy_text(o, "program", &model->program, err))
        || (code = copy_text(o, "time_unit", &model->time_unit, err))
        || (code = copy_text(o, "parent", &model->parent, err))
        || (code = lc_terms_read(&model->terms, json_object_get(o, "terms"), err)))
        return code;
    model->cause = (int)json_integer_value(json_object_get(o, "cause"));
    model->seed = (uint64_t)json_integer_value(json_object_get(o, "seed"));
    model->shards = (int)json_integer_value(json_object_get(o, "shards"));
    for (size_t i = 0; i < KEPT; i++)
        *member(model, i) = json_incref(json_object_get(o, kept[i].name));
    return lc_model_fit_read(&model->fit, model->family, lc_terms_count(model->terms),
                             json_object_get(o, "fit"), err);
}

static int check_causes(const struct lc_model *model, struct lc_error *err)
{
    if (model->cause < 1 || model->cause > 1000)
        return LC_FAIL(err, LC_FORMAT, "'cause' is not a cause");
    if (model->fit->terms % model->fit->causes)
        return LC_FAIL(err, LC_FORMAT, "'fit.terms' do not repeat cause by cause");
    return LC_OK;
}

static int read_file(struct lc_model *model, const json_t *file, struct lc_error *err)
{
    const json_t *format = json_object_get(file, "latecare_model");
    const json_t *inside = json_object_get(file, "model");
    const char *stated;
    if (!json_is_integer(format) || json_integer_value(format) < 1
        || !json_is_object(inside))
        return LC_FAIL(err, LC_FORMAT, "this is not a model of latecare");
    if (json_integer_value(format) > LC_MODEL_FORMAT)
        return LC_FAIL(err, LC_REFUSED,
                       "written by a newer program (format %lld; this one reads up to "
                       "%d): update latecare",
                       (long long)json_integer_value(format), LC_MODEL_FORMAT);
    model->format = (int)json_integer_value(format);
    int code = lc_json_get_text(file, "checksum", &stated, err);
    if (!code)
        code = lc_json_digest(inside, model->digest, err);
    if (!code && strcmp(stated, model->digest))
        code = LC_FAIL(err, LC_DAMAGED,
                       "the checksum does not agree: the file was changed after it was "
                       "written");
    if (!code)
        code = read_parts(model, inside, err);
    return code ? code : check_causes(model, err);
}

int lc_model_of_inside(struct lc_model **model, const json_t *inside,
                       struct lc_error *err)
{
    struct lc_model *new = lc_model_new();
    int code = new ? read_parts(new, inside, err) : LC_FAIL_NOMEM(err);
    if (!code)
        code = check_causes(new, err);
    if (code)
        lc_model_free(new);
    *model = code ? NULL : new;
    return code;
}

int lc_model_parse(struct lc_model **model, const char *data, size_t size,
                   struct lc_error *err)
{
    json_t *file;
    *model = NULL;
    int code = lc_json_parse(data, size, &file, err);
    if (code)
        return code;
    struct lc_model *new = lc_model_new();
    code = new ? read_file(new, file, err) : LC_FAIL_NOMEM(err);
    json_decref(file);
    if (code)
        lc_model_free(new);
    else
        *model = new;
    return code;
}

int lc_model_take(struct lc_model **model, const char *path, struct lc_slice text,
                  struct lc_error *err)
{
    struct lc_signer signer;
    *model = NULL;
    int code = lc_signed_check(&signer, LC_SIGNED_MODEL, path, text, err);
    if (code)
        return code;
    code = lc_model_parse(model, text.data, text.size, err);
    if (!code)
        (*model)->signer = signer;
    return code ? lc_error_within(err, code, "%s", path) : LC_OK;
}

int lc_model_read(struct lc_model **model, const char *path, struct lc_error *err)
{
    char *data;
    size_t size;
    *model = NULL;
    int code = lc_file_read(path, LC_MODEL_LIMIT, &data, &size, err);
    if (code)
        return code;
    code = lc_model_take(model, path, (struct lc_slice){ data, size }, err);
    free(data);
    return code;
}
