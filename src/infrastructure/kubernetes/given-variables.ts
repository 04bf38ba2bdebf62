import { type EnvironmentPlan, inLayer } from "../../terraform/environment-plan";
import { asObject, type Json, text } from "../../terraform/stack-json";
import { type Container, objectsOf, type Pods } from "../kubernetes-objects";
import { items } from "../kubernetes-api";
import { resolveReferences } from "../text-references";

/** A variable of a container. */
export interface GivenVariable {
  readonly name: string;
  /** @default - it comes from a Secret or from a field of the pod */
  readonly value?: string;
}

/** All variables of a container. */
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
    const written = (from.configMapRef ?? from.secretRef)?.name;
    const name = written === undefined ? "(none)" : resolved(plan, pods, written);
    const map = from.configMapRef && objectsOf(plan).find("config_map", pods.owner.namespace, name);
    if (map === undefined) unread.push(`${from.secretRef ? "Secret" : "ConfigMap"} ${name}`);
    return Object.entries(asObject(map?.api.data)).map(([key, value]) => ({
      name: `${from.prefix ?? ""}${key}`,
      value: resolved(plan, pods, value),
    }));
  });
  const own = items(config.env).flatMap((variable): GivenVariable[] => {
    const name = text(variable.name);
    if (name === undefined) return [];
    return variable.value === undefined
      ? [{ name }]
      : [{ name, value: resolved(plan, pods, variable.value) }];
  });
  return { variables: [...ofSources, ...own], unread };
}

const resolved = (plan: EnvironmentPlan, { owner }: Pods, value: Json): string =>
  resolveReferences(plan, inLayer(owner.resource, value));

/** A word with `$(NAME)` replaced as Kubernetes does; undefined if a value is unknown. */
export function expandedWord(
  word: string | undefined,
  values: ReadonlyMap<string, string | undefined>,
): string | undefined {
  let isKnown = true;
  const text = word?.replace(/(\$?)\$\(([A-Za-z_][\w.-]*)\)/g, (written, escape: string, name: string) => {
    if (escape !== "") return written.slice(1);
    if (!values.has(name)) return written;
    const value = values.get(name);
    isKnown &&= value !== undefined;
    return value ?? written;
  });
  return isKnown ? text : undefined;
}
