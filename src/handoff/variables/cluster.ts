import { NODE_LABELS } from "../../facts/labels";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { replacement } from "../values/effect-texts";
import { ownRanges, validationsOf } from "./limits";
import { type VariableBinding, seek, ofType, bindVariable } from "./variable";

/** Variables of whole lists. */
export const listTies = (json: JsonObject): VariableBinding[] => [
  ...instanceTypes(json),
  ...publicAccess(json),
];

/** A node group of the YAML file is one managed node group in each zone, all with the same types. */
function instanceTypes(json: JsonObject): VariableBinding[] {
  const groups = new Map<string, string[]>();
  for (const [name, group] of Object.entries(ofType(json, "aws_eks_node_group"))) {
    const label = asObject(asObject(group)["labels"])[NODE_LABELS.group];
    if (typeof label === "string") groups.set(label, [...(groups.get(label) ?? []), name]);
  }
  return [...groups].flatMap(([group, names]) => {
    const name = `node_group_${group.replaceAll("-", "_")}_instance_types`;
    const targets = names.map((each) => ({
      path: ["resource", "aws_eks_node_group", each, "instance_types"],
    }));
    return bindVariable(json, targets, {
      name,
      description: [
        `EC2 instance types of node group ${group}, for the architecture of its ami_type.`,
        ...replacement(json, targets),
      ].join(" "),
      validations: validationsOf(name, ["cluster", "nodeGroups", group, "instanceTypes"]),
    });
  });
}

/** Ranges of an existing public endpoint; no variable enables the endpoint. */
function publicAccess(json: JsonObject): VariableBinding[] {
  const targets = Object.keys(ofType(json, "aws_eks_cluster"))
    .map((name) => ({ path: ["resource", "aws_eks_cluster", name, "vpc_config", "public_access_cidrs"] }))
    .filter(({ path }) => asArray(seek(json, path)).length > 0);
  return bindVariable(json, targets, {
    name: "api_public_access_cidrs",
    description: "Address ranges that may reach the public endpoint of the Kubernetes API.",
    validations: [
      ...validationsOf("api_public_access_cidrs", ["cluster", "apiAccess", "publicCidrs"]),
      ownRanges("api_public_access_cidrs"),
    ],
  });
}
