import { type ReviewLine } from "../../../src/review/stages/line";
import { say } from "../../../src/review/stages/phrase";
import { pageOf } from "../../../src/review/rendering/page-of";
import { textReport } from "../../../src/review/text";
import { FORMATS, IMAGES, PATH, caseNamed, json } from "./formats";

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

test("a line has the same mark in a fold as where it is open", () => {
  const review = caseNamed(IMAGES);
  const lines = Array.from({ length: 12 }, (_, index): ReviewLine => ({
    level: "info",
    harm: index < 11 ? "data lost" : "nodes roll",
    text: [`line ${index}`],
  }));
  const { open, sections } = pageOf({ ...review, lines, topics: [{ title: "Data", lines }] });
  const folded = sections.find(({ title }) => title === "Data")?.lines ?? [];
  expect(open.map(({ mark }) => mark)).toEqual(Array(10).fill("danger"));
  expect(folded.map(({ mark }) => mark)).toEqual(["danger", "attention"]);
});
