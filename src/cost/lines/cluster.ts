import { KUBERNETES } from "../../facts/kubernetes-versions";
import { block, type JsonObject, text } from "../../terraform/stack-json";
import { costLine, hoursOf, type LineParts, type LinesOf } from "../line";

/** EKS control planes, at the price of the support that their Kubernetes version has today. */
export const clusterLines: LinesOf = (costing) =>
  costing.plan.resources("aws_eks_cluster").map((cluster) =>
    costLine(costing, cluster, {
      item: "EKS control plane",
      billedAs: "AmazonEKS",
      factors: [hoursOf(costing)],
      ...support(cluster.config, costing.today),
    }),
  );

function support(config: JsonObject, today: string): Pick<LineParts, "unitPrice" | "unknown" | "assumption"> {
  const version = text(config["version"]) ?? "";
  const calendar = KUBERNETES.calendar.get(version);
  if (!calendar) {
    const unknown =
      version === ""
        ? "the cluster sets no Kubernetes version"
        : `no support dates for Kubernetes ${version}`;
    return { unitPrice: undefined, unknown, assumption: unknown };
  }
  const { standardSupportEnds: standard, extendedSupportEnds: extended } = calendar;
  if (today <= standard) {
    return {
      unitPrice: "clusterHour",
      assumption: `standard support for ${version} until ${standard}`,
    };
  }
  if (block(config["upgrade_policy"])["support_type"] === "STANDARD") {
    return {
      unitPrice: "clusterHour",
      assumption: `standard support for ${version} ended on ${standard}; EKS upgrades it and bills no extended support`,
    };
  }
  return {
    unitPrice: "clusterExtendedHour",
    assumption:
      today <= extended
        ? `extended support for ${version} until ${extended}`
        : `extended support for ${version} ended on ${extended}; EKS upgrades it to a version in extended support`,
  };
}
