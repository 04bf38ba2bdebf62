/** Style that all pages have in common: colours of light and dark by the system, text, links and headings. */
export const BASE_STYLE = `
:root{color-scheme:light dark;--text:#111827;--muted:#4b5563;--page:#ffffff;--panel:#f9fafb;--line:#d1d5db;--accent:#1d4ed8;--least:#1d4ed8;--most:#93c5fd;--error:#b91c1c}
@media (prefers-color-scheme:dark){:root{--text:#e5e7eb;--muted:#9ca3af;--page:#0d1117;--panel:#161b22;--line:#374151;--accent:#93c5fd;--least:#60a5fa;--most:#1e3a8a;--error:#f87171}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif}
a{color:var(--accent)}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-999px}
.skip:focus{left:8px;top:8px;background:var(--page);padding:8px}
header,main,footer{max-width:1120px;margin:0 auto;padding:16px 24px}
h1{margin:8px 0;font-size:28px}
h2{margin:32px 0 8px;font-size:22px;border-bottom:1px solid var(--line)}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;margin:0;padding:0}
code{font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.note,footer{color:var(--muted);font-size:14px}
`;
