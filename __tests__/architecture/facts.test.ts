import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";

const SRC = resolve(__dirname, "../../src");

/**
 * Written by scripts, or with a form of their own that other tests read: prices, facts of charts, what checks judge, texts of checks,
 * whose sources are decisions too, texts of commands and their questions, and requests of containers, whose rows have a reason.
 */
const OTHERS =
  /checks\/(\w+\/)?texts\.json$|^cli\/(init\/)?[a-z]+-texts\.json$|\/(prices\/regions|extracts|judged|managed-policies)\/|\/deployer-policy\/facts\/(aws|service-authorization)\.json$|parts\/[\w-]+\/requests\.json$|-v?\d+\.\d+\.\d+\.json$/;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".json") && !OTHERS.test(file),
);

const ISO_DATE = /\b20\d\d-\d\d-\d\d\b/;

interface Facts {
  readonly source?: string;
  /** Day on which the source was read. */
  readonly read?: string;
  /** Day on which a table without a source that was opened was written. */
  readonly written?: string;
  readonly date?: string;
}

/** All sources in the rows of a table. */
const sourcesIn = (value: unknown): string[] =>
  value === null || typeof value !== "object"
    ? []
    : Object.entries(value).flatMap(([key, each]) =>
        key === "source" && typeof each === "string" ? [each] : sourcesIn(each),
      );

test("each table of facts in JSON has a source and a date, or rows that have them", () => {
  expect(files.length).toBeGreaterThan(60);
  const without = files.filter((file) => {
    const facts = JSON.parse(readFileSync(join(SRC, file), "utf8")) as Facts;
    const rows = sourcesIn(facts);
    return facts.source === undefined
      ? rows.length === 0 ||
          rows.some((source) => !ISO_DATE.test(source) && !source.includes("(unconfirmed)"))
      : facts.source === "" || !ISO_DATE.test(facts.read ?? facts.written ?? facts.date ?? "");
  });
  expect(without).toEqual([]);
});
