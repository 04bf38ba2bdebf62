import { type JsonObject, asObject } from "../../terraform/stack-json";
import { type TeardownFacts } from "./facts";
import { type Item, type Kind, type Treatment } from "./step";

export const objectName = (object: JsonObject): { name: string; namespace: string; id: string } => {
  const { name, namespace } = asObject(object["metadata"]);
  const place = typeof namespace === "string" ? namespace : "";
  return {
    name: String(name),
    namespace: place,
    id: place === "" ? String(name) : `${place}/${String(name)}`,
  };
};

export const isEnding = (object: JsonObject): boolean =>
  asObject(object["metadata"])["deletionTimestamp"] !== undefined;

/** An object that ends is waited for. Another one is treated as given: without a treatment, no destroy removes it, and the run stops. */
export const asItem = (
  kind: Kind,
  object: JsonObject,
  because: string,
  treatment: Treatment = "block",
): Item => ({
  kind,
  id: objectName(object).id,
  ...(isEnding(object)
    ? { treatment: "wait", because: "it ends, and its controller removes its finalizer" }
    : { treatment, because }),
  remove: [
    ...["kubectl", "delete", kind, objectName(object).name],
    ...(objectName(object).namespace === "" ? [] : ["--namespace", objectName(object).namespace]),
  ],
});

/** The environment's release that made an object, by the annotations of Helm. */
export function ownRelease({ releases }: TeardownFacts, object: JsonObject) {
  const annotations = asObject(asObject(object["metadata"])["annotations"]);
  return releases.find(
    ({ name, namespace }) =>
      annotations["meta.helm.sh/release-name"] === name &&
      annotations["meta.helm.sh/release-namespace"] === namespace,
  );
}
