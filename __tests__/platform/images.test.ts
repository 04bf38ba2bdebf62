import { composeEnvironment } from "../../src/platform/compose";
import { COMPONENTS } from "../../src/parts/generated/registry";
import { environmentSchema } from "../../src/parts/environment-schema";
import { argoCdIn } from "../support/argo-cd";
import { chartParts } from "../support/chart-parts";
import {
  chartRepository,
  chartsIn,
  modelRepository,
  ownedRepositories,
  pulledChart,
  pulledFrom,
} from "../../src/platform/stacks/images";

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
  return composeEnvironment("test", config, COMPONENTS);
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

test.each<[string, object, string[]]>([
  ["without secrets and GPUs", {}, []],
  [
    "whose model has secrets",
    withSecrets,
    ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"],
  ],
  ["with a GPU node group", withGpus, ["nvidia-device-plugin"]],
])("an environment %s installs the controller and the charts that it needs", (_, change, more) => {
  expect(chartsIn(environment(change)).map(({ name }) => name)).toEqual([
    "aws-load-balancer-controller",
    ...more,
  ]);
});

describe("IMG-01 an image", () => {
  const image = "registry.k8s.io/sig-storage/livenessprobe";

  test("is pulled from the account's registry, below the name of the environment, without internet access", () => {
    expect(pulledFrom(closed, image)).toBe(`${REGISTRY}/test/sig-storage/livenessprobe`);
  });

  test("is pulled from its public repository with internet access", () => {
    expect(pulledFrom(open, image)).toBe(image);
  });
});

describe("IMG-01 a chart", () => {
  const repository = "https://aws.github.io/eks-charts";

  test("is pulled from the account's registry as an OCI artifact without internet access", () => {
    expect(chartRepository(closed, repository)).toBe(`oci://${REGISTRY}/test/charts`);
  });

  test("is pulled from its public repository with internet access", () => {
    expect(chartRepository(open, repository)).toBe(repository);
  });
});

const everyChart = chartsIn(
  environment({
    ...withSecrets,
    ...withGpus,
    components: chartParts({ "argo-cd": argoCdIn("eu-west-1") }),
  }),
);

test("IMG-01 an environment with secrets, GPUs and the key of every part with a chart installs every chart of the registry", () => {
  const registered = COMPONENTS.flatMap(({ charts = [] }) => charts.map(({ name }) => name));
  expect(everyChart.map(({ name }) => name)).toEqual(registered);
});

describe.each(everyChart.map((row) => [row.name, row] as const))("IMG-01 the mirrored chart %s", (_, row) => {
  const mirrored = pulledChart(closed, row);

  test("has the declared name and version", () => {
    expect(mirrored).toMatchObject({
      name: row.name,
      version: row.version,
      repository: `oci://${REGISTRY}/test/charts`,
    });
  });

  test("has images with the declared tags", () => {
    const tags = (images: object) => Object.entries(images).map(([role, { tag }]) => [role, tag]);
    expect(tags(mirrored.images)).toEqual(tags(row.images));
  });

  test("has images from the account's registry only", () => {
    const repositories = Object.values(mirrored.images).map((image) => image.repository);
    expect(repositories).toHaveLength(Object.keys(row.images).length);
    expect(repositories.filter((repository) => !repository.startsWith(`${REGISTRY}/test/`))).toEqual([]);
  });

  test("equals the declaration with internet access", () => {
    const { name, version, repository, images } = row;
    expect(pulledChart(open, row)).toEqual({ name, version, repository, images });
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
