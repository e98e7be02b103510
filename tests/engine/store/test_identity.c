#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sodium.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/identity_inside.h"
#include "store/paths.h"
#include "support/stores.h"

TestSuite(identity, .init = lc_begin);

static const struct lc_identity ada = {
    .record = 3,
    .known_from = 18000,
    .local = "P-1",
    .forename = "Ada",
    .surname = "Lovelace",
    .postcode = "E8 1EA",
    .sex = "F",
    .born = 14000,
    .home = "{\"HOUSE\": \"12\"}",
    .since = 16000,
};
static const struct lc_identity number = {
    .record = 4,
    .known_from = 18001,
    .born = LC_NO_DAY,
    .since = LC_NO_DAY,
    .local = "",
    .other_type = "Unique Pupil Number",
    .other_value = "A123",
    .family = "77",
};

static char *path_of(const char *name)
{
    char *folder = test_folder(), *path = lc_alloc(strlen(folder) + 64, 1);
    sprintf(path, "%s/%s", folder, name);
    free(folder);
    return path;
}

static struct lc_identities two(void)
{
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_add(&ids, &ada, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_add(&ids, &number, NULL), LC_OK));
    return ids;
}

static int save(const struct lc_identities *ids, const char *path)
{
    struct lc_bond bond;
    char *file = lc_beside(path, ".identity");
    int code = lc_identities_write(&bond, ids, file, path, LC_KEY_PRESENT,
                                   !lc_file_exists(file), NULL);
    free(file);
    return code;
}

static int load(struct lc_identities *ids, const char *path, struct lc_error *err)
{
    struct lc_bond any = { .kind = LC_BOND_FILE }; /* whatever it is, by its digest */
    char *file = lc_beside(path, ".identity");
    uint64_t size;
    bool ours;
    (void)!lc_file_digest(file, any.digest, &size, NULL);
    cr_assert(eq(int, lc_identities_init(ids, NULL), LC_OK));
    int code = lc_identities_read(ids, file, path, &any, &ours, err);
    if (code)
        lc_identities_free(ids);
    free(file);
    return code;
}

static void same_text(const char *a, const char *b)
{
    cr_assert(eq(int, !a, !b));
    if (a)
        cr_assert(eq(str, (char *)a, (char *)b));
}

static void same_row(const struct lc_identity *a, const struct lc_identity *b)
{
    cr_assert(eq(u32, a->record, b->record));
    cr_assert(eq(i32, a->known_from, b->known_from));
    cr_assert(eq(i32, a->born, b->born));
    same_text(a->local, b->local);
    same_text(a->forename, b->forename);
    same_text(a->surname, b->surname);
    same_text(a->postcode, b->postcode);
    same_text(a->sex, b->sex);
    same_text(a->other_type, b->other_type);
    same_text(a->other_value, b->other_value);
    same_text(a->family, b->family);
    same_text(a->home, b->home);
    cr_assert(eq(i32, a->since, b->since));
}

Test(identity, comes_back_as_said)
{
    char *path = path_of("s.h5");
    struct lc_identities ids = two(), again;
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(eq(int, load(&again, path, NULL), LC_OK));
    cr_assert(eq(sz, again.count, 2));
    same_row(again.row, &ada);
    same_row(again.row + 1, &number);
    lc_identities_free(&ids);
    lc_identities_free(&again);
    free(path);
}

/* Said again later is nothing new, said earlier moves the day, and a name missing is
 * not a name that is empty. */
Test(identity, says_a_thing_once)
{
    struct lc_identities ids = two();
    struct lc_identity later = ada, earlier = ada, empty = number;
    later.known_from = 19000;
    earlier.known_from = 17000;
    empty.local = NULL;
    cr_assert(eq(int, lc_identities_add(&ids, &later, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 2));
    cr_assert(eq(i32, ids.row[0].known_from, 18000));
    cr_assert(eq(int, lc_identities_add(&ids, &earlier, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 2));
    cr_assert(eq(i32, ids.row[0].known_from, 17000));
    cr_assert(eq(int, lc_identities_add(&ids, &empty, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 3));
    lc_identities_free(&ids);
}

static struct lc_identities many(unsigned n)
{
    struct lc_identities ids;
    char local[32], surname[32];
    struct lc_identity row = ada;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    row.local = local;
    row.surname = surname;
    for (unsigned i = 0; i < n; i++) {
        row.record = i % 1000;
        snprintf(local, sizeof local, "L%u", i);
        snprintf(surname, sizeof surname, "Name-%u", i * 7919);
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    return ids;
}

/* 5,000 rows of about 60 bytes: five frames. */
Test(identity, many_frames_come_back)
{
    char *path = path_of("many.h5");
    struct lc_identities ids = many(5000), again;
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(eq(int, load(&again, path, NULL), LC_OK));
    cr_assert(eq(sz, again.count, 5000));
    for (size_t i = 0; i < 5000; i++)
        same_row(again.row + i, ids.row + i);
    lc_identities_free(&ids);
    lc_identities_free(&again);
    free(path);
}

/* The frame is 64 KiB of plain text; a text that ends on the frame's last byte must not
 * need another. A row is 16 bytes, 9 lengths of 2, and its texts: 65,536 - 34 = 65,502
 * bytes of surname fill it. */
Test(identity, a_frame_may_be_full)
{
    char *path = path_of("full.h5"), *long_name = lc_alloc(65503, 1);
    struct lc_identities ids, again;
    struct lc_identity row = { .record = 1, .born = LC_NO_DAY, .surname = long_name };
    struct stat about;
    memset(long_name, 'x', 65502);
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(eq(int, load(&again, path, NULL), LC_OK));
    cr_assert(eq(str, (char *)again.row[0].surname, long_name));
    char *file = lc_beside(path, ".identity");
    cr_assert(zero(int, stat(file, &about)));
    /* magic, header of the stream, one frame and its 17 bytes */
    cr_assert(eq(i64, about.st_size, 32 + 24 + 65536 + 17));
    lc_identities_free(&ids);
    lc_identities_free(&again);
    free(long_name);
    free(file);
    free(path);
}

static int load_bytes(const char *path, const char *file, const char *data, size_t size,
                      struct lc_error *err)
{
    struct lc_identities ids;
    cr_assert(eq(int, lc_file_write(file, true, data, size, NULL), LC_OK));
    int code = load(&ids, path, err);
    if (!code)
        lc_identities_free(&ids);
    return code;
}

/* Every 97th byte changed, and every 89th length: found, and no name in the message. */
Test(identity, a_changed_or_shortened_file_is_damaged)
{
    char *path = path_of("t.h5"), *file = path_of("t.h5.identity"), *data;
    size_t size;
    struct lc_identities ids = many(2500);
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(eq(int, lc_file_read(file, 1 << 24, &data, &size, NULL), LC_OK));
    cr_assert(lt(sz, 2 * 65536, size));
    for (size_t i = 0; i < size; i += i < 60 ? 1 : 997) {
        struct lc_error err = { 0 };
        data[i] = (char)(data[i] ^ 1);
        int code = load_bytes(path, file, data, size, &err);
        data[i] = (char)(data[i] ^ 1);
        cr_assert(code == LC_DAMAGED || code == LC_REFUSED, "byte %zu: %d", i, code);
        cr_assert_null(strstr(err.text, "Name"));
    }
    for (size_t cut = 0; cut < size; cut += cut < 60 ? 1 : 1009)
        cr_assert(eq(int, load_bytes(path, file, data, cut, NULL), LC_DAMAGED));
    /* whole frames off the end: each frame left is good, but none is the last */
    cr_assert(
        eq(int, load_bytes(path, file, data, 32 + 24 + 65536 + 17, NULL), LC_DAMAGED));
    cr_assert(eq(int, load_bytes(path, file, data, size, NULL), LC_OK));
    lc_identities_free(&ids);
    free(data);
    free(file);
    free(path);
}

Test(identity, a_newer_format_is_refused_by_name)
{
    char *path = path_of("n.h5"), *file = path_of("n.h5.identity");
    char data[80] = "latecare identity 3\n";
    struct lc_error err = { 0 };
    cr_assert(eq(int, load_bytes(path, file, data, sizeof data, &err), LC_REFUSED));
    cr_assert_not_null(strstr(err.text, "newer latecare is needed"));
    free(path);
    free(file);
}

Test(identity, without_its_key_it_says_so)
{
    char *path = path_of("k.h5"), *key = path_of("k.h5.identity.key");
    struct lc_identities ids = two(), again;
    struct lc_error err = { 0 };
    struct stat about;
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(zero(int, stat(key, &about)));
    cr_assert(eq(u32, about.st_mode & 0777, 0600));
    cr_assert(zero(int, unlink(key)));
    cr_assert(eq(int, load(&again, path, &err), LC_ABSENT));
    /* and saving does not make a new key that would shut the old file for ever */
    cr_assert(eq(int, save(&ids, path), LC_ABSENT));
    lc_identities_free(&ids);
    free(path);
    free(key);
}

/* Neither a name nor a number can be read in the file. */
Test(identity, the_file_shows_no_name)
{
    char *path = path_of("h.h5"), *file = path_of("h.h5.identity"), *data;
    size_t size;
    struct lc_identities ids = two();
    cr_assert(eq(int, save(&ids, path), LC_OK));
    cr_assert(eq(int, lc_file_read(file, 1 << 20, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i + 8 <= size; i++)
        cr_assert(memcmp(data + i, "Lovelace", 8) && memcmp(data + i, "P-1", 3));
    lc_identities_free(&ids);
    free(data);
    free(file);
    free(path);
}

static bool is_three(void *context, uint32_t record)
{
    (void)context;
    return record == 3;
}

Test(identity, dropped_rows_are_gone_and_may_be_added_again)
{
    struct lc_identities ids = two();
    lc_identities_drop(&ids, is_three, NULL);
    cr_assert(eq(sz, ids.count, 1));
    same_row(ids.row, &number);
    cr_assert(eq(int, lc_identities_add(&ids, &number, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 1));
    cr_assert(eq(int, lc_identities_add(&ids, &ada, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 2));
    lc_identities_free(&ids);
}

/* Format 1: record, known_from and born, and eight texts without a home. */
Test(identity, format_1_is_read)
{
    static const unsigned char plain[] = {
        3,    0,    0,    0,    0x50, 0x46, 0,   0,    0xb0, 0x36, 0,    0, /* heads */
        0xff, 0xff, 3,    0,    'A',  'd',  'a', 0xff, 0xff, 0xff, 0xff,    /* names */
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2,   0,    '7',  '7'
    };
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_identities_decode(&ids, 1, plain, sizeof plain, NULL), LC_OK));
    cr_assert(eq(sz, ids.count, 1));
    cr_expect(eq(u32, ids.row[0].record, 3));
    cr_expect(eq(i32, ids.row[0].known_from, 18000));
    cr_expect(eq(i32, ids.row[0].born, 14000));
    cr_expect(eq(i32, ids.row[0].since, LC_NO_DAY));
    cr_expect_null(ids.row[0].home);
    cr_expect(eq(str, (char *)ids.row[0].forename, "Ada"));
    cr_expect(eq(str, (char *)ids.row[0].family, "77"));
    cr_expect(
        eq(int, lc_identities_decode(&ids, 2, plain, sizeof plain, NULL), LC_DAMAGED));
    lc_identities_free(&ids);
}

/* A file of format 1 is opened under its own first line. */
Test(identity, a_file_of_format_1_opens)
{
    enum { HEAD = crypto_secretstream_xchacha20poly1305_HEADERBYTES };
    char *path = path_of("one.h5"), *file = path_of("one.h5.identity");
    struct lc_identities ids = two();
    unsigned char key[LC_KEY], data[32 + HEAD + 17] = "latecare identity 1\n";
    crypto_secretstream_xchacha20poly1305_state state;
    struct lc_error err = { 0 };
    cr_assert(eq(int, save(&ids, path), LC_OK)); /* makes the key */
    cr_assert(
        eq(int, lc_identity_secret(key, path, LC_KEY_PRESENT, false, NULL), LC_OK));
    crypto_secretstream_xchacha20poly1305_init_push(&state, data + 32, key);
    crypto_secretstream_xchacha20poly1305_push(&state, data + 32 + HEAD, NULL, NULL, 0,
                                               data, 32, 3 /* final */);
    cr_expect(eq(int, load_bytes(path, file, (char *)data, sizeof data, &err), LC_OK),
              "%s", err.text);
    data[18] = '2';
    cr_expect(
        eq(int, load_bytes(path, file, (char *)data, sizeof data, NULL), LC_DAMAGED));
    lc_identities_free(&ids);
    free(file);
    free(path);
}
