import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const SCRIPT = resolve(__dirname, "../../scripts/registries.mjs");
const PARTS = "src/platform/parts";

/** No file compiles: the script reads names only. */
const FILES = [
  `${PARTS}/b-part/component.ts`,
  `${PARTS}/b-part/install.ts`,
  `${PARTS}/b-part/checks/checks.ts`,
  `${PARTS}/b-part/facts/some-chart-1.2.3.json`,
  `${PARTS}/b-part/facts/some-chart-values.ts`,
  `${PARTS}/a/component.ts`,
  "src/proof/checks/check.ts",
  "src/proof/facts/charts.ts",
];

let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), "registries-"));
  for (const file of FILES) {
    mkdirSync(dirname(join(work, file)), { recursive: true });
    writeFileSync(join(work, file), "no program");
  }
});
afterEach(() => rmSync(work, { recursive: true }));

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, [SCRIPT, ...args], { cwd: work, encoding: "utf8" });
const read = (file: string): string => readFileSync(join(work, file), "utf8");

test("a part is registered by its folder, with no file loaded", () => {
  expect(run()).toMatchObject({ status: 0, stderr: "" });
  expect(read(`${PARTS}/registry.ts`)).toContain(
    'import { a } from "./a/component";\nimport { bPart } from "./b-part/component";\n',
  );
  expect(read(`${PARTS}/installs.ts`)).toContain('  "b-part": bPart,\n');
  expect(read("src/proof/checks/of-parts.ts")).toContain(
    'import { CHECKS as bPart } from "../../platform/parts/b-part/checks/checks";\n',
  );
  const charts = read("src/proof/facts/charts-of-parts.ts");
  expect(charts).toContain(
    'import someChart from "../../platform/parts/b-part/facts/some-chart-1.2.3.json";\n',
  );
  expect(charts).toContain('  "some-chart": someChartValues,\n');
  expect(run("--check")).toMatchObject({ status: 0, stderr: "" });
});

test("a registry without a part that has a folder is stale", () => {
  run();
  mkdirSync(join(work, PARTS, "c"));
  writeFileSync(join(work, PARTS, "c/component.ts"), "no program");
  const { status, stderr } = run("--check");
  expect(status).toBe(1);
  expect(stderr).toBe(`${PARTS}/registry.ts is stale; run \`npm run docs\` and commit it\n`);
  expect(read(`${PARTS}/registry.ts`)).not.toContain('"./c/component"');
});
