import { CHARTS } from "../../../src/catalog/charts";
import { controllerValues } from "../../../src/constructs/load-balancer-controller/controller-values";
import { crdUpgradeCommand } from "../../../src/constructs/load-balancer-controller/crd-upgrade";

const fewest = controllerValues({
  clusterName: "models",
  region: "eu-west-1",
  vpcId: "vpc-0123",
  image: { repository: "example.com/controller", tag: "v3.5.0" },
  serviceAccountName: "controller",
  tags: { project: "test" },
});

test("LBC-01 with the fewest settings the controller asks for no Shield and no WAF, by real booleans", () => {
  expect(fewest).toMatchObject({ enableShield: false, enableWaf: false, enableWafv2: false });
});

test("LBC-01 with the fewest settings the controller leaves Services to others", () => {
  expect(fewest).toMatchObject({ enableServiceMutatorWebhook: false });
});

test("LBC-01 the controller is told where it is, since pods cannot ask the instance", () => {
  expect(fewest).toMatchObject({ clusterName: "models", region: "eu-west-1", vpcId: "vpc-0123" });
});

test("LBC-01 one of two controllers survives a drain and the loss of a zone", () => {
  expect(fewest).toMatchObject({
    replicaCount: 2,
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "ScheduleAnyway" },
    ],
  });
});

test("LBC-01 the controllers are spread by a label that the chart gives their pods", () => {
  // Of the helper `selectorLabels` in the chart's _helpers.tpl, where nothing renames the chart.
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

test("LBC-01 the controller makes targets of pods, and TLS 1.2 and 1.3 listeners", () => {
  expect(fewest).toMatchObject({
    defaultTargetType: "ip",
    defaultSSLPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  });
});

test("LBC-01 an upgrade keeps the webhook's certificate, and Gateway API stays off", () => {
  expect(fewest).toMatchObject({
    keepTLSSecret: true,
    controllerConfig: { featureGates: { ALBGatewayAPI: false, NLBGatewayAPI: false } },
  });
});

test("LBC-01 the security contexts of the chart stay as they are", () => {
  expect(fewest).not.toHaveProperty("securityContext");
  expect(fewest).not.toHaveProperty("podSecurityContext");
  expect(fewest).not.toHaveProperty("hostNetwork");
});

test("LBC-01 CRDs are upgraded from the chart's public repository", () => {
  expect(crdUpgradeCommand(CHARTS["aws-load-balancer-controller"])).toBe(
    "helm show crds aws-load-balancer-controller --repo https://aws.github.io/eks-charts --version 3.5.0" +
      " | kubectl apply --server-side --force-conflicts -f -",
  );
});

test("LBC-01 CRDs are upgraded from an own registry, whose charts have no index", () => {
  const mirrored = {
    ...CHARTS["aws-load-balancer-controller"],
    repository: "oci://registry.example.com/charts",
  };
  expect(crdUpgradeCommand(mirrored)).toContain(
    "helm show crds oci://registry.example.com/charts/aws-load-balancer-controller --version 3.5.0 |",
  );
});
