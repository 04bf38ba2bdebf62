import { type Json, type JsonObject, asArray, asObject } from "../../src/terraform-json/stack-json";
import { KINDS } from "./kubernetes-schemas";
import { type Plan } from "./plan";
import { type Argument, type Arguments, argumentsOf } from "./provider-bindings";

/** An object as it reaches the Kubernetes API. */
export interface ApiObject {
  /** Stack and address of what makes it. */
  readonly from: string;
  readonly object: JsonObject;
}

/** Every object that the stacks of a plan make by the Kubernetes provider, as the provider sends it. */
export function providerObjects(plan: Plan): ApiObject[] {
  return plan.stacks.flatMap((stack) =>
    stack
      .resources()
      .filter(({ type }) => type.startsWith("kubernetes_"))
      .map(({ address, type, config }) => ({
        from: `${stack.name} ${address}`,
        object: type === "kubernetes_manifest" ? asObject(config["manifest"]) : sent(type, config),
      })),
  );
}

/** Every object that they make by the chart beside the stack, which prints what it is given. */
export function chartObjects(plan: Plan): ApiObject[] {
  return plan.stacks.flatMap((stack) =>
    stack
      .resources("helm_release")
      .filter(({ config }) => String(config["chart"]).startsWith("${path.module}/"))
      .flatMap(({ address, config }) =>
        asArray(config["values"]).flatMap((values) =>
          asArray((JSON.parse(String(values)) as JsonObject)["resources"]).map((object) => ({
            from: `${stack.name} ${address}`,
            object: asObject(object),
          })),
        ),
      ),
  );
}

/** Arguments that steer Terraform or the provider and are no part of the object. */
const OWN = /^(\/\/|id|depends_on|lifecycle|provider|count|for_each|timeouts|wait_for_.*)$/;

function sent(type: string, config: JsonObject): JsonObject {
  const kind = KINDS[type];
  if (!kind) throw new Error(`${type} has no schema in kubernetes-schemas.ts`);
  const object = Object.entries(config).filter(([name]) => !OWN.test(name));
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    ...fields(Object.fromEntries(object), argumentsOf(type)),
  };
}

function fields(config: JsonObject, known: Arguments): JsonObject {
  const { dynamic, ...written } = config;
  // A dynamic block stands for as many as Terraform finds; one of them shows what each is.
  const found = Object.entries(asObject(dynamic)).map(([name, value]): [string, Json] => [
    name,
    asObject(value)["content"] ?? {},
  ]);
  return Object.fromEntries(
    [...Object.entries(written), ...found].map(([name, value]) => field(name, value, known.get(name))),
  );
}

function field(name: string, value: Json, argument: Argument | undefined): [string, Json] {
  if (argument?.kind !== "nested") return [camelCase(name), NUMBERS.has(name) ? numberIn(value) : value];
  const items = (Array.isArray(value) ? asArray(value) : [value]).map((item) =>
    fields(asObject(item), argument.of()),
  );
  const list = argument.many ? LISTS[name] : undefined;
  if (list !== undefined) return [list, items];
  if (items.length > 1)
    throw new Error(`${name} is written ${items.length} times, and the API has no list of it`);
  return [camelCase(name), items[0] ?? {}];
}

/** Blocks that are lists in the API, by the API's name. Others, such as `pre_stop`, the API has once. */
const LISTS: Readonly<Record<string, string>> = {
  container: "containers",
  egress: "egress",
  env_from: "envFrom",
  from: "from",
  ingress: "ingress",
  limit: "limits",
  metric: "metrics",
  path: "paths",
  policy: "policies",
  port: "ports",
  ports: "ports",
  rule: "rules",
  subject: "subjects",
  to: "to",
  toleration: "tolerations",
  topology_spread_constraint: "topologySpreadConstraints",
  volume: "volumes",
  volume_mount: "volumeMounts",
};

/** What the provider takes as text and sends as a number, where it is one; ports and counts may be names or shares. */
const NUMBERS: ReadonlySet<string> = new Set([
  "fs_group",
  "max_surge",
  "max_unavailable",
  "port",
  "run_as_group",
  "run_as_user",
  "target_port",
]);

const numberIn = (value: Json): Json =>
  typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;

const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
