import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { CHECKS } from "../../../src/proof/checks/all";
import { WorkingCopy } from "../../support/working-copy";

/** A place as a message writes it, with the fix at its end: `line:column` and the path of a key or the id of a check. */
interface Advice {
  readonly at: string;
  readonly fix: string;
}

/** Keys that a platform engineer writes first, from memory of another tool. */
interface Attempt {
  readonly title: string;
  /** Keys of the top level. The others are those of `REST`. */
  readonly attempt: string;
  readonly errors?: readonly Advice[];
  /** Warnings of checks, among those that the environment has anyway. */
  readonly warnings?: readonly Advice[];
  /** The keys after every advice was followed. */
  readonly corrected: string;
}

/** Keys of the top level that an attempt does not write. */
const REST: Readonly<Record<string, string>> = {
  account: 'account: "111122223333"\n',
  region: "region: eu-west-1\n",
  project: "project: demo\n",
  owner: "owner: platform\n",
  repository: "repository: example/demo\n",
  cluster: "cluster:\n  admins: [arn:aws:iam::111122223333:role/admin]\n",
  entry: `entry:
  host: models.example.com
  certificateArn: arn:aws:acm:eu-west-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333
`,
  models: 'models:\n  - name: fraud\n    image: { tag: "1.0.0" }\n',
};

const FOLDER = join(__dirname, "first-attempts");

const ATTEMPTS = readdirSync(FOLDER).flatMap((file) =>
  (parse(readFileSync(join(FOLDER, file), "utf8")) as Attempt[]).map((attempt) => ({
    ...attempt,
    from: file.replace(".yaml", ""),
  })),
);

const keysOf = (text: string): string[] => text.match(/^\w+(?=:)/gm) ?? [];

/** The file begins with the keys of the attempt, so that lines of both are the same. */
const fileOf = (text: string): string =>
  text +
  Object.entries(REST)
    .filter(([key]) => !keysOf(text).includes(key))
    .map(([, lines]) => lines)
    .join("");

/** What synth prints: its errors, or the summary with warnings. */
async function printed(text: string): Promise<{ readonly text: string; readonly isRefused: boolean }> {
  const copy = new WorkingCopy();
  copy.write("demo.yaml", fileOf(text));
  const { summary, error } = await copy.synth();
  return { text: error ?? summary ?? "", isRefused: error !== undefined };
}

const isCheck = (id: string): boolean => CHECKS.some((check) => check.id === id);

/** Problems of keys and findings of checks of a severity, as `line:column path` with the whole message. */
function found(text: string): { severity: "error" | "warning"; at: string; message: string }[] {
  const keys = text.matchAll(/^environments\/demo\.yaml:(\d+:\d+) (\S+): (got .*)$/gm);
  const checks = text.matchAll(
    /^(error|warning) +(\S+) .*\(\S*environments\/demo\.yaml:(\d+:\d+)\).*\n +(.*)$/gm,
  );
  return [
    ...[...keys].map(([, place = "", path = "", message = ""]) => ({
      severity: "error" as const,
      at: `${place} ${path}`,
      message,
    })),
    ...[...checks].map(([, severity, id = "", place = "", message = ""]) => ({
      severity: severity === "error" ? ("error" as const) : ("warning" as const),
      at: `${place} ${id}`,
      message,
    })),
  ];
}

const advised = (all: ReturnType<typeof found>, severity: string): Advice[] =>
  all
    .filter((each) => each.severity === severity)
    .map(({ at, message }) => ({ at, fix: message.replace(/^(.*; fix: |.*?; )/, "") }));

test("there are 60 first attempts", () => {
  expect(ATTEMPTS).toHaveLength(60);
});

describe.each(ATTEMPTS)("$from: $title", ({ attempt, errors = [], warnings = [], corrected }) => {
  test("every place has the fix that works", async () => {
    const all = found((await printed(attempt)).text);
    expect(advised(all, "error")).toEqual(errors);
    expect(advised(all, "warning")).toEqual(expect.arrayContaining([...warnings]));
  });

  test("with every fix, the file is valid", async () => {
    const { text, isRefused } = await printed(corrected);
    const places = warnings.map(({ at }) => at.replace(/^\S+ /, "")).filter(isCheck);
    expect(isRefused ? text : "").toBe("");
    expect(found(text).filter(({ at }) => places.some((id) => at.endsWith(` ${id}`)))).toEqual([]);
  });

  test("the corrected file has what the fixes say", () => {
    const whole = parse(fileOf(corrected)) as unknown;
    for (const { fix } of [...errors, ...warnings]) {
      const [, key] = /^did you mean ([a-z]\w*)\?/.exec(fix) ?? [];
      if (key !== undefined && !isValue(key)) expect(valuesOf(whole, key)).not.toEqual([]);
      const [, written] = /^write (\w+: [^;]*?|\{.*\})( under \S+)?(;.*)?$/.exec(fix) ?? [];
      if (written === undefined) continue;
      const said = parse(written.startsWith("{") ? written : `{ ${written} }`) as Record<string, unknown>;
      for (const [name, value] of Object.entries(said)) expect(valuesOf(whole, name)).toContainEqual(value);
    }
  });
});

/** A suggested region or instance type. */
const isValue = (word: string): boolean => /[-.]/.test(word);

/** All values of a key in a tree. */
function valuesOf(tree: unknown, key: string): unknown[] {
  if (tree === null || typeof tree !== "object") return [];
  return Object.entries(tree).flatMap(([name, value]) => [
    ...(name === key ? [value as unknown] : []),
    ...valuesOf(value, key),
  ]);
}
