import { shortHash } from "../../base/digests";
import { type Json, type JsonObject, asArray } from "../../terraform/stack-json";
import { ofType, seek } from "../variables/variable";

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
  return Object.keys(ofType(stack, TYPE)).flatMap((name) => {
    const texts = stacks.map((each) => hashedText(ofType(each, TYPE)[name]));
    const shown = texts.map(shortHash);
    const isNamed = stacks.every((each, index) =>
      String(seek(ofType(each, TYPE), [name, "metadata", "name"])).endsWith(`-${shown[index] ?? ""}`),
    );
    return isNamed ? [{ texts, shown }] : [];
  });
}

/** The bucket, the prefix, the region, the size and the user of a volume, as its construct joins them. */
function hashedText(volume: Json | undefined): string {
  const spec = seek(volume, ["spec", 0]);
  const attributes = ["persistent_volume_source", "csi", "volume_attributes"];
  const option = (start: string): string =>
    asArray(seek(spec, ["mount_options"]))
      .map(String)
      .find((each) => each.startsWith(start))
      ?.slice(start.length) ?? "";
  return [
    seek(spec, [...attributes, "bucketName"]),
    option("prefix "),
    seek(spec, [...attributes, "stsRegion"]),
    String(seek(spec, ["capacity", "storage"])).replace(/Mi$/, ""),
    option("uid="),
  ].join(" ");
}
