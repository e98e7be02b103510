/* See list_inside.h. */
#include "models/report/list_inside.h"

#include <string.h>

#include "base/json.h"
#include "models/panel/caution.h"
#include "models/report/html_inside.h"

static bool is_file_name(const char *text)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
    size_t stem = strspn(text, plain);
    return stem && text[stem] == '.' && text[stem + 1]
           && !text[stem + 1 + strspn(text + stem + 1, plain)];
}

const char *lc_list_page(struct lc_page *page, const json_t *object, const char *name)
{
    const char *address = lc_page_word(page, object, name);
    return address && is_file_name(address) ? address : NULL;
}

void lc_list_number_of(struct lc_page *page, const json_t *entry)
{
    const json_t *child = json_object_get(entry, "child");
    if (json_is_integer(child))
        lc_text_addf(page->out, "%" JSON_INTEGER_FORMAT, json_integer_value(child));
    else
        lc_html_plain(page, lc_page_need_word(page, entry, "child"));
}

void lc_list_child(struct lc_page *page, const json_t *entry)
{
    const char *address = lc_list_page(page, entry, "page");
    lc_html_add(page, "<a class=\"govuk-link lc-one-line\" href=\"");
    if (address)
        lc_html_plain(page, address);
    else
        lc_text_addf(page->out, "%s#place-%.0f", page->child ? "list.html" : "",
                     lc_page_need_number(page, entry, "rank"));
    lc_html_add(page, "\">Child ");
    lc_list_number_of(page, entry);
    lc_html_add(page, "</a>");
}

const json_t *lc_list_change(struct lc_page *page, const json_t *entry, size_t place)
{
    const json_t *changes = lc_page_object(page, page->list, "changes");
    const json_t *one = json_array_get(lc_page_list(page, changes, "changes"), place);
    return json_equal((json_t *)(size_t)json_object_get(one, "child"),
                      (json_t *)(size_t)json_object_get(entry, "child"))
               ? one
               : NULL;
}

void lc_list_caution_box(struct lc_page *page)
{
    static const char *const boxes[] = {
        [LC_USE_NOT] = "lc-unready", [LC_USE_NOTED] = "lc-noted", [LC_USE] = "lc-ready"
    };
    struct lc_text line = { 0 };
    const json_t *verdict = lc_page_object(page, page->list, "verdict");
    const json_t *warnings = lc_page_list(page, page->list, "warnings");
    if (!verdict)
        verdict = lc_page_object(page, page->results, "verdict");
    enum lc_use use = lc_caution_use(verdict, page->list);
    lc_caution_add_verdict(&line, verdict, use);
    lc_text_addf(page->out,
                 "<div class=\"%s\"><p class=\"govuk-body\">"
                 "<strong>",
                 boxes[use]);
    lc_html_text(page, line.data);
    lc_html_add(page, "</strong></p>\n");
    lc_html_bullets(page, warnings);
    lc_html_add(page, "</div>\n");
    page->out->failed |= line.failed;
    lc_text_free(&line);
}

const char *lc_list_text_at(struct lc_page *page, const json_t *texts, size_t at)
{
    const char *text = json_string_value(json_array_get(texts, at));
    if (!text)
        lc_page_fail(page, "a list of texts", "holds something else");
    return text ? text : "";
}

/* --- what is not known ------------------------------------------------------------ */

static bool holds(const json_t *texts, const json_t *text)
{
    json_t *one;
    for (size_t i = 0; (one = json_array_get(texts, i)); i++)
        if (json_equal(one, (json_t *)(size_t)text))
            return true;
    return false;
}

/* Of texts those that `of` holds, or those that it does not; new. */
static json_t *choose(struct lc_page *page, const json_t *texts, const json_t *of,
                      bool held)
{
    json_t *some = json_array(), *text;
    bool good = some;
    for (size_t i = 0; good && (text = json_array_get(texts, i)); i++)
        if (holds(of, text) == held)
            good = lc_json_push(some, json_incref(text));
    page->out->failed |= !good;
    return lc_json_whole(some, good);
}

json_t *lc_list_unknown_of_all(struct lc_page *page)
{
    const json_t *listed = lc_page_list(page, page->list, "listed"), *entry;
    json_t *all = json_array();
    if (json_array_size(listed) < 2)
        return all;
    for (size_t i = 0; (entry = json_array_get(listed, i)); i++) {
        const json_t *its = lc_page_list(page, entry, "unknown");
        json_t *left = choose(page, i ? all : its, its, true);
        json_decref(all);
        all = left;
    }
    return all;
}

bool lc_list_all_known(struct lc_page *page, const json_t *entry)
{
    const json_t *unknown = lc_page_list(page, entry, "unknown");
    return unknown && !json_array_size(unknown)
           && json_is_true(json_object_get(page->list, "covered"));
}

json_t *lc_list_unknown_but(struct lc_page *page, const json_t *entry,
                            const json_t *of_all)
{
    return choose(page, lc_page_list(page, entry, "unknown"), of_all, false);
}
