/* The borough's files: possible, clean when told to be, the same whatever the threads.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/day.h"
#include "base/file.h"
#include "datasets/borough/borough_inside.h"
#include "datasets/borough/sheet_inside.h"
#include "support/sheet.h"

TestSuite(borough, .init = lc_begin, .timeout = 1800);

#define LATER "extracts/2025-04-01/"

static char *simulate_only(int children, double dirt, const char *only, int threads)
{
    struct lc_error err = { 0 };
    struct lc_borough_counts counts;
    struct lc_borough_options options;
    char *dir = folder_new();
    lc_knobs_default(&lc_borough_knobs, &options);
    options.children = children;
    options.dirt = dirt;
    options.dirt_only = only;
    options.common.seed = 7;
    options.common.threads = threads;
    options.risk_on = "2024-10-01"; /* every file of truth/ is asked for */
    options.runs = 2;
    options.knowledge = options.without_panel = 1;
    cr_assert(lc_borough_write(dir, &options, &counts, &err) == LC_OK, "%s", err.text);
    return dir;
}

static char *simulate(int children, double dirt, int threads)
{
    return simulate_only(children, dirt, NULL, threads);
}

static void digest(const char *dir, const char *name, unsigned char *out)
{
    struct lc_error err = { 0 };
    char path[4096];
    uint64_t size;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    cr_assert(!lc_file_digest(path, out, &size, &err), "%s", err.text);
}

static bool same_file(const char *a, const char *b, const char *name)
{
    unsigned char left[LC_DIGEST], right[LC_DIGEST];
    digest(a, name, left);
    digest(b, name, right);
    return memcmp(left, right, sizeof left) == 0;
}

Test(borough, same_bytes_whatever_the_threads)
{
    char *one = simulate(2000, 1, 1), *three = simulate(2000, 1, 3), name[200];
    static const char *const extracts[] = { "2025-03-01", "2025-04-01" };
    for (int e = 0; e < 2; e++)
        for (size_t s = 0; s < LC_SHEETS; s++) {
            snprintf(name, sizeof name, "extracts/%s/%s", extracts[e],
                     lc_sheets[s].name);
            cr_expect(same_file(one, three, name), "%s differs", name);
        }
    for (int year = 2012; year <= 2025; year++)
        for (size_t s = 0; s < LC_RETURNS; s++) {
            snprintf(name, sizeof name, "extracts/2025-0%d-01/ssda903/%d/%s",
                     year < 2025 ? 3 : 4, year, lc_return_files[s].name);
            cr_expect(same_file(one, three, name), "%s differs", name);
        }
    for (size_t s = 0; s < LC_TRUTH_SHEETS; s++) {
        snprintf(name, sizeof name, "truth/%s", lc_truth_sheets[s].name);
        cr_expect(same_file(one, three, name), "%s differs", name);
    }
    cr_expect(same_file(one, three, "truth/truth.json"));
    folder_remove(one);
    folder_remove(three);
}

Test(borough, mistakes_change_no_life)
{
    char *clean = simulate(2000, 0, 0), *dirty = simulate(2000, 3, 0);
    cr_expect(same_file(clean, dirty, "truth/entries.csv"));
    cr_expect(same_file(clean, dirty, "truth/hazards.csv"));
    cr_expect(!same_file(clean, dirty, LATER "social_care/ssd_person.csv"));
    folder_remove(clean);
    folder_remove(dirty);
}

/* Headers as the sector publishes them, typed here again from its documents. */
Test(borough, headers_are_verbatim)
{
    static const char *const expected[][2] = {
        { LATER "social_care/ssd_cin_episodes.csv",
          "cine_referral_id,cine_person_id,cine_referral_date,cine_cin_primary_need_"
          "code,"
          "cine_referral_source_code,cine_referral_source_desc,"
          "cine_referral_outcome_json,cine_referral_nfa,cine_close_reason,"
          "cine_close_date,cine_referral_team,cine_referral_worker_id\n" },
        { LATER "social_care/ssd_legal_status.csv",
          "lega_legal_status_id,lega_person_id,lega_legal_status,"
          "lega_legal_status_start_date,lega_legal_status_end_date\n" },
        { LATER "ssda903/2020/episodes.csv",
          "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
          "HOME_POST,PL_POST,URN\n" },
        { LATER "ssda903/2025/header.csv", "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n" },
        { LATER "police/missing.csv",
          "person_id,start,end,type,context,rhi_offered,rhi_accepted,recorded\n" },
        { LATER "youth_justice/offence.csv",
          "person_id,offence_date,outcome_date,category,seriousness,outcome_tier,"
          "recorded\n" },
    };
    char *dir = simulate(200, 0, 1);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct lc_error err = { 0 };
        char path[4096], *data;
        size_t size;
        snprintf(path, sizeof path, "%s/%s", dir, expected[i][0]);
        cr_assert(!lc_file_read(path, 1 << 28, &data, &size, &err), "%s", err.text);
        cr_expect(strncmp(data, expected[i][1], strlen(expected[i][1])) == 0, "%s",
                  expected[i][0]);
        free(data);
    }
    folder_remove(dir);
}

/* --- possible order --------------------------------------------------------------- */

/* Who was born when and died when, by social care's number. */
struct people {
    struct sheet sheet;
    size_t number, born, died;
};

static void people_read(struct people *p, const char *dir)
{
    sheet_read(&p->sheet, dir, LATER "social_care/ssd_person.csv");
    p->number = sheet_column(&p->sheet, "pers_person_id");
    p->born = sheet_column(&p->sheet, "pers_dob");
    p->died = sheet_column(&p->sheet, "pers_death_date");
}

/* Rows of one child stand together in every table, in the same order of children. */
static size_t people_find(const struct people *p, const char *number, size_t hint)
{
    for (size_t i = 0; i < p->sheet.rows; i++) {
        size_t row = (hint + i) % p->sheet.rows;
        if (strcmp(sheet_cell(&p->sheet, row, p->number), number) == 0)
            return row;
    }
    cr_assert_fail("a row belongs to nobody");
    return 0;
}

static const struct {
    const char *file, *person, *start, *end;
} spells[] = {
    { "ssd_cin_episodes.csv", "cine_person_id", "cine_referral_date",
      "cine_close_date" },
    { "ssd_cin_assessments.csv", "cina_person_id", "cina_assessment_start_date",
      "cina_assessment_auth_date" },
    { "ssd_cin_plans.csv", "cinp_person_id", "cinp_cin_plan_start_date",
      "cinp_cin_plan_end_date" },
    { "ssd_s47_enquiry.csv", "s47e_person_id", "s47e_s47_start_date",
      "s47e_s47_end_date" },
    { "ssd_cp_plans.csv", "cppl_person_id", "cppl_cp_plan_start_date",
      "cppl_cp_plan_end_date" },
    { "ssd_cla_episodes.csv", "clae_person_id", "clae_cla_episode_start_date",
      "clae_cla_episode_ceased_date" },
    { "ssd_cla_placement.csv", "clap_person_id", "clap_cla_placement_start_date",
      "clap_cla_placement_end_date" },
    { "ssd_legal_status.csv", "lega_person_id", "lega_legal_status_start_date",
      "lega_legal_status_end_date" },
    { "ssd_early_help_episodes.csv", "earl_person_id", "earl_episode_start_date",
      "earl_episode_end_date" },
    { "ssd_missing.csv", "miss_person_id", "miss_missing_episode_start_date",
      "miss_missing_episode_end_date" },
};

static void check_spells(const struct people *p, const char *dir, size_t which)
{
    struct sheet s;
    char name[200];
    size_t at = 0;
    snprintf(name, sizeof name, LATER "social_care/%s", spells[which].file);
    sheet_read(&s, dir, name);
    size_t person = sheet_column(&s, spells[which].person);
    size_t start = sheet_column(&s, spells[which].start);
    size_t end = sheet_column(&s, spells[which].end);
    for (size_t i = 0; i < s.rows; i++) {
        int32_t from = sheet_day(&s, i, start), to = sheet_day(&s, i, end);
        at = people_find(p, sheet_cell(&s, i, person), at);
        int32_t born = sheet_day(&p->sheet, at, p->born);
        int32_t died = sheet_day(&p->sheet, at, p->died);
        cr_expect(from != LC_OPEN && from <= to, "%s row %zu ends before it starts",
                  name, i);
        cr_expect(born <= from, "%s row %zu is before birth", name, i);
        cr_expect(died == LC_OPEN || (from < died && to <= died),
                  "%s row %zu: after death", name, i);
        cr_expect(from < lc_day_birthday(born, 18), "%s row %zu starts at 18", name, i);
    }
    cr_expect(s.rows > 0, "%s is empty", name);
    sheet_free(&s);
}

Test(borough, spells_are_possible)
{
    struct people people;
    char *dir = simulate(6000, 0, 0);
    people_read(&people, dir);
    for (size_t i = 0; i < sizeof spells / sizeof *spells; i++)
        check_spells(&people, dir, i);
    sheet_free(&people.sheet);
    folder_remove(dir);
}

/* A child's episodes of care follow one another, and one that ends X1 goes on the same
 * day; a period's first episode is an S (rules 142, 357 and 388 of the return). */
Test(borough, episodes_follow_one_another)
{
    struct sheet s;
    char *dir = simulate(6000, 0, 0);
    sheet_read(&s, dir, LATER "social_care/ssd_cla_episodes.csv");
    size_t person = sheet_column(&s, "clae_person_id");
    size_t start = sheet_column(&s, "clae_cla_episode_start_date");
    size_t end = sheet_column(&s, "clae_cla_episode_ceased_date");
    size_t why = sheet_column(&s, "clae_cla_episode_start_reason");
    size_t rec = sheet_column(&s, "clae_cla_episode_ceased_reason");
    size_t pairs = 0;
    for (size_t i = 0; i < s.rows; i++) {
        bool ended = sheet_day(&s, i, end) != LC_OPEN;
        bool same =
            i && !strcmp(sheet_cell(&s, i, person), sheet_cell(&s, i - 1, person));
        bool goes_on = same && !strcmp(sheet_cell(&s, i - 1, rec), "X1");
        cr_expect(ended == (*sheet_cell(&s, i, rec) != 0), "row %zu: rule 148", i);
        cr_expect(goes_on == (*sheet_cell(&s, i, why) != 'S'), "row %zu: rule 357", i);
        if (!same)
            continue;
        int32_t last = sheet_day(&s, i - 1, end), next = sheet_day(&s, i, start);
        cr_expect(goes_on ? next == last : next > last, "row %zu: rules 142, 388", i);
        pairs++;
    }
    cr_expect(pairs > 20);
    sheet_free(&s);
    folder_remove(dir);
}

/* --- clean and dirty -------------------------------------------------------------- */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* How many lines of a file are there more than once. */
static size_t repeated(const char *dir, const char *name)
{
    struct lc_error err = { 0 };
    char path[4096], *data;
    size_t size, lines = 0, twice = 0;
    snprintf(path, sizeof path, "%s/%s", dir, name);
    cr_assert(!lc_file_read(path, (size_t)1 << 30, &data, &size, &err), "%s", err.text);
    char **line = calloc(size + 1, sizeof *line);
    for (char *at = strtok(data, "\n"); at; at = strtok(NULL, "\n"))
        line[lines++] = at;
    qsort(line, lines, sizeof *line, by_text);
    for (size_t i = 1; i < lines; i++)
        twice += strcmp(line[i - 1], line[i]) == 0;
    free(line);
    free(data);
    return twice;
}

Test(borough, clean_files_have_no_duplicates_and_dirty_ones_do)
{
    char *clean = simulate(6000, 0, 0), *dirty = simulate(6000, 1, 0);
    static const char *const files[] = { LATER "social_care/ssd_cin_episodes.csv",
                                         LATER "social_care/ssd_contacts.csv",
                                         LATER "social_care/ssd_person.csv" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cr_expect(repeated(clean, files[i]) == 0, "%s", files[i]);
    /* about 7,000 contacts at 0.005 */
    cr_expect(repeated(dirty, "extracts/2025-03-01/social_care/ssd_contacts.csv") > 5);
    folder_remove(clean);
    folder_remove(dirty);
}

/* One kind of mistakes and no other: rows there twice, and names as they are. */
Test(borough, a_kind_of_mistakes_by_itself)
{
    char *none = simulate_only(6000, 1, "none", 0);
    char *repeats = simulate_only(6000, 1, "repeats", 0);
    char *who = simulate_only(6000, 1, "who", 0);
    static const char contacts[] = "extracts/2025-03-01/social_care/ssd_contacts.csv";
    static const char people[] = LATER "social_care/ssd_person.csv";
    cr_expect(repeated(none, contacts) == 0);
    cr_expect(repeated(repeats, contacts) > 5);
    cr_expect(repeated(who, contacts) == 0);
    cr_expect(same_file(none, repeats, people));
    cr_expect(!same_file(none, who, people));
    cr_expect(same_file(none, who, contacts));
    cr_expect(same_file(none, who, "truth/entries.csv"));
    folder_remove(none);
    folder_remove(repeats);
    folder_remove(who);
}

Test(borough, a_kind_that_is_none_is_refused)
{
    struct lc_error err = { 0 };
    struct lc_borough_counts counts;
    struct lc_borough_options options;
    lc_knobs_default(&lc_borough_knobs, &options);
    options.dirt_only = "spelling";
    cr_assert(lc_borough_write("nowhere", &options, &counts, &err) == LC_USAGE);
}

Test(borough, clean_police_rows_are_recorded_on_the_day)
{
    struct sheet s;
    char *dir = simulate(6000, 0, 0);
    sheet_read(&s, dir, LATER "police/missing.csv");
    size_t start = sheet_column(&s, "start"), recorded = sheet_column(&s, "recorded");
    cr_expect(s.rows > 50);
    for (size_t i = 0; i < s.rows; i++)
        cr_expect(sheet_day(&s, i, start) == sheet_day(&s, i, recorded));
    sheet_free(&s);
    folder_remove(dir);
}

/* In the later extract's own year, only rows that the earlier did not have are new. */
Test(borough, later_extract_brings_late_and_mended_rows)
{
    struct sheet before, after;
    char *dir = simulate(6000, 1, 0);
    sheet_read(&before, dir, "extracts/2025-03-01/social_care/ssd_contacts.csv");
    sheet_read(&after, dir, LATER "social_care/ssd_contacts.csv");
    size_t date = sheet_column(&after, "cont_contact_date"), late = 0;
    int32_t earlier = lc_day_of(2025, 3, 1);
    for (size_t i = 0; i < after.rows; i++)
        late += sheet_day(&after, i, date) < earlier;
    for (size_t i = 0; i < before.rows; i++)
        cr_expect(sheet_day(&before, i, date) < earlier);
    cr_expect(late > 0 && late < after.rows);
    sheet_free(&before);
    sheet_free(&after);
    folder_remove(dir);
}

Test(borough, upns_carry_their_check_letter)
{
    struct sheet s;
    size_t pupils = 0;
    char *dir = simulate(2000, 0, 0);
    sheet_read(&s, dir, LATER "education/people.csv");
    size_t column = sheet_column(&s, "person_id");
    for (size_t i = 0; i < s.rows; i++, pupils++) {
        static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
        const char *upn = sheet_cell(&s, i, column);
        int sum = 0;
        cr_assert(strlen(upn) == 13);
        for (int k = 1; k < 13; k++)
            sum += (upn[k] - '0') * (k + 1);
        cr_expect(upn[0] == letters[sum % 23]);
    }
    cr_expect(pupils > 20);
    sheet_free(&s);
    folder_remove(dir);
}
