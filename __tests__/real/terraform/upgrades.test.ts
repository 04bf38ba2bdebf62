import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { recordBeforeRename, writeBeforeRename } from "../../support/renames";
import { lockFileOf } from "../../../src/project/address-lock-file";
import { chain } from "./harness/chain";
import { expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makeStateBucket } from "./harness/prerequisites";
import { run } from "./harness/processes";
import { Sandbox, forgetValues } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { ROOT } from "./harness/synth";

const ENVIRONMENT = "retail-forecast";

// A resource that others depend on, one that rules name as their peer, and one without references.
const RENAMES = [
  { from: "aws_subnet.app_a", to: "aws_subnet.private_a" },
  { from: "aws_security_group.workers", to: "aws_security_group.nodes" },
  { from: "aws_route.default", to: "aws_route.public_internet" },
];
const MOVES = RENAMES.map((rename) => ({ stack: `${ENVIRONMENT}-network`, ...rename }));

const step = chain();
let sandbox: Sandbox;
let network: Stack;
let environments: string;
let outdir: string;

beforeAll(async () => {
  sandbox = await Sandbox.create("upgrades", ENVIRONMENT);
  environments = join(sandbox.folder, "environments");
  await makeStateBucket(sandbox);
  await sandbox.synth();
  network = sandbox.stack("network");
  outdir = resolve(network.folder, "../..");
});

/** Restores the lock from before the constructs were renamed. */
function takeBackLock(): void {
  const lock = lockFileOf(`${ENVIRONMENT}.yaml`);
  cpSync(join(ROOT, "examples", lock), join(environments, lock));
  forgetValues(join(environments, lock));
  recordBeforeRename(environments, ENVIRONMENT, MOVES);
}

async function addresses(...args: string[]): Promise<void> {
  await run({
    program: process.execPath,
    args: [join(ROOT, "bin/private-eks-inference.js"), "lock", "addresses", ...args],
    cwd: ROOT,
    env: { ...sandbox.variables, ENVIRONMENT, ENVIRONMENTS_DIR: environments, CDKTF_OUTDIR: outdir },
  });
}

step("a network is applied in its state before the rename of three constructs", async () => {
  writeBeforeRename(outdir, MOVES);
  const inStack = network.json.resources().map(({ address }) => address);
  expect(inStack).toEqual(expect.arrayContaining(RENAMES.map(({ from }) => from)));
  network.useLocalApi();
  await network.init();
  await network.apply(await network.plan("plan"));
  takeBackLock();
});

step("a synth after the rename fails, and names each lost address", async () => {
  const refused = sandbox.synth();
  for (const { from, to } of RENAMES) await expect(refused).rejects.toThrow(`--move ${from}=${to}`);
});

step("with the loss accepted, a plan destroys and creates the renamed resources", async () => {
  await addresses("--accept");
  await sandbox.synth();
  network.useLocalApi();
  const changes = plannedChanges(await network.show(await network.plan("plan: loss accepted")));
  expect(changes).toEqual(
    expect.arrayContaining(RENAMES.flatMap(({ from, to }) => [`delete ${from}`, `create ${to}`])),
  );
  takeBackLock();
});

step(
  "with moves, a plan moves the resources in the state, and nothing is added, changed or destroyed",
  async () => {
    await addresses(...RENAMES.flatMap(({ from, to }) => ["--move", `${from}=${to}`]));
    await sandbox.synth();
    network.useLocalApi();
    const plan = await network.plan("plan: moves written");
    const shown = await network.show(plan);
    expect(plannedChanges(shown)).toEqual(RENAMES.map(({ to }) => `move ${to}`).sort());
    const moved = shown.resource_changes?.filter(({ previous_address: from }) => from !== undefined);
    expect(moved?.map(({ previous_address: from, address: to }) => ({ from, to }))).toEqual(
      expect.arrayContaining(RENAMES),
    );
    await network.apply(plan);
    await expectNothingToDo(network);
  },
);
