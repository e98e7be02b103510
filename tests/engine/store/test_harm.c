/* A store after harm of every kind: what is loaded is what was written, or there is an
 * error with its own code and words; never a crash, never a wrong value. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <hdf5.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/random.h"
#include "store/check.h"
#include "store/seal.h"
#include "store/store.h"
#include "support/stores.h"

TestSuite(harm, .init = lc_begin);

static char *path_of(const char *name)
{
    char *folder = test_folder(), *path = lc_alloc(strlen(folder) + 64, 1);
    sprintf(path, "%s/%s", folder, name);
    free(folder);
    return path;
}

static void write_bytes(const char *path, const char *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    cr_assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    close(fd);
}

static int load(const char *path, struct lc_store *store, char *text)
{
    struct lc_error err = { 0 };
    int code = lc_store_load(store, path, &err);
    if (text)
        strcpy(text, err.text);
    return code;
}

/* A saved store, its bytes and those of its digest. */
struct saved {
    struct lc_store store;
    char *path, *digest_path, *data, *digest;
    size_t size, digest_size;
};

static struct saved saved(const char *name)
{
    struct saved s = { .store = store_random(11, 30, 2, 200) };
    char file[64];
    s.path = path_of(name);
    snprintf(file, sizeof file, "%s.digest", name);
    s.digest_path = path_of(file);
    cr_assert(eq(int, lc_store_save(&s.store, s.path, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(s.path, 1 << 24, &s.data, &s.size, NULL), LC_OK));
    cr_assert(eq(int,
                 lc_file_read(s.digest_path, 4096, &s.digest, &s.digest_size, NULL),
                 LC_OK));
    return s;
}

static void done(struct saved *s)
{
    lc_store_free(&s->store);
    free(s->path);
    free(s->digest_path);
    free(s->data);
    free(s->digest);
}

Test(harm, a_flipped_bit_is_found)
{
    struct saved s = saved("flip.h5");
    struct lc_store again;
    char text[500];
    for (size_t i = 0; i < s.size; i += 13) {
        s.data[i] ^= (char)(1 << i % 8);
        write_bytes(s.path, s.data, s.size);
        s.data[i] ^= (char)(1 << i % 8);
        cr_assert(eq(int, load(s.path, &again, text), LC_DAMAGED), "byte %zu", i);
        cr_assert_not_null(strstr(text, "its bytes are not those that were written"));
    }
    done(&s);
}

Test(harm, a_truncated_or_longer_file_is_found)
{
    struct saved s = saved("cut.h5");
    struct lc_store again;
    struct lc_random r;
    char text[500], *longer = lc_alloc(s.size + 8, 1);
    lc_random_init(&r, 3, 0);
    for (int i = 0; i < 200; i++) {
        size_t size = lc_random_below(&r, s.size);
        write_bytes(s.path, s.data, size);
        cr_assert(eq(int, load(s.path, &again, text), LC_DAMAGED), "%zu bytes", size);
        cr_assert_not_null(strstr(text, "bytes and"));
    }
    memcpy(longer, s.data, s.size);
    write_bytes(s.path, longer, s.size + 8);
    cr_assert(eq(int, load(s.path, &again, NULL), LC_DAMAGED));
    free(longer);
    done(&s);
}

/* Any byte of the digest: an error, or (a digit's case) the same values. */
Test(harm, a_changed_digest_is_found)
{
    struct saved s = saved("seal.h5");
    struct lc_store again;
    int errors = 0;
    for (size_t i = 0; i < s.digest_size; i++)
        for (int bit = 0; bit < 8; bit++) {
            s.digest[i] ^= (char)(1 << bit);
            write_bytes(s.digest_path, s.digest, s.digest_size);
            s.digest[i] ^= (char)(1 << bit);
            int code = load(s.path, &again, NULL);
            errors += code != LC_OK;
            cr_assert(code == LC_OK || code == LC_DAMAGED || code == LC_REFUSED,
                      "byte %zu: %d", i, code);
            if (code)
                continue;
            cr_assert(store_same(&again, &s.store));
            lc_store_free(&again);
        }
    cr_assert(gt(int, errors, (int)s.digest_size * 7));
    for (size_t size = 0; size < s.digest_size; size++) {
        write_bytes(s.digest_path, s.digest, size);
        cr_assert(eq(int, load(s.path, &again, NULL), LC_DAMAGED), "%zu bytes", size);
    }
    done(&s);
}

Test(harm, each_wrong_thing_has_its_own_words)
{
    struct saved s = saved("words.h5");
    struct lc_store store;
    char text[500], *folder = test_folder(), *key = path_of("words.h5.key"),
                    *none = path_of("none.h5"), *fifo = path_of("fifo.h5");
    cr_assert(eq(int, load(none, &store, text), LC_ABSENT));
    cr_assert_not_null(strstr(text, "no such file"));
    cr_assert(eq(int, load(folder, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "is a folder"));
    cr_assert(zero(int, mkfifo(fifo, 0600)));
    cr_assert(eq(int, load(fifo, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "is not a file"));
    cr_assert(zero(int, unlink(s.digest_path)));
    cr_assert(eq(int, load(s.path, &store, text), LC_FORMAT));
    cr_assert_not_null(strstr(text, "import takes CSV extracts"));
    write_bytes(s.digest_path, s.digest, s.digest_size);
    cr_assert(zero(int, unlink(key)));
    cr_assert(eq(int, load(s.path, &store, text), LC_ABSENT));
    cr_assert_not_null(strstr(text, "words.h5.key is not there"));
    cr_assert(eq(int, lc_store_save(&s.store, s.path, NULL), LC_ABSENT));
    write_bytes(key, "short", 5);
    cr_assert(eq(int, load(s.path, &store, text), LC_DAMAGED));
    write_bytes(key, "another key of thirty-two bytes.", 32);
    cr_assert(eq(int, load(s.path, &store, text), LC_DAMAGED));
    free(folder);
    free(key);
    free(none);
    free(fifo);
    done(&s);
}

/* --- contents that are wrong under a right seal ------------------------------ */
static void seal_again(const char *path, uint32_t format)
{
    struct lc_seals seals = { .count = 1 };
    struct lc_key key;
    int fd = open(path, O_RDONLY);
    cr_assert(eq(int, lc_store_key(path, false, &key, NULL), LC_OK));
    cr_assert(eq(int, lc_seal_make(seals.seal, fd, path, format, &key, NULL), LC_OK));
    cr_assert(eq(int, lc_seals_write(&seals, path, NULL), LC_OK));
    close(fd);
}

static int load_tampered(struct saved *s, void (*change)(hid_t file), char *text)
{
    struct lc_store again;
    write_bytes(s->path, s->data, s->size);
    hid_t file = H5Fopen(s->path, H5F_ACC_RDWR, H5P_DEFAULT);
    cr_assert(file >= 0);
    change(file);
    cr_assert(H5Fclose(file) >= 0);
    seal_again(s->path, LC_STORE_FORMAT);
    int code = load(s->path, &again, text);
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

Test(harm, wrong_contents_under_a_right_seal_are_refused)
{
    static void (*const changes[])(hid_t) = {
        older,        no_program,    no_column,   soft_link,          outer_link,
        wrong_type,   outer_storage, not_chunked, child_out_of_range, deflated,
        wrong_length,
    };
    struct saved s = saved("tampered.h5");
    char text[500];
    cr_assert(eq(int, load_tampered(&s, leave, text), LC_OK), "%s", text);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        cr_assert(eq(int, load_tampered(&s, changes[i], text), LC_DAMAGED),
                  "change %zu: %s", i, text);
    cr_assert(eq(int, load_tampered(&s, newer, text), LC_REFUSED));
    cr_assert_not_null(strstr(text, "a newer latecare is needed"));
    done(&s);
}

/* A newer program's seal says its format before HDF5 is asked anything. */
Test(harm, a_newer_format_is_refused_by_its_seal)
{
    struct saved s = saved("newer.h5");
    struct lc_store again;
    char text[500];
    seal_again(s.path, LC_STORE_FORMAT + 1);
    cr_assert(eq(int, load(s.path, &again, text), LC_REFUSED));
    cr_assert_not_null(strstr(text, "is of format 2 and this program reads up to 1"));
    done(&s);
}

/* --- writers ----------------------------------------------------------------- */
Test(harm, two_writers_do_not_meet)
{
    char *path = path_of("lock.h5"), expected[64];
    lc_store_lock *one = NULL, *two = NULL;
    struct lc_error err = { 0 };
    snprintf(expected, sizeof expected, "is in use by process %ld;", (long)getpid());
    cr_assert(eq(int, lc_store_lock_take(&one, path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_lock_take(&two, path, &err), LC_IO));
    cr_assert_null(two);
    cr_assert_not_null(strstr(err.text, expected), "%s", err.text);
    lc_store_lock_release(one);
    cr_assert(eq(int, lc_store_lock_take(&two, path, NULL), LC_OK));
    lc_store_lock_release(two);
    lc_store_lock_release(NULL);
    free(path);
}

static void leave_file(const char *name)
{
    char *path = path_of(name);
    write_bytes(path, "x", 1);
    free(path);
}

static bool is_left(const char *name)
{
    char *path = path_of(name);
    bool there = lc_file_exists(path);
    free(path);
    return there;
}

/* What a killed writer left goes; what looks alike and is somebody else's stays. */
Test(harm, the_next_writer_sweeps)
{
    static const char *const gone[] = { "w.h5.0123abcd.tmp", "w.h5.digest.ffffffff.tmp",
                                        "w.h5.identity.key.00000000.tmp" };
    static const char *const stays[] = { "w.h5.0123abc.tmp", "w.h5.0123abcd.tmp2",
                                         "v.h5.0123abcd.tmp", "w.h5.other.01234567.tmp",
                                         "w.h5.0123ABCD.tmp" };
    char *path = path_of("w.h5");
    lc_store_lock *lock;
    for (int i = 0; i < 3; i++)
        leave_file(gone[i]);
    for (int i = 0; i < 5; i++)
        leave_file(stays[i]);
    cr_assert(eq(int, lc_store_lock_take(&lock, path, NULL), LC_OK));
    for (int i = 0; i < 3; i++)
        cr_assert(not(is_left(gone[i])), "%s", gone[i]);
    for (int i = 0; i < 5; i++)
        cr_assert(is_left(stays[i]), "%s", stays[i]);
    lc_store_lock_release(lock);
    free(path);
}

/* The generation's number is the rows of its one source; everything else follows. */
static struct lc_store generation(uint64_t number)
{
    struct lc_store store = store_random(number % 16, 20, 2, 300);
    store.source[0].rows = store.source[0].taken = number;
    return store;
}

static void save_for_ever(const char *path, uint64_t number)
{
    lc_store_lock *lock;
    if (lc_store_lock_take(&lock, path, NULL))
        _exit(1);
    for (;; number++) {
        struct lc_store store = generation(number);
        if (lc_store_save(&store, path, NULL))
            _exit(2);
        lc_store_free(&store);
    }
}

/* Whatever is on the disk, it is one whole generation, no older than the last seen. */
static uint64_t check_generation(const char *path, uint64_t last)
{
    struct lc_store found, expected;
    char text[500];
    cr_assert(eq(int, load(path, &found, text), LC_OK), "%s", text);
    uint64_t number = found.source[0].rows;
    expected = generation(number);
    cr_assert(store_same(&found, &expected));
    cr_assert(ge(u64, number, last));
    lc_store_free(&found);
    lc_store_free(&expected);
    return number;
}

static void pause_for(long microseconds)
{
    struct timespec t = { 0, microseconds * 1000 };
    nanosleep(&t, NULL);
}

/* 100 writers killed at random moments, readers reading meanwhile. */
Test(harm, a_kill_at_any_moment_leaves_a_whole_generation)
{
    /* in memory where that is to be had: the faster the disk, the more often a kill
     * falls between two steps */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    char *path = path_of("kill.h5");
    struct lc_store first = generation(0);
    struct lc_random r;
    uint64_t last = 0;
    lc_random_init(&r, 77, 0);
    cr_assert(eq(int, lc_store_save(&first, path, NULL), LC_OK));
    lc_store_free(&first);
    for (int round = 0; round < 100; round++) {
        pid_t child = fork();
        if (child == 0)
            save_for_ever(path, last + 1);
        pause_for((long)lc_random_below(&r, 15000));
        last = check_generation(path, last);
        pause_for((long)lc_random_below(&r, 15000));
        cr_assert(zero(int, kill(child, SIGKILL)));
        int status;
        cr_assert(eq(int, waitpid(child, &status, 0), child));
        bool killed = WIFSIGNALED(status);
        cr_assert(killed, "the writer ended by itself: %d", status);
        last = check_generation(path, last);
    }
    cr_assert(gt(u64, last, 0));
    free(path);
}

/* A disk that is full after so many bytes: an error, and the old generation. */
Test(harm, a_full_disk_keeps_the_old_generation)
{
    struct saved s = saved("full.h5");
    struct lc_store again;
    int failed = 0;
    for (size_t room = 0; room < s.size + 4096; room += s.size / 23) {
        pid_t child = fork();
        if (child == 0) {
            struct rlimit limit = { room, room };
            struct lc_store next = generation(3);
            struct lc_error err = { 0 };
            setrlimit(RLIMIT_FSIZE, &limit);
            _exit(lc_store_save(&next, s.path, &err) == LC_OK ? 0 : err.code);
        }
        int status;
        cr_assert(eq(int, waitpid(child, &status, 0), child));
        bool ended = WIFEXITED(status);
        int code = WEXITSTATUS(status);
        cr_assert(ended, "it crashed at %zu bytes", room);
        cr_assert(code == LC_IO || code == LC_OK, "%d", code);
        cr_assert(eq(int, load(s.path, &again, NULL), LC_OK));
        if (code == LC_IO) {
            cr_assert(store_same(&again, &s.store));
            failed++;
        }
        lc_store_free(&again);
        if (code == LC_OK)
            break;
    }
    cr_assert(gt(int, failed, 5));
    done(&s);
}

/* --- verify ------------------------------------------------------------------ */
Test(harm, check_finds_what_loading_takes_on_trust)
{
    struct lc_store store = store_of(3, "covers x 2019-01-01 2021-01-01\n"
                                        "x 0 2020-01-01 2020-02-01 code A\n"
                                        "x 1 2020-01-01 - code A\n");
    struct lc_text found = { 0 };
    struct lc_history *h = store.history;
    cr_assert(zero(sz, lc_store_check(&store, &found)), "%s", found.data);
    h->end[0] = h->start[0] - 1;
    h->known_to[1] = h->known_from[1] - 1;
    h->code[1] = 2;
    h->file[0] = 1;
    h->record[1] = 3;
    store.source[0].rows = 5;
    store.record[2].child = 1;
    store.record[1].child = 0;
    cr_assert(eq(sz, lc_store_check(&store, &found), 7));
    cr_assert_not_null(strstr(found.data,
                              "x: 1 events end before they start (the first "
                              "in row 0)"));
    cr_assert_not_null(strstr(found.data, "sources: the counts of 1 do not add up"));
    cr_assert_not_null(strstr(found.data, "records: 1 have a child number"));
    lc_text_free(&found);
    lc_store_free(&store);
}
