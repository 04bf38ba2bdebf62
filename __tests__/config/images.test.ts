import { CHARTS, type ChartName, type ImageRow } from "../../src/catalog/charts";
import { describeEnvironment } from "../../src/config/environment";
import {
  chartRepository,
  enabledCharts,
  modelRepository,
  ownedRepositories,
  pulledChart,
  pulledFrom,
} from "../../src/config/images";
import { environmentSchema } from "../../src/config/schema";

const REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";

function environment(change: object = {}) {
  const config = environmentSchema.parse({
    account: "111122223333",
    region: "eu-west-1",
    project: "test",
    owner: "team",
    repository: "example/test",
    cluster: { admins: ["arn:aws:iam::111122223333:role/admin"] },
    entry: { type: "nlb" },
    models: [{ name: "fraud", image: { tag: "1.0.0" } }],
    ...change,
  });
  return describeEnvironment("test", config);
}

const closed = environment();
const open = environment({ network: { egress: "single-nat" } });
const withSecrets = { models: [{ name: "fraud", image: { tag: "1.0.0" }, secrets: ["fraud/key"] }] };
const withGpus = {
  cluster: {
    admins: ["arn:aws:iam::111122223333:role/admin"],
    nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } },
  },
};

test.each<[string, object, ChartName[]]>([
  ["without secrets and GPUs", {}, []],
  [
    "whose model has secrets",
    withSecrets,
    ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"],
  ],
  ["with a GPU node group", withGpus, ["nvidia-device-plugin"]],
])("an environment %s installs the controller and the charts that it needs", (_, change, more) => {
  expect(enabledCharts(environment(change))).toEqual(["aws-load-balancer-controller", ...more]);
});

describe("IMG-01 an image", () => {
  const image = { repository: "registry.k8s.io/sig-storage/livenessprobe", tag: "v2.18.0" };

  test("is pulled from the account's registry, below the name of the environment, without internet access", () => {
    expect(pulledFrom(closed, image)).toBe(`${REGISTRY}/test/sig-storage/livenessprobe`);
  });

  test("is pulled from its public repository with internet access", () => {
    expect(pulledFrom(open, image)).toBe("registry.k8s.io/sig-storage/livenessprobe");
  });
});

describe("IMG-01 a chart", () => {
  const row = CHARTS["aws-load-balancer-controller"];

  test("is pulled from the account's registry as an OCI artifact without internet access", () => {
    expect(chartRepository(closed, row)).toBe(`oci://${REGISTRY}/test/charts`);
  });

  test("is pulled from its public repository with internet access", () => {
    expect(chartRepository(open, row)).toBe("https://aws.github.io/eks-charts");
  });
});

describe.each(Object.keys(CHARTS) as ChartName[])("IMG-01 the mirrored chart %s", (name) => {
  const row = CHARTS[name];
  const mirrored = pulledChart(closed, name);

  test("has the name and version of the catalog", () => {
    expect(mirrored).toMatchObject({
      chart: row.chart,
      version: row.version,
      repository: `oci://${REGISTRY}/test/charts`,
    });
  });

  test("has images with the tags of the catalog", () => {
    const tags = (images: object) => Object.entries(images).map(([role, { tag }]) => [role, tag]);
    expect(tags(mirrored.images)).toEqual(tags(row.images));
  });

  test("has images from the account's registry only", () => {
    const repositories = Object.values<ImageRow>(mirrored.images).map((image) => image.repository);
    expect(repositories).not.toEqual([]);
    expect(repositories.filter((repository) => !repository.startsWith(`${REGISTRY}/test/`))).toEqual([]);
  });

  test("equals the row of the catalog with internet access", () => {
    expect(pulledChart(open, name)).toEqual(row);
  });
});

describe("EKS-09 the image of a model", () => {
  const shared = "444455556666.dkr.ecr.eu-west-1.amazonaws.com/shared";
  const both = environment({
    models: [
      { name: "fraud", image: { tag: "1.0.0" } },
      { name: "churn", image: { repository: shared, tag: "1.0.0" } },
    ],
  });

  test("is in the configured repository, or in a repository of the environment", () => {
    expect(both.config.models.map((model) => modelRepository(both, model))).toEqual([
      `${REGISTRY}/test/fraud`,
      shared,
    ]);
  });

  test("has a repository of the environment only if none is configured", () => {
    expect(ownedRepositories(both).models).toEqual(["test/fraud"]);
  });
});

test("IMG-01 without internet access, the environment owns one repository for each chart and image", () => {
  const { mirrors } = ownedRepositories(environment({ ...withSecrets, ...withGpus }));
  expect(mirrors).toEqual([
    "test/charts/aws-load-balancer-controller",
    "test/eks/aws-load-balancer-controller",
    "test/charts/secrets-store-csi-driver",
    "test/csi-secrets-store/driver",
    "test/csi-secrets-store/driver-crds",
    "test/sig-storage/csi-node-driver-registrar",
    "test/sig-storage/livenessprobe",
    "test/charts/secrets-store-csi-driver-provider-aws",
    "test/aws-secrets-manager/secrets-store-csi-driver-provider-aws",
    "test/charts/nvidia-device-plugin",
    "test/nvidia/k8s-device-plugin",
  ]);
});

test("IMG-01 with internet access, nothing is mirrored", () => {
  expect(ownedRepositories(open).mirrors).toEqual([]);
});
