/* What the page carries, bundled at build time (web/, scripts/bundle) and put into the
 * program by web/assets.S. Not terminated: each runs up to its end. */
#ifndef LC_REPORT_ASSETS_H
#define LC_REPORT_ASSETS_H

extern const char lc_asset_script[], lc_asset_script_end[];
extern const char lc_asset_style[], lc_asset_style_end[];

#endif
