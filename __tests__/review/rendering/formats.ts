import { HtmlRenderer, Parser } from "commonmark";
import { htmlReport } from "../../../src/review/rendering/html";
import { jsonReport } from "../../../src/review/rendering/json";
import { markdownReport } from "../../../src/review/rendering/markdown";
import { type ReviewReport } from "../../../src/review/rendering/report";
import { textReport } from "../../../src/review/text";
import { type Review } from "../../../src/review/stages/review";
import { reviewSchema } from "../../../dev/schemas/review";
import { REVIEW_CASES } from "../cases/all";
import { reviewOfCase } from "../cases/reviewed";

export const caseNamed = (name: string): Review => {
  const found = REVIEW_CASES.find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return reviewOfCase(found);
};

export const markdown = (report: ReviewReport): string =>
  markdownReport(report, (name = "all") => `review of ${name}`);
export const json = (report: ReviewReport) => reviewSchema.parse({ formatVersion: 1, ...jsonReport(report) });

/** Readable text of HTML: without tags, with entities as characters. */
const readable = (html: string): string =>
  html
    .replace(/<style>[^]*?<\/style>/g, "")
    .replace(/<\/(li|p|h[1-6]|summary|td|th)>|<br\/?>/g, "\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");

export const FORMATS: readonly (readonly [name: string, render: (report: ReviewReport) => string])[] = [
  ["text", textReport],
  ["Markdown", (report) => readable(new HtmlRenderer().render(new Parser().parse(markdown(report))))],
  ["HTML", (report) => readable(htmlReport(report))],
];

export const IMAGES = "two images and a variable at once";
export const PATH = "a lost path among new images";
export const NO_CHANGE = "an upgrade that writes the keys of a stack in another order";
