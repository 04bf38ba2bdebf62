import { shortHash } from "../../base/digests";
import { type Json, type JsonObject, asArray } from "../../terraform/stack-json";
import { at, resourcesOf } from "../variables/variable";

/** A text whose hash is in the name of a volume. */
export interface HashedText {
  /** The text in the stack, then in each trial. */
  readonly texts: readonly string[];
  /** Its hash in each of them. */
  readonly shown: readonly string[];
}

const TYPE = "kubernetes_persistent_volume_v1";

/** Names of volumes have a hash of what a volume cannot change. */
export function volumeHashes(stacks: readonly JsonObject[]): HashedText[] {
  const [stack = {}] = stacks;
  return Object.keys(resourcesOf(stack, TYPE)).flatMap((name) => {
    const texts = stacks.map((each) => hashedText(resourcesOf(each, TYPE)[name]));
    const shown = texts.map(shortHash);
    const isNamed = stacks.every((each, index) =>
      String(at(resourcesOf(each, TYPE), [name, "metadata", "name"])).endsWith(`-${shown[index] ?? ""}`),
    );
    return isNamed ? [{ texts, shown }] : [];
  });
}

/** The bucket, the prefix, the region, the size and the user of a volume, as its construct joins them. */
function hashedText(volume: Json | undefined): string {
  const spec = at(volume, ["spec", 0]);
  const attributes = ["persistent_volume_source", "csi", "volume_attributes"];
  const option = (start: string): string =>
    asArray(at(spec, ["mount_options"]))
      .map(String)
      .find((each) => each.startsWith(start))
      ?.slice(start.length) ?? "";
  return [
    at(spec, [...attributes, "bucketName"]),
    option("prefix "),
    at(spec, [...attributes, "stsRegion"]),
    String(at(spec, ["capacity", "storage"])).replace(/Mi$/, ""),
    option("uid="),
  ].join(" ");
}
