import { asObject, type JsonObject } from "../../terraform/stack-json";
import { NODE_LABELS } from "../../facts/labels";
import { resizes } from "../../infrastructure/capacity-resizes";
import { createsFirst, nodesReplacedBy, replacedBy } from "../variables/effects";
import { type BindingTarget, ofType, seek } from "../variables/variable";
import { type Scalar } from "./scalars";

/** Sentences on what a change of a variable does beyond a change in place. */
export function effectTexts(json: JsonObject, scalar: Scalar, targets: readonly BindingTarget[]): string[] {
  const nodes = nodesReplacedBy(json, targets);
  return [
    ...replacement(json, targets),
    ...(nodes.length > 0
      ? [`A change replaces every node of ${counted(nodes)}${atATime(json, nodes)}.`]
      : []),
    ...sizes(json, scalar),
  ];
}

/** Arguments of resources where a change forces replacement. */
export function replacement(json: JsonObject, targets: readonly BindingTarget[]): string[] {
  const replaced = replacedBy(targets);
  if (replaced.length === 0) return [];
  const isOne = replaced.length === 1;
  const order = createsFirst(json, replaced)
    ? `creates the new ${isOne ? "one" : "ones"} first`
    : `destroys the old ${isOne ? "one" : "ones"}${pods(replaced, isOne)} first`;
  return [`A change replaces ${counted(replaced)}${isOne ? "" : " at the same time"}: Terraform ${order}.`];
}

const pods = (replaced: readonly string[], isOne: boolean): string =>
  replaced.every((each) => each.startsWith("aws_eks_node_group."))
    ? `, with ${isOne ? "its" : "their"} pods,`
    : "";

/** Most addresses in a sentence. */
const MOST = 4;

const counted = (addresses: readonly string[]): string => {
  const shown =
    addresses.length > MOST
      ? [...addresses.slice(0, MOST - 1), `${addresses.length - MOST + 1} others`]
      : addresses;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1) ?? ""}`;
};

function atATime(json: JsonObject, [address = ""]: readonly string[]): string {
  const most = seek(json, ["resource", ...address.split("."), "update_config", "max_unavailable"]);
  return typeof most === "number" ? `, ${most} at a time in each zone` : "";
}

/** Bounds of the number of nodes, which EKS compares with the number. */
function sizes(json: JsonObject, { path }: Scalar): string[] {
  const [, collection, group, key] = path;
  if (collection !== "nodeGroups" || (key !== "minPerZone" && key !== "maxPerZone")) return [];
  const names = Object.entries(ofType(json, "aws_eks_node_group"))
    .filter(([, each]) => asObject(asObject(each)["labels"])[NODE_LABELS.group] === group)
    .map(([name]) => name);
  const [first, ...others] = resizes(json, names);
  if (!first)
    return key === "minPerZone"
      ? ["Every apply sets this number of nodes, and a lower value removes nodes."]
      : [];
  const also = others.length > 0 ? ` (also for ${others.map((each) => each.group).join(", ")})` : "";
  const rejected = key === "minPerZone" ? "minimum above" : "maximum below";
  return [
    `Terraform does not change the number of nodes of an existing group, and EKS rejects a ${rejected} that number: first run \`${first.command}\`${also}.`,
  ];
}
