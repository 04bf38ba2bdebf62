import { type Json, type JsonObject, type StackJson, asArray } from "../../../../src/terraform/stack-json";
import { planWith } from "../../../support/changed-plans";
import { ENVIRONMENTS } from "../../../support/environments";
import { argoCdIn } from "../../../support/argo-cd";
import { chartParts } from "../../../support/chart-parts";
import { type Plan } from "../../../support/plan";
import { planOf } from "../../../support/reference-plans";

export const CONTROLLER = "helm_release.load_balancer_controller";

const everyChart = {
  components: chartParts({ "argo-cd": argoCdIn("ap-southeast-1") }),
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
  models: [{ name: "retail-forecast-api", image: { tag: "1.0.0" }, secrets: ["retail/key"] }],
};
/** Each reference environment, then every chart, without internet access and with it. */
const variants: Record<string, () => Plan> = {
  ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, () => planOf(name)])),
  "every chart without internet access": () => planWith("retail-forecast", everyChart),
  "every chart with NAT": () =>
    planWith("retail-forecast", { ...everyChart, network: { egress: "single-nat" } }),
};
export const VARIANTS = Object.keys(variants);
export const withoutInternet = () => platform("every chart without internet access");
export const withNat = () => platform("every chart with NAT");

const planNamed = (variant: string): Plan => (variants[variant] as () => Plan)();
export const platform = (variant: string): StackJson => planNamed(variant).stack("platform");
export const text = (variant: string): string => planNamed(variant).text("platform");

/** Values of a release. Terraform expressions are text in them. */
export function valuesOf(stack: StackJson, address: string): JsonObject {
  const [values, ...more] = asArray(stack.find(address)?.config["values"]);
  expect(more).toEqual([]);
  return JSON.parse(values as string) as JsonObject;
}

export const controllerValues = (variant: string): JsonObject => valuesOf(platform(variant), CONTROLLER);

/** Every leaf below a value, with its key. */
export function leaves(value: Json, key = ""): [string, Json][] {
  if (value === null || typeof value !== "object") return [[key, value]];
  return Object.entries(value).flatMap(([name, item]) => leaves(item, Array.isArray(value) ? key : name));
}

/** Every image in a value. */
export function imagesIn(value: Json): JsonObject[] {
  if (value === null || typeof value !== "object") return [];
  const { registry, repository, tag } = value as JsonObject;
  const host = registry === undefined ? "" : `${String(registry)}/`;
  const own =
    repository === undefined || tag === undefined
      ? []
      : [{ repository: `${host}${String(repository)}`, tag }];
  return [...own, ...Object.values(value).flatMap(imagesIn)];
}
