import { type Layer } from "../core/layers";
import { type ConfigPath } from "./reading/problems";
import { type EnvironmentConfig } from "./schema";

/** Types of resources and the part of the configuration that shapes them, most specific first. */
const PARTS: readonly { readonly type: RegExp; readonly path: ConfigPath }[] = [
  { type: /^aws_vpc_endpoint/, path: ["network", "endpoints"] },
  { type: /^aws_(flow_log|cloudwatch_log_group)/, path: ["network", "flowLogs"] },
  { type: /^(aws_lb|aws_acm|aws_route53|aws_wafv2|kubernetes_ingress)/, path: ["entry"] },
  { type: /^aws_s3_bucket/, path: ["modelBucket"] },
  { type: /^aws_eks_addon/, path: ["cluster", "addonVersions"] },
];

const LAYER_PARTS: Partial<Record<Layer, ConfigPath>> = {
  network: ["network"],
  cluster: ["cluster"],
  models: ["models"],
};

/**
 * The value of an environment's file that an address follows from: a model's own entry, a node group's, or the part
 * that shapes resources of that type. Undefined where no part of the file does.
 */
export function causeOf(config: EnvironmentConfig, layer: Layer, address: string): ConfigPath | undefined {
  const [type = "", name = ""] = address.replace(/^data\./, "").split(".");
  const model = config.models.findIndex((each) => underscored(each.name) === name);
  if (model >= 0 && layer !== "network") return ["models", model];
  if (type === "aws_eks_node_group" || type === "aws_launch_template") {
    const group = Object.keys(config.cluster.nodeGroups).find((each) => name.startsWith(underscored(each)));
    return group === undefined ? ["cluster"] : ["cluster", "nodeGroups", group];
  }
  if (type === "aws_subnet")
    return ["network", name.startsWith("public") ? "publicSubnets" : "privateSubnets"];
  if (layer === "network" || layer === "models") {
    const part = PARTS.find((each) => each.type.test(type));
    if (part) return part.path;
  }
  return LAYER_PARTS[layer];
}

const underscored = (name: string): string => name.replaceAll("-", "_");
