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
  ["nothing more", {}, []],
  ["secrets of a model", withSecrets, ["secrets-store-csi-driver", "secrets-store-csi-driver-provider-aws"]],
  ["a node group with GPUs", withGpus, ["nvidia-device-plugin"]],
])("an environment with %s installs the controller and the charts for it", (_, change, more) => {
  expect(enabledCharts(environment(change))).toEqual(["aws-load-balancer-controller", ...more]);
});

test("IMG-01 without internet an image comes from the account's own registry, below the environment's name", () => {
  const image = { repository: "registry.k8s.io/sig-storage/livenessprobe", tag: "v2.18.0" };
  expect(pulledFrom(closed, image)).toBe(`${REGISTRY}/test/sig-storage/livenessprobe`);
  expect(pulledFrom(open, image)).toBe("registry.k8s.io/sig-storage/livenessprobe");
});

test("IMG-01 without internet a chart comes from the account's own registry as an OCI artifact", () => {
  const row = CHARTS["aws-load-balancer-controller"];
  expect(chartRepository(closed, row)).toBe(`oci://${REGISTRY}/test/charts`);
  expect(chartRepository(open, row)).toBe("https://aws.github.io/eks-charts");
});

test.each(Object.keys(CHARTS) as ChartName[])(
  "IMG-01 %s is pulled as one row: versions and tags stay",
  (name) => {
    const row = CHARTS[name];
    const pulled = pulledChart(closed, name);
    expect(pulled).toMatchObject({
      chart: row.chart,
      version: row.version,
      repository: `oci://${REGISTRY}/test/charts`,
    });
    const tags = (images: object) => Object.entries(images).map(([role, { tag }]) => [role, tag]);
    expect(tags(pulled.images)).toEqual(tags(row.images));
    const repositories = Object.values<ImageRow>(pulled.images).map((image) => image.repository);
    expect(repositories).not.toEqual([]);
    expect(repositories.filter((repository) => !repository.startsWith(`${REGISTRY}/test/`))).toEqual([]);
    expect(pulledChart(open, name)).toEqual(row);
  },
);

test("EKS-09 a model's image comes from the environment's own repository unless one is given", () => {
  const given = {
    image: { repository: "444455556666.dkr.ecr.eu-west-1.amazonaws.com/shared", tag: "1.0.0" },
  };
  const both = environment({
    models: [
      { name: "fraud", image: { tag: "1.0.0" } },
      { name: "churn", ...given },
    ],
  });
  expect(both.config.models.map((model) => modelRepository(both, model))).toEqual([
    `${REGISTRY}/test/fraud`,
    given.image.repository,
  ]);
  expect(ownedRepositories(both).models).toEqual(["test/fraud"]);
});

test("IMG-01 without internet the environment owns a repository for each chart and image, once", () => {
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

test("IMG-01 with a way to the internet nothing is mirrored", () => {
  expect(ownedRepositories(open).mirrors).toEqual([]);
});
