import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Json, type JsonObject } from "../../../src/terraform/stack-json";
import { readStacks } from "../../../src/terraform/output";
import { ACCEPTED_DEFAULTS } from "../../../dev/mutate/accepted/defaults";
import { ACCEPTED_REFUSED } from "../../../dev/mutate/accepted/refused";
import { PLANNED, REFUSED, SAME, VALIDATED, accepts } from "../../../dev/mutate/accepted/row";
import { type TriedChange, changesOf } from "../../../dev/mutate/changes";
import { coveringSet } from "../../../dev/mutate/covering";
import { aloneOf, differences } from "./harness/changed-blocks";
import { type Finished, run as runProgram } from "./harness/processes";
import { currentRun, measured } from "./harness/run";
import { isolated } from "./harness/variables";

const run = currentRun();
const folder = join(run.folder, "accepted-changes");
const stacks = readStacks(run.synthesized);

/** Rows that Terraform confirms, with the word for what it must do. */
const ROWS = [...ACCEPTED_DEFAULTS, ...ACCEPTED_REFUSED].filter(
  ({ confirmedBy, reason }) =>
    (confirmedBy === VALIDATED || confirmedBy === PLANNED) && (reason === SAME || reason === REFUSED),
);
const rowOf = (change: TriedChange) => ROWS.find((row) => accepts(row, change));

/** Each accepted change of the covering set once, beside the block as it is emitted. */
const TRIED = coveringSet(
  [...new Set(stacks.map(({ environment }) => environment))].flatMap((environment) =>
    changesOf(
      environment,
      stacks.filter((stack) => stack.environment === environment),
    ),
  ),
).flatMap((change, index) => {
  const row = rowOf(change);
  const { edited } = row ? change.place() : {};
  const emitted = stacks.find(
    ({ environment, layer }) => environment === change.environment && layer === change.layer,
  );
  const changed = edited?.find(change.address)?.config;
  const before = emitted?.stack.find(change.address)?.config;
  if (!row || !changed || !before) return [];
  const places = { changed: `${change.type}.changed_${index}`, emitted: `${change.type}.emitted_${index}` };
  return [
    {
      title: `${change.address}: ${change.change}`,
      row,
      ...places,
      blocks: [
        [places.changed, aloneOf(changed)],
        [places.emitted, aloneOf(before)],
      ] as const,
    },
  ];
});

type Blocks = ReadonlyMap<string, JsonObject>;

const ALL: Blocks = new Map(TRIED.flatMap(({ blocks }) => blocks));

function write(blocks: Blocks): void {
  const resource: Record<string, Record<string, JsonObject>> = {};
  for (const [address, block] of blocks) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: block };
  }
  const provider = { region: "us-east-1", access_key: "a", secret_key: "a" };
  const offline = ["skip_credentials_validation", "skip_requesting_account_id", "skip_region_validation"];
  const root = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: "= 5.100.0" } } },
    provider: { aws: { ...provider, ...Object.fromEntries(offline.map((key) => [key, true])) } },
    resource,
  };
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify(root));
}

function terraform(name: string, ...args: string[]): Promise<Finished> {
  const command = {
    program: "terraform",
    args: [name, ...args],
    cwd: folder,
    env: isolated(process.env, run.folder),
  };
  return measured(run, { test: "accepted-changes", stack: "accepted changes", name }, () =>
    runProgram(command, [0, 1]),
  );
}

/** Addresses of the blocks with an error in the output of a program. */
const failedIn = (stdout: string): ReadonlySet<string> =>
  new Set(
    stdout
      .split("\n")
      .filter((line) => line.includes('"error"'))
      .flatMap((line) => line.match(/aws_\w+\.(?:changed|emitted)_\d+/g) ?? []),
  );

const without = (blocks: Blocks, failed: ReadonlySet<string>): Blocks =>
  new Map([...blocks].filter(([address]) => !failed.has(address)));

const refused = new Set<string>();
const planned = new Map<string, Json>();

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  write(ALL);
  await terraform("init", "-input=false", `-plugin-dir=${run.pluginDir}`);
  const { stdout } = await terraform("validate", "-json");
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] };
  for (const address of failedIn(diagnostics.map((each) => JSON.stringify(each)).join("\n")))
    refused.add(address);
  // Errors of a plan end it, so that it is repeated without the blocks that have one.
  for (let last = -1; last !== refused.size;) {
    last = refused.size;
    write(without(ALL, refused));
    for (const address of failedIn((await terraform("plan", "-refresh=false", "-json", "-out=plan")).stdout))
      refused.add(address);
  }
  const shown = JSON.parse((await terraform("show", "-json", "plan")).stdout) as {
    resource_changes: { address: string; change: { after: Json; after_unknown: Json } }[];
  };
  for (const { address, change } of shown.resource_changes)
    planned.set(address, { after: change.after, unknown: change.after_unknown });
});

test("each row that Terraform confirms has a change, and there are changes of both kinds", () => {
  const untried = ROWS.filter((row) => !TRIED.some((each) => each.row === row));
  expect(untried.map(({ address, change }) => `${address.source} ${change.source}`)).toEqual([]);
  expect(TRIED.filter(({ row }) => row.reason === SAME).length).toBeGreaterThan(10);
  expect(TRIED.filter(({ row }) => row.reason === REFUSED).length).toBeGreaterThan(30);
});

test("Terraform plans each block as it is emitted", () => {
  expect(TRIED.filter(({ emitted }) => !planned.has(emitted)).map(({ title }) => title)).toEqual([]);
});

test("Terraform refuses each change that is accepted as refused", () => {
  const wrong = TRIED.filter(({ row, changed }) => row.reason === REFUSED && !refused.has(changed));
  expect(wrong.map(({ title }) => title)).toEqual([]);
});

test("Terraform plans the same for each change that is accepted as a default", () => {
  const wrong = TRIED.filter(({ row }) => row.reason === SAME).map(({ title, changed, emitted }) => ({
    title,
    places: differences(planned.get(changed), planned.get(emitted)),
  }));
  expect(wrong.filter(({ places }) => places.length > 0)).toEqual([]);
});
