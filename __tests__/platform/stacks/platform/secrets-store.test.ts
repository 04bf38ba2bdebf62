import { CHECKS } from "../../../../src/checks/all";
import { environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { found } from "../../../support/findings";
import { planOf } from "../../../support/reference-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import "../../../support/terraform-matchers";
import { withoutInternet, platform, valuesOf } from "./platform-stack";

test("API-06 the driver and its AWS provider are installed only if a model has secrets", () => {
  const withDriver = ENVIRONMENTS.filter((name) => platform(name).find("helm_release.secrets_store_driver"));
  const withProvider = ENVIRONMENTS.filter((name) =>
    platform(name).find("helm_release.secrets_store_aws_provider"),
  );
  // The server of MLflow mounts the password of its database.
  expect(withDriver).toEqual(["ml-platform", "ml-inference-prod", "ml-inference-hardened"]);
  expect(withProvider).toEqual(withDriver);
});

test("without secrets the driver can remain for pods that still mount some, with its endpoint, and no check reports it", () => {
  const kept = planWith("retail-forecast", { keepSecretsDriver: true });
  expect(kept.stack("platform").find("helm_release.secrets_store_driver")).toBeDefined();
  expect(kept.stack("network").find("aws_vpc_endpoint.secretsmanager")).toBeDefined();
  const judged = CHECKS.filter(({ id }) => !id.startsWith("capacity-") && id !== "subnet-prefixes");
  const before = found(judged, environmentPlan(planOf("retail-forecast")));
  expect(found(judged, environmentPlan(kept))).toEqual(before);
});

test("API-06 the driver copies no values into Kubernetes Secrets", () => {
  expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
    syncSecret: { enabled: false },
  });
});

test("API-06 the driver passes the provider a token of the pod with the audience STS", () => {
  expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
    tokenRequests: [{ audience: "sts.amazonaws.com" }],
  });
});

test("API-06 running pods receive a rotated secret", () => {
  expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_driver")).toMatchObject({
    enableSecretRotation: true,
    rotationPollInterval: "10m",
  });
});

test("API-06 the provider's chart installs no second driver", () => {
  expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_aws_provider")).toMatchObject({
    "secrets-store-csi-driver": { install: false },
  });
});

test("API-06 the provider has the region", () => {
  expect(valuesOf(platform("ml-inference-prod"), "helm_release.secrets_store_aws_provider")).toMatchObject({
    awsRegion: "ap-southeast-2",
  });
});

test("API-06 the driver has no role: it uses the pod's own", () => {
  const roles = withoutInternet().resources("aws_iam_role");
  expect(roles.map(({ address }) => address)).toEqual([
    "aws_iam_role.cluster_autoscaler",
    "aws_iam_role.load_balancer_controller",
  ]);
});

describe("on GPU nodes", () => {
  const onEveryNode = { priorityClassName: "system-node-critical", tolerations: [{ operator: "Exists" }] };

  test("API-06 the driver runs on every node before other pods, and on no Fargate node", () => {
    const notFargate = { key: "eks.amazonaws.com/compute-type", operator: "NotIn", values: ["fargate"] };
    const notVirtual = { key: "type", operator: "NotIn", values: ["virtual-kubelet"] };
    expect(valuesOf(withoutInternet(), "helm_release.secrets_store_driver")).toMatchObject({
      linux: {
        ...onEveryNode,
        affinity: {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: [notVirtual, notFargate] }],
            },
          },
        },
      },
    });
  });

  test("API-06 the provider runs on every node before other pods", () => {
    expect(valuesOf(withoutInternet(), "helm_release.secrets_store_aws_provider")).toMatchObject(onEveryNode);
  });
});
