import { block, jsonIn, text } from "../../../../proof/model/blocks";
import { asArray, asObject } from "../../../../proof/terraform-json/stack-json";
import { type OtherChange, type ResourceChange } from "../../change";
import { type Edit } from "../../comparison/edit";

/** Whether a release or a manifest has objects of these kinds, and nothing else. */
export function hasOnly(changed: ResourceChange | OtherChange, kinds: readonly string[]): boolean {
  if (!("type" in changed)) return false;
  const config = changed.before ?? changed.after ?? {};
  if (changed.type === "kubernetes_manifest") {
    return kinds.includes(text(block(config["manifest"])["kind"]) ?? "");
  }
  if (changed.type !== "helm_release" || config["set"] !== undefined) return false;
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
