/* The page's script and style as constants of the program: models/report/assets.h. */
    .section .rodata
    .globl lc_asset_script, lc_asset_script_end, lc_asset_style, lc_asset_style_end
lc_asset_script:
    .incbin "build/web/page.js"
lc_asset_script_end:
    .byte 0
lc_asset_style:
    .incbin "build/web/page.css"
lc_asset_style_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
