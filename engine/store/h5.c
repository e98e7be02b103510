#include "store/h5_inside.h"

#include <stdio.h>
#include <string.h>

#include "store/layout_inside.h"

/* HDF5's deepest entry says "..., error message = 'No space left on device', ...". */
static herr_t find_message(unsigned n LC_UNUSED, const H5E_error2_t *entry,
                           void *context)
{
    char *text = context;
    const char *at = entry->desc ? strstr(entry->desc, "error message = '") : NULL;
    if (!at || *text)
        return 0;
    at += strlen("error message = '");
    snprintf(text, 100, ": %.*s", (int)strcspn(at, "'"), at);
    return 0;
}

int lc_h5_fail(const char *path, const char *doing, const char *what,
               struct lc_error *err)
{
    char text[100] = "";
    H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, find_message, text);
    H5Eclear2(H5E_DEFAULT);
    return LC_FAIL(err, LC_IO, "%s: cannot %s %s%s", path, doing, what, text);
}

bool lc_h5_close(hid_t id)
{
    if (id < 0)
        return true;
    switch (H5Iget_type(id)) {
    case H5I_FILE:
        return H5Fclose(id) >= 0;
    case H5I_GROUP:
        return H5Gclose(id) >= 0;
    case H5I_DATASET:
        return H5Dclose(id) >= 0;
    case H5I_DATASPACE:
        return H5Sclose(id) >= 0;
    case H5I_DATATYPE:
        return H5Tclose(id) >= 0;
    case H5I_ATTR:
        return H5Aclose(id) >= 0;
    case H5I_GENPROP_LST:
        return H5Pclose(id) >= 0;
    default:
        return false;
    }
}

hid_t lc_h5_codes(const struct lc_codes *codes)
{
    size_t bytes = 0;
    for (size_t i = 0; i < codes->count; i++)
        bytes += strlen(codes->names[i]) + 3;
    if (codes->count == 0)
        return H5Tcopy(H5T_STD_U16LE);
    hid_t type =
        bytes < LC_CODE_BYTES ? H5Tenum_create(H5T_STD_U16LE) : H5I_INVALID_HID;
    for (size_t i = 0; type >= 0 && i < codes->count; i++) {
        uint16_t value = (uint16_t)(i + 1);
        if (H5Tenum_insert(type, codes->names[i], &value) < 0) {
            H5Tclose(type);
            return H5I_INVALID_HID;
        }
    }
    return type;
}

hid_t lc_h5_text(size_t size)
{
    hid_t type = H5Tcopy(H5T_C_S1);
    if (H5Tset_size(type, size) >= 0 && H5Tset_cset(type, H5T_CSET_UTF8) >= 0
        && H5Tset_strpad(type, H5T_STR_NULLPAD) >= 0)
        return type;
    lc_h5_close(type);
    return H5I_INVALID_HID;
}

/* Without a tag: h5py has no conversion from a tagged one. */
hid_t lc_h5_bytes(size_t size)
{
    return H5Tcreate(H5T_OPAQUE, size);
}

static bool put(hid_t object, const char *name, hid_t type, const void *value)
{
    hid_t space = H5Screate(H5S_SCALAR);
    hid_t attribute = type >= 0 && space >= 0 ? H5Acreate2(object, name, type, space,
                                                           H5P_DEFAULT, H5P_DEFAULT)
                                              : H5I_INVALID_HID;
    bool done = attribute >= 0 && H5Awrite(attribute, type, value) >= 0;
    done &= lc_h5_close(attribute);
    return lc_h5_close(space) && done;
}

bool lc_h5_put_text(hid_t object, const char *name, const char *text)
{
    hid_t type = lc_h5_text(strlen(text));
    bool done = put(object, name, type, text);
    return lc_h5_close(type) && done;
}

bool lc_h5_put_number(hid_t object, const char *name, uint32_t value)
{
    return put(object, name, H5T_STD_U32LE, &value);
}

bool lc_h5_get_number(hid_t object, const char *name, uint32_t *value)
{
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    bool done = attribute >= 0 && H5Aget_storage_size(attribute) == sizeof *value
                && H5Aread(attribute, H5T_NATIVE_UINT32, value) >= 0;
    return lc_h5_close(attribute) && done;
}

bool lc_h5_get_text(hid_t object, const char *name, size_t room, char *text)
{
    hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
    hid_t type = attribute >= 0 ? H5Aget_type(attribute) : H5I_INVALID_HID;
    bool done = type >= 0 && H5Tget_class(type) == H5T_STRING
                && H5Tis_variable_str(type) == 0
                && H5Aget_storage_size(attribute) < room;
    memset(text, 0, room);
    done = done && H5Aread(attribute, type, text) >= 0;
    done &= lc_h5_close(type);
    return lc_h5_close(attribute) && done;
}

static hid_t create(const char *temp, struct lc_h5_buffer *buffer)
{
    hid_t making = H5Pcreate(H5P_FILE_CREATE), access = H5Pcreate(H5P_FILE_ACCESS);
    hid_t file = H5I_INVALID_HID;
    if (making >= 0 && access >= 0 && H5Pset_obj_track_times(making, false) >= 0
        && (!buffer || lc_h5_use_buffer(access, buffer))
        && H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) >= 0
        && H5Pset_fclose_degree(access, H5F_CLOSE_STRONG) >= 0)
        file = H5Fcreate(temp, H5F_ACC_TRUNC, making, access);
    lc_h5_close(access);
    lc_h5_close(making);
    return file;
}

hid_t lc_h5_create(const char *temp)
{
    return create(temp, NULL);
}

hid_t lc_h5_create_buffer(struct lc_h5_buffer *buffer)
{
    return create("buffer", buffer);
}

/* Chunks of one size that together are hardly longer than the column: HDF5 stores the
 * last one whole. */
static hsize_t chunk_rows(size_t n)
{
    size_t chunks = (n + LC_CHUNK_ROWS - 1) / LC_CHUNK_ROWS;
    return (n + chunks - 1) / chunks;
}

/* Fixed dimensions and one chunk at least: HDF5 has then its simplest chunk index, with
 * a checksum of its own. No rows: no chunks to speak of. */
static hid_t creation(const struct lc_h5_column *column)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t chunk = column->n ? chunk_rows(column->n) : 0;
    bool done = list >= 0 && H5Pset_obj_track_times(list, false) >= 0;
    if (column->n) {
        done = done && H5Pset_chunk(list, 1, &chunk) >= 0;
        if (column->compress)
            done = done && H5Pset_shuffle(list) >= 0 && H5Pset_deflate(list, 4) >= 0;
        done = done && H5Pset_fletcher32(list) >= 0;
    }
    if (done)
        return list;
    lc_h5_close(list);
    return H5I_INVALID_HID;
}

static bool fill(hid_t set, const struct lc_h5_column *column)
{
    bool done =
        !column->n
        || H5Dwrite(set, column->type, H5S_ALL, H5S_ALL, H5P_DEFAULT, column->data)
               >= 0;
    if (column->unit && *column->unit)
        done = done && lc_h5_put_text(set, "unit", column->unit);
    if (column->meaning && *column->meaning)
        done = done && lc_h5_put_text(set, "meaning", column->meaning);
    return done;
}

/* H5Dclose is where a full disk shows: H5Fclose has been seen to return 0 on one. */
bool lc_h5_write(hid_t group, const struct lc_h5_column *column)
{
    hsize_t rows = column->n;
    hid_t space = H5Screate_simple(1, &rows, NULL), list = creation(column), set;
    set = space >= 0 && list >= 0 && column->type >= 0 ? H5Dcreate2(
              group, column->name, column->type, space, H5P_DEFAULT, list, H5P_DEFAULT)
                                                       : H5I_INVALID_HID;
    bool done = set >= 0 && fill(set, column);
    done &= lc_h5_close(set);
    done &= lc_h5_close(list);
    return lc_h5_close(space) && done;
}
