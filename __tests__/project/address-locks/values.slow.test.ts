import { formatLock } from "../../../src/project/address-locks/lock";
import { readLocks } from "../../../src/project/address-lock-file";
import { emittedValues } from "../../../src/project/address-locks/values";
import { join } from "node:path";
import { planOf } from "../../support/reference-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { WorkingCopy } from "../../support/working-copy";

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

describe.each([
  ["a namespace", "mlapp", "namespace: mlapp", "namespace: other", "kubernetes_namespace_v1.models"],
  ["a range of the VPC", "mlapp", "vpcCidr: 10.48.0.0/16", "vpcCidr: 10.50.0.0/16", "aws_vpc.main"],
  [
    "a name of the cluster",
    "retail-forecast",
    "name: mlops-retail-cluster",
    "name: other",
    "aws_eks_cluster.main",
  ],
  ["a name of the Ingress", "mlapp", "name: ml-ingress", "name: other", "kubernetes_ingress_v1.models"],
  [
    "a range of a subnet",
    "retail-forecast",
    "10.0.101.0/24, 10.0.102.0/24",
    "10.0.103.0/24, 10.0.104.0/24",
    "aws_subnet.private_a",
  ],
])("when %s changes in place", (_, name, from, to, address) => {
  let copy: WorkingCopy;
  let error: string;

  beforeAll(async () => {
    copy = new WorkingCopy(name);
    copy.addresses("--accept");
    copy.edit(`${name}.yaml`, from, to);
    ({ error = "" } = await copy.synth());
  });

  test("synth stops, with few lines and both ways out", () => {
    expect(error).toContain(` ${address}`);
    expect(error.match(/^replaced /gm)?.length).toBeLessThanOrEqual(2);
    expect(error).toContain("keep the recorded values: restore them in the YAML\n");
    expect(error).toContain(`1. copy ${name}.yaml to NEW.yaml, restore the recorded values in ${name}.yaml`);
    expect(error).toMatch(/nothing was written$/);
  });

  test("once accepted, synth succeeds", async () => {
    copy.addresses("--accept");
    copy.renewWaivers((await copy.synth()).error);
    expect((await copy.synth()).error).toBeUndefined();
  });
});

test("another range of Services stops synth, since it replaces the cluster", async () => {
  const copy = new WorkingCopy("mlapp");
  copy.edit(FILE, "cluster:\n", "cluster:\n  serviceCidr: 172.21.0.0/16\n");
  copy.addresses("--accept");
  await copy.synth();
  copy.edit(FILE, "172.21.0.0", "172.22.0.0");
  const { error } = await copy.synth();
  expect(error).toContain("aws_eks_cluster.main");
  expect(error).toContain("service_ipv4_cidr: got 172.22.0.0/16, expected 172.21.0.0/16 as recorded");
});

test("a priority that changes in place stops synth, since Kubernetes cannot change it", async () => {
  const copy = new WorkingCopy("ml-inference-prod", "ml-inference-hardened");
  copy.addresses("--accept");
  copy.edit("ml-inference-hardened.yaml", "value: 1000", "value: 2000");
  const { error } = await copy.synth();
  expect(error).toContain(
    "value: got 2000, expected 1000 as recorded; an apply deletes the priority class with the admission of new pods, before it creates another",
  );
});

test("the way beside: a copy of the environment with the new namespace is accepted, once synth has named each taken name", async () => {
  const copy = new WorkingCopy("mlapp", "ml-inference-prod");
  copy.addresses("--accept");
  await copy.synth();
  const before = copy.published;
  const text = copy.read("ml-inference-prod.yaml").replace(/^namespace: .*/m, "namespace: other");
  copy.write("next.yaml", text);
  const { error } = await copy.synth();
  expect(error).toMatch(
    /next\.yaml:\d+:\d+ namePrefix: got ml-inference, expected a name that \S*ml-inference-prod\.yaml/,
  );
  expect(error).toMatch(/next\.yaml:\d+:\d+ network\.vpcCidr: got 10\.32\.0\.0\/16/);
  copy.edit("next.yaml", "namePrefix: ml-inference", "namePrefix: next");
  copy.edit("next.yaml", "vpcCidr: 10.32.0.0/16", "vpcCidr: 10.34.0.0/16");
  expect((await copy.synth()).error).toBeUndefined();
  expect(copy.stack("next-models").find("kubernetes_namespace_v1.models")?.config["metadata"]).toMatchObject({
    name: "other",
  });
  const old = [...before].filter(([path]) => path.startsWith("stacks/ml-inference-prod-"));
  expect(old.length).toBeGreaterThan(5);
  for (const [path, text] of old) expect(copy.published.get(path)).toBe(text);
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

  test("the error has file, line, both values and the effect, once for all zones", () => {
    expect(error).toContain(
      "replaced mlapp-cluster aws_eks_node_group.general_a, aws_eks_node_group.general_b (environments/mlapp.yaml:26:14)\n" +
        "      instance_types: got m7i.xlarge, expected m7i.large as recorded; an apply deletes the node group with all its nodes, before it creates another\n",
    );
    expect(error).toContain("2 node groups replaced; choose one:\n");
  });

  test("the error has the steps that keep the pods running, and the command that accepts their end", () => {
    expect(error).toContain("1. restore the recorded values of general, add a group with the new values");
    expect(error).toContain(
      "kubectl drain --selector 'private-eks-inference/node-group in (general)' --ignore-daemonsets --delete-emptydir-data\n",
    );
    expect(error).toContain("npx private-eks-inference lock addresses --accept\n\nnothing was written");
  });

  test("npx private-eks-inference lock addresses reports the same, and its status is 1", () => {
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
  copy.renewWaivers((await copy.synth()).error);
  expect((await copy.synth()).error).toBeUndefined();
  copy.addresses("--accept");
  copy.edit(FILE, / {4}general: .*\n/, "");
  expect((await copy.synth()).error).toContain("aws_eks_node_group.general_a");
  copy.addresses("--accept");
  copy.renewWaivers((await copy.synth()).error);
  expect((await copy.synth()).error).toBeUndefined();
});

test("another prefix of names is reported once, with the number of objects that it replaces", async () => {
  const copy = await locked();
  copy.edit(FILE, "project: mlapp", "project: mlapp\nnamePrefix: other");
  const { error = "" } = await copy.synth();
  expect(error.match(/^replaced .*/gm)).toEqual([
    expect.stringMatching(/^replaced mlapp-cluster aws_eks_cluster\.main /),
  ]);
  expect(error).toContain("role_arn (name): got other-cluster, expected mlapp-cluster as recorded;");
  expect(error).toContain("the same change replaces 16 objects more\n");
});

test("a move of a renamed group is refused, since a node group of another name keeps no nodes", async () => {
  const copy = await locked();
  copy.edit(FILE, "    general:", "    main:");
  const before = copy.read("mlapp.addresses.json");
  const { status, stderr } = copy.addresses(
    "--move",
    "aws_eks_node_group.general_a=aws_eks_node_group.main_a",
  );
  expect(status).toBe(1);
  expect(stderr).toContain(
    "got node_group_name main-a, expected general-a: with another value, Terraform replaces the object with or without a move",
  );
  expect(copy.read("mlapp.addresses.json")).toBe(before);
});

test("a move that is written by hand into the lock is refused by synth where it replaces the object", async () => {
  const copy = await locked();
  copy.edit(FILE, "    general:", "    main:");
  const moves = ["aws_eks_node_group.general_a=aws_eks_node_group.main_a"].map((each) => each.split("="));
  const lines = moves.map(([from, to]) => `{ "stack": "mlapp-cluster", "from": "${from}", "to": "${to}" }`);
  copy.edit("mlapp.addresses.json", '"moves": []', `"moves": [${lines.join(", ")}]`);
  expect((await copy.synth()).error).toContain("node_group_name: got main-a, expected general-a");
});

test("a lock without values, as of release 0.1, refuses no change; synth and the command name the missing record", async () => {
  const copy = await locked();
  const file = join(copy.environments, FILE);
  const lock = readLocks([{ name: "mlapp", file }]).get("mlapp")?.lock;
  if (!lock) throw new Error("no lock");
  copy.write("mlapp.addresses.json", formatLock({ ...lock, values: new Map() }));
  withGroup(copy, "{ instanceTypes: [m7i.xlarge] }");
  expect((await copy.synth()).summary).toMatch(/no address lock records \(\d+ of mlapp\)/);
  const { status, stdout } = copy.addresses();
  expect(status).toBe(1);
  expect(stdout).toContain(
    "value aws_s3_bucket.state_bucket, aws_vpc.main, aws_iam_role.flow_logs and 31 more: names, or values whose change replaces an object",
  );
});
