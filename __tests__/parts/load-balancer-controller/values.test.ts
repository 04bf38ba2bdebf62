import { controllerValues } from "../../../src/parts/load-balancer-controller/values";

const REFERENCES = {
  clusterName: "models",
  region: "eu-west-1",
  vpcId: "vpc-0123",
  tags: { project: "test" },
  image: () => ({ repository: "example.com/controller", tag: "v3.5.0" }),
  roleArn: () => "arn:aws:iam::111122223333:role/controller",
  output: () => "",
};
const fewest = controllerValues(REFERENCES, false);

test("LBC-01 Shield and WAF are off by default, as booleans", () => {
  expect(fewest).toMatchObject({ enableShield: false, enableWaf: false, enableWafv2: false });
});

test("LBC-01 the pods of the controller meet the restricted Pod Security Standard", () => {
  expect(fewest).toMatchObject({
    podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
    securityContext: { capabilities: { drop: ["ALL"] } },
  });
});

test("LBC-01 the controller has no webhook for Services, which would fail closed for all of them", () => {
  expect(fewest).toMatchObject({ enableServiceMutatorWebhook: false });
});

test("LBC-01 cluster, region and VPC are set, since pods cannot read instance metadata", () => {
  expect(fewest).toMatchObject({ clusterName: "models", region: "eu-west-1", vpcId: "vpc-0123" });
});

test("LBC-01 one of two controllers survives a drain or the loss of a zone", () => {
  expect(fewest).toMatchObject({
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
    ],
  });
});

test("LBC-01 the topology spread selects a label that the chart sets on its pods", () => {
  // From the helper `selectorLabels` in the chart's _helpers.tpl, without a name override.
  const podLabels = {
    "app.kubernetes.io/name": "aws-load-balancer-controller",
    "app.kubernetes.io/instance": "aws-load-balancer-controller",
  };
  expect(fewest).not.toHaveProperty("nameOverride");
  const constraints = fewest["topologySpreadConstraints"] as { labelSelector: Record<string, object> }[];
  expect(constraints).toHaveLength(1);
  for (const { labelSelector } of constraints) {
    expect(Object.keys(labelSelector)).toEqual(["matchLabels"]);
    expect(labelSelector["matchLabels"]).not.toEqual({});
    expect(podLabels).toMatchObject(labelSelector["matchLabels"] ?? {});
  }
});

test("LBC-01 targets are pod IPs", () => {
  expect(fewest).toMatchObject({ defaultTargetType: "ip" });
});

test("LBC-01 listeners use TLS 1.2 or 1.3", () => {
  expect(fewest).toMatchObject({ defaultSSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06" });
});

test("LBC-01 an upgrade keeps the webhook's certificate", () => {
  expect(fewest).toMatchObject({ keepTLSSecret: true });
});

test("LBC-01 Gateway API is off", () => {
  expect(fewest).toMatchObject({
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  });
});

test("LBC-01 the controller has no network of its node", () => {
  expect(fewest).not.toHaveProperty("hostNetwork");
});
