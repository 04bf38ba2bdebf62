import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const GLOSSARY = "docs/maintain/glossary.md";

/** Folders and files with words that users or developers read. */
const PATHS = [
  ...["README.md", "AGENTS.md", "CHANGELOG.md", "main.ts", "eslint.config.mjs"],
  ...["docs", "src", "lib", "__tests__", "dev"],
  "examples",
  ...[".github", ".ci"],
];

/** The habits themselves, the comparison project, and text that changes only together with the emitted Terraform. */
const EXEMPT = [
  GLOSSARY,
  "__tests__/wording/wording.test.ts",
  "dev/bench/official",
  "src/platform/network/existing/alb-checks.ts",
  "src/platform/constructs/custom-resources/chart.ts",
];

const lines = PATHS.flatMap(filesIn).flatMap((file) =>
  readFileSync(join(ROOT, file), "utf8")
    .split("\n")
    .map((text, index) => ({ at: `${file}:${index + 1}`, text })),
);

function filesIn(path: string): string[] {
  if (EXEMPT.includes(path)) return [];
  if (statSync(join(ROOT, path)).isDirectory()) {
    return readdirSync(join(ROOT, path)).flatMap((name) => filesIn(`${path}/${name}`));
  }
  return /\.(ts|js|mjs|md|ya?ml)$|\/(run|full)$|^src\/(base|checks|cli|cost|deploy|parts|reports|review)\/.*\.json$/.test(
    path,
  )
    ? [path]
    : [];
}

/** Rows of the glossary's last table: phrases to avoid. */
function avoided(): string[] {
  const [, table = ""] = readFileSync(join(ROOT, GLOSSARY), "utf8").split("## Habits to avoid");
  return [...table.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell]) => cell ?? "").slice(2);
}

const using = (pattern: RegExp): string[] =>
  lines.filter(({ text }) => pattern.test(text)).map(({ at, text }) => `${at}: ${text.trim()}`);

test("texts of every kind are read", () => {
  expect(lines.length).toBeGreaterThan(50_000);
  expect(avoided().length).toBeGreaterThan(15);
});

test.each(avoided())("no text uses: %s", (phrases) => {
  const words = phrases.split(", ").join("|").replaceAll(" ", "\\s+");
  expect(using(new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])`, "i"))).toEqual([]);
});

test("no comment, heading, list item or table cell begins with a what clause", () => {
  const comment = /^\s*(?:\/\*\*?|\/\/|#+|-|\*) (?:What|Whatever|Who|Whoever) (?!.*\?)/;
  expect(using(comment)).toEqual([]);
});

test("no test name begins with a what clause", () => {
  expect(using(/\b(?:test|describe)(?:\.each.*?\))?\(\s*["'`](?:what|whatever|who|whoever) /i)).toEqual([]);
});
