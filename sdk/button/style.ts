/** The button's looks. Sizes are relative, so that it grows with the reader's letters; the target is 44 pixels or higher. */
export const style = `
:host{display:inline-block}
:host([hidden]){display:none}
a{box-sizing:border-box;display:inline-flex;align-items:center;justify-content:center;gap:.6em;min-height:max(44px,2.75em);
padding:.5em 1.1em;border:2px solid transparent;border-radius:4px;background:#0b5f6b;color:#fff;
font:600 1em/1.25 system-ui,-apple-system,"Segoe UI",Arial,sans-serif;text-decoration:none;box-shadow:0 4px 0 #063f47}
a:hover{background:#084a54}
a:active{transform:translateY(2px);box-shadow:0 2px 0 #063f47}
a:focus-visible{outline:4px solid #ffeb3b;outline-offset:0;background:#ffeb3b;color:#212b32;box-shadow:0 4px 0 #212b32}
svg{flex:none;width:1.4em;height:1.4em;fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
:host([look=plain]) a{background:#fff;color:#063f47;border-color:#0b5f6b;box-shadow:none}
:host([look=plain]) a:hover{background:#e8f1f2}
:host([look=plain]) a:focus-visible{background:#ffeb3b;color:#212b32;border-color:#212b32}
:host([wide]){display:block}
:host([wide]) a{display:flex}
@media (forced-colors:active){a{border-color:LinkText}}
@media (prefers-reduced-motion:reduce){a:active{transform:none}}
`;
