import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/**
 * Folders that each folder of `src` can import, besides itself and packages. Any other import is an error.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  catalog: ["core"],
  "stack-outputs": ["core", "catalog"],
  config: ["core", "catalog"],
  components: ["core", "catalog", "config"],
  "components-install": ["core", "stack-outputs", "config", "components", "constructs"],
  constructs: ["core", "catalog", "stack-outputs"],
  stacks: ["core", "catalog", "stack-outputs", "config", "components", "components-install", "constructs"],
  output: ["core"],
  "terraform-json": ["core", "catalog", "output"],
  // Facts that prove the components and what is emitted: nothing that emits reads them, and they read no catalog.
  knowledge: ["core", "terraform-json"],
  analysis: ["core", "catalog", "knowledge", "terraform-json"],
  scanners: ["core", "terraform-json", "analysis"],
  checks: ["core", "catalog", "knowledge", "terraform-json", "analysis", "scanners"],
  handoff: [
    "core",
    "catalog",
    "knowledge",
    "config",
    "components",
    "output",
    "terraform-json",
    "scanners",
    "image-lock",
    "diagram",
  ],
  cost: ["core", "catalog", "terraform-json", "analysis"],
  diagram: ["core", "terraform-json", "analysis"],
  permissions: ["core", "catalog", "terraform-json", "analysis"],
  "address-locks": ["core", "catalog", "config", "output", "terraform-json"],
  "provider-locks": ["catalog", "core", "terraform-json"],
  "image-lock": ["core", "catalog", "config", "knowledge", "terraform-json", "analysis"],
  "apply-order": ["core", "terraform-json", "analysis", "checks"],
  deploy: [
    "core",
    "catalog",
    "knowledge",
    "provider-locks",
    "image-lock",
    "terraform-json",
    "analysis",
    "apply-order",
    "review",
  ],
  adopt: ["core", "catalog", "terraform-json", "deploy"],
  verify: ["core", "catalog", "knowledge", "terraform-json", "analysis", "deploy"],
  review: [
    "core",
    "catalog",
    "config",
    "terraform-json",
    "analysis",
    "checks",
    "cost",
    "address-locks",
    "apply-order",
  ],
  commands: [
    "core",
    "catalog",
    "knowledge",
    "config",
    "components",
    "output",
    "terraform-json",
    "analysis",
    "checks",
    "scanners",
    "cost",
    "address-locks",
    "apply-order",
    "provider-locks",
    "image-lock",
    "handoff",
    "deploy",
    "review",
    "diagram",
    "verify",
    "adopt",
    "permissions",
    "commands",
  ],
};

/** The folder of maintainers' tools, beside src. They import all folders of src, and none of them imports a tool. */
const TOOLS = "tools";

/**
 * Files that declare what is emitted, and the folders that import them. Checks, analysis, cost and review read knowledge
 * instead, so that no declaration proves itself.
 */
const DECLARATIONS =
  /^src\/(catalog\/endpoints\.ts|components\/(?!environment-schema\.ts$|.*\/observe\.ts$))/;
const READ_DECLARATIONS = [
  "components",
  "components-install",
  "config",
  "constructs",
  "stacks",
  "stack-outputs",
  "adopt",
  "commands",
  TOOLS,
];

/** The main file of a command passes a synth or its steps to the command, which uses them before the output is committed. */
const passesSynth = ({ from, to }: Import): boolean =>
  /^(src\/commands|tools)\/[^/]+\/main\.ts$/.test(from) &&
  ["src/synth.ts", "src/app.ts", "src/inputs.ts"].includes(to);

/**
 * Packages of the framework. Few folders import them, so that a migration to its successor stays mechanical.
 */
const FRAMEWORK = /^(cdktf|constructs|@cdktf\/provider-)/;
const FRAMEWORK_FOLDERS = ["constructs", "stacks", "components-install"];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["main.ts", ...sourceFiles("src"), ...sourceFiles(TOOLS)];
const imports = files.flatMap(importsOf);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourceFiles(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(ROOT, from), "utf8");
  return ts.preProcessFile(text).importedFiles.map(({ fileName }) => ({
    from,
    to: fileName.startsWith(".") ? resolved(from, fileName) : fileName,
  }));
}

function resolved(from: string, specifier: string): string {
  const path = resolve(ROOT, dirname(from), specifier);
  const file = [`${path}.ts`, path].find((candidate) => existsSync(candidate)) ?? path;
  return relative(ROOT, file);
}

/** Folder of a file. Files that install resources of parts have rules of their own. */
function folderOf(file: string): string | undefined {
  if (file.startsWith(`${TOOLS}/`)) return TOOLS;
  if (/^src\/components\/([\w-]+\/)?([\w-]+-)?installs?\.ts$/.test(file)) return "components-install";
  return /^src\/([^/]+)\//.exec(file)?.[1];
}

const arrowsOf = (folder: string): readonly string[] | undefined =>
  folder === TOOLS ? Object.keys(ARROWS) : ARROWS[folder];
const isOwn = (file: string): boolean => files.includes(file);

test("every file of src and all its imports are read", () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.filter(({ to }) => isOwn(to)).length).toBeGreaterThan(100);
});

test("every folder of src has import rules, and the tools are one folder", () => {
  const folders = new Set(files.flatMap((file) => folderOf(file) ?? []));
  expect([...folders].sort()).toEqual([...Object.keys(ARROWS), TOOLS].sort());
});

test("imports go one way", () => {
  const wrong = imports.filter((each) => {
    const { from, to } = each;
    const source = folderOf(from);
    const target = folderOf(to);
    if (passesSynth(each)) return false;
    if (source === undefined || !isOwn(to) || source === target) return false;
    return target === undefined || !arrowsOf(source)?.includes(target);
  });
  expect(wrong).toEqual([]);
});

test("only folders that emit, and commands, import the declarations of what is emitted", () => {
  const reading = imports.filter(({ to }) => DECLARATIONS.test(to));
  expect(reading.length).toBeGreaterThan(10);
  const wrong = reading.filter(({ from }) => !READ_DECLARATIONS.includes(folderOf(from) ?? "stacks"));
  expect(wrong).toEqual([]);
});

test("checks of one subject import none of another: shared code is in src/analysis", () => {
  const subjectOf = (file: string): string | undefined => /^src\/checks\/([^/]+)\//.exec(file)?.[1];
  const between = imports.filter(({ from, to }) => subjectOf(from) && subjectOf(to));
  expect(between.length).toBeGreaterThan(100);
  expect(between.filter(({ from, to }) => subjectOf(from) !== subjectOf(to))).toEqual([]);
});

test("only constructs and stacks import the framework", () => {
  const known = imports.filter(({ to }) => FRAMEWORK.test(to));
  expect(known).not.toEqual([]);
  const wrong = known.filter(({ from }) => {
    const folder = folderOf(from);
    return folder !== undefined && !FRAMEWORK_FOLDERS.includes(folder);
  });
  expect(wrong).toEqual([]);
});

test("no imports form a cycle", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports.filter(({ to }) => isOwn(to))) {
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[][] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) {
      cycles.push([...path.slice(path.indexOf(file)), file]);
      return;
    }
    if (done.has(file)) return;
    (next.get(file) ?? []).forEach((target) => visit(target, [...path, file]));
    done.add(file);
  };
  files.forEach((file) => visit(file, []));
  expect(cycles).toEqual([]);
});

test("no folder has a barrel file", () => {
  expect(files.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
});
