import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../support/documents";

const develop = readFileSync(join(ROOT, "docs/maintain/develop.md"), "utf8");
const tests = readFileSync(join(ROOT, "docs/maintain/testing.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

/** Paths of the map. An indented line names folders of the folder above it. */
function mapped(): string[] {
  const map = /```\n(main\.ts [^]*?)```/.exec(develop)?.[1] ?? "";
  let above = "";
  return map.split("\n").flatMap((line) => {
    const [, indent = "", names = ""] = /^( *)(\S+(?: \S+)*?) {2,}/.exec(line) ?? [];
    if (indent === "") above = names;
    return names
      .split(" ")
      .filter(Boolean)
      .map((name) => (indent === "" ? name : `${above}/${name}`));
  });
}

test("the map lists every folder of src, and the suites with real programs", () => {
  const folders = ["src", "__tests__/real"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`),
  );
  const listed = mapped();
  expect(folders.length).toBeGreaterThan(15);
  expect(folders.filter((folder) => !listed.includes(folder))).toEqual([]);
});

test("every file and folder of the map exists", () => {
  const listed = mapped();
  expect(listed.length).toBeGreaterThan(5);
  expect(listed.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test("each suite of package.json is in the gate or in the nightly one, and on the page of tests", () => {
  const suites = Object.keys(scripts).filter((name) => /^(static|test|mutate)(:|$)|^judged:/.test(name));
  const lanes = JSON.parse(readFileSync(join(ROOT, ".ci/lanes.json"), "utf8")) as string[][];
  const nightly = readFileSync(join(ROOT, ".ci/full"), "utf8");
  const inNightly = suites.filter((suite) => nightly.includes(`npm run ${suite}\n`));
  expect([...new Set([...lanes.flat(), ...inNightly])].sort()).toEqual(suites.sort());
  for (const suite of suites) expect(tests).toContain(suite === "test" ? "\nnpm test " : `npm run ${suite}`);
});

test("the nightly gate runs the gate, and the tests with other programs that the page of tests lists", () => {
  const nightly = readFileSync(join(ROOT, ".ci/full"), "utf8");
  expect(nightly).toContain("\n.ci/run\n");
  for (const command of ["npm run test:node", "npm run test:cdktn", "npm run test:opentofu"]) {
    expect(nightly).toContain(`\n${command}\n`);
    expect(tests).toContain(`\n${command} `);
  }
});
