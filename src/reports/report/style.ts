import { type Field, FIELDS } from "../diagram/shapes";
import { BASE_STYLE } from "../../base/markup";

/** Colours of the legend, which are those of the picture. */
const swatches = (theme: "light" | "dark"): string =>
  (Object.keys(FIELDS) as Field[])
    .map((field) => `.swatch.${field}{background:${FIELDS[field][theme].stroke}}`)
    .join("\n");

/** Style of the page: light and dark by the system, and paper without colours of the background. */
export const STYLE = `${BASE_STYLE}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0}
dl div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:12px}
dt{color:var(--muted);font-size:14px}
dd{margin:0;font-size:18px;font-weight:600;overflow-wrap:anywhere}
.whole{display:block;white-space:nowrap}
dd.problem{color:var(--error)}
figure{margin:0;overflow-x:auto}
figure svg{display:block;max-width:100%;height:auto;margin:0 auto}
.narrow{display:none}
.legend{display:flex;flex-wrap:wrap;gap:6px 20px;list-style:none;margin:12px 0 0;padding:0;font-size:14px;color:var(--muted)}
.legend li{display:flex;align-items:center;gap:8px}
.swatch{width:14px;height:14px;border-radius:3px;flex:none}
.line{width:28px;border-top:2px solid var(--muted);flex:none}
.line.way{border-top-style:dashed}
.line.denied{border-top:2px dashed var(--error)}
${swatches("light")}
@media (prefers-color-scheme:dark){
${swatches("dark")}
}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;width:100%;font-size:14px;margin:12px 0}
caption{text-align:left;color:var(--muted);padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:6px 10px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{background:var(--panel);overflow-wrap:normal}
tbody th{font-weight:600;min-width:140px}
.number{text-align:right;white-space:nowrap}
td:nth-child(2){min-width:180px}
td ul{margin:0;padding:0;list-style:none}
td li+li{margin-top:4px}
dd small{display:block;font-weight:400;font-size:13px;color:var(--muted)}
.on{color:var(--muted)}
.chart td.bar{width:60%}
.chart svg{display:block;width:100%;height:18px}
.chart .least{fill:var(--least)}
.chart .most{fill:var(--most)}
@media screen and (max-width:899px){
header,main,footer{padding:16px}
dl{grid-template-columns:repeat(auto-fit,minmax(140px,1fr))}
dl div{padding:10px}
dd{font-size:16px}
.wide{display:none}
.narrow{display:block}
table,caption,tbody,tr,th,td{display:block;width:auto}
thead{display:none}
tr{padding:8px 0;border-bottom:1px solid var(--line)}
th,td,td:nth-child(2){border:0;padding:2px 0;min-width:0}
tbody th{font-size:16px}
td[data-name]{display:grid;grid-template-columns:10em 1fr;gap:12px}
td[data-name]::before{content:attr(data-name);color:var(--muted)}
.number{text-align:left;white-space:normal}
.chart td.bar{width:auto}
}
@media screen and (max-width:599px){
td[data-name]{display:block}
td[data-name]::before{display:block;font-size:13px}
}
@media print{
:root{color-scheme:light;--text:#000;--muted:#333;--page:#fff;--panel:#fff;--line:#999;--accent:#000;--least:#1d4ed8;--most:#93c5fd;--error:#b91c1c}
nav,.skip{display:none}
.wide{display:block}
.narrow{display:none}
header,main,footer{max-width:none;padding:0}
.scroll{overflow:visible}
tr,figure{break-inside:avoid}
h2{break-after:avoid}
body{font-size:11px}
}
`;
