import { composeEnvironment } from "../../src/components/compose";
import { type ImageList, imageList } from "../../src/components/image-list";
import { pulledImages } from "../../src/analysis/images/pulled-images";
import { environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

const listOf = (environment: string, change: object = {}): ImageList =>
  imageList(composeEnvironment(environment, configWith(environment, change)));

const GPU_AND_SECRETS = {
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [
    { name: "api", image: { tag: "1.0.0" }, port: 8080, paths: ["/"], secrets: ["api/key"] },
    { name: "big", image: { tag: "2.0.0" }, port: 8081, paths: ["/big"], nodeGroup: "gpu", gpus: 1 },
  ],
};

/** Images that pods of an environment pull. At least one. */
function pulledBy(plan: Plan): string[] {
  const pulled = pulledImages(environmentPlan(plan)).map(
    ({ image: { registry, path, tag } }) => `${registry}/${path}:${tag}`,
  );
  expect(pulled.length).toBeGreaterThan(0);
  return pulled;
}

const listed = ({ images, models }: ImageList): string[] =>
  [...images, ...models].map(({ target, tag }) => `${target}:${tag}`);

test.each(ENVIRONMENTS)("IMG-01 every image that %s pulls is on its list", (environment) => {
  expect(listed(listOf(environment))).toEqual(expect.arrayContaining(pulledBy(planOf(environment))));
});

test("IMG-01 without internet access, an environment with secrets and GPUs copies seven images and four charts", () => {
  const { images, charts } = listOf("retail-forecast", GPU_AND_SECRETS);
  expect(images).toHaveLength(7);
  expect(charts).toHaveLength(4);
  expect(images.filter(({ source, target }) => source === target)).toEqual([]);
});

test("IMG-01 the list of an environment with secrets and GPUs has every image that it pulls", () => {
  const pulled = pulledBy(planWith("retail-forecast", GPU_AND_SECRETS));
  expect(listed(listOf("retail-forecast", GPU_AND_SECRETS))).toEqual(expect.arrayContaining(pulled));
});

test("IMG-01 with NAT, images come from their upstream registries", () => {
  const { images } = listOf("ml-inference-prod");
  expect(images.length).toBeGreaterThan(1);
  expect(images.filter(({ source, target }) => source !== target)).toEqual([]);
});

test.each([
  ["x86 nodes", { general: {} }, ["linux/amd64"]],
  ["ARM nodes", { general: { instanceTypes: ["m7g.large"] } }, ["linux/arm64"]],
  [
    "both kinds of nodes",
    { general: {}, arm: { instanceTypes: ["m7g.large"] } },
    ["linux/amd64", "linux/arm64"],
  ],
])("IMG-01 with %s, images need the platforms %j", (_, nodeGroups, platforms) => {
  expect(listOf("retail-forecast", { cluster: { nodeGroups } })).toMatchObject({
    platforms,
    models: [{ platforms }],
  });
});

test("IMG-01 a model needs the platform of its node group only", () => {
  const change = {
    cluster: { nodeGroups: { general: {}, arm: { instanceTypes: ["m7g.large"] } } },
    models: [{ name: "api", image: { tag: "1.0.0" }, port: 8080, paths: ["/"], nodeGroup: "arm" }],
  };
  expect(listOf("retail-forecast", change).models).toMatchObject([{ platforms: ["linux/arm64"] }]);
});

test("IMG-01 a model on Fargate needs linux/amd64, also beside ARM nodes", () => {
  const change = { cluster: { nodeGroups: { general: { instanceTypes: ["m7g.large"] } } } };
  expect(listOf("mlapp", change)).toMatchObject({
    platforms: ["linux/arm64"],
    models: [{ platforms: ["linux/amd64"] }, { platforms: ["linux/amd64"] }],
  });
});
