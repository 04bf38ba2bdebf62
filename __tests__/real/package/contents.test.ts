import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { REPOSITORY, filesIn, installed, isCode, tarball } from "./harness/installed";

const packaged = filesIn(installed()).filter((file) => !isCode(file));

const MB = 1_000_000;
const SCHEMAS = readdirSync(join(REPOSITORY, "src/evidence/provider-schemas/extracts"));
const packageJson = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(installed(), "package.json"), "utf8")) as Record<string, unknown>;
const licences = (): string => readFileSync(join(installed(), "dist/THIRD-PARTY-LICENSES.md"), "utf8");

test("the tarball has at most 8 MB, and the installed package at most 25 MB", () => {
  expect(statSync(tarball()).size).toBeLessThan(8 * MB);
  const sizes = packaged.map((file) => statSync(file).size);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(25 * MB);
});

test("npm installs one package, since it requires no other", () => {
  for (const kind of ["dependencies", "optionalDependencies", "bundledDependencies"])
    expect(packageJson()[kind] ?? {}).toEqual({});
  const { peerDependencies, peerDependenciesMeta } = packageJson();
  expect(Object.keys(peerDependencies as object)).toEqual(["cdktf", "constructs"]);
  expect(peerDependenciesMeta).toEqual({ cdktf: { optional: true }, constructs: { optional: true } });
  const listed = execFileSync("npm", ["ls", "--all", "--parseable"], { cwd: join(installed(), "../..") });
  expect(String(listed).trim().split("\n")).toHaveLength(2);
});

test("no script runs at its installation", () => {
  const scripts = Object.keys((packageJson()["scripts"] ?? {}) as object);
  expect(scripts.filter((name) => /^(pre|post)?install$|^(pre)?prepare$|^prepublish$/.test(name))).toEqual(
    [],
  );
});

test("it has the bundles, schemas, licences and documents, without sources and tests", () => {
  const files = packaged.map((file) => relative(installed(), file));
  for (const name of [
    "bin/private-eks-inference.js",
    "dist/app.js",
    "dist/framework.js",
    "dist/packages.js",
    "dist/wasm/main.wasm.gz",
    "dist/THIRD-PARTY-LICENSES.md",
    "lib/project/main.ts",
    "lib/stacks.d.ts",
    "lib/testing.js",
    "lib/component.mjs",
    "lib/component.d.mts",
    "lib/own-code/run.mjs",
    "lib/own-code/context.js",
    "docs/environment.schema.json",
    "docs/schemas/check.schema.json",
    "LICENSE",
    "README.md",
    "CHANGELOG.md",
    ...SCHEMAS.map((name) => `dist/provider-schemas/${name}`),
    "dist/service-actions/service-actions.json",
    "dist/service-actions/service-actions.jsonl",
    "dist/scripts/mirror-images.sh",
    "dist/scripts/verify-pod.sh",
  ])
    expect(files).toContain(name);
  // Blocks of a provider without a schema would not be compared.
  expect(SCHEMAS).toEqual(expect.arrayContaining(["aws.jsonl", "helm.jsonl", "kubernetes.jsonl"]));
  expect(
    files.filter((name) =>
      /^(?!lib\/project\/).*(?<!\.d)\.ts$|^(src|scripts|__tests__|environments|examples)\//.test(name),
    ),
  ).toEqual([]);
});

test("the start file has at most 100 lines", () => {
  const text = readFileSync(join(installed(), "bin/private-eks-inference.js"), "utf8");
  expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(100);
});

test("the installed package names no folder of the machine that packed it", () => {
  const root = process.cwd();
  const naming = packaged.filter((file) => readFileSync(file).includes(root));
  expect(naming).toEqual([]);
});

describe("the third-party licences", () => {
  /** Packages whose code a comment of esbuild or a file of the package proves. */
  const BUNDLED = [
    "cdktf",
    "constructs",
    "zod",
    "yaml",
    "commander",
    "picocolors",
    "cli-table3",
    "ip-address",
  ]
    .concat("@cdktf/provider-aws", "@cdktf/provider-helm", "@cdktf/provider-kubernetes", "@cdktf/hcl2json")
    .concat("fastest-levenshtein");

  test.each(BUNDLED)("have %s with its version and a text", (name) => {
    const section = new RegExp(`^## ${name} \\d+\\.\\d+\\.\\d+[^]*?(?=^## |$(?![^]))`, "m").exec(licences());
    expect(section?.[0].length ?? 0).toBeGreaterThan(500);
  });

  test("say for each package under the MPL whether it is modified, and where its source is", () => {
    const sections = licences()
      .split(/^## /m)
      .filter((text) => /^Licence: MPL-2\.0$/m.test(text));
    expect(sections.length).toBeGreaterThanOrEqual(5);
    for (const text of sections) {
      expect(text).toMatch(/^Modified: (no|yes, .+)$/m);
      expect(text).toMatch(/^Source: https:\/\/\S+$/m);
    }
  });

  test("have the Go modules of the HCL parser, with versions", () => {
    expect(licences()).toMatch(/^\| github\.com\/hashicorp\/hcl\/v2 +\| v2\.\d+\.\d+ +\| MPL-2\.0 /m);
  });
});
