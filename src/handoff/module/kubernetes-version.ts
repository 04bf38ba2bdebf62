import { type JsonObject, asObject } from "../../terraform/stack-json";
import { configsOf, seek } from "../variables/variable";
import { filesWith } from "./concerns";
import { type Format, SYNTAXES } from "./format";
import { type Module } from "./module";

/** Arguments that set the Kubernetes version, by section and block type. */
const PLACES = [
  ["resource", "aws_eks_cluster", "version"],
  ["resource", "aws_eks_node_group", "version"],
  ["data", "aws_eks_addon_version", "kubernetes_version"],
] as const;

const hasReleases = (source: JsonObject): boolean =>
  configsOf(source, "aws_eks_node_group").some((group) => group["release_version"] !== undefined);

/**
 * Steps of a Kubernetes upgrade; empty for a module without a cluster. Source: EKS user guide, "update-cluster"
 * (2026-11-20).
 */
export function upgradeText({ source, parts }: Module, format: Format): string[] {
  const [version] = configsOf(source, "aws_eks_cluster").map((each) => seek(each, ["version"]));
  if (typeof version !== "string") return [];
  const places = PLACES.flatMap(([section, type, argument]) => {
    const blocks = Object.values(asObject(asObject(source[section])[type]));
    const files = filesWith(parts, section, type).map((file) => `${file}${SYNTAXES[format].module}`);
    return blocks.some((block) => seek(block, [argument]) === version)
      ? [`\`${argument}\` of ${section === "data" ? "`data." : "`"}${type}\` (${files.join(", ")})`]
      : [];
  });
  return [
    `Kubernetes ${version} is set in ${places.join(", ")}. Upgrade one minor version at a time; EKS does not allow larger steps. Change all of these arguments in one step${hasReleases(source) ? ", and `release_version` of `aws_eks_node_group` to a release of that version" : ""}: Terraform upgrades the control plane first, then the add-ons and nodes, which refer to it. Before you upgrade, read which APIs the new version removes, and the EKS upgrade insights.`,
  ];
}
