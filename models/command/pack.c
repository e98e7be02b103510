/* See pack_inside.h. */
#include "models/command/pack_inside.h"

#include <stdio.h>

#include "base/json.h"
#include "models/command/pack_book_inside.h"
#include "models/panel/change.h"
#include "models/panel/daily.h"
#include "models/panel/list.h"
#include "models/report/daily_page.h"
#include "models/report/report.h"

#define MODEL_PAGE "model.html"
#define DAILY_PAGE "daily.html"

/* Of every pack of which it is a page the same, so that next week's is found by it. */
enum { NAME_ROOM = 40 };

static const char *page_name(const json_t *row, char *out)
{
    snprintf(out, NAME_ROOM, "child-%lld.html",
             (long long)json_integer_value(json_object_get(row, "child")));
    return out;
}

int lc_pack_mark(json_t *list, struct lc_error *err)
{
    json_t *listed = json_object_get(list, "listed"), *row;
    char name[NAME_ROOM];
    bool good = lc_json_put(list, "model_page", lc_json_text(MODEL_PAGE));
    if (good && json_object_get(list, "changes"))
        good = lc_json_put(list, "daily_page", lc_json_text(DAILY_PAGE));
    for (size_t i = 0; good && i < LC_PACK_PAGES && (row = json_array_get(listed, i));
         i++)
        good = lc_json_put(row, "page", lc_json_text(page_name(row, name)));
    return good ? LC_OK : LC_FAIL_NOMEM(err);
}

/* --- the list --------------------------------------------------------------------- */

/* With its seal, so that `report --list` takes it. */
static int write_list(struct lc_folder_draft *folder, const struct lc_pack *pack,
                      struct lc_error *err)
{
    const char *path = NULL, *seal = NULL;
    int code = lc_folder_draft_file(folder, "list.json", &path, err);
    if (!code)
        code = lc_folder_draft_file(folder, "list.json.seal", &seal, err);
    return code ? code : lc_list_write(pack->list, path, false, pack->store_path, err);
}

/* list NULL: the page of the model. */
static int write_page(struct lc_folder_draft *folder, const struct lc_pack *pack,
                      const char *name, const json_t *list, struct lc_error *err)
{
    struct lc_text page = { 0 };
    int code = lc_report_print(pack->results, list, &page, err);
    if (!code)
        return lc_folder_draft_text(folder, name, &page, err);
    lc_text_free(&page);
    return code;
}

static int write_pages(struct lc_folder_draft *folder, const struct lc_pack *pack,
                       struct lc_error *err)
{
    int code = write_page(folder, pack, "list.html", pack->list, err);
    return code ? code : write_page(folder, pack, MODEL_PAGE, NULL, err);
}

static int write_summary(struct lc_folder_draft *folder, const struct lc_pack *pack,
                         struct lc_error *err)
{
    struct lc_text page = { 0 };
    int code = lc_report_summary_print(pack->results, pack->list, &page, err);
    if (!code)
        return lc_folder_draft_text(folder, "summary.html", &page, err);
    lc_text_free(&page);
    return code;
}

static int write_daily(struct lc_folder_draft *folder, const struct lc_pack *pack,
                       struct lc_error *err)
{
    struct lc_text page = { 0 };
    int code = lc_daily_page(pack->results, pack->list, pack->daily, &page, err);
    if (!code)
        return lc_folder_draft_text(folder, DAILY_PAGE, &page, err);
    lc_text_free(&page);
    return code;
}

static int write_csv(struct lc_folder_draft *folder, const char *name,
                     void (*print)(const json_t *document, struct lc_text *out),
                     const json_t *document, struct lc_error *err)
{
    struct lc_text text = { 0 };
    print(document, &text);
    return lc_folder_draft_text(folder, name, &text, err);
}

/* --- the children ----------------------------------------------------------------- */

static bool put_who(json_t *page, const struct lc_person *person)
{
    json_t *list = json_array();
    bool good = list;
    for (int k = 0; k < LC_PERSON_KINDS; k++)
        for (size_t i = 0; i < person->count[k] && good; i++) {
            const struct lc_person_said *said = person->said[k] + i;
            const char *key = lc_person_key((enum lc_person_fact)k);
            good = lc_json_push(
                list, LC_OBJECT({ "what", lc_json_text(key) },
                                { "text", lc_json_text(said->text) },
                                { "system", lc_json_text(said->system) },
                                { "first_said", lc_json_day(said->first_said) }));
        }
    return lc_json_put(page, "who", lc_json_whole(list, good));
}

static int write_child(struct lc_folder_draft *folder, const struct lc_pack *pack,
                       size_t place, struct lc_error *err)
{
    const json_t *changes = json_object_get(pack->changes, "changes"),
                 *change = json_array_get(changes, place);
    json_t *page = json_array_get(pack->pages, place);
    struct lc_text text = { 0 };
    char name[NAME_ROOM];
    bool good = !change || lc_json_put(page, "change", json_deep_copy(change));
    if (pack->who)
        good = put_who(page, pack->who->person + place) && good;
    int code =
        good ? lc_report_child_print(pack->results, pack->list, place, page, &text, err)
             : LC_FAIL_NOMEM(err);
    if (!code)
        return lc_folder_draft_text(folder, page_name(page, name), &text, err);
    lc_text_free(&text);
    return code;
}

static int write_children(struct lc_folder_draft *folder, const struct lc_pack *pack,
                          struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < json_array_size(pack->pages) && !code; i++)
        code = write_child(folder, pack, i, err);
    return code;
}

/* --- the sheet -------------------------------------------------------------------- */

static void add_said(struct lc_text *out, const struct lc_person *person,
                     enum lc_person_fact fact)
{
    lc_text_add(out, ",");
    if (person->count[fact])
        lc_text_add_cell(out, lc_slice_of(person->said[fact]->text));
}

static int write_sheet(struct lc_folder_draft *folder, const struct lc_pack *pack,
                       struct lc_error *err)
{
    const json_t *listed = json_object_get(pack->list, "listed");
    struct lc_text out = { 0 };
    lc_text_addf(&out, "child,rank,risk%s,discussed,agree,action,by,until,reason%s\n",
                 pack->who ? ",name,born" : "", pack->linkage ? ",linkage" : "");
    for (size_t i = 0; i < json_array_size(listed); i++) {
        const json_t *row = json_array_get(listed, i);
        lc_text_addf(&out, "%lld,%zu,",
                     (long long)json_integer_value(json_object_get(row, "child")),
                     i + 1);
        lc_text_addf(&out, "%.3f", json_number_value(json_object_get(row, "risk")));
        if (pack->who) {
            add_said(&out, pack->who->person + i, LC_PERSON_NAME);
            add_said(&out, pack->who->person + i, LC_PERSON_BORN);
        }
        lc_text_addf(&out, ",,,,,,%s%s\n", pack->linkage ? "," : "",
                     pack->linkage ? pack->linkage : "");
    }
    return lc_folder_draft_text(folder, "decisions.csv", &out, err);
}

static void add_person(struct lc_text *out, const struct lc_person *person)
{
    char day[LC_DAY_ROOM];
    for (int k = 0; k < LC_PERSON_KINDS; k++)
        for (size_t i = 0; i < person->count[k]; i++) {
            const struct lc_person_said *said = person->said[k] + i;
            lc_text_addf(out, "%u,%s,", (unsigned)person->child,
                         lc_person_key((enum lc_person_fact)k));
            lc_text_add_cell(out, lc_slice_of(said->text));
            lc_text_addf(out, ",%s,%s,", said->system,
                         lc_day_print(said->first_said, day));
            lc_text_addf(out, "%s\n", lc_day_print(said->since, day));
        }
}

static int write_who(struct lc_folder_draft *folder, const struct lc_persons *who,
                     struct lc_error *err)
{
    struct lc_text out = { 0 };
    lc_text_add(&out, "child,what,text,system,first_said,since\n");
    for (size_t i = 0; i < who->count; i++)
        add_person(&out, who->person + i);
    return lc_folder_draft_text(folder, "who.csv", &out, err);
}

static int write_book(struct lc_folder_draft *folder, const struct lc_pack *pack,
                      struct lc_error *err)
{
    struct lc_text book = { 0 };
    int code = lc_pack_book(pack, &book, err);
    if (!code)
        return lc_folder_draft_text(folder, "panel.xlsx", &book, err);
    lc_text_free(&book);
    return code;
}

int lc_pack_write(struct lc_folder_draft *folder, const struct lc_pack *pack,
                  struct lc_error *err)
{
    int code = write_list(folder, pack, err);
    if (!code)
        code = write_pages(folder, pack, err);
    if (!code)
        code = write_summary(folder, pack, err);
    if (!code)
        code = write_children(folder, pack, err);
    if (!code)
        code = write_csv(folder, "list.csv", lc_list_csv, pack->list, err);
    if (!code)
        code = write_sheet(folder, pack, err);
    if (!code && pack->changes)
        code = write_csv(folder, "changes.csv", lc_change_csv, pack->changes, err);
    if (!code && pack->daily)
        code = write_csv(folder, "daily.csv", lc_daily_csv, pack->daily, err);
    if (!code && pack->daily)
        code = write_daily(folder, pack, err);
    if (!code)
        code = write_book(folder, pack, err);
    if (!code && pack->who)
        code = write_who(folder, pack->who, err);
    return code;
}
