import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { WorkingCopy } from "../support/working-copy";

const PAGE = readFileSync(resolve(__dirname, "../../docs/guide/components.md"), "utf8");

/** JavaScript of the page by its path. */
const FILES = [...PAGE.matchAll(/^```js\n\/\/ environments\/(\S+)\n([^]*?)^```$/gm)].map(
  ([whole = "", path = ""]) => ({ path, text: whole.replace(/^```js\n/, "").replace(/```$/, "") }),
);
const [, KEYS = ""] = /^```yaml\n# in environments\/mlapp\.yaml\n([^]*?)^```$/m.exec(PAGE) ?? [];

/** A copy of mlapp with the files of the page, and with its keys. */
function copyOfPage(keys = KEYS): WorkingCopy {
  const copy = new WorkingCopy("mlapp");
  for (const { path, text } of FILES) {
    mkdirSync(dirname(join(copy.environments, path)), { recursive: true });
    writeFileSync(join(copy.environments, path), text);
  }
  copy.write("mlapp.yaml", `${copy.read("mlapp.yaml")}\n${keys}`);
  return copy;
}

/** Lines of a summary without the folder of the copy. */
const shownLines = (summary: string): string[] =>
  summary.split("\n").map((line) => line.replace(/\(\S*environments/, "(environments"));

test("the page has the files of a component and of a check", () => {
  expect(FILES.map(({ path }) => path)).toEqual([
    "components/cost-budget/component.mjs",
    "checks/data-owner.mjs",
  ]);
  expect(KEYS).toContain("cost-budget:");
});

/** The line of the page that begins with a text, and the next one. */
function shownAt(begin: string): readonly string[] {
  const lines = PAGE.split("\n");
  const line = lines.findIndex((each) => each.startsWith(begin));
  return lines.slice(line, line + 2);
}

test("the examples of the page pass all checks of this program, with the warning that it shows", async () => {
  const { summary = "", error } = await copyOfPage().synth();
  expect(error).toBeUndefined();
  const lines = shownLines(summary);
  const found = lines.findIndex((line) => line.startsWith("warning data-owner"));
  expect(lines.slice(found, found + 2)).toEqual(shownAt("warning data-owner"));
});

test("without the entry of the page, its budget is the error that it shows", async () => {
  const { error = "" } = await copyOfPage(KEYS.slice(0, KEYS.indexOf("acceptedBlocks:"))).synth();
  const lines = shownLines(error);
  const found = lines.findIndex((line) => line.startsWith("error   own-block-not-judged"));
  const [head, message = ""] = shownAt("error   own-block-not-judged");
  expect(lines[found]).toBe(head);
  expect(lines[found + 1]).toContain(message.replace(/ …$/, ""));
});

test("the component gives the budget of the settings, and its defaults", async () => {
  const copy = copyOfPage();
  await copy.synth();
  expect(copy.stack("mlapp-network").find("aws_budgets_budget.month")?.config).toMatchObject({
    name: "mlapp-month",
    limit_amount: "4000",
    notification: [{ threshold: 80, subscriber_email_addresses: ["ml-team@example.com"] }],
  });
});

test.each([
  ["limit: 4000", "limit: 0", /components\.cost-budget\.limit: got 0, expected /],
  ["ml-team@example.com", "ml-team", /components\.cost-budget\.addresses\[0\]: got ml-team, expected /],
  ["limit: 4000", "limit: 6000", /components\.cost-budget\.addresses: .* expected two addresses/],
])("a wrong setting of the page's component is an error: %s as %s", async (from, to, words) => {
  const { error = "" } = await copyOfPage(KEYS.replace(from, to)).synth();
  expect(error).toMatch(words);
});

test("a tag of the file corrects all findings of the check", async () => {
  const copy = copyOfPage();
  copy.write("mlapp.yaml", `${copy.read("mlapp.yaml")}\ntags: { data-owner: ml-team }\n`);
  const { summary = "", error } = await copy.synth();
  expect(error).toBeUndefined();
  expect(summary).not.toMatch(/^warning data-owner/m);
});
