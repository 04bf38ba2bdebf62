import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { CHECKS } from "../../src/checks/all";

const ROOT = join(__dirname, "../../src");

test.each(CHECKS.map(({ id, fix }) => [id, fix]))("the fix of %s does not edit this program", (_, fix) => {
  expect(fix).not.toMatch(/\bsrc\/|\bfork\b|\.ts\b/);
});

test("no fix of a finding or a rule edits this program", () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const fixes = files.flatMap((file) => [
    ...readFileSync(join(ROOT, file), "utf8").matchAll(/\bfix:\s*(?:"([^"]*)"|`([^`]*)`)/g),
  ]);
  expect(fixes.length).toBeGreaterThan(300);
  const edits = fixes
    .map(([, plain, template]) => plain ?? template)
    .filter((fix) => /\bsrc\/|\bfork\b/.test(fix ?? ""));
  expect(edits).toEqual([]);
});
