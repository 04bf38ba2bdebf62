import { HtmlRenderer, Parser } from "commonmark";
import { type ReviewReport } from "../../../src/tools/review/rendering/report";
import { type Commits } from "../../../src/tools/shared/command/synthesized-sides";
import { type ReviewLine } from "../../../src/tools/review/line";
import { say } from "../../../src/tools/review/phrase";
import { htmlReport } from "../../../src/tools/review/rendering/html";
import { jsonReport } from "../../../src/tools/review/rendering/json";
import { LONGEST_PAGE, markdownReport } from "../../../src/tools/review/rendering/markdown";
import { textReport } from "../../../src/tools/review/rendering/text";
import { type Review } from "../../../src/tools/review/review";
import { reviewSchema } from "../../../src/tools/shared/schemas/review";
import { REVIEW_CASES } from "./cases/all";
import { reviewOfCase } from "./cases/reviewed";
import { edited, reviewOf } from "./pairs";

const caseNamed = (name: string): Review => {
  const found = REVIEW_CASES.find((each) => each.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return reviewOfCase(found);
};

const markdown = (report: ReviewReport): string => markdownReport(report, (name) => `review of ${name}`);
const json = (report: ReviewReport) => reviewSchema.parse({ formatVersion: 1, ...jsonReport(report) });

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

const FORMATS: readonly (readonly [name: string, render: (report: ReviewReport) => string])[] = [
  ["text", textReport],
  ["Markdown", (report) => readable(new HtmlRenderer().render(new Parser().parse(markdown(report))))],
  ["HTML", (report) => readable(htmlReport(report))],
];

const IMAGES = "two images and a variable at once";
const PATH = "a lost path among new images";

describe.each([IMAGES, PATH, "another name of the cost alarm"])("the page of %s", (name) => {
  const report = { reviews: [caseNamed(name)] };
  const [environment] = json(report).environments;
  const open = environment?.lines.filter(({ isOpen }) => isOpen) ?? [];

  test("has one to ten open lines in JSON, worst first", () => {
    expect(open.length).toBeGreaterThan(0);
    expect(open.length).toBeLessThanOrEqual(10);
    expect(environment?.lines.slice(0, open.length)).toEqual(open);
  });

  test.each(FORMATS)("has the lines of JSON in %s, in their order and once each", (_, render) => {
    const text = render(report);
    const places = open.map((line) => text.indexOf(line.text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(open.filter((line) => text.split(line.text).length !== 2).map((line) => line.text)).toEqual([]);
  });

  test.each(FORMATS)("has the same first line, next step and number of further lines in %s", (_, render) => {
    const text = render(report);
    expect(text).toContain(environment?.headline);
    expect(text).toContain(`Next: ${environment?.next}`);
    const more = (environment?.lines.length ?? 0) - open.length;
    expect(text.includes("that follow")).toBe(more > 0);
    if (more > 0) expect(text).toContain(`and ${more} that follow`);
  });
});

describe("the first line", () => {
  const first = (review: Review, commits?: Commits): string =>
    textReport({ reviews: [review], ...(commits ? { commits } : {}) }).split("\n", 1)[0] ?? "";
  const after = { commit: "abc1234".repeat(5) };
  const commits: Commits = { before: { commit: "1".repeat(40) }, after };

  test("has the environment, the verdict with its harm, the difference of cost with the date of the prices, and counts", () => {
    expect(first(caseNamed(IMAGES))).toMatch(
      /^mlapp · (safe|needs attention): .* · same cost · 3 to change$/,
    );
    const review = caseNamed(PATH);
    expect(first(review)).toMatch(
      /^mlapp · .* · \S+( to \S+)? USD\/month \(prices \d{4}-\d\d-\d\d\) · \d+ to /,
    );
  });

  test("has the commit after the change where it is known", () => {
    expect(first(caseNamed(IMAGES), commits)).toMatch(/^mlapp @ abc1234 · /);
    const dirty = { ...commits, after: { ...after, isEdited: true } };
    expect(first(caseNamed(IMAGES), dirty)).toMatch(/^mlapp @ abc1234 with uncommitted edits · /);
  });

  test("of no change is short, and nothing follows", () => {
    const text = textReport({
      reviews: [caseNamed("an upgrade that writes the keys of a stack in another order")],
    });
    expect(text.trim()).toBe("retail-forecast · no change");
  });

  test("of a stop has the harm", () => {
    const review = { ...caseNamed(IMAGES), verdict: "destructive", harm: "data lost" } as const;
    expect(first(review)).toMatch(/^mlapp · STOP: data lost · /);
  });
});

test("a cause is in the line: file and line, key, both values", () => {
  const review = caseNamed(IMAGES);
  const lines = review.lines.map((line): ReviewLine => {
    if (line.cause?.by !== "settings") return line;
    const settings = line.cause.settings.map((each) => ({ ...each, at: "environments/mlapp.yaml:18:7" }));
    return { ...line, cause: { ...line.cause, settings } };
  });
  expect(textReport({ reviews: [{ ...review, lines }] })).toMatch(
    / ← (possibly )?environments\/mlapp\.yaml:18, models\[model-service\]\.image\.tag: 2\.0\.1 → 2\.1\.0/,
  );
});

test("equal lines of several addresses are one line, and the others are in a fold", () => {
  const review = caseNamed(IMAGES);
  const lines = ["a", "b", "c"].map((name): ReviewLine => {
    const address = `aws_cloudwatch_log_group.${name}`;
    return {
      level: "attention",
      harm: "data lost",
      layer: "cluster",
      address,
      text: say`${address} keeps 7 days, not 30`,
    };
  });
  const reviewed = { ...review, lines, topics: [{ title: "Logs", lines }] };
  const text = textReport({ reviews: [reviewed] });
  expect(text.split("\n")[1]).toContain("aws_cloudwatch_log_group.a keeps 7 days, not 30 (and 2 more)");
  expect(text.match(/keeps 7 days/g)).toHaveLength(3);
  expect(json({ reviews: [reviewed] }).environments[0]?.lines[0]).toMatchObject({
    address: "aws_cloudwatch_log_group.a",
    more: [
      { stack: "mlapp-cluster", address: "aws_cloudwatch_log_group.b" },
      { stack: "mlapp-cluster", address: "aws_cloudwatch_log_group.c" },
    ],
  });
});

describe("the next step", () => {
  const next = (review: Review): string => json({ reviews: [review] }).environments[0]?.next ?? "";
  const review = caseNamed(IMAGES);

  test("of a safe change is to merge and to apply", () => {
    expect(next({ ...review, verdict: "safe" })).toMatch(/^merge; then apply models$/);
  });

  test("of a change that needs attention is to ask", () => {
    const lines = review.lines.map((line) => ({ ...line, level: "attention" as const }));
    expect(next({ ...review, lines, verdict: "needs attention" })).toMatch(
      /^ask whether the (marked line is|\d+ marked lines are) intended; then merge and apply models$/,
    );
  });

  test("of a stop names the cause to take back", () => {
    const text = next(caseNamed(PATH).verdict === "destructive" ? caseNamed(PATH) : stopped(caseNamed(PATH)));
    expect(text).toMatch(/^do not merge/);
    expect(text).toContain("models");
  });

  const stopped = (each: Review): Review => ({ ...each, verdict: "destructive", harm: "outage" });
});

describe("several environments", () => {
  /** An upgrade that changes environments alike. */
  const upgraded = (environment: string): Review =>
    reviewOf(
      edited(environment, ({ network }) => {
        network.resource.aws_cloudwatch_log_group.flow_logs.retention_in_days = 7;
      }),
    );
  const names = ["mlapp", "retail-forecast", "ml-inference-prod"];
  const alike = names.map(upgraded);
  const none = caseNamed("an upgrade that writes the keys of a stack in another order");
  const report: ReviewReport = {
    reviews: [...alike, caseNamed(PATH), { ...none, environment: "untouched" }],
  };

  test("that change alike are one section with all their names", () => {
    const text = textReport({ reviews: alike });
    const headlines = text.split("\n").filter((line) => names.every((name) => line.includes(name)));
    expect(headlines.length).toBeGreaterThan(0);
    const openPart = (whole: string): string => whole.split(/\n\n(?!mlapp)/)[0] ?? "";
    expect(openPart(text).match(/: \d+ → 7/g)).toHaveLength(1);
    expect(openPart(text)).toContain("Next: ");
    expect(json({ reviews: alike }).summary.sections).toEqual([
      expect.objectContaining({ environments: names }),
    ]);
  });

  test.each(FORMATS)("have one summary above in %s, and the worst one is first", (_, render) => {
    const text = render(report);
    const summary = text.indexOf("5 environments");
    expect(summary).toBeGreaterThanOrEqual(0);
    const verdicts = json(report).summary.sections.map(({ verdict }) => verdict);
    const order = ["destructive", "needs attention", "safe", "no change"];
    expect(verdicts).toEqual([...verdicts].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(text).toContain("untouched");
  });

  test("fit one comment, also if there are 300 of them", () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ ...images, environment: `env-${index}` }));
    const text = markdown({
      reviews: [...many.map((each, index) => differing(each, index)), caseNamed(PATH)],
    });
    expect(text.length).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(text).toMatch(/^<!-- review -->\n/);
    expect(text).toContain("301 environments");
    expect(text.match(/<details>/g)?.length ?? 0).toBe(text.match(/<\/details>/g)?.length ?? 0);
  });

  const images = caseNamed(IMAGES);
  const differing = (review: Review, index: number): Review => ({
    ...review,
    lines: review.lines.map((line) => ({ ...line, text: [...line.text, ` (${index})`] })),
  });
});

describe("files that decide about all environments", () => {
  const deciding: readonly ReviewLine[] = [
    { level: "info", text: say`${"locks/a.lock.hcl"} has further checksums` },
    { level: "attention", text: say`${".github/workflows/apply.yml"} changes` },
  ];
  const none = caseNamed("an upgrade that writes the keys of a stack in another order");

  test.each(FORMATS)(
    "are a section of their own in %s, before one environment that does not change",
    (_, render) => {
      const text = render({ reviews: [none], deciding });
      expect(text).toContain("1 environment · needs attention");
      expect(text).toContain("needs attention: the repository");
      expect(text.indexOf("apply.yml changes")).toBeGreaterThan(
        text.indexOf("2 changes of files that decide"),
      );
      expect(text.indexOf("a.lock.hcl has")).toBeGreaterThan(text.indexOf("apply.yml changes"));
    },
  );

  test("have their lines in JSON", () => {
    expect(json({ reviews: [none], deciding })).toMatchObject({
      summary: { verdict: "needs attention" },
      deciding: [{ level: "info" }, { level: "attention", text: ".github/workflows/apply.yml changes" }],
    });
  });
});

describe("growth", () => {
  const review = caseNamed(IMAGES);
  const grown = (count: number): ReviewReport => {
    const lines = Array.from({ length: count }, (_, index): ReviewLine => ({
      level: "attention",
      harm: "pods roll",
      layer: "models",
      address: `kubernetes_deployment_v1.model_${index}`,
      text: say`pods roll: model-${index}, since its image changes`,
    }));
    return { reviews: [{ ...review, lines, topics: [{ title: "Rollouts", lines }] }] };
  };

  test.each<[string, (report: ReviewReport) => string]>([
    ["text", textReport],
    ["HTML", htmlReport],
    ["JSON", (report) => JSON.stringify(jsonReport(report))],
  ])("of %s to 1,000 models is linear", (_, render) => {
    const [ten, hundred, thousand] = [10, 100, 1000].map((count) => render(grown(count)).length) as [
      number,
      number,
      number,
    ];
    expect((thousand - hundred) / 900 / ((hundred - ten) / 90)).toBeLessThan(1.2);
  });

  test("of Markdown is bounded, and what does not fit is counted", () => {
    const text = markdown(grown(5000));
    expect(text.length).toBeLessThanOrEqual(LONGEST_PAGE);
    expect(text).toMatch(/more lines do not fit/);
    expect(text).toContain("and 4990 that follow");
  });

  test("leaves the open part as it is: ten lines", () => {
    for (const count of [10, 1000]) {
      const [head = ""] = textReport(grown(count)).split("\n\n");
      expect(head.match(/pods roll: model-/g)).toHaveLength(10);
    }
  });

  test("takes a time that is linear: 5,000 lines in less than five seconds", () => {
    const start = Date.now();
    for (const [, render] of FORMATS) render(grown(5000));
    expect(Date.now() - start).toBeLessThan(5000);
  });
});

test("one long line is cut where it is open, and whole in its fold", () => {
  const review = caseNamed(IMAGES);
  const names = Array.from({ length: 200 }, (_, index) => `subnet-${index}`).join(", ");
  const line: ReviewLine = { level: "attention", text: say`lost: ${[names]}, and the end` };
  const text = textReport({
    reviews: [{ ...review, lines: [line], topics: [{ title: "Paths", lines: [line] }] }],
  });
  expect(text.split("\n")[1]?.length).toBeLessThan(700);
  expect(text.split("and the end")).toHaveLength(2);
});

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
