import { type Content, type Markup, markup, raw } from "../../base/markup";
import { type Phrase } from "../stages/phrase";
import { REVIEW_STYLE } from "./html-style";
import { type Page, type PageLine, type PageSection, type PageSummary, followText } from "./page";
import { type ReviewReport, namesText, reviewPages } from "./report";
import { counted } from "../../base/counted";
import { safeText } from "./safe-text";

/** Renders reviews as one HTML file, which loads nothing and runs no script. */
export function htmlReport(report: ReviewReport): string {
  const { summary, pages } = reviewPages(report);
  const title = ["Review of", ...report.reviews.map(({ environment }) => safeText(environment))].join(" ");
  return markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8"/>
<meta name="viewport" content="width=device-width,initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>${title}</title>
<style>${raw(REVIEW_STYLE)}</style>
</head>
<body>
<main>
<h1>Review</h1>
${summary ? summaryPart(summary) : ""}
${pages.map(pagePart)}
</main>
<footer>Written from synthesized Terraform JSON, without access to AWS.</footer>
</body>
</html>
`.html;
}

const summaryPart = ({ headline, lines }: PageSummary): Markup =>
  markup`<section class="summary"><h2>${phrase(headline)}</h2>
<ul class="lines">${lines.map(item)}</ul></section>
`;

function pagePart(page: Page): Markup {
  const { environments, commit, headline, open, next, facts, sections } = page;
  const at = commit === undefined ? "" : markup` @ <code>${commit}</code>`;
  const follow = followText(page);
  return markup`<section><h2>${phrase(namesText(environments))}${at} · ${phrase(headline)}</h2>
<ul class="lines">${open.map(item)}${
    follow === undefined
      ? ""
      : markup`<li class="follow">${follow}</li>
`
  }</ul>
${
  next === undefined
    ? ""
    : markup`<p class="next"><strong>Next:</strong> ${phrase(next)}</p>
`
}${facts.map(
    (fact) => markup`<p class="note">${phrase(fact)}</p>
`,
  )}${sections.map(fold)}</section>
`;
}

const fold = ({ title, lines }: PageSection): Markup =>
  markup`<details><summary>${safeText(title)} (${counted(lines.length, "line")})</summary>
<ul class="lines">${lines.map(item)}</ul></details>
`;

/** Words beside a colour, for readers who do not see it. */
const MARKS = { danger: "stop", attention: "confirm" } as const;

function item({ text, cause, mark, details = [] }: PageLine): Markup {
  const kind: Content = mark === undefined ? "" : markup` class="${mark}"`;
  const word = mark === undefined ? "" : markup`<b class="mark">${MARKS[mark]}</b> `;
  const more =
    details.length === 0
      ? ""
      : markup`<ul>${details.map(
          (detail) => markup`<li>${phrase(detail)}</li>
`,
        )}</ul>`;
  const from = cause ? markup`<span class="cause"> ← ${phrase(cause)}</span>` : "";
  return markup`<li${kind}>${word}${phrase(text)}${from}${more}</li>
`;
}

/** Sentences are escaped; quoted values are code. */
const phrase = (parts: Phrase): Content =>
  parts.map((part) => (typeof part === "string" ? part : markup`<code>${safeText(part.value)}</code>`));
