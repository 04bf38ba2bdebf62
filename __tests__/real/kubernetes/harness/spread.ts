import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { type Deployment } from "./deployment";
import { FARGATE_SCHEDULER } from "./fargate";
import { type Model, alive } from "./models";

/** Pods of a model by the domains of one of its spread constraints, as the API lists them. */
export interface Spread {
  readonly topologyKey: string;
  readonly maxSkew: number;
  /** Pods of each domain that has a node for them; zero for a domain without. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface SpreadPods {
  readonly pods: number;
  readonly spreads: readonly Spread[];
  /** Whether the scheduler of Fargate placed them, which knows no such constraints here. */
  readonly isOnFargate: boolean;
}

/** How the pods of a model are spread. */
export async function spreadOf({ api }: Deployment, model: Model): Promise<SpreadPods> {
  const path = `/apis/apps/v1/namespaces/${model.namespace}/deployments/${model.deployment}`;
  const { selector, template } = asObject((await api.send("GET", path))["spec"]);
  const spec = asObject(asObject(template)["spec"]);
  const labels = Object.entries(asObject(asObject(selector)["matchLabels"]));
  const query = encodeURIComponent(labels.map(([key, value]) => `${key}=${String(value)}`).join(","));
  const pods = alive(await api.list(`/api/v1/namespaces/${model.namespace}/pods?labelSelector=${query}`));
  const nodes = (await api.list("/api/v1/nodes")).filter((node) => takes(node, spec));
  const spreads = asArray(spec["topologySpreadConstraints"])
    .map(asObject)
    .map(({ topologyKey, maxSkew }) => {
      const domainOf = (node: JsonObject) =>
        asObject(asObject(node["metadata"])["labels"])[String(topologyKey)];
      const counts: Record<string, number> = {};
      for (const node of nodes) {
        const domain = domainOf(node);
        if (domain === undefined) continue;
        const own = pods.filter((pod) => asObject(pod["spec"])["nodeName"] === nameOf(node));
        counts[String(domain)] = (counts[String(domain)] ?? 0) + own.length;
      }
      return { topologyKey: String(topologyKey), maxSkew: Number(maxSkew), counts };
    });
  const isOnFargate = pods.some((pod) => asObject(pod["spec"])["schedulerName"] === FARGATE_SCHEDULER);
  return { pods: pods.length, spreads, isOnFargate };
}

/** Whether a node has the labels that the pods ask for, and no taint that they do not tolerate. */
function takes(node: JsonObject, { nodeSelector, tolerations }: JsonObject): boolean {
  const labels = asObject(asObject(node["metadata"])["labels"]);
  const tolerated = asArray(tolerations).map((each) => asObject(each)["key"]);
  return (
    Object.entries(asObject(nodeSelector ?? {})).every(([key, value]) => labels[key] === value) &&
    asArray(asObject(node["spec"])["taints"])
      .map(asObject)
      .every(({ key, effect }) => effect === "PreferNoSchedule" || tolerated.includes(key ?? null))
  );
}

const nameOf = (object: JsonObject): string => String(asObject(object["metadata"])["name"]);
