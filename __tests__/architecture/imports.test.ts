import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");

/** The rooms of src, lowest first. A room imports rooms below it only. */
const ROOMS = ["base", "facts", "terraform", "environment", "platform", "evidence", "infrastructure", "cost"]
  .concat("checks", "parts", "project", "synth", "library", "review", "deploy", "reports", "handoff")
  .concat("cli");

/** Facts, model, checks and cost of a part rank with the room of that role. */
const ROLES = {
  facts: "evidence",
  model: "infrastructure",
  checks: "checks",
  cost: "cost",
} as const;

/** Rooms that emit, and rooms that judge. Neither imports the other, inside a part too, so that no declaration proves itself. */
const EMITS = ["environment", "platform", "parts"];
const JUDGES = ["evidence", "infrastructure", "cost", "checks"];

/** Packages of the framework. Few folders import them, so that a migration to its successor stays mechanical. */
const FRAMEWORK = /^(cdktf|constructs|@cdktf\/provider-)/;
/** The room platform, installations of parts, the stacks in a user's App, and the files that build all stacks of a synth. */
const READS_FRAMEWORK =
  /^src\/(platform\/|library\/|synth\/(run\/)?(app|environment-stacks)\.ts|parts\/([\w-]+\/(.*\/)?)?(([\w-]+-)?installs?\.ts|resources\/))/;

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ["main.ts", ...sourceFiles("src"), ...sourceFiles("dev")];
const known = new Set(files);
const imports = files.flatMap(importsOf);
const own = imports.filter(({ from, to }) => from.startsWith("src/") && known.has(to));

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sourceFiles(path);
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

const stepsOf = (file: string): string[] => file.split("/").slice(1);
const roomOf = (file: string): string => stepsOf(file)[0] ?? "";
/** The room with which a file ranks. */
function rankOf(file: string): string {
  const [room = "", , inside = ""] = stepsOf(file);
  const role = room === "parts" ? inside.replace(/\.ts$/, "") : "";
  return role in ROLES ? ROLES[role as keyof typeof ROLES] : room;
}
/** Each part is a unit of its own. */
const unitOf = (file: string): string =>
  stepsOf(file)
    .slice(0, roomOf(file) === "parts" ? 2 : 1)
    .join("/");
const written = ({ from, to }: Import): string => `${from} -> ${to}`;

test("every file of src and all its imports are read", () => {
  expect(files.length).toBeGreaterThan(2000);
  expect(own.length).toBeGreaterThan(5000);
});

test("every folder of src is a room", () => {
  expect([...new Set(files.filter((file) => file.startsWith("src/")).map(roomOf))].sort()).toEqual(
    [...ROOMS].sort(),
  );
});

test("a room imports rooms below it only", () => {
  const above = own.filter(
    ({ from, to }) => unitOf(from) !== unitOf(to) && ROOMS.indexOf(rankOf(to)) > ROOMS.indexOf(rankOf(from)),
  );
  expect(above.map(written)).toEqual([]);
  expect(own.filter(({ to }) => !to.startsWith("src/"))).toEqual([]);
});

test("rooms that emit import nothing that judges, and the reverse, inside a part too", () => {
  const is = (rooms: readonly string[]) => (file: string) => rooms.includes(rankOf(file));
  const [emits, judges] = [is(EMITS), is(JUDGES)];
  const inParts = files.filter((file) => file.startsWith("src/parts/"));
  expect([...new Set(inParts.filter(judges).map(rankOf))].sort()).toEqual([...JUDGES].sort());
  expect(inParts.filter(judges).length).toBeGreaterThan(100);
  expect(inParts.filter(emits).length).toBeGreaterThan(100);
  const across = own.filter(({ from, to }) => (judges(from) && emits(to)) || (emits(from) && judges(to)));
  expect(across.map(written)).toEqual([]);
});

test("the rooms project, review and handoff import no declaration of a part", () => {
  const isDeclaration = (file: string): boolean =>
    (rankOf(file) === "parts" && file !== "src/parts/environment-schema.ts") ||
    rankOf(file) === "platform" ||
    /^src\/environment\/(facts\/)?(endpoints\.ts$|server-metrics)/.test(file);
  const reading = own.filter(({ to }) => isDeclaration(to));
  expect(reading.length).toBeGreaterThan(100);
  const wrong = reading.filter(({ from }) => ["project", "review", "handoff"].includes(rankOf(from)));
  expect(wrong.map(written)).toEqual([]);
});

test("checks of one subject import none of another: shared code is in the folders of models", () => {
  const subjectOf = (file: string): string | undefined =>
    /^src\/(?:checks\/(?!generated\/|scanners\/|runner\/)([^/]+)|parts\/([^/]+)\/checks)\//
      .exec(file)
      ?.slice(1)
      .join("");
  const between = own.filter(({ from, to }) => subjectOf(from) && subjectOf(to));
  expect(between.length).toBeGreaterThan(100);
  expect(between.filter(({ from, to }) => subjectOf(from) !== subjectOf(to))).toEqual([]);
});

test("facts, models and checks of parts reach other rooms that judge through the generated registries alone", () => {
  const reading = own.filter(
    ({ from, to }) =>
      /^src\/(evidence|infrastructure\/generated|checks\/generated)\//.test(from) &&
      to.startsWith("src/parts/"),
  );
  expect(reading.length).toBeGreaterThan(50);
  expect(reading.filter(({ from }) => !from.includes("/generated/"))).toEqual([]);
});

/** The evaluator of modules, with what it shows. Both sides share the syntax of the language. */
const EVALUATOR = /^src\/terraform\/((expansion|language\/(?!syntax\/))|(expand|mistake|moves)\.ts$)/;

test("the evaluator that proves a hand-over imports only what both sides share: the grammar of blocks, the syntax of expressions and the split of templates", () => {
  const evaluator = own.filter(({ from }) => EVALUATOR.test(from));
  expect(evaluator.length).toBeGreaterThan(50);
  const shared = [
    EVALUATOR,
    /^src\/terraform\/(language\/syntax\/\w[\w-]*|grammar|stack-json|terraform-templates)\.ts$/,
    /^src\/base\/((values|messages)\/)?(own|counted)\.ts$/,
  ];
  expect(evaluator.filter(({ to }) => !shared.some((each) => each.test(to))).map(written)).toEqual([]);
});

test("the writers of a module of maps import nothing of the evaluator that proves it", () => {
  const writers = own.filter(({ from }) =>
    /^src\/(handoff\/(folding|values|hcl)\/|terraform\/(hcl\/)?(block-headers|parser)\.ts$)/.test(from),
  );
  expect(writers.length).toBeGreaterThan(50);
  const values = /^src\/terraform\/(at-defaults|possible-plans|stack-instances)\.ts$/;
  expect(writers.filter(({ to }) => EVALUATOR.test(to) || values.test(to)).map(written)).toEqual([]);
});

test("only layers, constructs and installations of parts import the framework", () => {
  const framework = imports.filter(({ from, to }) => from.startsWith("src/") && FRAMEWORK.test(to));
  expect(framework.length).toBeGreaterThan(50);
  expect(framework.filter(({ from }) => !READS_FRAMEWORK.test(from)).map(written)).toEqual([]);
});

test("no imports form a cycle", () => {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports.filter(({ to }) => known.has(to))) {
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

/** Rooms that know the contract of parts and no single part. */
const KERNEL = ["environment", "platform", "evidence", "infrastructure", "cost", "checks"];

const isGenerated = (file: string): boolean => /^\/\/ Generated/.test(readFileSync(join(ROOT, file), "utf8"));

test("rooms below the parts read what parts register, and import no single part", () => {
  const reading = own.filter(({ from, to }) => KERNEL.includes(roomOf(from)) && roomOf(to) === "parts");
  expect(reading.length).toBeGreaterThan(50);
  expect(reading.filter(({ from }) => !isGenerated(from)).map(written)).toEqual([]);
});

test("the subfolders of a room and of a part are private", () => {
  const isFace = (file: string): boolean => stepsOf(file).length <= (roomOf(file) === "parts" ? 3 : 2);
  const past = own.filter(
    ({ from, to }) =>
      unitOf(from) !== unitOf(to) && !isFace(to) && !(isGenerated(from) && roomOf(to) === "parts"),
  );
  expect(past.map(written)).toEqual([]);
});
