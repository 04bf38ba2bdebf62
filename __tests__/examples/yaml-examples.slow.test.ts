import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { UserError } from "../../src/base/errors";
import { synth } from "../../src/synth/synth";
import { type Block, ROOT, blocksOf } from "../support/documents";
import { TODAY } from "../support/findings";

const ENVIRONMENTS = join(ROOT, "examples");

/** A fragment begins with the file that it is a part of: `# in examples/NAME.yaml`. */
const FRAGMENT = /^# in examples\/([a-z0-9-]+)\.yaml$/m;
/** A whole file may begin with its name: `# environments/NAME.yaml`. */
const NAMED = /^# environments\/([a-z0-9-]+)\.yaml$/m;

/** Their YAML belongs to files beside it; `own-terraform.test.ts` and `components-page.test.ts` synthesize both. */
const WITH_OWN_FILES = ["docs/guide/own-terraform.md:", "docs/guide/components.md:"];

const blocks = blocksOf("yaml", "yml").filter(
  ({ at, text }) =>
    !isKubernetesObject(text) && parse(text) !== null && !WITH_OWN_FILES.some((page) => at.startsWith(page)),
);
const fragments = blocks.filter(({ text }) => FRAGMENT.test(text));
const files = blocks.filter(({ text }) => isFile(text));

const cases = (some: readonly Block[]) => some.map(({ at, text }): [string, string] => [at, text]);

test("documents have files and fragments of environments", () => {
  expect(files.length).toBeGreaterThan(1);
  expect(fragments.length).toBeGreaterThan(15);
});

test("each example is a whole file, or names the file that it is a part of", () => {
  const others = blocks.filter((block) => !files.includes(block) && !fragments.includes(block));
  expect(others.map(({ at, text }) => `${at}\n${text}`)).toEqual([]);
});

/** Whole files by the name of their environment: one that is named nowhere gets the number of its place. */
const NAMED_FILES = files.map(({ text }, index) => ({
  name: NAMED.exec(text)?.[1] ?? `my-environment-${index}`,
  text,
}));

test("the whole files synthesize beside each other and the reference environments", async () => {
  expect(new Set(NAMED_FILES.map(({ name }) => name)).size).toBe(files.length);
  const texts = Object.fromEntries(NAMED_FILES.map(({ name, text }) => [name, text]));
  await expect(refusalOf(texts, readdirSync(ENVIRONMENTS))).resolves.toBeUndefined();
});

test.each(cases(fragments))("the fragment at %s synthesizes in the file that it names", async (_, text) => {
  const name = FRAGMENT.exec(text)?.[1] as string;
  const fragment = parse(text) as Mapping;
  // A waiver accepts one finding as it is, which other keys change. Its findings are warnings, which pass here.
  const { waivers, ...keys } = written(name);
  const base = "waivers" in fragment ? { ...keys, waivers } : keys;
  const whole = stringify(withFragment(base, fragment));
  await expect(refusalOf({ [name]: whole }, [])).resolves.toBeUndefined();
});

test("an error in an example is noticed", async () => {
  const wrong = withFragment(written("mlapp"), { cluster: { nodeGroups: { general: { diskGiB: 1 } } } });
  await expect(refusalOf({ mlapp: stringify(wrong) }, [])).resolves.toContain(
    "cluster.nodeGroups.general.diskGiB",
  );
});

/** The errors of a synth of files beside copies of others, undefined if there are none. */
async function refusalOf(
  texts: Readonly<Record<string, string>>,
  copied: readonly string[],
): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  const environmentsDir = join(folder, "environments");
  try {
    mkdirSync(environmentsDir);
    // Files that environments name are in folders.
    const folders = readdirSync(ENVIRONMENTS, { withFileTypes: true }).filter((each) => each.isDirectory());
    for (const file of new Set([...copied, ...folders.map(({ name }) => name)]))
      cpSync(join(ENVIRONMENTS, file), join(environmentsDir, file), { recursive: true });
    for (const [name, text] of Object.entries(texts))
      writeFileSync(join(environmentsDir, `${name}.yaml`), text);
    await synth({ environmentsDir, outdir: join(folder, "out"), underCdktfCli: false, today: TODAY });
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message.replaceAll(`${environmentsDir}/`, "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

type Mapping = Record<string, unknown>;

/** The keys of a reference environment with those that it inherits. */
function written(name: string): Mapping {
  const { extends: base, ...own } = parse(
    readFileSync(join(ENVIRONMENTS, `${name}.yaml`), "utf8"),
  ) as Mapping;
  return typeof base === "string" ? withKeys(written(base), own) : own;
}

/** Merges an extending file as `docs/reference/configuration.md` describes `extends`. */
const withKeys = (base: Mapping, own: Mapping): Mapping => merged(base, own, (_, list) => list);

/**
 * Adds a fragment to a file as a reader does. An entry of a list with the name of an existing one is that one, whose
 * other keys the fragment leaves out; another entry is added. A list of entries without names replaces the other.
 */
const withFragment = (base: Mapping, fragment: Mapping): Mapping => merged(base, fragment, withEntries);

function merged(base: Mapping, own: Mapping, lists: (base: unknown[], own: unknown[]) => unknown[]): Mapping {
  const result = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(own)) {
    const old = result.get(key);
    if (value === null) result.delete(key);
    else if (Array.isArray(old) && Array.isArray(value)) result.set(key, lists(old, value));
    else if (isMapping(old) && isMapping(value) && [undefined, old["type"]].includes(value["type"] as string))
      result.set(key, merged(old, value, lists));
    else result.set(key, value);
  }
  return Object.fromEntries(result);
}

function withEntries(base: unknown[], own: unknown[]): unknown[] {
  // Other entries have no name by which a reader finds them, such as rules.
  if (![...base, ...own].every((each) => isMapping(each) && ("name" in each || "check" in each))) return own;
  const [old, entries] = [base as Mapping[], own as Mapping[]];
  const isSame = (a: Mapping, b: Mapping): boolean =>
    a["name"] === b["name"] && a["check"] === b["check"] && a["address"] === b["address"];
  return [
    ...old.map((each) => {
      const found = entries.find((entry) => isSame(entry, each));
      return found ? withFragment(each, found) : each;
    }),
    ...entries.filter((entry) => !old.some((each) => isSame(entry, each))),
  ];
}

const isMapping = (value: unknown): value is Mapping =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function isFile(text: string): boolean {
  const keys = parse(text) as Mapping;
  return "extends" in keys || "account" in keys;
}

function isKubernetesObject(text: string): boolean {
  const keys = parse(text) as Mapping | null;
  return keys !== null && "apiVersion" in keys && "kind" in keys;
}
