/* See report.h. The page is one text: head, style, sections, script. */
#include "models/report/report.h"

#include <string.h>

#include <sodium.h>

#include "base/file.h"
#include "models/report/assets_inside.h"
#include "models/report/html_inside.h"
#include "models/report/page_inside.h"
#include "models/report/section_inside.h"

/* Keys that only a child has. Aggregates have no use for any of them. */
static const char *const private_keys[] = {
    "child",   "child_number", "listed",         "contributions", "timeline",
    "person",  "person_id",    "pers_person_id", "identity",      "forename",
    "surname", "dob",          "birth_date",     "postcode",      "upn",
};

enum { PRIVATE = sizeof private_keys / sizeof *private_keys };

/* The first private key anywhere in value, or NULL. */
static const char *find_private(const json_t *value)
{
    const char *found = NULL, *key;
    json_t *member;
    for (size_t i = 0; (member = json_array_get(value, i)); i++)
        if ((found = find_private(member)))
            return found;
    void *at = json_object_iter((json_t *)(size_t)value);
    for (; at && !found; at = json_object_iter_next((json_t *)(size_t)value, at)) {
        key = json_object_iter_key(at);
        for (size_t k = 0; k < PRIVATE; k++)
            if (strcmp(key, private_keys[k]) == 0)
                return private_keys[k];
        found = find_private(json_object_iter_value(at));
    }
    return found;
}

/* 'sha256-...' of an inline element's bytes, as the policy names it. */
static void add_hash(struct lc_text *out, const char *data, uint64_t size)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char text[sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES,
                                        sodium_base64_VARIANT_ORIGINAL)];
    crypto_hash_sha256(hash, (const unsigned char *)data, size);
    sodium_bin2base64(text, sizeof text, hash, sizeof hash,
                      sodium_base64_VARIANT_ORIGINAL);
    lc_text_addf(out, "'sha256-%s'", text);
}

static void add_head(struct lc_page *page)
{
    lc_html_add(page,
                "<!DOCTYPE html>\n<html lang=\"en-GB\" class=\"govuk-template\">\n"
                "<head>\n<meta charset=\"utf-8\">\n"
                "<meta http-equiv=\"Content-Security-Policy\" content=\""
                "default-src 'none'; script-src ");
    add_hash(page->out, lc_asset_script, lc_asset_script_size);
    lc_html_add(page, "; style-src ");
    add_hash(page->out, lc_asset_style, lc_asset_style_size);
    lc_html_add(page,
                "; base-uri 'none'; form-action 'none'\">\n"
                "<meta name=\"viewport\" content=\"width=device-width, "
                "initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n");
    lc_html_element(page, "title", NULL,
                    lc_page_need_word(page, page->results, "title"));
    lc_html_add(page, "<style>");
    lc_text_add_bytes(page->out, lc_asset_style, lc_asset_style_size);
    lc_html_add(page, "</style>\n</head>\n");
}

/* The section's object, or NULL when the page has nothing for it. */
static const json_t *object_of(const struct lc_section *section,
                               const struct lc_page *page)
{
    if (section->of == LC_OF_LIST)
        return page->list;
    if (!section->needs)
        return page->results;
    const json_t *object = json_object_get(page->results, section->needs);
    return json_is_null(object) ? NULL : object;
}

static void add_contents(struct lc_page *page)
{
    lc_html_add(page, "<nav class=\"lc-contents\" aria-label=\"Contents\">"
                      "<ol class=\"govuk-list\">\n");
    for (size_t i = 0; lc_sections[i]; i++) {
        const struct lc_section *s = lc_sections[i];
        if (s->title && object_of(s, page)) {
            lc_text_addf(page->out, "<li><a class=\"govuk-link\" href=\"#%s\">", s->id);
            lc_html_text(page, s->title);
            lc_html_add(page, "</a></li>\n");
        }
    }
    lc_html_add(page, "</ol></nav>\n");
}

static void add_section(struct lc_page *page, const struct lc_section *section)
{
    const json_t *object = object_of(section, page);
    if (!object)
        return;
    lc_text_addf(page->out, "<section id=\"%s\" class=\"lc-section\">\n", section->id);
    lc_html_element(page, "h2", "govuk-heading-l", section->title);
    section->write(page, object);
    lc_html_add(page, "</section>\n");
}

static void add_body(struct lc_page *page)
{
    lc_html_add(page,
                "<body class=\"govuk-template__body\">\n"
                "<header class=\"lc-masthead\"><div class=\"govuk-width-container\">"
                "<span class=\"lc-masthead__name\">Latecare</span>"
                "<span class=\"lc-masthead__note\">Decision support, not a decision"
                "</span></div></header>\n"
                "<div class=\"govuk-width-container\">"
                "<main class=\"govuk-main-wrapper\">\n");
    for (size_t i = 0; lc_sections[i] && !page->code; i++) {
        add_section(page, lc_sections[i]);
        if (i == 0)
            add_contents(page);
    }
    lc_html_add(page, "</main></div>\n<script>");
    lc_text_add_bytes(page->out, lc_asset_script, lc_asset_script_size);
    lc_html_add(page, "</script>\n</body>\n</html>\n");
}

/* The model's hash: { hash } in results, the text itself in a list. NULL: not said. */
static const char *hash_of(const json_t *document)
{
    const json_t *model = json_object_get(document, "model");
    return json_string_value(json_is_string(model) ? model
                                                   : json_object_get(model, "hash"));
}

/* A page never joins one model's figures to another's list. */
static bool is_of_model(const json_t *list, const json_t *results)
{
    const char *theirs = hash_of(list), *ours = hash_of(results);
    return !theirs || !ours || strcmp(theirs, ours) == 0;
}

int lc_report_print(const json_t *results, const json_t *list, struct lc_text *page,
                    struct lc_error *err)
{
    struct lc_page state = {
        .results = results, .list = list, .out = page, .err = err
    };
    const char *key = find_private(results);
    if (key)
        return LC_FAIL(
            err, LC_REFUSED,
            "results hold '%s', which belongs to a child; give the list with "
            "--list",
            key);
    if (!json_is_object(results))
        return LC_FAIL(err, LC_FORMAT, "results are not a JSON object");
    if (list && !json_is_object(list))
        return LC_FAIL(err, LC_FORMAT, "the list is not a JSON object");
    if (!is_of_model(list, results))
        return LC_FAIL(err, LC_REFUSED, "the list was made by another model");
    add_head(&state);
    add_body(&state);
    return lc_page_check(&state);
}

int lc_report_write(const char *path, bool force, const json_t *results,
                    const json_t *list, struct lc_error *err)
{
    struct lc_text page = { 0 };
    int code = lc_report_print(results, list, &page, err);
    if (!code)
        code = lc_file_write(path, force, page.data, page.size, err);
    lc_text_free(&page);
    return code;
}
