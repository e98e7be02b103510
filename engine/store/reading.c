/* See reading_inside.h. */
#include "store/reading_inside.h"

#include <stdlib.h>
#include <string.h>

int lc_store_reading_fail(const struct lc_store_reading *r, const char *what,
                          struct lc_error *err)
{
    H5Eclear2(H5E_DEFAULT);
    return LC_FAIL(err, LC_DAMAGED, "%s: '%s' is not as this program writes it",
                   r->path, what);
}

/* --- names in a group ------------------------------------------------------------- */
static herr_t take_name(hid_t group LC_UNUSED, const char *name, const H5L_info_t *info,
                        void *context)
{
    struct lc_names *names = context;
    if (info->type != H5L_TYPE_HARD)
        return -1;
    const char *copy = lc_arena_text(names->arena, name, strlen(name));
    if (!copy || LC_GROW(names->name, names->room, names->count + 1, NULL)) {
        names->no_memory = true;
        return -1;
    }
    names->name[names->count++] = copy;
    return 0;
}

void lc_names_free(struct lc_names *names)
{
    lc_arena_free(names->arena);
    free(names->name);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* In the order in which they are kept, and put in order here: where HDF5 puts many in
 * order and cannot read one of them, it frees those that it had not read yet. */
int lc_store_reading_names(const struct lc_store_reading *r, hid_t group,
                           const char *what, struct lc_names *names,
                           struct lc_error *err)
{
    *names = (struct lc_names){ .arena = lc_arena_new() };
    if (!names->arena)
        return LC_FAIL_NOMEM(err);
    if (H5Literate(group, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, take_name, names) >= 0) {
        if (names->count)
            qsort(names->name, names->count, sizeof *names->name, by_name);
        return LC_OK;
    }
    H5Eclear2(H5E_DEFAULT);
    return names->no_memory ? LC_FAIL_NOMEM(err) : lc_store_reading_fail(r, what, err);
}

int lc_store_reading_fail_column(const struct lc_store_reading *r,
                                 const struct lc_stored *c, const char *name,
                                 struct lc_error *err)
{
    return c->no_memory ? LC_FAIL_NOMEM(err) : lc_store_reading_fail(r, name, err);
}

int lc_store_reading_group(const struct lc_store_reading *r, hid_t parent,
                           const char *name, hid_t *group, struct lc_error *err)
{
    H5L_info_t link;
    *group = H5I_INVALID_HID;
    if (H5Lget_info(parent, name, &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_HARD)
        return lc_store_reading_fail(r, name, err);
    *group = H5Gopen2(parent, name, H5P_DEFAULT);
    return *group >= 0 ? LC_OK : lc_store_reading_fail(r, name, err);
}
