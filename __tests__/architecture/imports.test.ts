import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** Both sides of the wall read these. */
const LANGUAGE = ["shared", "platform/facts"];
const MODEL = [...LANGUAGE, "output", "proof/terraform-json", "proof/facts", "proof/model"];
const PROOF = [...MODEL, "proof/scanners", "proof/checks", "proof/cost"];
const CONSTRUCTS = [...LANGUAGE, "platform/names", "platform/stack-outputs"];
const PARTS = [...CONSTRUCTS, "platform/environment", "platform/parts"];
const SHARED_TOOLS = ["address-locks", "apply-order", "command", "cost", "deployment", "diagram"]
  .concat("html", "image-lock", "modules", "not-proved", "origins", "provider-locks", "schemas")
  .map((name) => `tools/shared/${name}`);

/** Every command can import these. */
const COMMAND = [...PROOF, "platform/names", "platform/environment", "platform/parts", ...SHARED_TOOLS];

/** Commands with a folder in tools, besides synth and review. */
const COMMANDS = ["addresses", "adopt", "check", "cost", "deploy", "deployer-policy", "diagram", "explain"]
  .concat("handoff", "images", "mutate", "providers-lock", "report", "runbook", "teardown", "verify")
  .concat("versions", "workflow");

/**
 * Folders that each folder of `src` can import, besides itself and packages. Any other import is an error. Inside of
 * `platform`, the role of a file decides: see `folderOf`.
 */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  output: ["shared"],
  "platform/facts": ["shared"],
  "platform/names": ["shared"],
  "platform/environment": [...LANGUAGE, "platform/names"],
  "platform/stack-outputs": [...LANGUAGE, "platform/names"],
  "platform/parts": [...LANGUAGE, "platform/names", "platform/environment"],
  "platform/constructs": CONSTRUCTS,
  "platform/parts-install": [...PARTS, "platform/constructs"],
  "platform/stacks": [...PARTS, "platform/constructs", "platform/parts-install"],
  // The side that proves the emitted JSON reads nothing of platform but its facts.
  "proof/terraform-json": [...LANGUAGE, "output"],
  // Facts that prove the parts and what is emitted: nothing that emits reads them.
  "proof/facts": ["shared", "proof/terraform-json"],
  "proof/model": MODEL,
  "proof/scanners": MODEL,
  "proof/checks": [...MODEL, "proof/scanners"],
  "proof/cost": MODEL,
  "tools/shared/address-locks": [...MODEL, "platform/environment"],
  "tools/shared/provider-locks": MODEL,
  "tools/shared/image-lock": [...MODEL, "platform/environment"],
  "tools/shared/apply-order": [...MODEL, "proof/checks"],
  "tools/shared/cost": [...MODEL, "proof/cost", "tools/shared/command"],
  "tools/shared/diagram": MODEL,
  "tools/shared/html": ["tools/shared/diagram"],
  "tools/shared/modules": [...MODEL, "tools/shared/command"],
  "tools/shared/not-proved": [...MODEL, "proof/checks", "tools/shared/modules"],
  "tools/shared/origins": PROOF,
  "tools/shared/schemas": ["shared", "tools/shared/command", "tools/shared/image-lock"],
  "tools/shared/command": [...MODEL, "tools/shared/address-locks", "tools/shared/provider-locks"],
  "tools/shared/deployment": [
    ...MODEL,
    "tools/shared/apply-order",
    "tools/shared/image-lock",
    "tools/shared/provider-locks",
    "tools/shared/command",
    "tools/review",
  ],
  "tools/synth": [
    ...COMMAND,
    "platform/constructs",
    "platform/parts-install",
    "platform/stacks",
    "tools/check",
  ],
  // It synthesizes before it writes, and declares of an existing network what the stacks need.
  "tools/init": [...COMMAND, "platform/stacks", "tools/synth"],
  // The steps of a deployment are those that a review shows.
  "tools/review": COMMAND.filter((name) => name !== "tools/shared/deployment"),
  // It shows what another version changes by a review.
  "tools/upgrade": [...COMMAND, "tools/review"],
  ...Object.fromEntries(COMMANDS.map((name) => [`tools/${name}`, COMMAND])),
  // Attacks by own files meet the reader that synth has for them.
  "tools/mutate": [...COMMAND, "tools/synth"],
  // The stacks in an App of a user: it does in its synth what the command does.
  library: [
    ...PROOF,
    "platform/stacks",
    "tools/shared/command",
    "tools/shared/provider-locks",
    "tools/synth",
  ],
  // The table of commands; it loads each when it is called.
  cli: [
    "shared",
    "tools/shared/command",
    "tools/shared/deployment",
    "tools/init",
    "tools/synth",
    "tools/review",
    "tools/upgrade",
    ...COMMANDS.filter((name) => name !== "mutate").map((name) => `tools/${name}`),
  ],
};

/** The folder of maintainers' scripts, beside src. They import all folders of src, and none of them imports a script. */
const SCRIPTS = "dev";

/**
 * Files that declare what is emitted, and the folders that import them. Checks, model, cost and review read facts of
 * their own instead, so that no declaration proves itself.
 */
const isDeclaration = (file: string): boolean =>
  file === "src/environment/facts/endpoints.ts" ||
  file.startsWith("src/environment/facts/") ||
  (/^platform\/parts/.test(folderOf(file) ?? "") && file !== "src/parts/environment-schema.ts");
const READ_DECLARATIONS = /^(scripts|platform\/.*|tools\/(?!shared\/|review$|handoff$).*)$/;

/** A main file passes a synth or its steps to a command, which uses them before the output is committed. */
const passesSynth = ({ from, to }: Import): boolean =>
  /^scripts\/[^/]+\/main\.ts$/.test(from) &&
  ["synth", "app", "inputs"].some((name) => to === `src/synth/${name}.ts`);

/**
 * Packages of the framework. Few folders import them, so that a migration to its successor stays mechanical.
 */
const FRAMEWORK = /^(cdktf|constructs|@cdktf\/provider-)/;
const FRAMEWORK_FOLDERS = ["platform/constructs", "platform/stacks", "platform/parts-install", "library"];
/** The file that builds all stacks of a synth. */
const BUILDS_STACKS = "src/synth/app.ts";

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["main.ts", ...sourceFiles("src"), ...sourceFiles(SCRIPTS)];
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

/**
 * Folder of a file, by its role. In platform, layers have stacks, with entry and outputs, beside their constructs. A part has its declaration, the
 * resources that it installs, and the facts, the model, checks and costs that prove it.
 */
function folderOf(file: string): string | undefined {
  if (file.startsWith(`${SCRIPTS}/`)) return SCRIPTS;
  if (/^src\/parts\/(.*\/)?(([\w-]+-)?installs?\.ts|resources\/.*)$/.test(file))
    return "platform/parts-install";
  if (/^src\/platform\/([\w-]+\/[\w-]+-(stack|entry|outputs)\.ts|stacks\/.*)$/.test(file))
    return "platform/stacks";
  if (/^src\/platform\/(network|cluster|models|state|entry|constructs)\//.test(file))
    return "platform/constructs";
  const ofPart = /^src\/parts\/[^/]+\/(facts|model|checks|cost)(\/|\.ts$)/.exec(file);
  if (ofPart) return `proof/${ofPart[1]}`;
  return /^src\/(shared|output|(platform|proof)\/[^/]+|tools\/(shared\/)?[^/]+|cli|library)\//.exec(
    file,
  )?.[1];
}

const arrowsOf = (folder: string): readonly string[] | undefined =>
  folder === SCRIPTS ? Object.keys(ARROWS) : ARROWS[folder];
const isOwn = (file: string): boolean => files.includes(file);

test("every file of src and all its imports are read", () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.filter(({ to }) => isOwn(to)).length).toBeGreaterThan(100);
});

test("every folder of src has import rules, and the scripts are one folder", () => {
  const folders = new Set(files.flatMap((file) => folderOf(file) ?? []));
  expect([...folders].sort()).toEqual([...Object.keys(ARROWS), SCRIPTS].sort());
});

test("the rules of folders permit no circle", () => {
  const done = new Set<string>();
  const visit = (folder: string, path: readonly string[]): string[][] => {
    if (path.includes(folder)) return [[...path.slice(path.indexOf(folder)), folder]];
    if (done.has(folder)) return [];
    const circles = (ARROWS[folder] ?? [])
      .filter((next) => next !== folder)
      .flatMap((next) => visit(next, [...path, folder]));
    done.add(folder);
    return circles;
  };
  expect(Object.keys(ARROWS).flatMap((folder) => visit(folder, []))).toEqual([]);
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
  const reading = imports.filter(({ to }) => isDeclaration(to));
  expect(reading.length).toBeGreaterThan(10);
  const wrong = reading.filter(({ from }) => !READ_DECLARATIONS.test(folderOf(from) ?? SCRIPTS));
  expect(wrong).toEqual([]);
});

test("checks of one subject import none of another: shared code is in the folders of models", () => {
  const subjectOf = (file: string): string | undefined =>
    /^src\/(?:proof\/checks\/([^/]+)|platform\/parts\/([^/]+)\/checks)\//.exec(file)?.slice(1).join("");
  const between = imports.filter(({ from, to }) => subjectOf(from) && subjectOf(to));
  expect(between.length).toBeGreaterThan(100);
  expect(between.filter(({ from, to }) => subjectOf(from) !== subjectOf(to))).toEqual([]);
});

test("in a part, the files that prove it import no declaration and no resources, and these import no proof", () => {
  const isOf = (role: RegExp) => (file: string) =>
    /^src\/parts\/[^/]+\//.test(file) && role.test(folderOf(file) ?? "");
  const proves = isOf(/^proof\//);
  const emits = isOf(/^platform\//);
  const roles = new Set(files.filter(proves).map(folderOf));
  expect([...roles].sort()).toEqual(["proof/checks", "proof/cost", "proof/facts", "proof/model"]);
  expect(files.filter(proves).length).toBeGreaterThan(50);
  expect(files.filter(emits).length).toBeGreaterThan(50);
  const across = imports.filter(({ from, to }) => (proves(from) && emits(to)) || (emits(from) && proves(to)));
  expect(across).toEqual([]);
});

test("facts of parts reach the shared facts through the generated registries alone", () => {
  const shared = imports.filter(({ from }) => /^src\/evidence\//.test(from));
  const reading = shared.filter(({ to }) => to.startsWith("src/parts/"));
  expect(reading.length).toBeGreaterThan(50);
  expect(reading.filter(({ from }) => !from.endsWith("-of-parts.ts"))).toEqual([]);
});

test("the evaluator that proves a hand-over imports only what both sides share: the grammar of blocks and the split of templates", () => {
  const evaluator = imports.filter(
    ({ from, to }) => /^src\/terraform\/expansion\//.test(from) && isOwn(to),
  );
  expect(evaluator.length).toBeGreaterThan(50);
  const shared = [
    /^src\/terraform\/(expansion\/|grammar\/|stack-json\.ts$)/,
    /^src\/environment\/(terraform\/terraform-templates|values\/own|messages\/counted)\.ts$/,
  ];
  expect(evaluator.filter(({ to }) => !shared.some((known) => known.test(to)))).toEqual([]);
});

test("the writers of a module of maps import nothing of the evaluator that proves it", () => {
  const writers = imports.filter(({ from }) =>
    /^src\/(tools\/handoff\/(folding|values|hcl)|shared\/terraform\/hcl)\//.test(from),
  );
  expect(writers.length).toBeGreaterThan(50);
  expect(writers.filter(({ to }) => to.includes("/expansion/"))).toEqual([]);
});

test("only layers, constructs and installations of parts import the framework", () => {
  const known = imports.filter(({ to }) => FRAMEWORK.test(to));
  expect(known).not.toEqual([]);
  const wrong = known.filter(({ from }) => {
    const folder = folderOf(from);
    return folder !== undefined && from !== BUILDS_STACKS && !FRAMEWORK_FOLDERS.includes(folder);
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
