import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NODE_VERSIONS, nodeProgram } from "../node-program";
import { bundleOnCdktn } from "./bundle";
import { type OutputFiles, differences, frameworkVersions } from "./output-differences";
import { installPackages } from "./packages";

const folder = mkdtempSync(join(tmpdir(), "on-cdktn-"));
let node = "";

beforeAll(() => {
  installPackages();
  // cdktn needs 22.11 or later.
  node = nodeProgram(NODE_VERSIONS.find((version) => version.startsWith("22.")) ?? "");
});

afterAll(() => rmSync(folder, { recursive: true }));

const versionOf = (packageFolder: string): string =>
  (JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8")) as { version: string }).version;

function synth(command: readonly string[], environments: string, out: string): OutputFiles {
  const [name = "", ...args] = command;
  const env = { ...process.env, ENVIRONMENTS_DIR: environments };
  const { status, stderr } = spawnSync(name, [...args, "--out", out], { env, encoding: "utf8" });
  // Slow machines print progress.
  expect({ status, stderr: stderr.replaceAll(/^\w+ .* \(\d+s\)\n/gm, "") }).toEqual({
    status: 0,
    stderr: "",
  });
  return filesIn(out);
}

function filesIn(outdir: string): OutputFiles {
  const entries = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter(
    // The digests of the other files.
    (entry) => entry.isFile() && entry.name !== ".synth-files.json",
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(outdir.length + 1));
  return new Map(paths.map((path) => [path, readFileSync(join(outdir, path), "utf8")]));
}

describe.each([
  ["examples", "main.ts", 40],
  ["__tests__/real/terraform/every-option", "dev/cdktn/emit-stacks.ts", 10],
])("the stacks of %s", (environments, program, count) => {
  let packages: string[];
  let normal: OutputFiles;
  let onCdktn: OutputFiles;

  beforeAll(() => {
    const name = environments.replaceAll("/", "-");
    const bundle = join(folder, `${name}.js`);
    packages = bundleOnCdktn(program, bundle);
    normal = synth([process.execPath, "dev/run.js", program, "synth"], environments, join(folder, name));
    onCdktn = synth([node, bundle, "synth"], environments, join(folder, `${name}-cdktn`));
  });

  test("come from cdktn and its AWS bindings, and of cdktf only from the bindings for kubernetes and helm", () => {
    expect(
      packages.filter((path) => /node_modules\/(?:cdkt[fn]|@cdkt[fn]\/[\w-]+|constructs)$/.test(path)),
    ).toEqual([
      "../../node_modules/@cdktf/provider-helm",
      "../../node_modules/@cdktf/provider-kubernetes",
      "node_modules/@cdktn/provider-aws",
      "node_modules/cdktn",
      "node_modules/constructs",
    ]);
  });

  test("are synthesized by both frameworks", () => {
    const stacksIn = (files: OutputFiles) =>
      [...files.keys()].filter((path) => path.endsWith("/cdk.tf.json"));
    expect(stacksIn(normal)).toHaveLength(count);
    expect(stacksIn(onCdktn).sort()).toEqual(stacksIn(normal).sort());
    expect(frameworkVersions(normal)).toEqual([versionOf("node_modules/cdktf")]);
    expect(frameworkVersions(onCdktn)).toEqual([versionOf(".cache/cdktn/node_modules/cdktn")]);
  });

  test("differ in the version of the framework and the format of JSON only", () => {
    expect(differences(normal, onCdktn)).toEqual([]);
  });

  test.each<[what: string, edit: (text: string) => string]>([
    ["another argument", (text) => text.replace('"retention_in_days": ', '"retention_in_days": 1')],
    ["another version of a provider", (text) => text.replace(">= 5.100.0", ">= 6.0.0")],
    ["another construct path", (text) => text.replace('"uniqueId": "', '"uniqueId": "a')],
    ["another name of a resource", (text) => text.replace('"flow_logs": {', '"flow_log": {')],
  ])("%s would be found", (_, edit) => {
    const [path = "", text = ""] = [...onCdktn].find(([each]) => /-network\/cdk\.tf\.json$/.test(each)) ?? [];
    expect(edit(text)).not.toBe(text);
    expect(differences(normal, new Map([...onCdktn, [path, edit(text)]]))).toEqual([path]);
  });

  test("a missing file would be found", () => {
    const [[first = ""] = [], ...others] = onCdktn;
    expect(differences(normal, new Map(others))).toEqual([first]);
  });
});

test("the types of the sources agree with cdktn and with the bindings of AWS 6", () => {
  const tsc = (...args: string[]): string[] =>
    execFileSync("npx", ["tsc", "-p", "dev/cdktn", ...args], { encoding: "utf8" }).split("\n");
  expect(tsc().filter((line) => line !== "")).toEqual([]);
  const read = tsc("--listFilesOnly").map(
    (file) => /\/((?:\.cache\/cdktn\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1],
  );
  expect(read).toEqual(
    expect.arrayContaining([
      ".cache/cdktn/node_modules/cdktn",
      ".cache/cdktn/node_modules/@cdktn/provider-aws",
    ]),
  );
  expect(read).not.toEqual(expect.arrayContaining(["node_modules/cdktf"]));
  expect(read).not.toEqual(expect.arrayContaining(["node_modules/@cdktf/provider-aws"]));
});
