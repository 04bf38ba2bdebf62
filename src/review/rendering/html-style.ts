import { BASE_STYLE } from "../../base/markup";

/** Style of a review: the worst lines have a colour and a word, and folds are closed. */
export const REVIEW_STYLE = `${BASE_STYLE}
:root{--confirm:#b45309}
@media (prefers-color-scheme:dark){:root{--confirm:#fbbf24}}
h2{font-size:19px;line-height:1.35;overflow-wrap:anywhere}
h2 code{font-size:.9em}
.summary h2{font-size:22px}
.lines{list-style:none;margin:8px 0;padding:0}
.lines>li{border-left:4px solid var(--line);padding:6px 12px;margin:6px 0;background:var(--panel);overflow-wrap:anywhere}
.lines>li.danger{border-left-color:var(--error)}
.lines>li.attention{border-left-color:var(--confirm)}
.lines>li.follow{color:var(--muted)}
.mark{font-size:12px;text-transform:uppercase;letter-spacing:.04em}
.danger>.mark{color:var(--error)}
.attention>.mark{color:var(--confirm)}
.lines ul{margin:4px 0 0;padding-left:18px;color:var(--muted);font-size:14px}
.summary .mark{display:none}
.cause{display:block;color:var(--muted);font-size:14px;margin-top:2px}
.next{border:1px solid var(--line);border-radius:8px;padding:10px 12px;overflow-wrap:anywhere}
.note{overflow-wrap:anywhere;margin:6px 0}
details{border-top:1px solid var(--line);padding:4px 0}
summary{cursor:pointer;padding:4px 0}
summary:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media screen and (max-width:599px){
main,footer{padding:12px}
h2{font-size:17px}
.lines>li{padding:6px 8px}
}
@media print{
:root{color-scheme:light;--text:#000;--muted:#333;--page:#fff;--panel:#fff;--line:#999;--accent:#000;--error:#b91c1c;--confirm:#b45309}
main,footer{max-width:none;padding:0}
.lines>li{break-inside:avoid}
body{font-size:11px}
}
`;
