import { vpcCniConfiguration } from "../../../src/parts/vpc-cni/component";

const envOf = (podAddresses: "prefixes" | "single") =>
  vpcCniConfiguration({ owner: "a" }, podAddresses)["env"] as Record<string, unknown>;

test.each(["prefixes", "single"] as const)(
  "EKS-06 every setting of the CNI is text, as its schema requires: %s",
  (podAddresses) => {
    const { env, ...others } = vpcCniConfiguration({ owner: "a" }, podAddresses) as {
      env: Record<string, unknown>;
    };
    const settings = [...Object.values(env), ...Object.values(others)];
    expect(settings.length).toBeGreaterThan(3);
    expect(settings.filter((value) => typeof value !== "string")).toEqual([]);
  },
);

test("with single addresses, the CNI delegates no prefix and keeps addresses in reserve, no whole interface", () => {
  expect(envOf("single")).toMatchObject({
    ENABLE_PREFIX_DELEGATION: "false",
    WARM_IP_TARGET: "2",
  });
  expect(envOf("single")).not.toHaveProperty("WARM_PREFIX_TARGET");
});

test("with subnets of pods, nodes find theirs by the label of their zone", () => {
  const pods = { region: "eu-west-1", subnetIds: { "eu-west-1a": "subnet-a", "eu-west-1b": "subnet-b" } };
  expect(vpcCniConfiguration({ owner: "a" }, "prefixes", pods)).toMatchObject({
    env: {
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
      ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
    },
    eniConfig: {
      create: true,
      region: "eu-west-1",
      subnets: { "eu-west-1a": { id: "subnet-a" }, "eu-west-1b": { id: "subnet-b" } },
    },
  });
});
