import { parseAllDocuments } from "yaml";
import { variablesOf } from "../../../infrastructure/kubernetes-pods";
import { modelPods } from "../../../infrastructure/kubernetes-programs";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { UserData } from "../../../infrastructure/text-user-data";
import {
  type EnvironmentPlan,
  memoizePerPlan,
  type PlannedResource,
} from "../../../terraform/environment-plan";
import { asObject, type Json, type JsonObject, texts } from "../../../terraform/stack-json";

/** The proxy that the output for its owner names; undefined without one. */
export const statedProxyOf = memoizePerPlan((plan: EnvironmentPlan) => {
  const output = plan.stack("cluster")?.outputs["https_proxy"];
  if (output === undefined) return undefined;
  const { url, cidrs } = asObject(asObject(output)["value"] ?? null);
  return { url: String(url), port: Number(/:(\d+)$/.exec(String(url))?.[1]), cidrs: texts(cidrs) };
});

/** Programs with variables of a proxy. */
export interface ProxyPlace {
  readonly resource: PlannedResource;
  readonly name: string;
  /** @default - services of nodes */
  readonly pods?: Pods;
  /** Each value, also of names in lowercase letters. */
  readonly proxies: readonly string[];
  readonly exceptions: readonly (readonly string[])[];
}

export const proxyPlacesOf = memoizePerPlan((plan: EnvironmentPlan): readonly ProxyPlace[] => [
  ...plan.resources("aws_launch_template").flatMap((resource) => {
    const settings = UserData.in(resource.config.user_data)?.nodeConfig ?? "";
    return proxyPlace({ resource, name: "nodes" }, [...yamlValues(settings), ...tomlValues(settings)]);
  }),
  ...modelPods(plan).flatMap((pods) => {
    const { name, resource } = pods.owner;
    return proxyPlace({ resource, name, pods }, Object.entries(variablesOf(plan, pods)));
  }),
]);

type NamedValue = readonly [name: string, value: string];

function proxyPlace(
  place: Pick<ProxyPlace, "resource" | "name" | "pods">,
  values: readonly NamedValue[],
): ProxyPlace[] {
  const named = (pattern: RegExp) => values.flatMap(([name, value]) => (pattern.test(name) ? [value] : []));
  const proxies = named(/^https?[_-]proxy$/i);
  const exceptions = named(/^no[_-]proxy$/i).map((value) => value.split(",").map((each) => each.trim()));
  return proxies.length === 0 ? [] : [{ ...place, proxies, exceptions }];
}

/** Variables of services in settings of nodeadm. */
const yamlValues = (settings: string): NamedValue[] =>
  serviceVariables(settings).flatMap(([, variables]) =>
    Object.entries(variables).map(([name, value]) => [name, String(value)] as const),
  );

function serviceVariables(settings: string): [service: string, variables: JsonObject][] {
  if (!settings.includes("kind: NodeConfig")) return [];
  return parseAllDocuments(settings).flatMap((document) => {
    const { spec } = asObject(document.toJS() as Json);
    const services = asObject(asObject(asObject(spec)["instance"])["environment"]);
    return Object.entries(services).map(
      ([service, variables]) => [service, asObject(variables)] as [string, JsonObject],
    );
  });
}

/** Settings of the network of Bottlerocket. */
const tomlValues = (settings: string): NamedValue[] =>
  [...settings.matchAll(/^(\w+-proxy)\s*=\s*(.*)$/gm)].map(([, name = "", value = ""]) => [
    name,
    value.replaceAll(/["[\]]/g, ""),
  ]);

/** Whether containerd of all nodes pulls images of other registries by a proxy. */
export function pullsByProxy(plan: EnvironmentPlan): boolean {
  const all = plan
    .resources("aws_launch_template")
    .map(({ config }) => UserData.in(config.user_data)?.nodeConfig ?? "");
  const hasProxy = (settings: string): boolean =>
    /^https-proxy\s*=/m.test(settings) ||
    serviceVariables(settings).some(
      ([service, { HTTPS_PROXY }]) => service === "containerd" && HTTPS_PROXY !== undefined,
    );
  return all.length > 0 && all.every(hasProxy);
}
