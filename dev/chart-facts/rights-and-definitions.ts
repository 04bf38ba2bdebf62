import { type ChartFacts, type CrdFacts } from "../../src/evidence/charts";
import {
  asArray,
  asObject,
  isJsonObject,
  type Json,
  type JsonObject,
  mapped,
  texts,
} from "../../src/terraform/stack-json";
import { kindOf, nameOfObject, objectsOfKind } from "./rendered-objects";

/** Rights of the chart: their number, and those on Secrets, with wildcards, or that lead to other rights. */
export function rightsOf(objects: readonly JsonObject[]): ChartFacts["rbac"] {
  const clusterRoles = objectsOfKind(objects, "ClusterRole");
  const roles = objectsOfKind(objects, "Role");
  return {
    clusterRoles: clusterRoles.length,
    namespacedRoles: roles.length,
    notable: [...clusterRoles, ...roles].flatMap((role) =>
      asArray(role["rules"])
        .map(asObject)
        .filter(isNotable)
        .map((rule) => `${kindOf(role)} ${nameOfObject(role)}: ${rightText(rule)}`),
    ),
  };
}

/** Verbs with which a subject can obtain rights that it does not have. */
const SENSITIVE = ["*", "bind", "escalate", "impersonate"];
const WRITING = ["create", "update", "patch"];
/** Objects that start pods, which can have any service account, and those that grant rights. */
const GRANTING = [
  ...["pods", "deployments", "daemonsets", "replicasets", "statefulsets", "jobs", "cronjobs"],
  ...["roles", "rolebindings", "clusterroles", "clusterrolebindings"],
];

function isNotable({ resources, verbs, nonResourceURLs }: JsonObject): boolean {
  const [named, allowed] = [[...texts(resources), ...texts(nonResourceURLs)], texts(verbs)];
  const has = (names: readonly string[], among: readonly string[]): boolean =>
    names.some((name) => among.includes(name));
  return (
    has(["secrets", "serviceaccounts/token", "*"], named) ||
    has(SENSITIVE, allowed) ||
    (has(GRANTING, named) && has(WRITING, allowed))
  );
}

/** `groups/resources (names) verbs`. */
function rightText({ apiGroups, resources, resourceNames, nonResourceURLs, verbs }: JsonObject): string {
  const groups = texts(apiGroups).map((group) => group || "core");
  const of =
    nonResourceURLs === undefined
      ? `${groups.join(",")}/${texts(resources).join(",")}`
      : texts(nonResourceURLs).join(",");
  const names = texts(resourceNames);
  return `${of}${names.length > 0 ? ` (${names.join(", ")})` : ""} ${texts(verbs).join(",")}`;
}

/** The definitions; those of kinds that the old facts describe have kind, scope and, if it is there, the schema of `spec`. */
export function definitionsOf(objects: readonly JsonObject[], old: readonly CrdFacts[]): CrdFacts[] {
  return objectsOfKind(objects, "CustomResourceDefinition").map((definition): CrdFacts => {
    const spec = asObject(definition["spec"]);
    const { plural, kind } = asObject(spec["names"]);
    const versions = asArray(spec["versions"]).map(asObject);
    const facts = {
      plural: String(plural),
      group: String(spec["group"]),
      versions: versions.map(({ name }) => String(name)),
    };
    const known = old.find((each) => each.plural === facts.plural && each.group === facts.group);
    if (known?.kind === undefined) return facts;
    const stored = versions.find(({ storage }) => storage === true) ?? {};
    const schema = asObject(asObject(stored["schema"])["openAPIV3Schema"]);
    return {
      ...facts,
      kind: String(kind),
      scope: spec["scope"] === "Cluster" ? "Cluster" : "Namespaced",
      stored: String(stored["name"]),
      ...(known.spec === undefined
        ? {}
        : {
            spec: asObject(
              shortened(withoutDescriptions(asObject(schema["properties"])["spec"] ?? null), known.spec),
            ),
          }),
    };
  });
}

const ANYTHING = "x-kubernetes-preserve-unknown-fields";

/** A schema in which the parts that the old one leaves out are left out too: parts that accept any content there alone. */
function shortened(schema: Json, old: Json | undefined): Json {
  if (!isJsonObject(schema) || !isJsonObject(old)) return schema;
  const isLeftOut = old[ANYTHING] === true && old["properties"] === undefined && schema[ANYTHING] !== true;
  return isLeftOut ? old : mapped(schema, (value, key) => shortened(value, old[key]));
}

/** A schema without the texts for people. A property can have the name `description` too. */
function withoutDescriptions(schema: Json, isProperties = false): Json {
  if (Array.isArray(schema)) return schema.map((item) => withoutDescriptions(item as Json));
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => isProperties || key !== "description" || typeof value !== "string")
      .map(([key, value]) => [key, withoutDescriptions(value, key === "properties" && !isProperties)]),
  );
}

/** Whether every definition outlives the release. */
export const areDefinitionsKept = (objects: readonly JsonObject[]): boolean => {
  const definitions = objectsOfKind(objects, "CustomResourceDefinition");
  return (
    definitions.length > 0 &&
    definitions.every(
      (each) => asObject(asObject(each["metadata"])["annotations"])["helm.sh/resource-policy"] === "keep",
    )
  );
};
