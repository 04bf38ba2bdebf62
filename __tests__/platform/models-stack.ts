import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform/stack-json";
import { planWith } from "../support/changed-plans";
import { ENVIRONMENTS } from "../support/environments";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";

export const ML = "ml-inference-prod";
export const API = "ml_inference_api";
export const DIGEST = `sha256:${"0a".repeat(32)}`;

/** Every reference environment, then models with every option, and an environment with the fewest. */
const variants: Readonly<Record<string, () => Plan>> = {
  ...Object.fromEntries(ENVIRONMENTS.map((name) => [name, () => planOf(name)])),
  "everything on": () =>
    planWith(ML, {
      cluster: { nodeGroups: { general: {}, gpu: { instanceTypes: ["g5.xlarge"] } } },
      prometheusRelease: "monitoring",
      models: [
        {
          name: "large",
          image: { repository: "example.com/large", tag: "1.0.0", digest: DIGEST },
          port: 8501,
          cpuRequest: "2",
          cpuLimit: "4",
          memoryRequest: "4Gi",
          memoryLimit: "8Gi",
          replicas: { min: 3, max: 6, cpuPercent: 60, memoryPercent: 75 },
          runAsUser: 20002,
          secrets: ["large/one", "large/two"],
          kubernetesApi: true,
          nodeGroup: "gpu",
          gpus: 1,
          metricsPath: "/metrics",
        },
        { name: "small", image: { tag: "1.0.0" }, metricsPath: "/stats", replicas: { min: 1, max: 1 } },
        { name: "quiet", image: { tag: "1.0.0" } },
      ],
    }),
  "everything off": () =>
    planWith("retail-forecast", { entry: { httpOnly: true, host: null, certificateArn: null } }),
};
export const VARIANTS = Object.keys(variants);
export const planNamed = (variant: string): Plan => (variants[variant] as () => Plan)();
export const full = () => planNamed("everything on");

export const resources = (plan: Plan, type: string) => plan.stack("models").resources(`kubernetes_${type}`);
export const config = (plan: Plan, address: string): JsonObject => {
  const found = plan.stack("models").find(address);
  if (!found) throw new Error(`no ${address}`);
  return found.config;
};

/** The value at a path of keys and indices. */
export function at(value: Json | undefined, ...path: (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (here, key) => (typeof key === "number" ? asArray(here)[key] : asObject(here)[key]),
    value,
  );
}

export const podOf = (deployment: JsonObject) => asObject(at(deployment, "spec", "template", "spec"));
export const pod = (plan: Plan, name: string) => podOf(config(plan, `kubernetes_deployment_v1.${name}`));
export const container = (plan: Plan, name: string) => asObject(at(pod(plan, name), "container", 0));
export const statementsOf = (plan: Plan, name: string) =>
  asArray(at(JSON.parse(config(plan, `aws_iam_role_policy.${name}`)["policy"] as string), "Statement"));
export const customResources = (plan: Plan, name: string) =>
  asArray(at(JSON.parse(at(config(plan, `helm_release.${name}`), "values", 0) as string), "resources"));
