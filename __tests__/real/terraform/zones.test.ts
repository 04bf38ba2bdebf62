import { rmSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { type TerraformError, problemOf } from "./harness/diagnostics";
import { resourcesOfProject } from "./harness/leftovers";
import { makeHostedZone, makeStateBucket } from "./harness/prerequisites";
import { explanationOf } from "./harness/guide";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

const step = chain();
let sandbox: Sandbox;
let network: Stack;
let cluster: Stack;

beforeAll(async () => {
  sandbox = await Sandbox.create("zones", "mlapp");
  // Nothing is applied yet, so no address has to remain.
  rmSync(join(sandbox.folder, "environments", "mlapp.addresses.json"));
  await makeStateBucket(sandbox);
  sandbox.hostedZoneId = await makeHostedZone(sandbox, "mlapp.com");
  await useZones(["a", "e"]);
  await network.init();
});

async function useZones(letters: readonly string[]): Promise<void> {
  sandbox.edit((yaml) => yaml.setIn(["network", "zones"], letters));
  await sandbox.synth();
  network = sandbox.stack("network");
  network.useLocalApi();
}

async function useCluster(): Promise<void> {
  cluster = sandbox.stack("cluster");
  cluster.useLocalApi();
  await cluster.init();
}

const refused = (name: string): Promise<TerraformError[]> => network.refusedPlan(`refused plan: ${name}`);

step(
  "the plan fails for a letter that is a zone without EKS, and lists the zones of the account",
  async () => {
    const zones = (await sandbox.aws(
      "ec2",
      "describe-availability-zones",
      ...["--zone-names", "us-east-1e", "--query", "AvailabilityZones[].ZoneId"],
    )) as string[];
    expect(zones).toEqual(["use1-az3"]);

    const errors = await refused("zone without EKS");
    expect(errors.map(problemOf)).toEqual([
      expect.stringMatching(
        /^us-east-1e is the zone use1-az3 in this account.*; replace e in network\.zones by the letter of another zone/,
      ),
    ]);
    expect(explanationOf(errors.map(({ detail }) => detail).join())).toMatch(/network\.zones/);

    const command = /\n\n {4}aws (.+)$/.exec(errors[0]?.detail ?? "")?.[1] ?? "";
    const words = command.replaceAll("'", "").replace(" --output text", "").split(" ");
    expect(await sandbox.aws(...words)).toContainEqual(["us-east-1a", "use1-az6"]);
  },
);

/** A zone that is newer than the program, as a user accepts it: with the id that synth prints. */
async function useNewZone(letters: readonly string[], letter: string): Promise<void> {
  const refusal = await useZones(letters).then(
    () => "",
    (error: unknown) => String(error),
  );
  const [, finding = ""] = /zones-known .* finding: (\w+)/.exec(refusal) ?? [];
  const waived = ["private", "public"].map((tier) => ({
    check: "zones-known",
    address: `aws_subnet.${tier}_${letter}`,
    finding,
    reason: "the account has a zone that is newer than this version of the program",
    until: "2027-05-31",
  }));
  sandbox.edit((yaml) => {
    const { waivers } = yaml.toJS() as { waivers: object[] };
    yaml.setIn(["waivers"], [...waivers, ...waived]);
  });
  await useZones(letters);
  sandbox.edit((yaml) => {
    const { waivers } = yaml.toJS() as { waivers: { check: string }[] };
    yaml.setIn(
      ["waivers"],
      waivers.filter(({ check }) => check !== "zones-known"),
    );
  });
}

step("the plan fails for a letter that the account does not have, and the guide explains it", async () => {
  await useNewZone(["a", "f", "z"], "z");
  const errors = await refused("unknown letter");
  expect(errors.map(({ address }) => address)).toEqual(["data.aws_availability_zone.z"]);
  expect(errors.map(({ summary }) => explanationOf(summary))).toEqual([
    expect.stringMatching(/network\.zones/),
  ]);
});

step(
  "a cluster that is planned before its network is applied is refused, and the guide explains it",
  async () => {
    await useCluster();
    const errors = await cluster.refusedPlan("refused plan: cluster without a network");
    expect(errors.map(({ summary }) => summary)).toEqual(["Unable to find remote state"]);
    expect(errors.map(({ address }) => address)).toEqual(["data.terraform_remote_state.network"]);
    expect(explanationOf(errors.map(({ summary }) => summary).join())).toMatch(/apply the layer/);
  },
);

step("a refused plan creates nothing", async () => {
  expect(await resourcesOfProject(sandbox)).toEqual([]);
});

step("the plan succeeds for zones with EKS, and the listing above finds what it creates", async () => {
  await useZones(["a", "b"]);
  expect(await network.plan("plan: zones with EKS")).toMatchObject({ isEmpty: false });
  await network.apply(await network.plan("plan: VPC only", "-target=aws_vpc.main"), "apply: VPC only");
  expect(await resourcesOfProject(sandbox)).toEqual([expect.stringMatching(/:vpc\//)]);
});

step(
  "a cluster that reads outputs which its network does not have yet is refused with the layer to apply",
  async () => {
    await useCluster();
    const errors = await cluster.refusedPlan("refused plan: cluster on an incomplete network");
    expect(errors.map(problemOf)).toEqual([
      "mlapp-network lacks outputs that this layer reads: apply mlapp-network first.",
    ]);
    expect(explanationOf(errors.map(({ detail }) => detail).join())).toMatch(/apply the layer/);
  },
);

step("an item that a list does not have yet is refused the same way, without an invalid index", async () => {
  const groups = ["alb", "control_plane", "endpoints", "nodes"].map((group) => `security_group.${group}`);
  const read = ["subnet.private_a", "subnet.private_b", ...groups];
  const targets = read.map((address) => `-target=aws_${address}`);
  await network.apply(await network.plan("plan: two zones", ...targets), "apply: two zones");
  expect(await cluster.plan("plan: cluster in two zones")).toMatchObject({ isEmpty: false });
  await useZones(["a", "b", "c"]);
  await useCluster();
  const errors = await cluster.refusedPlan("refused plan: cluster in a new zone");
  expect(errors.map(problemOf)).toEqual([
    "mlapp-network lacks outputs that this layer reads: apply mlapp-network first.",
  ]);
});
