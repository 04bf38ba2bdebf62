import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { COMMANDS, type ListedCommand } from "../../src/cli/commands";
import { PAGES } from "../../dev/docs/pages";
import { type ReportName, schemaFile } from "../../src/project/command/report-formats";
import { JSON_SCHEMAS } from "../../dev/schemas/all";
import { type Run, runOfAsync } from "../support/command-runs";
import { TODAY } from "../support/findings";
import { publishTo, workFolder } from "../support/published-output";

const ROOT = resolve(__dirname, "../..");
const work = workFolder("json-reports");
const before = join(work, "before");
const after = join(work, "after");
const programs = join(work, "programs");
const modules = join(work, "modules");

/** An AWS with the account of mlapp and one VPC, and nothing else. */
const AWS = `#!/bin/sh
case "$*" in
  *get-caller-identity*) echo '{"Account": "333344445555", "Arn": "arn:aws:sts::333344445555:assumed-role/reader/me"}' ;;
  *describe-vpcs*) echo '{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}' ;;
  *get-object*) echo "An error occurred (NoSuchKey) when calling GetObject" >&2; exit 254 ;;
  *) echo '{}' ;;
esac
`;

beforeAll(() => {
  publishTo(before, { mlapp: {}, "ml-inference-prod": {} });
  publishTo(after, { mlapp: { network: { egress: "nat-per-az" } }, "retail-forecast": {} });
  mkdirSync(programs);
  writeFileSync(join(programs, "aws"), AWS, { mode: 0o755 });
  const environments = join(work, "environments");
  mkdirSync(environments);
  for (const name of readdirSync(join(ROOT, "examples")).filter((each) => each.startsWith("mlapp.")))
    cpSync(join(ROOT, "examples", name), join(environments, name));
});

const props = {
  variables: {
    CDKTF_OUTDIR: after,
    ENVIRONMENTS_DIR: join(work, "environments"),
    PATH: `${programs}:/usr/bin:/bin`,
  },
  root: ROOT,
  folder: ROOT,
  today: TODAY,
};

const run = (command: ListedCommand, ...args: string[]): Promise<Run> =>
  runOfAsync(async (output) => command.run(args, props, output));

const NAMES = Object.keys(JSON_SCHEMAS) as ReportName[];
const MLAPP = ["--environments", "mlapp"];

/** Arguments beside `--json`, for commands that need some or whose report would be empty. */
const ARGUMENTS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  synth: [["--out", join(work, "synthesized")]],
  review: [["--before", before]],
  "show report": [[...MLAPP, "--out", join(work, "report")]],
  "show runbook": [[...MLAPP, "--out", join(work, "runbook")]],
  "show diagram": [["--before", before]],
  verify: [MLAPP],
  destroy: [MLAPP, [...MLAPP, "--leftovers"]],
  adopt: [["--vpc", "vpc-1", "--region", "us-east-1"]],
  // JSON modules need no HCL parser, which takes a second to start.
  handoff: [
    [...MLAPP, "--format", "json", "--out", modules],
    ["--check", modules],
  ],
  policy: [[...MLAPP, "--out", join(work, "policies")]],
};

const commandOf = (name: string): ListedCommand | undefined => COMMANDS.find((each) => each.name === name);

test("the reports with a schema are those of the commands with --json, and of mutate", async () => {
  const names: string[] = [];
  for (const command of COMMANDS) {
    if (/^ +--json /m.test((await run(command, "--help")).stdout)) names.push(command.name);
  }
  expect(names.length).toBeGreaterThan(10);
  expect([...NAMES].sort()).toEqual([...names, "mutate"].sort());
});

const reports = NAMES.flatMap((name) => commandOf(name) ?? []).flatMap((command) =>
  (ARGUMENTS[command.name] ?? [[]]).map((args) => ({ command, args })),
);

describe.each(reports)("$command.name $args", ({ command, args }) => {
  test("prints one object with the version of its format and the keys of its schema, and no other", async () => {
    const { stdout } = await run(command, "--json", ...args);
    const report = JSON.parse(stdout) as object;
    expect(report).toMatchObject({ formatVersion: expect.any(Number) as number });
    expect(Object.values(report).some((value) => typeof value === "object" || value === "mlapp")).toBe(true);
    expect(JSON_SCHEMAS[command.name as ReportName].safeParse(report).error?.issues ?? []).toEqual([]);
  });
});

test("a review has an entry for each environment before or after the change", async () => {
  const { stdout } = await run(commandOf("review") as ListedCommand, "--json", "--before", before);
  expect((JSON.parse(stdout) as { environments: object[] }).environments).toMatchObject([
    { environment: "ml-inference-prod" },
    { environment: "mlapp" },
    { environment: "retail-forecast" },
  ]);
});

test("a changed diagram has the state of its parts", async () => {
  const { stdout } = await run(commandOf("show diagram") as ListedCommand, "--json", "--before", before);
  expect(stdout).toContain('"state": "added"');
});

interface SchemaFile {
  readonly title: string;
  readonly type?: string;
  readonly required?: readonly string[];
  readonly anyOf?: readonly SchemaFile[];
}

describe.each(NAMES)("the schema of %s", (name) => {
  const path = schemaFile(name);
  const text = readFileSync(join(ROOT, path), "utf8");

  test("is in docs/schemas as it is in the code", () => {
    expect(PAGES.find((each) => each.path === path)?.render()).toBe(text);
  });

  test("names the command as users call it", () => {
    const called = commandOf(name) ? `npx private-eks-inference ${name} --json` : `npm run ${name} -- --json`;
    expect((JSON.parse(text) as SchemaFile).title).toBe(called);
  });

  test("requires the version of the format", () => {
    const schema = JSON.parse(text) as SchemaFile;
    for (const form of schema.anyOf ?? [schema]) {
      expect(form.type).toBe("object");
      expect(form.required).toContain("formatVersion");
    }
  });
});

test("docs/schemas has no other file", () => {
  const files = readdirSync(join(ROOT, "docs/schemas")).map((name) => `docs/schemas/${name}`);
  expect(files.sort()).toEqual(NAMES.map(schemaFile).sort());
});
