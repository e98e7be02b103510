#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/memory.h"
#include "store/check.h"
#include "store/erase.h"
#include "store/kin.h"
#include "store/summary.h"
#include "support/stores.h"

TestSuite(erase, .init = lc_begin);

/* Records 1 and 3 are child 1; the events of 0 and 2 stay where they were. */
static struct lc_store four(void)
{
    struct lc_store store = store_of(4, "covers x 2019-01-01 2021-01-01\n"
                                        "x 0 2020-01-01 - code A kind K\n"
                                        "x 1 2020-01-02 - code A level 3\n"
                                        "x 1 2020-01-03 - record 3 code A kind K\n"
                                        "x 2 2020-01-04 - code A level 7\n"
                                        "y 1 2020-01-05 - code B\n");
    uint16_t pass;
    store.record[3].child = 1;
    for (size_t r = 0; r < 4; r++)
        memset(store.record[r].pseudonym, (int)(0xc0 + r), LC_PSEUDONYM);
    cr_assert(
        eq(int, lc_codes_add(&store.passes, lc_slice_of("name"), &pass, NULL), LC_OK));
    store.link = lc_alloc(1, sizeof *store.link);
    store.link[0] = (struct lc_record_link){ 1, 3, pass, 20000 };
    store.links = store.link_room = 1;
    return store;
}

static const bool one_goes[4] = { [1] = true };

static struct lc_identities names(void)
{
    static const char *const name[] = { "Ada", "Berta", "Cleo", "Dora" };
    struct lc_identities ids;
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    for (uint32_t r = 0; r < 4; r++) {
        struct lc_identity row = { .record = r, .forename = name[r], .born = 14000 };
        cr_assert(eq(int, lc_identities_add(&ids, &row, NULL), LC_OK));
    }
    return ids;
}

Test(erase, takes_the_child_and_nothing_else)
{
    struct lc_store store = four();
    struct lc_identities ids = names();
    struct lc_erased erased;
    struct lc_text found = { 0 };
    static const unsigned char none[LC_PSEUDONYM];
    cr_assert(eq(int, lc_store_erase(&erased, &store, &ids, one_goes, NULL), LC_OK));
    cr_assert(eq(sz, erased.records, 2));
    cr_assert(eq(sz, erased.events, 3));
    cr_assert(eq(sz, erased.links, 1));
    cr_assert(eq(sz, erased.identities, 2));
    cr_assert(eq(sz, store.records, 4));
    cr_assert(eq(sz, lc_store_children(&store), 2));
    const struct lc_history *x = lc_store_history(&store, "x");
    cr_assert(eq(sz, x->n, 2));
    cr_assert(eq(u32, x->child[0], 0));
    cr_assert(eq(u32, x->child[1], 2));
    cr_assert(eq(u32, x->line[0], 2));
    cr_assert(eq(u32, x->line[1], 5));
    cr_assert(eq(i16, x->level[1], 7));
    cr_assert(eq(u16, x->attribute[0].value[0], 1));
    cr_assert(eq(u16, x->attribute[0].value[1], 0));
    cr_assert(eq(u64, x->offset[1], 1));
    cr_assert(eq(u64, x->offset[2], 1));
    cr_assert(eq(sz, lc_store_history(&store, "y")->n, 0));
    cr_assert(eq(sz, lc_store_history(&store, "y")->codes.count, 0));
    cr_assert(zero(int, memcmp(store.record[1].pseudonym, none, LC_PSEUDONYM)));
    cr_assert(zero(int, memcmp(store.record[3].pseudonym, none, LC_PSEUDONYM)));
    cr_assert(eq(u8, store.record[2].pseudonym[0], 0xc2));
    cr_assert(eq(u32, store.record[3].child, 3));
    cr_assert(eq(sz, ids.count, 2));
    cr_assert(eq(str, (char *)ids.row[1].forename, "Cleo"));
    cr_assert(zero(sz, lc_store_check(&store, &found)), "%s", found.data);
    lc_text_free(&found);
    lc_identities_free(&ids);
    lc_store_free(&store);
}

static int count_in(const char *path, const unsigned char *what, size_t length)
{
    char *data;
    size_t size;
    int count = 0;
    cr_assert(eq(int, lc_file_read(path, 1 << 24, &data, &size, NULL), LC_OK));
    for (size_t i = 0; i + length <= size; i++)
        count += memcmp(data + i, what, length) == 0;
    free(data);
    return count;
}

static int count_everywhere(const char *folder, const void *what, size_t length)
{
    char path[600];
    int count = 0;
    DIR *entries = opendir(folder);
    for (struct dirent *entry; (entry = readdir(entries));)
        if (entry->d_name[0] != '.') {
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
            count += count_in(path, what, length);
        }
    closedir(entries);
    return count;
}

/* Every byte of every file beside the store: the pseudonyms were there, and are gone.
 */
Test(erase, leaves_no_byte_of_the_pseudonym)
{
    struct lc_store store = four(), again;
    struct lc_identities ids = names();
    struct lc_erased erased;
    unsigned char one[LC_PSEUDONYM], two[LC_PSEUDONYM], three[LC_PSEUDONYM];
    char *folder = test_folder(), path[300];
    memset(one, 0xc1, sizeof one);
    memset(two, 0xc2, sizeof two);
    memset(three, 0xc3, sizeof three);
    snprintf(path, sizeof path, "%s/s.h5", folder);
    const struct lc_writing how = { .path = path, .ids = &ids };
    cr_assert(eq(int, lc_store_replace(&store, &how, NULL), LC_OK));
    cr_assert(eq(int, count_everywhere(folder, one, LC_PSEUDONYM), 1));
    cr_assert(eq(int, count_everywhere(folder, three, LC_PSEUDONYM), 1));
    cr_assert(eq(int, lc_store_erase(&erased, &store, &ids, one_goes, NULL), LC_OK));
    cr_assert(eq(int, lc_store_replace(&store, &how, NULL), LC_OK));
    cr_assert(eq(int, count_everywhere(folder, one, LC_PSEUDONYM), 0));
    cr_assert(eq(int, count_everywhere(folder, three, LC_PSEUDONYM), 0));
    cr_assert(eq(int, count_everywhere(folder, two, LC_PSEUDONYM), 1));
    cr_assert(eq(int, lc_store_load(&again, path, NULL), LC_OK));
    cr_assert(store_same(&store, &again));
    lc_store_free(&again);
    lc_store_free(&store);
    lc_identities_free(&ids);
    free(folder);
}

/* Five rows: one superseded (known until February), so four events of children 0 and 1;
 * two open; one without a code; levels 2 and 2 and, above the table, 20. */
Test(summary, counts_what_is_current)
{
    struct lc_store store =
        store_of(3, "x 0 2020-01-01 - known 2020-01-01 2020-02-01 code A level 9\n"
                    "x 0 2020-01-01 2020-02-01 known 2020-02-01 - code A level 2\n"
                    "x 0 2020-03-01 - code A level 2\n"
                    "x 1 2020-05-01 - level 20\n"
                    "x 1 2021-06-01 2021-06-02 known 2021-05-30 - code A\n"
                    "y 2 2020-01-01 - code A\n");
    struct lc_summary s = lc_history_summary(store.history);
    cr_assert(eq(sz, s.rows, 5));
    cr_assert(eq(sz, s.current, 4));
    cr_assert(eq(sz, s.children, 2));
    cr_assert(eq(sz, s.open, 2));
    cr_assert(eq(sz, s.foreseen, 1));
    cr_assert(eq(sz, s.uncoded, 1));
    cr_assert(s.spells);
    cr_assert(not(lc_history_summary(store.history + 1).spells));
    cr_assert(eq(i32, s.first, day_of("2020-01-01")));
    cr_assert(eq(i32, s.last, day_of("2021-06-01")));
    cr_assert(eq(i32, s.known_last, day_of("2021-05-30")));
    cr_assert(eq(sz, s.levelled, 3));
    cr_assert(eq(sz, s.level[2], 2));
    cr_assert(eq(sz, s.level[LC_LEVELS - 1], 1));
    lc_store_free(&store);
}

/* Words that only the child's rows had, as a code and as an attribute, go from the
 * file; codes that others have mean to them what they meant, and keep their numbers. */
Test(erase, leaves_no_word_that_only_the_child_had)
{
    struct lc_store again,
        store = store_of(3, "covers x 2019-01-01 2021-01-01\n"
                            "x 0 2020-01-01 - code Last kind Stays\n"
                            "x 1 2020-01-02 - code Zaphod kind Quux\n"
                            "x 1 2020-01-03 - code Middle\n"
                            "x 2 2020-01-04 - code Middle kind Late\n"
                            "system Marvin 1\n");
    struct lc_identities ids;
    struct lc_erased erased;
    struct lc_text found = { 0 };
    static const char *const words[] = { "Zaphod", "Quux", "Marvin" };
    char *folder = test_folder(), path[300];
    snprintf(path, sizeof path, "%s/s.h5", folder);
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_OK));
    for (size_t i = 0; i < 3; i++)
        cr_assert(lt(int, 0, count_everywhere(folder, words[i], strlen(words[i]))),
                  "%zu", i);
    cr_assert(eq(int, lc_store_erase(&erased, &store, &ids, one_goes, NULL), LC_OK));
    cr_assert(eq(int, lc_store_save(&store, path, NULL), LC_OK));
    for (size_t i = 0; i < 3; i++)
        cr_expect(eq(int, count_everywhere(folder, words[i], strlen(words[i])), 0),
                  "%zu", i);
    cr_assert(eq(int, lc_store_load(&again, path, NULL), LC_OK));
    const struct lc_history *x = lc_store_history(&again, "x");
    const struct lc_attribute *kind = x->attribute;
    cr_expect(eq(sz, x->codes.count, 3));
    cr_expect(eq(u16, x->code[1], 3));
    cr_expect(eq(sz, kind->codes.count, 3));
    cr_expect(eq(sz, again.systems.count, 1), "the last goes");
    cr_expect(eq(str, (char *)lc_codes_name(&x->codes, x->code[0]), "Last"));
    cr_expect(eq(str, (char *)lc_codes_name(&x->codes, x->code[1]), "Middle"));
    cr_expect(eq(str, (char *)lc_codes_name(&kind->codes, kind->value[0]), "Stays"));
    cr_expect(eq(str, (char *)lc_codes_name(&kind->codes, kind->value[1]), "Late"));
    cr_expect(eq(str, (char *)lc_codes_name(&again.systems, again.record[2].system),
                 "social_care"));
    cr_expect(zero(sz, lc_store_check(&again, &found)), "%s", found.data);
    lc_text_free(&found);
    lc_store_free(&again);
    lc_store_free(&store);
    lc_identities_free(&ids);
    free(folder);
}

/* Of three, two are bound through the third alone: without it neither is of a family.
 */
Test(erase, leaves_families_of_who_stays)
{
    struct lc_store store = store_of(4, "x 0 2010-01-01 -\nx 1 2010-01-01 -\n"
                                        "x 2 2010-01-01 -\nx 3 2010-01-01 -\n"
                                        "family 0 2010-01-01 - says 1\n"
                                        "family 0 2010-01-01 - says 2\n"
                                        "family 1 2010-01-01 - says 1\n"
                                        "family 2 2010-01-01 - says 2\n"
                                        "family 2 2012-01-01 - says 3\n"
                                        "family 3 2012-01-01 - says 3\n");
    struct lc_identities ids = names();
    struct lc_erased erased;
    static const bool first_goes[4] = { true };
    int32_t since = day_of("2012-01-01");
    cr_assert(eq(int, lc_kin_find(&store, &ids, NULL), LC_OK));
    cr_assert(eq(sz, store.families, 4));
    cr_assert(eq(u32, store.kin[3].family, 0)); /* of child 3, over two steps */
    cr_assert(eq(int, lc_store_erase(&erased, &store, &ids, first_goes, NULL), LC_OK));
    cr_assert(eq(sz, store.families, 2));
    for (size_t i = 0; i < 2; i++) {
        cr_expect(eq(u32, store.kin[i].child, (uint32_t)(2 + i)));
        cr_expect(eq(u32, store.kin[i].family, 2));
        cr_expect(eq(i32, store.kin[i].from, since));
    }
    lc_identities_free(&ids);
    lc_store_free(&store);
}
