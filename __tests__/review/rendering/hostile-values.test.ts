import { HtmlRenderer, Parser } from "commonmark";
import { type ReviewLine } from "../../../src/review/stages/line";
import { say } from "../../../src/review/stages/phrase";
import { htmlReport } from "../../../src/review/rendering/html";
import { type ReviewReport } from "../../../src/review/rendering/report";
import { textReport } from "../../../src/review/text";
import { IMAGES, PATH, caseNamed, json, markdown } from "./formats";

describe("hostile values", () => {
  const EVIL = [
    "<script>alert(1)</script>",
    "</details><img src=x onerror=y>",
    "[click](javascript:x) @team `code` ``` ![a](b)",
    "\u001b[31mred\u0007\u0000",
    "\n# approved\n",
    "\u202ereversed",
    '"><svg onload=x>',
    "</style></title>",
  ];
  const review = caseNamed(IMAGES);
  const lines = EVIL.map((evil): ReviewLine => ({
    level: "attention",
    layer: "models",
    address: evil,
    constructPath: evil,
    text: say`set to ${evil}`,
    cause: { by: "settings", settings: [{ path: evil, before: evil, after: `${evil}2`, at: evil }] },
  }));
  const report: ReviewReport = {
    reviews: [
      { ...review, environment: EVIL.join(""), lines, topics: [{ title: "Evil", lines }] },
      { ...review, environment: "other", lines: lines.slice(1), topics: [] },
    ],
  };

  test("are no markup in HTML: each tag is one of the page", () => {
    const html = htmlReport(report);
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9!-]+)/gi)].map(([, tag = ""]) => tag.toLowerCase()));
    for (const tag of ["script", "img", "svg"]) expect([...tags]).not.toContain(tag);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html.match(/<\/title>/g)).toHaveLength(1);
    expect(html).not.toMatch(/<[^>]+\son\w+=/);
    expect(html).toContain("&#60;script&#62;");
  });

  test("are only code in Markdown", () => {
    const text = markdown(report);
    const html = new HtmlRenderer().render(new Parser().parse(text));
    const outside = html.replace(/<code>[^<]*<\/code>/g, "");
    expect(outside).not.toMatch(/script|onerror|onload|click|approved|@team|reversed/);
  });

  test("have no control characters and no lines of their own in text", () => {
    const text = textReport(report);
    // the styles of a terminal are not in tests
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect(text.split("\n")).not.toContain("# approved");
  });

  test("are values in JSON", () => {
    expect(json(report).environments[0]?.lines.map(({ text }) => text)).toContain(`set to ${EVIL[0]}`);
  });
});

test("the HTML page is complete in itself: it loads nothing and runs no script", () => {
  const html = htmlReport({ reviews: [caseNamed(PATH)] });
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en">/);
  expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
  expect(html).toContain("prefers-color-scheme:dark");
  expect(html).not.toMatch(/<script|<link|<img|src=|https?:/);
});
