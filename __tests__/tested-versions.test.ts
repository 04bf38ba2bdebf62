import { readFileSync } from "node:fs";
import TESTED from "../dev/tested-versions.json";
import { SCANNER_VERSIONS } from "../src/checks/scanner-versions";
import { file, loadBundles } from "./support/bundles";

beforeAll(() => loadBundles(["mlapp"]));

const documents = [
  "docs/maintain/testing.md",
  "docs/reference/scanners.md",
  "__tests__/real/scanners/requirements.in",
];
const versionsAfter = (program: RegExp, text: string): string[] =>
  [...text.matchAll(new RegExp(`${program.source}[^0-9\\n]{0,4}(\\d+\\.\\d+\\.\\d+)`, "gi"))].map(
    ([, version = ""]) => version,
  );

test("every text names the release of checkov that the tests run", () => {
  const found = documents.map((path) => versionsAfter(/checkov/, readFileSync(path, "utf8")));
  expect(found.every((versions) => versions.length > 0)).toBe(true);
  expect(new Set(found.flat())).toEqual(new Set([SCANNER_VERSIONS.checkov]));
});

test("the guide and handed-over modules name the release of OpenTofu that the tests run", () => {
  const texts = [readFileSync("docs/guide/deploy.md", "utf8"), file("mlapp", "README.md")];
  const found = texts.map((text) => versionsAfter(/OpenTofu/, text));
  expect(found).toEqual([[TESTED.opentofu], [TESTED.opentofu]]);
});
