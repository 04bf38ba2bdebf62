import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Document } from "yaml";
import { type Review } from "../../../src/review/stages/review";
import { runReview } from "../../../src/review/command";
import { chain } from "./harness/chain";
import { bringUp } from "./harness/life";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";
import { removeWaivers } from "./harness/waivers";
import { resynthesize } from "../../../src/synth/resynthesize";
import { trialSynth } from "../../../src/synth/trial-synth";

const ENVIRONMENT = "retail-forecast-option-b";
const step = chain();
let sandbox: Sandbox;
let network: Stack;
let applied: string;
let yaml: string;

beforeAll(async () => {
  sandbox = await Sandbox.create("review", ENVIRONMENT);
  sandbox.edit((file) => file.setIn(["entry", "demoEnabled"], true));
  await makePrerequisites(sandbox);
  // the test is about Terraform's actions, and a lock would reject lost addresses
  rmSync(join(sandbox.folder, "environments", `${ENVIRONMENT}.addresses.json`), { force: true });
  await sandbox.synth();
  await makeStateBucket(sandbox);
  yaml = readFileSync(fileOfEnvironment(), "utf8");
  applied = join(sandbox.folder, "applied");
  cpSync(sandbox.outdir, applied, { recursive: true });
});

const fileOfEnvironment = (): string => join(sandbox.folder, "environments", `${ENVIRONMENT}.yaml`);

step("the network is applied without changes", async () => {
  network = sandbox.stack("network");
  await bringUp(network);
});

/** Changes of the environment's file, and the actions that each must cause, so that no comparison is empty. */
const CHANGES: readonly (readonly [
  change: string,
  actions: readonly string[],
  edit: (document: Document) => void,
])[] = [
  [
    "another port of a model",
    ["add", "destroy"],
    (file) =>
      file.setIn(
        ["models"],
        [
          {
            name: "retail-forecast-api",
            image: { tag: "1.0.0" },
            port: 9090,
            paths: ["/predict", "/health"],
          },
        ],
      ),
  ],
  [
    "a longer retention of flow logs",
    ["change"],
    (file) => file.setIn(["network", "flowLogs", "retentionDays"], 90),
  ],
  [
    "another log group for flow logs",
    ["replace"],
    (file) => file.setIn(["network", "flowLogs", "logGroupName"], "another"),
  ],
  ["another VPC name", ["change"], (file) => file.setIn(["network", "vpcName"], "another")],
  [
    "another range for the API",
    ["add", "destroy"],
    (file) => {
      file.setIn(["cluster", "apiAccess"], { cidrs: ["10.21.0.0/24"] });
      moveWaiver(file, "operators-reach-api", ["10_20_0_0", "10_21_0_0"]);
    },
  ],
  [
    "an internal load balancer",
    ["replace"],
    (file) => {
      file.setIn(["entry", "scheme"], "internal");
      removeWaivers(file, "public-subnet-addresses");
    },
  ],
  ["another owner", ["change"], (file) => file.setIn(["owner"], "another-team")],
  ["NAT", ["add"], (file) => file.setIn(["network", "egress"], "single-nat")],
  ["another name prefix", ["replace"], (file) => file.setIn(["namePrefix"], "another")],
];

for (const [change, actions, edit] of CHANGES) {
  step(`${change}: the review predicts the plan of Terraform`, async () => {
    writeFileSync(fileOfEnvironment(), yaml);
    sandbox.edit(edit);
    await sandbox.synth();
    network.useLocalApi();
    const { review, file } = await planned(change);
    const [stack] = review.plans.filter(({ planned: counts }) => counts !== undefined);
    expect(stack?.differences).toEqual([]);
    expect(actions.filter((action) => (stack?.planned as Record<string, number>)[action] === 0)).toEqual([]);
    rmSync(file);
  });
}

/** Plans the changed stack, and reviews the change with this plan. */
async function planned(name: string): Promise<{ review: Review; file: string }> {
  const file = join(sandbox.folder, "plan.json");
  const shown = await network.show(await network.plan(`plan: ${name}`));
  writeFileSync(file, JSON.stringify(shown));
  let [out, err] = ["", ""];
  const status = runReview(
    ["--before", applied, "--in", sandbox.outdir, "--plan", file, "--environments", ENVIRONMENT, "--json"],
    {
      resynthesize,
      trialSynth,
      root: sandbox.folder,
      today: new Date().toISOString().slice(0, 10),
      variables: {},
    },
    { out: (text) => (out += text), err: (text) => (err += text) },
  );
  expect([status, err]).toEqual([0, ""]);
  const [review] = (JSON.parse(out) as { environments: [Review] }).environments;
  return { review, file };
}

/** Adapts the waiver of a check to another rule. */
function moveWaiver(file: Document, check: string, [from, to]: readonly [string, string]): void {
  const waivers = (file.toJS() as { waivers: { check: string; address: string }[] }).waivers;
  const index = waivers.findIndex((waiver) => waiver.check === check);
  file.setIn(["waivers", index, "address"], waivers[index]?.address.replace(from, to));
}
