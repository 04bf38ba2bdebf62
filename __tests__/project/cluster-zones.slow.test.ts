import { asArray, asObject } from "../../src/terraform/stack-json";
import { WorkingCopy } from "../support/working-copy";

const ZONES = "zones: [a, b, c]";

/** mlapp with zones in its file, and a lock. */
async function locked(zones = "zones: [a, b]"): Promise<WorkingCopy> {
  const copy = new WorkingCopy("mlapp");
  copy.edit("mlapp.yaml", "network:\n", `network:\n  ${zones}\n`);
  copy.addresses("--accept");
  await copy.synth();
  return copy;
}

const clusterSubnets = (copy: WorkingCopy): readonly unknown[] => {
  const { config } = copy.stack("mlapp-cluster").find("aws_eks_cluster.main") ?? {};
  return asArray(asObject(config?.["vpc_config"])["subnet_ids"]);
};

const addressesOf = (copy: WorkingCopy, layer: string): string[] =>
  copy
    .stack(`mlapp-${layer}`)
    .resources()
    .map(({ address }) => address);

describe("when a zone is added to a network with a cluster", () => {
  let copy: WorkingCopy;
  let summary: string;

  beforeAll(async () => {
    copy = await locked();
    copy.edit("mlapp.yaml", "zones: [a, b]", ZONES);
    copy.renewWaivers((await copy.synth()).error);
    ({ summary = "" } = await copy.synth());
  });

  test("the cluster keeps the subnets of the zones that it was created in, and the summary says so", () => {
    expect(clusterSubnets(copy)).toHaveLength(2);
    expect(summary).toContain(
      "kept mlapp: the control plane stays in zones a, b, since EKS cannot change them; nodes and endpoints are also in c\n",
    );
  });

  test("the Fargate profile, which another subnet would replace, keeps its subnets", () => {
    const profile = copy.stack("mlapp-cluster").find("aws_eks_fargate_profile.fargate");
    expect(asArray(profile?.config["subnet_ids"])).toHaveLength(2);
  });

  test("the new zone has a subnet, nodes and endpoints", () => {
    expect(addressesOf(copy, "network")).toContain("aws_subnet.private_c");
    expect(addressesOf(copy, "cluster")).toContain("aws_eks_node_group.general_c");
    const endpoint = copy.stack("mlapp-network").find("aws_vpc_endpoint.sts");
    expect(asArray(endpoint?.config["subnet_ids"])).toHaveLength(3);
  });

  test("--accept keeps the recorded zones, and a later synth keeps the subnets", async () => {
    copy.addresses("--accept");
    expect((await copy.synth()).summary).toContain("stays in zones a, b");
    expect(clusterSubnets(copy)).toHaveLength(2);
    expect(copy.addresses().status).toBe(0);
  });
});

test("a new environment has its cluster in all zones", async () => {
  const copy = new WorkingCopy("mlapp");
  copy.edit("mlapp.yaml", "network:\n", `network:\n  ${ZONES}\n`);
  copy.renewWaivers((await copy.synth()).error);
  await copy.synth();
  expect(clusterSubnets(copy)).toHaveLength(3);
});

test("a zone of the cluster that the network no longer has is refused, with the ways out", async () => {
  const copy = await locked(ZONES);
  copy.edit("mlapp.yaml", ZONES, "zones: [a, b]");
  const { error } = await copy.synth();
  expect(error).toContain(
    "vpc_config.subnet_ids (zones): got a, b, expected a, b, c as recorded; EKS refuses the update",
  );
  expect(error).toContain("keep the recorded values: restore them in the YAML\n");
  expect(error).toContain("by an environment beside this one");
});

test("cluster.zones that differ from the record are refused", async () => {
  const copy = await locked(ZONES);
  copy.edit("mlapp.yaml", "cluster:\n", "cluster:\n  zones: [a, b]\n");
  expect((await copy.synth()).error).toContain("(zones): got a, b, expected a, b, c as recorded");
});
