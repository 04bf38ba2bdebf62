import { asArray, asObject, block, jsonIn, type JsonObject, text } from "../../../terraform/stack-json";
import { type CustomObject, customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Edit, type ResourceChange } from "../../change";

export type MonitoringObject = Pick<CustomObject, "resource" | "kind" | "namespace" | "name" | "spec">;

/** Objects of these kinds in the values of releases, and in manifests. */
export const objectsIn = (plan: EnvironmentPlan, kinds: readonly string[]): MonitoringObject[] =>
  [...customObjectsOf(plan), ...manifestsOf(plan)].filter(({ kind }) => kinds.includes(kind));

const manifestsOf = (plan: EnvironmentPlan): MonitoringObject[] =>
  plan.resources("kubernetes_manifest").map((resource) => {
    const manifest = block(resource.config["manifest"]);
    const metadata = asObject(manifest["metadata"]);
    return {
      resource,
      kind: text(manifest["kind"]) ?? "",
      namespace: text(metadata["namespace"]) ?? "",
      name: text(metadata["name"]) ?? "",
      spec: asObject(manifest["spec"]),
    };
  });

/** Whether a release or a manifest has objects of these kinds, and nothing else. */
export const hasOnly = ({ type, before, after }: ResourceChange, kinds: readonly string[]): boolean =>
  [before, after].every((config) => config === undefined || isOnlyOf(type, config, kinds));

function isOnlyOf(type: string, config: JsonObject, kinds: readonly string[]): boolean {
  if (type === "kubernetes_manifest") return kinds.includes(text(block(config["manifest"])["kind"]) ?? "");
  if (type !== "helm_release" || config["set"] !== undefined) return false;
  const objects = asArray(config["values"] ?? []).flatMap((each) =>
    asArray(asObject(jsonIn(each) ?? {})["resources"] ?? []),
  );
  return objects.length > 0 && objects.every((each) => kinds.includes(text(asObject(each)["kind"]) ?? ""));
}

const OBJECT = /^values(\[\d+\])?\.resources\[[^\]]*\]$/;

/** Whether an edit adds or removes an object of these kinds. */
export const isObjectOf = ({ path, before, after }: Edit, kinds: readonly string[]): boolean =>
  OBJECT.test(path) &&
  (before === undefined) !== (after === undefined) &&
  kinds.includes(text(asObject(before ?? after)["kind"]) ?? "");
