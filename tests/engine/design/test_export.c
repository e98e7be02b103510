/* A design as CSV and as HDF5: the same values, what is not observed left empty. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/file.h"
#include "design/asof.h"
#include "design/export.h"
#include "support/stores.h"

TestSuite(export, .init = lc_begin);

/* 2020-06-01 is 13.378.. years after 2007-01-15: 4886 days / 365.25 */
static const char events[] = "covers care 2010-01-01 2024-01-01\n"
                             "covers cin 2010-01-01 2024-01-01\n"
                             "covers missing 2020-06-10 2024-01-01\n"
                             "person 0 2007-01-15 - code F\n"
                             "cin 0 2015-01-01 2015-06-01 file 1\n"
                             "missing 0 2020-06-20 2020-06-22 file 2\n"
                             "care 0 2020-12-25 - code V2\n";

static const char study_text[] =
    "format: 1\nstudy: { name: s, title: s }\n"
    "cohort: { age_from: 13, age_to: 17, known_to: [cin] }\n"
    "landmarks: { every: 1 month, from: 2020-06-01, to: 2020-07-31 }\n"
    "outcome: { history: care, first_entry: true, age_floor: 13, uasc: false,\n"
    "           remand: true, horizon: 6 months }\n"
    "predictors:\n"
    "  - { name: age, kind: age, label: age }\n"
    "  - { name: sex, kind: sex, label: sex }\n"
    "  - { name: missing_ever, kind: ever, history: missing, label: m }\n"
    "  - { name: need, kind: total_days, history: cin, label: d }\n";

static void make(struct lc_design *design)
{
    struct lc_error err = { 0 };
    struct lc_study *study;
    struct lc_store store = store_of(1, events);
    struct lc_cohort_ask ask = { LC_NO_DAY, false };
    cr_assert(lc_study_parse(&study, "s", study_text, strlen(study_text), &err)
                  == LC_OK,
              "%s", err.text);
    cr_assert(lc_design_of(design, study, &store, &ask, NULL, NULL, &err) == LC_OK);
    lc_store_free(&store);
    lc_study_free(study);
}

/* From 1 June follow-up is 183 days to 1 December; from 1 July the entry on Christmas
 * Day comes after 177. 1 January to 1 June 2015 is 151 days in need. */
Test(export, csv_is_what_a_hand_writes)
{
    char path[400], *text, *folder = test_folder();
    size_t size;
    struct lc_design design;
    struct lc_error err = { 0 };
    make(&design);
    snprintf(path, sizeof path, "%s/design.csv", folder);
    cr_assert(lc_design_csv(&design, path, false, &err) == LC_OK, "%s", err.text);
    cr_assert(lc_file_read(path, 10000, &text, &size, &err) == LC_OK);
    cr_expect(eq(str, text,
                 "child,landmark,days,cause,complete,age,sex,missing_ever,need\n"
                 "0,2020-06-01,183,0,1,13.377139,F,,151\n"
                 "0,2020-07-01,177,1,1,13.459274,F,1,151\n"),
              "%s", text);
    cr_expect(eq(int, lc_design_csv(&design, path, false, &err), LC_REFUSED));
    lc_design_free(&design);
    free(text);
    free(folder);
}

/* A megabyte is written at a time: a file of a byte less than that, of a row's end on
 * it, of more, and of twice as much has every row, once. A row here is a child's number
 * of six digits and 18 bytes more. */
Test(export, rows_on_both_sides_of_what_is_written_at_once)
{
    enum { HEAD = 35, ROW = 24, FULL = (1 << 20) / ROW, MOST = 2 * FULL + 3 };
    static const size_t sizes[] = { FULL - 2, FULL - 1, FULL, FULL + 1, MOST };
    uint32_t *child = calloc(MOST, sizeof *child);
    int32_t *landmark = calloc(MOST, sizeof *landmark), *days = calloc(MOST, 4);
    uint8_t *cause = calloc(MOST, 1), *complete = calloc(MOST, 1);
    char path[400], *text, *folder = test_folder();
    snprintf(path, sizeof path, "%s/long.csv", folder);
    for (size_t i = 0; i < MOST; i++) {
        child[i] = 100000 + (uint32_t)i;
        landmark[i] = day_of("2020-06-01");
    }
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct lc_design d = { .frame = { .n = sizes[s] },
                               .child = child,
                               .landmark = landmark,
                               .days = days,
                               .cause = cause,
                               .complete = complete };
        size_t size;
        cr_assert(lc_design_csv(&d, path, true, NULL) == LC_OK);
        cr_assert(lc_file_read(path, 1 << 22, &text, &size, NULL) == LC_OK);
        cr_assert(eq(sz, size, HEAD + sizes[s] * ROW));
        for (size_t i = 0; i < sizes[s]; i++)
            cr_assert(eq(int, atoi(text + HEAD + i * ROW), 100000 + (int)i));
        free(text);
    }
    free(child);
    free(landmark);
    free(days);
    free(cause);
    free(complete);
    free(folder);
}

static void read_column(hid_t file, const char *name, hid_t type, void *out)
{
    hid_t set = H5Dopen2(file, name, H5P_DEFAULT);
    cr_assert(set >= 0, "%s", name);
    cr_assert(H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out) >= 0, "%s", name);
    H5Dclose(set);
}

Test(export, hdf5_holds_the_same)
{
    char path[400], *folder = test_folder();
    struct lc_design design;
    struct lc_error err = { 0 };
    int32_t landmark[2], days[2];
    float age[2];
    uint8_t ever[2];
    make(&design);
    snprintf(path, sizeof path, "%s/design.h5", folder);
    cr_assert(lc_design_h5(&design, path, false, &err) == LC_OK, "%s", err.text);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    cr_assert(file >= 0);
    read_column(file, "landmark", H5T_NATIVE_INT32, landmark);
    read_column(file, "age", H5T_NATIVE_FLOAT, age);
    read_column(file, "missing_ever", H5T_NATIVE_UINT8, ever);
    read_column(file, "need", H5T_NATIVE_INT32, days);
    H5Fclose(file);
    cr_expect(eq(int, landmark[0], day_of("2020-06-01")));
    cr_expect(eq(flt, age[0], (float)(4886 / 365.25)));
    cr_expect(eq(int, ever[0], 255));
    cr_expect(eq(int, ever[1], 1));
    lc_design_free(&design);
    free(folder);
}
