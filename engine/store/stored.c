#include "store/stored_inside.h"

#include "store/h5.h"

bool lc_stored_open(hid_t group, const char *name, struct lc_stored *c)
{
    hsize_t rows = 0;
    *c = (struct lc_stored){ .kind = H5T_NO_CLASS,
                             .set = H5I_INVALID_HID,
                             .type = H5I_INVALID_HID };
    c->set = H5Dopen2(group, name, H5P_DEFAULT);
    hid_t space = c->set >= 0 ? H5Dget_space(c->set) : H5I_INVALID_HID;
    bool done = space >= 0 && H5Sget_simple_extent_ndims(space) == 1
                && H5Sget_simple_extent_dims(space, &rows, NULL) == 1;
    lc_h5_close(space);
    if (!done)
        return false;
    c->type = H5Dget_type(c->set);
    c->kind = c->type >= 0 ? H5Tget_class(c->type) : H5T_NO_CLASS;
    c->size = c->kind != H5T_NO_CLASS ? H5Tget_size(c->type) : 0;
    c->n = (size_t)rows;
    return rows <= UINT32_MAX && c->size > 0 && c->size <= 4096;
}

void lc_stored_close(struct lc_stored *c)
{
    lc_h5_close(c->type);
    lc_h5_close(c->set);
}

/* Little-endian whole numbers of `size` bytes, as the types in layout_inside.h. */
bool lc_stored_is_whole(const struct lc_stored *c, size_t size, bool negatives)
{
    return c->kind == H5T_INTEGER && c->size == size
           && H5Tget_order(c->type) == H5T_ORDER_LE
           && (H5Tget_sign(c->type) == H5T_SGN_2) == negatives;
}

/* Names must come as 1, 2, 3 ...: that is how they were inserted. */
bool lc_stored_codes(struct lc_stored *c, struct lc_codes *codes)
{
    uint16_t value = 0, number = 0;
    int count = c->kind == H5T_ENUM ? H5Tget_nmembers(c->type) : 0;
    if (c->kind != H5T_ENUM)
        return lc_stored_is_whole(c, sizeof value, false);
    for (int i = 0; i < count && c->size == sizeof value; i++) {
        char *name = H5Tget_member_name(c->type, (unsigned)i);
        bool read = name && H5Tget_member_value(c->type, (unsigned)i, &value) >= 0;
        if (read && lc_codes_add(codes, lc_slice_of(name), &number, NULL))
            c->no_memory = true;
        bool done = read && !c->no_memory && number == value && number == i + 1;
        H5free_memory(name);
        if (!done)
            return false;
    }
    return count > 0 && c->size == sizeof value;
}
