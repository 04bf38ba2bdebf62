import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../..");
const page = readFileSync(join(ROOT, "docs/maintain/architecture.md"), "utf8");

test("the architecture page names every folder of src", () => {
  const folders = readdirSync(join(ROOT, "src"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.length).toBeGreaterThan(15);
  expect(folders.map(({ name }) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

test("the architecture page names commands that exist", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object };
  const named = [...page.matchAll(/npm (?:run )?([\w:-]+)/g)].map(([, name]) => String(name));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test("every linked file of the architecture page exists", () => {
  const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => String(path));
  expect(links.length).toBeGreaterThan(2);
  for (const link of links) expect(() => readFileSync(join(ROOT, "docs/maintain", link))).not.toThrow();
});
