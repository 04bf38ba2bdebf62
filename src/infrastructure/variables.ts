import { type EnvironmentPlan } from "../terraform/environment-plan";
import { text, valueOf } from "./blocks";
import { resolveReferences } from "./references";
import { namedBy } from "./named-by-pods";
import { type Container, type Pods, mainContainer, objectsOf } from "./kubernetes-objects";
import { asObject } from "../terraform/stack-json";
import { items } from "./kubernetes-api";

/** A variable of a container. */
export interface GivenVariable {
  readonly name: string;
  /** @default - it comes from a Secret or from a field of the pod */
  readonly value?: string;
}

interface GivenVariables {
  /** In the order in which Kubernetes reads them: the last one of a name counts. */
  readonly variables: readonly GivenVariable[];
  /** Sources in words, whose names of variables no stack has. */
  readonly unread: readonly string[];
}

export function givenVariables(
  plan: EnvironmentPlan,
  pods: Pods,
  { config }: Pick<Container, "config">,
): GivenVariables {
  const unread: string[] = [];
  const ofSources = items(config.envFrom).flatMap((from): GivenVariable[] => {
    const name = namedBy(plan, pods, (from.configMapRef ?? from.secretRef)?.name) ?? "(none)";
    const map = from.configMapRef && objectsOf(plan).find("config_map", pods.owner.namespace, name);
    if (map === undefined) unread.push(`${from.secretRef ? "Secret" : "ConfigMap"} ${name}`);
    return Object.entries(asObject(map?.api.data)).map(([key, value]) => ({
      name: `${from.prefix ?? ""}${key}`,
      value: resolveReferences(plan, { layer: pods.owner.resource.layer, value }),
    }));
  });
  const own = items(config.env).flatMap((variable): GivenVariable[] => {
    const name = text(variable.name);
    if (name === undefined) return [];
    return variable.value === undefined
      ? [{ name }]
      : [{ name, value: resolveReferences(plan, valueOf(pods.owner.resource, variable.value)) }];
  });
  return { variables: [...ofSources, ...own], unread };
}

/** Environment variables of the main container with known values. */
export function variablesOf(plan: EnvironmentPlan, pods: Pods): Readonly<Record<string, string>> {
  const main = mainContainer(pods);
  const { variables } = main ? givenVariables(plan, pods, main) : { variables: [] };
  return Object.fromEntries(
    variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])),
  );
}
