import facts from "./kinds-with-versions.json";
import { helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { own } from "../../base/own";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asArray, asObject, blocks, type JsonObject, text } from "../../terraform/stack-json";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

/** Kinds of the API server itself, which belong to no namespace, with their API version. */
const OF_CLUSTER: Readonly<Record<string, string>> = facts.ofCluster;

export const customResources: Check = {
  ...ruleOf(TEXTS, "custom-resources"),
  run: (plan) => {
    const defined = { ...facts.ofCharts, ...definedKinds(plan) };
    return releasesWithObjects(plan).flatMap(({ resource, namespace, objects }) =>
      combinedFinding(
        resource,
        "custom resources",
        objects.flatMap((object) => objectProblems(object, defined, namespace)),
      ),
    );
  },
};

const releasesWithObjects = (plan: EnvironmentPlan) =>
  helmReleasesOf(plan)
    .filter(({ values }) => Array.isArray(values["resources"]))
    .map(({ resource, namespace, values }) => ({
      resource,
      namespace,
      objects: asArray(values["resources"]).map((item) => asObject(item)),
    }));

const DEFINITION = "CustomResourceDefinition";

/** Kinds that objects of the stacks define, with the API version that is stored. */
const definedKinds = (plan: EnvironmentPlan): Record<string, string> =>
  Object.fromEntries(
    releasesWithObjects(plan)
      .flatMap(({ objects }) => objects)
      .filter(({ kind }) => kind === DEFINITION)
      .map(({ spec }) => {
        const { group, names, versions } = asObject(spec);
        const stored = blocks(versions).find(({ storage }) => storage === true);
        return [String(asObject(names)["kind"]), `${String(group)}/${String(stored?.["name"])}`];
      }),
  );

function objectProblems(
  object: JsonObject,
  defined: Readonly<Record<string, string>>,
  namespace: string,
): string[] {
  const metadata = asObject(object["metadata"]);
  const kind = text(object["kind"]) ?? "";
  const ofCluster = own(OF_CLUSTER, kind);
  const expected = ofCluster ?? own(defined, kind);
  return [
    ...(expected === undefined ? [`no chart defines the kind ${kind || "(none)"}`] : []),
    ...(expected !== undefined && object["apiVersion"] !== expected
      ? [`${kind} has the apiVersion ${String(object["apiVersion"])}, expected ${expected}`]
      : []),
    ...(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(text(metadata["name"]) ?? "")
      ? []
      : [`${kind} has no name`]),
    ...(kind === DEFINITION ? definitionProblems(object) : []),
    ...namespaceProblems(kind, metadata, ofCluster === undefined ? namespace : undefined),
  ];
}

function namespaceProblems(kind: string, metadata: JsonObject, namespace: string | undefined): string[] {
  return metadata["namespace"] === namespace
    ? []
    : [
        `the namespace of ${kind} is ${String(metadata["namespace"] ?? "(none)")}, expected ${namespace === undefined ? "none, since it belongs to the cluster" : `${namespace} as for its release`}`,
      ];
}

/** Settings that leave a kind without a version, or that the API refuses. */
function definitionProblems({ metadata, spec }: JsonObject): string[] {
  const { group, names, versions } = asObject(spec);
  const name = `${String(asObject(names)["plural"])}.${String(group)}`;
  const written = String(asObject(metadata)["name"]);
  const stored = blocks(versions).filter(({ storage }) => storage === true);
  return [
    ...(written === name ? [] : [`the definition ${written} has the wrong name, expected ${name}`]),
    ...(stored.length === 1 && stored[0]?.["served"] === true
      ? []
      : [`the definition ${written} has not exactly one version that is stored and served`]),
  ];
}
