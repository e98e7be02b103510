#include "import/remark_inside.h"

#include "base/text.h"
#include "import/batch_inside.h"
#include "import/notes_inside.h"
#include "import/run_inside.h"
#include "import/schema_inside.h"
#include "import/two_rows_inside.h"

/* What is not as the schema says and was read all the same. */
int lc_remark_header(const struct lc_batch *b, struct lc_import_run *run,
                     const lc_csv *csv, const int *place, struct lc_error *err)
{
    const struct lc_csv_row *header = lc_csv_header(csv);
    struct lc_text title = { 0 }, unread = { 0 }, forms = { 0 };
    bool two = lc_csv_titles(csv) && lc_two_rows_are(b->schema, header, place);
    if (two)
        lc_text_addf(&title,
                     "the header is two rows, the last in line %llu; a name is what "
                     "stands in both",
                     (unsigned long long)header->line);
    else if (lc_csv_titles(csv))
        lc_text_addf(&title,
                     "the header is in line %llu; what stands above was not read",
                     (unsigned long long)header->line);
    int code = lc_notes_remark(&run->result->notes, b->file, &title, err);
    lc_text_clear(&title);
    if (b->hidden)
        lc_text_add(&title, "the sheet is hidden in its workbook, and was read");
    if (!code)
        code = lc_notes_remark(&run->result->notes, b->file, &title, err);
    lc_text_clear(&title);
    if (b->schema->mapped)
        lc_text_addf(&title, "read by the mapping '%s'", b->schema->mapped);
    if (!code)
        code = lc_notes_remark(&run->result->notes, b->file, &title, err);
    if (!lc_schema_reads(b->schema))
        lc_text_add(&unread, "known, and nothing of it is read");
    else
        lc_schemas_unread(run->ask->schemas, b->schema, header, place, &unread);
    if (!code)
        code = lc_notes_remark(&run->result->notes, b->file, &unread, err);
    lc_forms_tell(b->forms, b->schema, &forms);
    if (!code)
        code = lc_notes_remark(&run->result->notes, b->file, &forms, err);
    lc_text_free(&unread);
    lc_text_free(&forms);
    return code;
}

/* Words that may be names, how many, and how to keep those that are codes. */
int lc_remark_others(const struct lc_batch *b, struct lc_import_run *run,
                     struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned c = 0; c < b->schema->columns_count && !code; c++) {
        struct lc_text text = { 0 };
        const char *column = b->schema->columns[c].name;
        if (!b->others[c])
            continue;
        lc_text_addf(&text,
                     "%llu rows have a word in %s that is in no code list: kept as "
                     "'other'; a line %s,%s,WORD in STORE.codes.csv makes WORD a code",
                     (unsigned long long)b->others[c], column, b->schema->name, column);
        code = lc_notes_remark(&run->result->notes, b->file, &text, err);
    }
    return code;
}
