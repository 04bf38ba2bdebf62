import { ENVIRONMENTS } from "../../support/environments";
import "../../support/terraform-matchers";
import { withoutInternet, platform, valuesOf } from "./platform-stack";

test("API-06 the driver and its AWS provider are installed only if a model has secrets", () => {
  const withDriver = ENVIRONMENTS.filter((name) => platform(name).find("helm_release.secrets_store_driver"));
  const withProvider = ENVIRONMENTS.filter((name) =>
    platform(name).find("helm_release.secrets_store_aws_provider"),
  );
  expect(withDriver).toEqual(["ml-inference-prod"]);
  expect(withProvider).toEqual(withDriver);
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
  expect(roles.map(({ address }) => address)).toEqual(["aws_iam_role.load_balancer_controller"]);
});

describe("on GPU nodes", () => {
  const toleration = { key: "nvidia.com/gpu", operator: "Exists", effect: "NoSchedule" };

  test("API-06 the driver tolerates the taint of GPU nodes, and no taint of Fargate", () => {
    expect(valuesOf(withoutInternet(), "helm_release.secrets_store_driver")).toMatchObject({
      linux: { tolerations: [toleration] },
    });
  });

  test("API-06 the provider tolerates the taint of GPU nodes, and no taint of Fargate", () => {
    expect(valuesOf(withoutInternet(), "helm_release.secrets_store_aws_provider")).toMatchObject({
      tolerations: [toleration],
    });
  });
});
