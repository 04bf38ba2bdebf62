import { type EnvironmentPlan } from "../terraform/environment-plan";
import { type JsonObject, asArray, asObject } from "../terraform/stack-json";
import { jsonIn, text } from "./blocks";
import { type Volume } from "./kubernetes-api";
import { customObjectsOf } from "./custom-objects";

/** Objects of Secrets Manager whose files a volume has, by its SecretProviderClass. */
export function secretObjectsOf(plan: EnvironmentPlan, namespace: string, volume: Volume): JsonObject[] {
  const provider = text(asObject(volume.csi?.volumeAttributes)["secretProviderClass"]);
  return customObjectsOf(plan)
    .filter(
      (object) =>
        object.kind === "SecretProviderClass" && object.namespace === namespace && object.name === provider,
    )
    .flatMap(({ spec }) => asArray(jsonIn(asObject(spec["parameters"])["objects"])))
    .map(asObject);
}
