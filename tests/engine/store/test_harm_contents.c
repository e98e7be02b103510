/* A store whose contents are wrong under a right seal. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <hdf5.h>

#include "base/begin.h"
#include "store/manifest_inside.h"
#include "support/harm.h"
#include "support/stores.h"

TestSuite(harm_contents, .init = lc_begin);

static void seal_again(const char *path, uint32_t format)
{
    struct lc_manifest seals = { .count = 1 };
    struct lc_secrets secrets;
    int fd = open(path, O_RDONLY);
    cr_assert(eq(int, lc_store_secrets(&secrets, path, false, NULL), LC_OK));
    cr_assert(
        eq(int, lc_seal_make(seals.seal, fd, path, format, &secrets, NULL), LC_OK));
    cr_assert(eq(int, lc_manifest_put(&seals, path, &secrets, NULL), LC_OK));
    close(fd);
}

static int load_tampered(struct harm *s, void (*change)(hid_t file), char *text)
{
    struct lc_store again;
    harm_write(s->path, s->data, s->size);
    hid_t file = H5Fopen(s->path, H5F_ACC_RDWR, H5P_DEFAULT);
    cr_assert(file >= 0);
    change(file);
    cr_assert(H5Fclose(file) >= 0);
    seal_again(s->path, LC_STORE_FORMAT);
    int code = harm_load(s->path, &again, text);
    if (!code)
        lc_store_free(&again);
    return code;
}

static void leave(hid_t file)
{
    (void)file;
}

static void newer(hid_t file)
{
    uint32_t two = LC_STORE_FORMAT + 1;
    hid_t a = H5Aopen(file, "format", H5P_DEFAULT);
    cr_assert(H5Awrite(a, H5T_NATIVE_UINT32, &two) >= 0);
    H5Aclose(a);
}

static void older(hid_t file)
{
    uint32_t none = 0;
    hid_t a = H5Aopen(file, "format", H5P_DEFAULT);
    cr_assert(H5Awrite(a, H5T_NATIVE_UINT32, &none) >= 0);
    H5Aclose(a);
}

static void no_program(hid_t file)
{
    cr_assert(H5Adelete(file, "program") >= 0);
}

static void no_column(hid_t file)
{
    cr_assert(H5Ldelete(file, "/histories/history_00/start", H5P_DEFAULT) >= 0);
}

static void soft_link(hid_t file)
{
    no_column(file);
    cr_assert(H5Lcreate_soft("/histories/history_00/end", file,
                             "/histories/history_00/start", H5P_DEFAULT, H5P_DEFAULT)
              >= 0);
}

static void outer_link(hid_t file)
{
    cr_assert(H5Ldelete(file, "/histories/history_00", H5P_DEFAULT) >= 0);
    cr_assert(H5Lcreate_external("other.h5", "/x", file, "/histories/history_00",
                                 H5P_DEFAULT, H5P_DEFAULT)
              >= 0);
}

static void put(hid_t file, const char *path, hid_t type, hid_t list, size_t n)
{
    hsize_t rows = n;
    hid_t space = H5Screate_simple(1, &rows, NULL);
    no_column(file);
    hid_t set = H5Dcreate2(file, path, type, space, H5P_DEFAULT, list, H5P_DEFAULT);
    cr_assert(set >= 0);
    H5Dclose(set);
    H5Sclose(space);
}

static void outer_storage(hid_t file)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(list, "/etc/passwd", 0, 400);
    put(file, "/histories/history_00/start", H5T_STD_I32LE, list, 100);
    H5Pclose(list);
}

static void wrong_type(hid_t file)
{
    put(file, "/histories/history_00/start", H5T_IEEE_F64LE, H5P_DEFAULT, 100);
}

static void wrong_length(hid_t file)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t chunk = 99;
    H5Pset_chunk(list, 1, &chunk);
    H5Pset_fletcher32(list);
    put(file, "/histories/history_00/start", H5T_STD_I32LE, list, 99);
    H5Pclose(list);
}

static void not_chunked(hid_t file)
{
    put(file, "/histories/history_00/start", H5T_STD_I32LE, H5P_DEFAULT, 100);
}

static void deflated(hid_t file)
{
    hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t chunk = 100;
    H5Pset_chunk(list, 1, &chunk);
    H5Pset_deflate(list, 1);
    put(file, "/histories/history_00/start", H5T_STD_I32LE, list, 100);
    H5Pclose(list);
}

static void child_out_of_range(hid_t file)
{
    uint32_t child[100];
    hid_t set = H5Dopen2(file, "/histories/history_00/child", H5P_DEFAULT);
    cr_assert(H5Dread(set, H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, child)
              >= 0);
    child[50] = 30; /* there are 30 records: 0 .. 29 */
    cr_assert(H5Dwrite(set, H5T_NATIVE_UINT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, child)
              >= 0);
    H5Dclose(set);
}

Test(harm_contents, wrong_contents_under_a_right_seal_are_refused)
{
    static void (*const changes[])(hid_t) = {
        older,        no_program,    no_column,   soft_link,          outer_link,
        wrong_type,   outer_storage, not_chunked, child_out_of_range, deflated,
        wrong_length,
    };
    struct harm s = harm_new("tampered.h5");
    char text[500];
    cr_assert(eq(int, load_tampered(&s, leave, text), LC_OK), "%s", text);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        cr_assert(eq(int, load_tampered(&s, changes[i], text), LC_DAMAGED),
                  "change %zu: %s", i, text);
    cr_assert(eq(int, load_tampered(&s, newer, text), LC_REFUSED));
    cr_assert_not_null(strstr(text, "a newer latecare is needed"));
    harm_free(&s);
}

/* A newer program's seal says its format before HDF5 is asked anything. */
Test(harm_contents, a_newer_format_is_refused_by_its_seal)
{
    struct harm s = harm_new("newer.h5");
    struct lc_store again;
    char text[500];
    seal_again(s.path, LC_STORE_FORMAT + 1);
    cr_assert(eq(int, harm_load(s.path, &again, text), LC_REFUSED));
    cr_assert_not_null(strstr(text, "is of format 5 and this program reads up to 4"));
    harm_free(&s);
}
