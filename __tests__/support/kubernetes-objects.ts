import { META } from "../../src/terraform/meta-arguments";
import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform/stack-json";
import { KINDS } from "./kubernetes-schemas";
import { type Plan } from "./plan";
import { type Argument, type Arguments, argumentsOf } from "./provider-arguments";

/** An object as it reaches the Kubernetes API. */
export interface ApiObject {
  /** Stack and address of its resource. */
  readonly from: string;
  readonly object: JsonObject;
}

/** Objects that the Kubernetes provider creates from the stacks of a plan, as the provider sends them. */
export function providerObjects(plan: Plan): ApiObject[] {
  return plan.stacks.flatMap((stack) =>
    stack
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes_"))
      .map(({ address, type, config }) => ({
        from: `${stack.name} ${address}`,
        object: apiObject(type, config),
      })),
  );
}

/** Objects that the local chart creates; the chart prints the objects in its values. */
export function chartObjects(plan: Plan): ApiObject[] {
  return plan.stacks.flatMap((stack) =>
    stack
      .resources("helm_release")
      .filter(({ config }) => isLocalChart(config))
      .flatMap(({ address, config }) =>
        asArray(config["values"])
          .flatMap(objectsInValues)
          .map((object) => ({ from: `${stack.name} ${address}`, object })),
      ),
  );
}

/** The object that a resource of the Kubernetes provider creates. */
export const apiObject = (type: string, config: JsonObject): JsonObject =>
  type === "kubernetes_manifest" ? asObject(config["manifest"]) : sent(type, config);

/** Objects in the values of a local chart. */
export const objectsInValues = (values: Json): JsonObject[] =>
  asArray((JSON.parse(String(values)) as JsonObject)["resources"]).map(asObject);

/** Whether a release installs a chart of this repository, which prints the objects in its values. */
export const isLocalChart = (config: JsonObject): boolean =>
  String(config["chart"]).startsWith("${path.module}/");

/** Arguments for the provider that are not part of the object. */
const OWN = /^(id|timeouts|wait_for_.*)$/;

function sent(type: string, config: JsonObject): JsonObject {
  const kind = KINDS[type];
  if (!kind) throw new Error(`${type} has no schema in kubernetes-schemas.ts`);
  const object = Object.entries(config).filter(([name]) => !META.includes(name) && !OWN.test(name));
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    ...fields(Object.fromEntries(object), argumentsOf(type)),
  };
}

function fields(config: JsonObject, known: Arguments): JsonObject {
  const { dynamic, ...written } = config;
  // A dynamic block creates any number of blocks with the same content; one is enough here.
  const found = Object.entries(asObject(dynamic)).map(([name, value]): [string, Json] => [
    name,
    asObject(value)["content"] ?? {},
  ]);
  return Object.fromEntries(
    [...Object.entries(written), ...found].flatMap(([name, value]) => {
      const each = field(name, value, known.get(name));
      return INLINE.has(name) ? Object.entries(asObject(each[1])) : [each];
    }),
  );
}

/** Blocks whose fields the API has beside them. */
const INLINE: ReadonlySet<string> = new Set(["persistent_volume_source"]);

function field(name: string, value: Json, argument: Argument | undefined): [string, Json] {
  if (argument?.kind !== "nested") {
    return [RENAMED[name] ?? camelCase(name), NUMBERS.has(name) ? numberIn(value) : value];
  }
  const items = (Array.isArray(value) ? asArray(value) : [value]).map((item) =>
    fields(asObject(item), argument.of()),
  );
  const list = argument.many ? LISTS[name] : undefined;
  if (list !== undefined) return [list, items];
  if (items.length > 1)
    throw new Error(`${name} occurs ${items.length} times, but the API has no list for it`);
  return [camelCase(name), items[0] ?? {}];
}

/** Arguments with another name in the API. */
const RENAMED: Readonly<Record<string, string>> = {
  storage_provisioner: "provisioner",
  timezone: "timeZone",
};

/** API names of blocks that are lists in the API. Other blocks, such as `pre_stop`, occur once. */
const LISTS: Readonly<Record<string, string>> = {
  container: "containers",
  egress: "egress",
  env: "env",
  env_from: "envFrom",
  from: "from",
  ingress: "ingress",
  init_container: "initContainers",
  limit: "limits",
  match_expressions: "matchExpressions",
  metric: "metrics",
  node_selector_term: "nodeSelectorTerms",
  path: "paths",
  policy: "policies",
  port: "ports",
  ports: "ports",
  preferred_during_scheduling_ignored_during_execution: "preferredDuringSchedulingIgnoredDuringExecution",
  required_during_scheduling_ignored_during_execution: "requiredDuringSchedulingIgnoredDuringExecution",
  rule: "rules",
  sources: "sources",
  subject: "subjects",
  to: "to",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_mount: "volumeMounts",
};

/** Arguments that are strings in Terraform and numbers in the API, unless they are port names or percentages. */
const NUMBERS: ReadonlySet<string> = new Set([
  "fs_group",
  "max_surge",
  "max_unavailable",
  "port",
  "replicas",
  "run_as_group",
  "run_as_user",
  "target_port",
]);

const numberIn = (value: Json): Json =>
  typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
