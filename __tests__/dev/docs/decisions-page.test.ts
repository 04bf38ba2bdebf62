import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DECISIONS, decisionsPage } from "../../../dev/docs/decisions-page";
import { ROOT } from "../../support/documents";

const page = decisionsPage(ROOT);
const files = readdirSync(join(ROOT, DECISIONS)).filter((name) => name !== "README.md");

/** A repository with one decision that has this head. */
function pageOf(head: string): string {
  const root = mkdtempSync(join(tmpdir(), "decisions-"));
  mkdirSync(join(root, DECISIONS), { recursive: true });
  writeFileSync(
    join(root, DECISIONS, "0001-shape.md"),
    `# 0001: Shape\n\n${head}\n\n## Context\n\n- Subject: Tests\n`,
  );
  return decisionsPage(root);
}

test("docs/decisions/README.md is current", () => {
  expect(readFileSync(join(ROOT, DECISIONS, "README.md"), "utf8")).toBe(page);
});

test("the page lists each decision once, with its number and a title", () => {
  expect(files.length).toBeGreaterThan(100);
  const linesWith = (file: string): string[] =>
    page.split("\n").filter((line) => line.includes(`](${file})`));
  const isListed = (file: string): boolean => {
    const [line = "", ...others] = linesWith(file);
    return others.length === 0 && new RegExp(`^- \\[${file.slice(0, 4)}\\]\\(${file}\\) [^\\s(]`).test(line);
  };
  expect(files.filter((file) => !isListed(file))).toEqual([]);
});

test("each file of the folder is a decision with a number of its own", () => {
  expect(files.filter((file) => !/^\d{4}-[a-z\d-]+\.md$/.test(file))).toEqual([]);
  const numbers = files.map((file) => file.slice(0, 4));
  expect(numbers.filter((number, at) => numbers.indexOf(number) !== at)).toEqual([]);
});

test("a superseded decision is in the last list alone, with its successor", () => {
  const superseded = pageOf(
    "- Status: superseded by [0002](0002-other.md)\n- Date: 2026-11-20\n- Subject: Models",
  );
  expect(superseded).toContain(
    "## Superseded\n\n- [0001](0001-shape.md) Shape (2026-11-20), superseded by 0002\n",
  );
  expect(superseded.match(/0001-shape/g)).toHaveLength(1);
});

test.each([
  ["Status", "- Date: 2026-11-20\n- Subject: Models"],
  ["Date", "- Status: accepted\n- Subject: Models"],
  ["Subject", "- Status: accepted\n- Date: 2026-11-20"],
])("fails when the head has no %s, and names the file", (name, head) => {
  expect(() => pageOf(head)).toThrow(`docs/decisions/0001-shape.md: got no line "- ${name}:" in its head`);
});

test("fails when no list has the subject of a decision", () => {
  const head = "- Status: accepted\n- Date: 2026-11-20\n- Subject: Poems";
  expect(() => pageOf(head)).toThrow("got the subject Poems, expected one of Architecture and code; ");
});
