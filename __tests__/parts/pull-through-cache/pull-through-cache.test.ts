import { CHECKS } from "../../../src/checks/all";
import { pulledImages } from "../../../src/infrastructure/kubernetes-images";
import { cachePrefixes } from "../../../src/parts/pull-through-cache/registries";
import { imageListOf } from "../../../src/project/image-list";
import { mirrorScript } from "../../../src/project/mirror-script";
import { runChecks } from "../../../src/checks/run";
import { property, string, assert } from "fast-check";
import { planWith } from "../../support/changed-plans";
import { TODAY } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { environmentPlan } from "../../support/altered";
import { WITH_GPU } from "../../checks/images/plans";

const CACHE = { components: { "pull-through-cache": {} } };
const REGISTRY = /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com\//;

const nat = (extra: object = {}): Plan => planWith("ml-inference-prod", { ...WITH_GPU, ...CACHE, ...extra });
const isolated = (): Plan => planWith("retail-forecast", { ...WITH_GPU, ...CACHE });

const imagesOf = (plan: Plan): string[] =>
  pulledImages(environmentPlan(plan))
    .filter(({ resource }) => resource.type === "helm_release")
    .map(({ image }) => image.text);

const rulesOf = (plan: Plan): string[] =>
  environmentPlan(plan)
    .resources("aws_ecr_pull_through_cache_rule")
    .map(
      ({ config }) => `${String(config["ecr_repository_prefix"])} ${String(config["upstream_registry_url"])}`,
    );

const repositoriesOf = (plan: Plan): string[] =>
  environmentPlan(plan)
    .resources("aws_ecr_repository")
    .map(({ config }) => String(config["name"]));

test("without its key, there is no rule and images come from their public registries", () => {
  const plan = planWith("ml-inference-prod", WITH_GPU);
  expect(rulesOf(plan)).toEqual([]);
  expect(imagesOf(plan).filter((image) => REGISTRY.test(image))).toEqual([]);
});

test("with NAT, each registry that an image comes from has one rule, and no other has", () => {
  expect(rulesOf(nat())).toEqual(["ml-inference-prod/ecr-public public.ecr.aws"]);
  expect(rulesOf(nat({ models: [{ name: "reader", image: { tag: "1" }, secrets: ["a/b"] }] }))).toEqual([
    "ml-inference-prod/ecr-public public.ecr.aws",
    "ml-inference-prod/kubernetes registry.k8s.io",
  ]);
});

test("with NAT, images of a cached registry come from ECR, and those of others from their public registry", () => {
  const images = imagesOf(nat());
  expect(images.filter((image) => image.includes("aws-load-balancer-controller"))).toEqual([
    expect.stringMatching(
      /amazonaws\.com\/ml-inference-prod\/ecr-public\/eks\/aws-load-balancer-controller:v/,
    ),
  ]);
  expect(images.filter((image) => image.includes("nvidia"))).toEqual([
    expect.stringMatching(/^nvcr\.io\/nvidia\//),
  ]);
});

test("with NAT, a repository exists for each cached image, and charts have no mirror", () => {
  const names = repositoriesOf(nat());
  expect(names).toContain("ml-inference-prod/ecr-public/eks/aws-load-balancer-controller");
  expect(names.filter((name) => name.includes("/charts/"))).toEqual([]);
});

test("without egress, images of other registries and charts have mirrors", () => {
  const images = imagesOf(isolated());
  expect(images.every((image) => REGISTRY.test(image))).toBe(true);
  const names = repositoriesOf(isolated());
  expect(names).toContain("retail-forecast/nvidia/k8s-device-plugin");
  expect(names).toContain("retail-forecast/charts/aws-load-balancer-controller");
  expect(names).toContain("retail-forecast/ecr-public/eks/aws-load-balancer-controller");
});

test("the policy of the S3 endpoint does not admit buckets of registries that nodes no longer pull from", () => {
  const model = [{ name: "reader", image: { tag: "1" }, secrets: ["a/b"] }];
  const policyOf = (plan: Plan): string =>
    JSON.stringify(
      environmentPlan(plan)
        .resources("aws_vpc_endpoint")
        .map(({ config }) => config["policy"]),
    );
  expect(policyOf(planWith("ml-inference-prod", { models: model }))).toContain("registry-k8s-io");
  expect(policyOf(nat({ models: model }))).not.toContain("registry-k8s-io");
});

test.each([
  ["with NAT", nat],
  ["without egress", isolated],
])("%s, no check finds more than without the cache", (_, plan) => {
  const base = (name: string): Plan => planWith(name, WITH_GPU);
  const found = (of: Plan): string[] =>
    runChecks({ plans: [environmentPlan(of)], checks: CHECKS, waiversOf: () => [], today: TODAY }).map(
      ({ check, address }) => `${check.id} ${address}`,
    );
  const name = environmentPlan(plan()).name;
  const before = found(base(name));
  expect(found(plan()).filter((each) => !before.includes(each))).toEqual([]);
});

test("with NAT, the list says that ECR copies cached images, and the script copies none of them", () => {
  const list = imageListOf(environmentPlan(nat()));
  const cached = list.images.filter(({ target = "" }) => target.includes("/ecr-public/"));
  expect(cached.map(({ source, cached }) => [source, cached])).toContainEqual([
    "public.ecr.aws/eks/aws-load-balancer-controller",
    true,
  ]);
  expect(mirrorScript(list)).not.toContain("aws-load-balancer-controller");
});

test("without egress, the script copies cached images, since their first pull needs the internet", () => {
  const list = imageListOf(environmentPlan(isolated()));
  expect(list.images.filter(({ cached }) => cached)).toEqual([]);
  expect(mirrorScript(list)).toContain("/ecr-public/eks/aws-load-balancer-controller'");
});

test("prefixes have at most 30 characters and differ between environments and registries", () => {
  assert(
    property(string({ minLength: 1, maxLength: 60, unit: "grapheme-ascii" }), (text) => {
      const name =
        text
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, "-")
          .replace(/^-|-$/g, "") || "e";
      const prefixes = Object.values(cachePrefixes(name));
      expect(new Set(prefixes).size).toBe(prefixes.length);
      for (const prefix of prefixes) {
        expect(prefix.length).toBeLessThanOrEqual(30);
        expect(prefix).toMatch(/^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)*$/);
      }
      expect(cachePrefixes(`${name}-1`)).not.toEqual(cachePrefixes(`${name}-2`));
    }),
  );
});
