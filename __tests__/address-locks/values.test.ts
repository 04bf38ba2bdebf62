import { formatLock } from "../../src/address-locks/address-lock";
import { readLocks } from "../../src/address-locks/lock-file";
import { emittedValues } from "../../src/address-locks/values";
import { join } from "node:path";
import { planOf } from "../support/reference-plans";
import { ENVIRONMENTS } from "../support/environments";
import { WorkingCopy } from "../support/working-copy";

const FILE = "mlapp.yaml";

/** mlapp with a node group in its file, a lock and an output. */
async function locked(group = "{ instanceTypes: [m7i.large] }"): Promise<WorkingCopy> {
  const copy = new WorkingCopy("mlapp");
  copy.edit(FILE, "  fargate: true", `  fargate: true\n  nodeGroups:\n    general: ${group}`);
  copy.addresses("--accept");
  await copy.synth();
  return copy;
}

const withGroup = (copy: WorkingCopy, group: string): void =>
  copy.edit(FILE, /general: \{.*\}/, `general: ${group}`);

test.each(ENVIRONMENTS)("%s: the lock records each node group's values that force replacement", (name) => {
  const values = emittedValues(name, planOf(name).output);
  const groups = planOf(name).stack("cluster").resources("aws_eks_node_group");
  expect(groups).not.toEqual([]);
  for (const { address, config } of groups) {
    expect(Object.fromEntries(values.get(`${name}-cluster`)?.get(address) ?? [])).toMatchObject({
      instance_types: (config["instance_types"] as string[]).join(", "),
      capacity_type: config["capacity_type"],
      ami_type: config["ami_type"],
      node_group_name: config["node_group_name"],
    });
  }
});

describe("when the instance types of a node group change", () => {
  let copy: WorkingCopy;
  let before: WorkingCopy["published"];
  let error: string;

  beforeAll(async () => {
    copy = await locked();
    before = copy.published;
    withGroup(copy, "{ instanceTypes: [m7i.xlarge] }");
    ({ error = "" } = await copy.synth());
  });

  test("synth fails, and leaves the output unchanged", () => {
    expect(before.size).toBeGreaterThan(5);
    expect(copy.published).toEqual(before);
    expect(error).toMatch(/nothing was written$/);
  });

  test("the error has file, line, both values and the effect, for each zone", () => {
    for (const zone of ["a", "b"]) {
      expect(error).toContain(
        `replaced mlapp-cluster aws_eks_node_group.general_${zone} (environments/mlapp.yaml:26:14)\n` +
          "      instance_types: got m7i.xlarge, expected m7i.large as recorded; an apply deletes the node group with all its nodes, before it creates another\n",
      );
    }
    expect(error).toContain("2 node groups replaced; choose one:\n");
  });

  test("the error has the steps that keep the pods running, and the command that accepts their end", () => {
    expect(error).toContain("1. restore the recorded values of general, add a group with the new values");
    expect(error).toContain(
      "kubectl drain --selector 'private-eks-inference/node-group in (general)' --ignore-daemonsets --delete-emptydir-data\n",
    );
    expect(error).toContain("npm run addresses -- --accept\n\nnothing was written");
  });

  test("npm run addresses reports the same, and its status is 1", () => {
    const { status, stdout } = copy.addresses();
    expect(status).toBe(1);
    expect(stdout).toContain(error.replace("\n\nnothing was written", ""));
    const [environment] = (
      JSON.parse(copy.addresses("--json").stdout) as {
        environments: { isCurrent: boolean; replaced: object[] }[];
      }
    ).environments;
    expect(environment).toMatchObject({
      isCurrent: false,
      replaced: ["a", "b"].map((zone) => ({
        address: `aws_eks_node_group.general_${zone}`,
        argument: "instance_types",
        recorded: "m7i.large",
        emitted: "m7i.xlarge",
      })),
    });
  });

  test("once accepted, with a warning, synth succeeds", async () => {
    const { status, stdout } = copy.addresses("--accept");
    expect(status).toBe(0);
    expect(stdout).toContain(
      "ACCEPTED: 2 node groups replaced. The next terraform apply of their stack ENDS all",
    );
    expect((await copy.synth()).error).toBeUndefined();
    expect(copy.addresses().status).toBe(0);
  });
});

test.each([
  [
    "the capacity type",
    "{ instanceTypes: [m7i.large], capacityType: SPOT }",
    "capacity_type: got SPOT, expected ON_DEMAND",
  ],
  [
    "the architecture",
    "{ instanceTypes: [m7g.large] }",
    "ami_type: got AL2023_ARM_64_STANDARD, expected AL2023_x86_64_STANDARD",
  ],
  [
    "a further instance type",
    "{ instanceTypes: [m7i.large, m6i.large] }",
    "instance_types: got m7i.large, m6i.large, expected m7i.large",
  ],
])("synth refuses a change of %s", async (_, group, message) => {
  const copy = await locked();
  withGroup(copy, group);
  expect((await copy.synth()).error).toContain(message);
});

test.each([
  ["the number of nodes", "{ instanceTypes: [m7i.large], minPerZone: 2, maxPerZone: 4 }"],
  ["the disk size, which replaces nodes one by one", "{ instanceTypes: [m7i.large], diskGiB: 100 }"],
])("synth accepts a change of %s", async (_, group) => {
  const copy = await locked();
  withGroup(copy, group);
  expect((await copy.synth()).error).toBeUndefined();
});

test("the way beside: a group more is accepted; the removal of the old group is refused until it is accepted", async () => {
  const copy = await locked();
  copy.edit(FILE, /( {4}general: .*)/, "$1\n    larger: { instanceTypes: [m7i.xlarge] }");
  expect((await copy.synth()).error).toBeUndefined();
  copy.addresses("--accept");
  copy.edit(FILE, / {4}general: .*\n/, "");
  expect((await copy.synth()).error).toContain("aws_eks_node_group.general_a");
  copy.addresses("--accept");
  expect((await copy.synth()).error).toBeUndefined();
});

test("another prefix of names replaces node groups, since their launch template and role have it", async () => {
  const copy = await locked();
  copy.edit(FILE, "project: mlapp", "project: mlapp\nnamePrefix: other");
  const { error } = await copy.synth();
  expect(error).toContain("launch_template.id (name): got other-general, expected mlapp-general");
  expect(error).toContain("node_role_arn (name): got other-nodes, expected mlapp-nodes");
});

test("a renamed group is refused also after a move, which keeps no node group of another name", async () => {
  const copy = await locked();
  copy.edit(FILE, "    general:", "    main:");
  const moves = ["a", "b"].flatMap((zone) => [
    "--move",
    `aws_eks_node_group.general_${zone}=aws_eks_node_group.main_${zone}`,
  ]);
  copy.addresses(...moves, "--move", "aws_launch_template.general=aws_launch_template.main");
  expect((await copy.synth()).error).toContain("node_group_name: got main-a, expected general-a");
});

test("a lock without values, as of release 0.1, refuses no change; synth and the command name the missing record", async () => {
  const copy = await locked();
  const file = join(copy.environments, FILE);
  const lock = readLocks([{ name: "mlapp", file }]).get("mlapp")?.lock;
  if (!lock) throw new Error("no lock");
  copy.write("mlapp.addresses.json", formatLock({ ...lock, values: new Map() }));
  withGroup(copy, "{ instanceTypes: [m7i.xlarge] }");
  expect((await copy.synth()).summary).toContain("no address lock records (2 of mlapp)");
  const { status, stdout } = copy.addresses();
  expect(status).toBe(1);
  expect(stdout).toContain(
    "value aws_eks_node_group.general_a: values whose change replaces it are not recorded",
  );
});
