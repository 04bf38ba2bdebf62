/** Finished HTML, which is not escaped again. */
export interface Markup {
  readonly html: string;
}

export type Content = string | number | Markup | readonly Content[];

/** HTML of a value: texts are escaped, lists are joined. */
function htmlOf(content: Content): string {
  if (typeof content === "string") return xmlText(content);
  if (typeof content === "number") return String(content);
  return "html" in content ? content.html : content.map(htmlOf).join("");
}

/** Template tag: `markup\`<p>${text}</p>\`` escapes each value. */
export const markup = (parts: TemplateStringsArray, ...values: readonly Content[]): Markup => ({
  html: parts.map((part, index) => part + htmlOf(values[index] ?? "")).join(""),
});

/** Finished HTML of others, such as an SVG. */
export const raw = (html: string): Markup => ({ html });

/** Text for XML and HTML, in elements and in attributes. Control characters, which XML forbids, become a placeholder. */
export const xmlText = (text: string): string =>
  text
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");

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
