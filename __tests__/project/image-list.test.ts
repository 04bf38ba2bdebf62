import { type ImageList, imageListOf } from "../../src/project/image-list";
import { pulledImages } from "../../src/infrastructure/kubernetes-images";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { altered, environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { everyOptionPlan } from "../support/every-option-plan";
import { planOf } from "../support/reference-plans";
import { container } from "../checks/images/plans";
import { tagOfChartImage, versionOfChart } from "../support/chart-versions";

const listOf = (environment: string, change: object = {}): ImageList =>
  imageListOf(environmentPlan(planWith(environment, change)));

const GPU_AND_SECRETS = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [
    { name: "api", image: { tag: "1.0.0" }, port: 8080, paths: ["/"], secrets: ["api/key"] },
    { name: "big", image: { tag: "2.0.0" }, port: 8081, paths: ["/big"], nodeGroup: "gpu", gpus: 1 },
  ],
};

/** Images that pods and values of an environment name. At least one. */
function namedIn(plan: EnvironmentPlan): string[] {
  const named = pulledImages(plan).map(
    ({ image: { registry, path, tag } }) => `${registry}/${path}:${String(tag)}`,
  );
  expect(named.length).toBeGreaterThan(0);
  return named;
}

/** Locations that nodes pull from, by the list. */
const pulledBy = ({ images, owned }: ImageList): string[] => [
  ...images.map(({ source, target, tag }) => `${target ?? String(source)}:${String(tag)}`),
  ...owned.map(({ target, tag }) => `${target}:${String(tag)}`),
];

test.each(ENVIRONMENTS)(
  "IMG-01 the list of %s has exactly the images that its pods and values name",
  (name) => {
    const plan = environmentPlan(planOf(name));
    expect(pulledBy(imageListOf(plan)).sort()).toEqual([...new Set(namedIn(plan))].sort());
  },
);

test.each(ENVIRONMENTS)(
  "IMG-01 everything that %s pulls is judged, but default images of its own charts",
  (name) => {
    const charts = Object.entries(configWith(name).charts ?? {});
    expect(imageListOf(environmentPlan(planOf(name))).notJudged).toEqual(
      charts.map(
        ([chart, { version }]) =>
          `images of chart ${chart} ${version} that no value names: src/evidence/charts has no facts of the chart`,
      ),
    );
  },
);

test("IMG-01 an environment with every option pulls nothing that is not judged, but default images of its own chart", () => {
  const { images, notJudged } = imageListOf(environmentPlan(everyOptionPlan()));
  expect(images.length).toBeGreaterThan(5);
  expect(notJudged).toEqual([
    expect.stringMatching(/^images of chart node-agent 2\.0\.1 that no value names/),
  ]);
});

test("IMG-01 without internet access, an environment with secrets and GPUs copies seven images and four charts", () => {
  const { images, charts } = listOf("retail-forecast", GPU_AND_SECRETS);
  expect(images.filter(({ target }) => target !== undefined)).toHaveLength(7);
  expect(charts.filter(({ target }) => target !== undefined)).toHaveLength(4);
});

test("IMG-01 each copy has the repository of its authors as source", () => {
  const { images, charts } = listOf("retail-forecast", GPU_AND_SECRETS);
  const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast";
  expect(images).toContainEqual(
    expect.objectContaining({
      source: "registry.k8s.io/csi-secrets-store/driver-crds",
      target: `${own}/csi-secrets-store/driver-crds`,
      tag: tagOfChartImage("secrets-store-csi-driver", "driver-crds"),
    }),
  );
  expect(charts).toContainEqual({
    chart: "nvidia-device-plugin",
    version: versionOfChart("nvidia-device-plugin"),
    source: "https://nvidia.github.io/k8s-device-plugin",
    target: `${own}/charts/nvidia-device-plugin`,
    usedBy: ["platform/nvidia-device-plugin"],
  });
});

test("IMG-01 with NAT, images and charts come from their upstream registries", () => {
  const { images, charts } = listOf("ml-inference-prod");
  expect(images.length).toBeGreaterThan(1);
  expect([...images, ...charts].filter(({ target }) => target !== undefined)).toEqual([]);
});

test("IMG-01 an image that no value names is listed with the registry of its authors", () => {
  const plan = altered("retail-forecast", ({ platform }) => {
    const release = platform.resource.helm_release.load_balancer_controller;
    const values = JSON.parse(release.values[0]) as Record<string, unknown>;
    delete values["image"];
    release.values = [JSON.stringify(values)];
  });
  expect(imageListOf(plan).images).toEqual([
    {
      source: "public.ecr.aws/eks/aws-load-balancer-controller",
      tag: tagOfChartImage("aws-load-balancer-controller", "aws-load-balancer-controller"),
      platforms: ["linux/amd64"],
      usedBy: ["platform/aws-load-balancer-controller"],
    },
  ]);
});

test("IMG-01 an init container is listed", () => {
  const image = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/loader";
  const plan = altered("retail-forecast", ({ models }) => {
    const [deployment] = Object.values<{ spec: { template: { spec: Record<string, unknown> } } }>(
      models.resource.kubernetes_deployment_v1,
    );
    if (deployment)
      deployment.spec.template.spec["init_container"] = [{ name: "load", image: `${image}:2.0.0` }];
  });
  expect(imageListOf(plan).owned).toContainEqual(expect.objectContaining({ target: image, tag: "2.0.0" }));
});

test("IMG-01 an image of another account is listed as its source", () => {
  const source = "999988887777.dkr.ecr.ap-southeast-1.amazonaws.com/team/api";
  const plan = altered("retail-forecast", ({ models }) => {
    container(models, "retail_forecast_api").image = `${source}:3.0.0`;
  });
  const { images, owned } = imageListOf(plan);
  expect(images).toContainEqual(expect.objectContaining({ source, tag: "3.0.0" }));
  expect(owned).toEqual([]);
});

test.each([
  ["a chart without facts", { chart: "unheard-of" }, "no facts of the chart"],
  [
    "another version of a chart",
    { version: "99.6.0" },
    `the facts of version ${versionOfChart("aws-load-balancer-controller")}`,
  ],
])("IMG-01 the images of %s are not judged", (_, change, reason) => {
  const plan = altered("ml-inference-prod", ({ platform }) => {
    Object.assign(platform.resource.helm_release.load_balancer_controller, change);
  });
  expect(imageListOf(plan).notJudged).toEqual([expect.stringContaining(reason)]);
});

test("IMG-01 a copy that no facts lead back to its source is not judged", () => {
  const own = "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/sidecar";
  const plan = altered("retail-forecast", ({ platform }) => {
    const release = platform.resource.helm_release.load_balancer_controller;
    const values = JSON.parse(release.values[0]) as Record<string, unknown>;
    release.values = [JSON.stringify({ ...values, sidecar: { image: `${own}:1.0.0` } })];
  });
  const { images, notJudged } = imageListOf(plan);
  expect(notJudged).toEqual([expect.stringContaining(`the source of ${own}`)]);
  expect(images).toContainEqual(expect.objectContaining({ target: own, tag: "1.0.0" }));
});

test("IMG-01 add-ons and the pause image are excepted, with the account that serves them", () => {
  const excepted = listOf("retail-forecast").excepted;
  expect(excepted.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["add-on vpc-cni", "add-on coredns", "pause image of nodes"]),
  );
  expect(excepted.every(({ reason }) => reason.includes("602401143452"))).toBe(true);
});

const BOTH = { general: {}, arm: { instanceTypes: ["m7g.large"] } };

test.each([
  ["x86 nodes", { general: {} }, ["linux/amd64"]],
  ["ARM nodes", { general: { instanceTypes: ["m7g.large"] } }, ["linux/arm64"]],
  ["both kinds of nodes", BOTH, ["linux/amd64", "linux/arm64"]],
])("IMG-01 with %s, images need the platforms %j", (_, nodeGroups, platforms) => {
  const { images, owned } = listOf("retail-forecast", { cluster: { nodeGroups } });
  expect(images).toMatchObject([{ platforms }]);
  expect(owned).toMatchObject([{ platforms }]);
});

test("IMG-01 a model needs the platform of its node group only", () => {
  const model = { name: "api", image: { tag: "1.0.0" }, port: 8080, paths: ["/"], nodeGroup: "arm" };
  const { owned } = listOf("retail-forecast", { cluster: { nodeGroups: BOTH }, models: [model] });
  expect(owned).toMatchObject([{ platforms: ["linux/arm64"] }]);
});

test("IMG-01 a DaemonSet on all nodes needs the platforms of all, and one for GPUs those of GPU nodes", () => {
  const nodeGroups = { general: { instanceTypes: ["m7g.large"] }, gpu: { instanceTypes: ["g5.xlarge"] } };
  const { images } = listOf("retail-forecast", { ...GPU_AND_SECRETS, cluster: { nodeGroups } });
  const platformsOf = (path: string) => images.find(({ source }) => source?.endsWith(path))?.platforms;
  expect(platformsOf("/csi-secrets-store/driver")).toEqual(["linux/amd64", "linux/arm64"]);
  expect(platformsOf("/k8s-device-plugin")).toEqual(["linux/amd64"]);
});

test("IMG-01 a model on Fargate needs linux/amd64, also beside ARM nodes", () => {
  const change = { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } };
  expect(listOf("mlapp", change)).toMatchObject({
    images: [{ platforms: ["linux/arm64"] }],
    owned: [{ platforms: ["linux/amd64"] }, { platforms: ["linux/amd64"] }],
  });
});

test.each([
  ["retail-forecast", {}, { target: expect.stringMatching(/retail-forecast\/aws-cli\/aws-cli$/) as string }],
  ["ml-inference-prod", {}, {}],
  [
    "ml-inference-prod",
    { components: { "pull-through-cache": {} } },
    { target: expect.stringMatching(/ecr-public\/aws-cli\/aws-cli$/) as string, cached: true },
  ],
])("IMG-01 the image that copies weights leads back to its authors in %s with %j", (name, change, entry) => {
  const models = [{ name: "llm", image: { tag: "1" }, weights: { sizeGiB: 1, mode: "download" } }];
  const { images, owned } = listOf(name, { ...change, models });
  expect(images.filter(({ source }) => source?.includes("aws-cli"))).toEqual([
    {
      source: "public.ecr.aws/aws-cli/aws-cli",
      ...entry,
      tag: "2.36.14",
      platforms: ["linux/amd64"],
      usedBy: ["models/llm"],
    },
  ]);
  expect(owned.map(({ usedBy }) => usedBy)).toEqual([["models/llm"]]);
});
