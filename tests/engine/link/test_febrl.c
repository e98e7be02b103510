/* Linkage of 5,000 records that somebody else made: FEBRL's third data set, 2,000
 * people with typing errors, the truth in rec_id ("rec-N-org", "rec-N-dup-K"). The
 * exact pass must be right whenever it speaks; how often it can speak is printed. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/number.h"
#include "link/link.h"
#include "support/stores.h"
#include "table/csv.h"

TestSuite(febrl, .init = lc_begin);

enum { RECORDS = 5000 };

static long person[RECORDS];

static char *text_of(struct lc_slice field, char *out)
{
    memcpy(out, field.data, field.size);
    out[field.size] = 0;
    return out;
}

static int32_t born_of(struct lc_slice field)
{
    int64_t value = 0;
    int32_t day = LC_NO_DAY;
    char iso[16];
    if (field.size != 8 || lc_integer_parse(field, 19000101, 21000101, &value))
        return LC_NO_DAY;
    snprintf(iso, sizeof iso, "%04d-%02d-%02d", (int)(value / 10000),
             (int)(value / 100 % 100), (int)(value % 100));
    return lc_day_parse(lc_slice_of(iso), LC_DAY_ISO, &day) ? LC_NO_DAY : day;
}

/* Columns: rec_id 0, given_name 1, surname 2, postcode 7, date_of_birth 9. The data set
 * has no sex, and four-figure postcodes, which are made as long as ours by "AU". */
static void add(struct lc_identities *ids, uint32_t record,
                const struct lc_csv_row *row)
{
    char id[64], forename[64], surname[64], postcode[64], full[80];
    struct lc_identity who = { .record = record };
    text_of(row->field[0], id);
    person[record] = strtol(id + strlen("rec-"), NULL, 10);
    who.forename = text_of(row->field[1], forename);
    who.surname = text_of(row->field[2], surname);
    snprintf(full, sizeof full, "AU%s", text_of(row->field[7], postcode));
    who.postcode = full;
    who.born = born_of(row->field[9]);
    cr_assert(eq(int, lc_identities_add(ids, &who, NULL), LC_OK));
}

static size_t read_all(const char *path, struct lc_identities *ids)
{
    lc_csv *csv = NULL;
    const struct lc_csv_row *row;
    uint32_t record = 0;
    cr_assert(eq(int, lc_csv_open(&csv, path, NULL), LC_OK));
    while (lc_csv_next(csv, &row, NULL) == LC_OK && row && record < RECORDS)
        add(ids, record++, row);
    lc_csv_close(csv);
    return record;
}

Test(febrl, the_exact_pass_is_never_wrong)
{
    const char *shared = getenv("LATECARE_SHARED");
    char path[500];
    struct lc_identities ids;
    struct lc_link_report report;
    size_t right = 0, wrong = 0, possible = 0;
    snprintf(path, sizeof path, "%s/data/febrl/dataset3.csv",
             shared ? shared : "../shared");
    if (!lc_file_exists(path)) {
        fprintf(stderr, "SKIP: %s is not there\n", path);
        return;
    }
    struct lc_store store = store_of(RECORDS, "");
    cr_assert(eq(int, lc_identities_init(&ids, NULL), LC_OK));
    cr_assert(eq(sz, read_all(path, &ids), RECORDS));
    cr_assert(eq(int, lc_link_run(&report, &store, &ids, 0, NULL), LC_OK));
    for (size_t i = 0; i < RECORDS; i++)
        for (size_t k = i + 1; k < RECORDS; k++) {
            bool same = person[i] == person[k];
            possible += same;
            if (store.record[i].child == store.record[k].child)
                *(same ? &right : &wrong) += 1;
        }
    fprintf(stderr,
            "febrl: %zu pairs joined rightly of %zu (recall %.3f), %zu wrongly\n",
            right, possible, (double)right / (double)possible, wrong);
    cr_assert(eq(sz, wrong, 0));
    cr_assert(lt(sz, 0, right));
    lc_link_report_free(&report);
    lc_identities_free(&ids);
    lc_store_free(&store);
}
