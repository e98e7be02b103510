/* See export.h. HDF5 writes into the draft; the draft becomes the file only after every
 * close has succeeded (on a full disk it is a close that fails). */

#include "base/file.h"
#include "design/export.h"
#include "store/h5.h"

static hid_t type_of(const struct lc_column *column)
{
    switch (column->type) {
    case LC_F64:
        return H5Tcopy(H5T_NATIVE_DOUBLE);
    case LC_F32:
        return H5Tcopy(H5T_NATIVE_FLOAT);
    case LC_I32:
        return H5Tcopy(H5T_NATIVE_INT32);
    case LC_I16:
        return H5Tcopy(H5T_NATIVE_INT16);
    case LC_U8:
        return H5Tcopy(H5T_NATIVE_UINT8);
    default:
        return lc_h5_codes(&column->levels);
    }
}

static const char *missing_of(int type)
{
    static const char *const texts[] = {
        [LC_F64] = "NaN",    [LC_F32] = "NaN", [LC_I32] = "-2147483648",
        [LC_I16] = "-32768", [LC_U8] = "255",  [LC_CATEGORY] = "0",
    };
    return texts[type];
}

static bool put(hid_t file, const char *name, hid_t type, size_t n, const void *data,
                const char *unit, const char *meaning)
{
    const struct lc_h5_column column = { name, type, n, data, unit, meaning, false };
    return type >= 0 && lc_h5_write(file, &column);
}

static bool put_attribute(hid_t file, const char *name, const char *attribute,
                          const char *text)
{
    hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    bool good = set >= 0 && lc_h5_put_text(set, attribute, text);
    return lc_h5_close(set) && good;
}

static bool put_predictor(hid_t file, size_t n, const struct lc_column *column)
{
    hid_t type = type_of(column);
    bool good =
        put(file, column->name, type, n, column->data, column->unit ? column->unit : "",
            column->label ? column->label : "");
    good = lc_h5_close(type) && good;
    return good
           && put_attribute(file, column->name, "missing", missing_of(column->type))
           && put_attribute(file, column->name, "history",
                            column->group ? column->group : "");
}

static bool put_all(hid_t file, const struct lc_design *d)
{
    size_t n = d->frame.n;
    bool good = put(file, "child", H5T_NATIVE_UINT32, n, d->child, "", "child number")
                && put(file, "landmark", H5T_NATIVE_INT32, n, d->landmark,
                       "days since 1970-01-01", "the day predicted from, at 00:00")
                && put(file, "days", H5T_NATIVE_INT32, n, d->days, "days",
                       "follow-up from the landmark")
                && put(file, "cause", H5T_NATIVE_UINT8, n, d->cause, "",
                       "what ended it: 0 censored, 1 entry, 2 .. the study's competing "
                       "list")
                && put(file, "complete", H5T_NATIVE_UINT8, n, d->complete, "",
                       "1 if the outcome by the horizon is known");
    if (good && d->linkage)
        good = lc_h5_put_text(file, "linkage", d->linkage);
    for (size_t k = 0; k < d->frame.count && good; k++)
        good = put_predictor(file, n, d->frame.column + k);
    return good;
}

int lc_design_h5(const struct lc_design *design, const char *path, bool force,
                 struct lc_error *err)
{
    struct lc_draft draft;
    int code = lc_draft_open(&draft, path, force, err);
    if (code)
        return code;
    hid_t file = lc_h5_create(draft.temp);
    bool good = file >= 0 && put_all(file, design);
    if (file >= 0 && H5Fflush(file, H5F_SCOPE_GLOBAL) < 0)
        good = false;
    if (!lc_h5_close(file) || !good)
        code = lc_h5_fail(path, "write", "the design", err);
    if (!code)
        code = lc_draft_commit(&draft, err);
    lc_draft_drop(&draft);
    return code;
}
