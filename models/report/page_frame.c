/* See page_frame_inside.h. The page is one text: head, style, sections, script. */
#include "models/report/page_frame_inside.h"

#include <sodium.h>

#include "models/report/assets_inside.h"
#include "models/report/html_inside.h"
#include "models/report/list_inside.h"
#include "models/report/people_inside.h"

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

/* What a tab is told from another by. */
static void add_title(struct lc_page *page)
{
    if (page->daily) {
        lc_html_add(page, "Since ");
        lc_people_day(page->out, lc_page_need_word(page, page->daily, "since"));
        lc_html_add(page, ": ");
    } else if (page->entry) {
        lc_html_add(page, "Child ");
        lc_list_number_of(page, page->entry);
        lc_html_add(page, ": ");
    } else if (page->list) {
        lc_html_add(page, "Panel list: ");
    }
    lc_html_plain(page, lc_page_need_word(page, page->results, "title"));
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
    lc_html_add(page, "<title>");
    add_title(page);
    lc_html_add(page, "</title>\n");
    lc_html_add(page, "<style>");
    lc_text_add_bytes(page->out, lc_asset_style, lc_asset_style_size);
    lc_html_add(page, "</style>\n</head>\n");
}

/* The section's object, or NULL when the page has nothing for it. */
static const json_t *object_of(const struct lc_section *section,
                               const struct lc_page *page)
{
    const json_t *const of[] = { [LC_OF_RESULTS] = page->results,
                                 [LC_OF_LIST] = page->list,
                                 [LC_OF_ENTRY] = page->entry,
                                 [LC_OF_CHILD] = page->child,
                                 [LC_OF_DAILY] = page->daily };
    const json_t *whole = of[section->of];
    if (!section->needs)
        return whole;
    const json_t *object = json_object_get(whole, section->needs);
    bool nothing =
        json_is_null(object) || (json_is_array(object) && !json_array_size(object));
    return nothing ? NULL : object;
}

static void add_contents(struct lc_page *page, const struct lc_section *const *sections)
{
    lc_html_add(page, "<nav class=\"lc-contents\" aria-label=\"Contents\">"
                      "<ol class=\"govuk-list\">\n");
    for (size_t i = 0; sections[i]; i++) {
        const struct lc_section *s = sections[i];
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

static void add_script(struct lc_page *page)
{
    lc_html_add(page, "<script>");
    lc_text_add_bytes(page->out, lc_asset_script, lc_asset_script_size);
    lc_html_add(page, "</script>\n");
}

static void add_body(struct lc_page *page, const struct lc_frame_of *frame)
{
    const struct lc_section *const *sections = frame->sections;
    lc_text_addf(page->out, "<body class=\"govuk-template__body%s\">\n", frame->class);
    lc_html_add(page,
                "<header class=\"lc-masthead\"><div class=\"govuk-width-container\">"
                "<span class=\"lc-masthead__name\">Latecare</span>"
                "<span class=\"lc-masthead__note\">Decision support, not a decision"
                "</span></div></header>\n"
                "<div class=\"govuk-width-container\">"
                "<main class=\"govuk-main-wrapper\">\n");
    for (size_t i = 0; sections[i] && !page->code; i++) {
        add_section(page, sections[i]);
        if (i == frame->contents)
            add_contents(page, sections);
    }
    lc_html_add(page, "</main></div>\n");
    add_script(page);
    lc_html_add(page, "</body>\n</html>\n");
}

void lc_page_frame(struct lc_page *page, const struct lc_frame_of *frame)
{
    add_head(page);
    add_body(page, frame);
}
