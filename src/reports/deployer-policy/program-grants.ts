import { text } from "../../terraform/stack-json";
import { knownText } from "../../infrastructure/text-references";
import { type Grant } from "./grants";
import { type LayerNames } from "./layer-names";

/** Actions of a pull from ECR (Amazon ECR user guide, "image-pull-iam", read 2026-11-21). */
const PULL = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

/**
 * Permissions of the programs that Terraform or a workflow starts with the same role: Helm reads charts from ECR at plan and at
 * apply, and `aws eks update-kubeconfig` connects kubectl after an apply.
 */
export function programGrants(names: LayerNames): Grant[] {
  const repositories = chartRepositories(names);
  const clusters = connectedClusters(names);
  return [
    ...(repositories.length === 0
      ? []
      : [
          { action: "ecr:GetAuthorizationToken", resources: ["*"], isRead: true },
          ...PULL.map((action) => ({ action, resources: repositories, isRead: true })),
        ]),
    ...(clusters.length === 0
      ? []
      : [
          {
            action: "eks:DescribeCluster",
            resources: names.regional(
              "eks",
              clusters.map((name) => `cluster/${name}`),
            ),
            isRead: true,
          },
        ]),
  ];
}

const CHART = /^oci:\/\/(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(.+)$/;

/** ARNs of the repositories in ECR with the charts of the layers. */
function chartRepositories(names: LayerNames): string[] {
  const arns = names.plan
    .resources("helm_release")
    .filter(({ layer }) => names.layers.includes(layer))
    .flatMap(({ layer, config }) => {
      const [repository = "", chart = ""] = [config.repository, config.chart].map((value) =>
        text(knownText(names.plan, { layer, value })),
      );
      const [, account, region, path] = CHART.exec(`${repository}/${chart}`) ?? CHART.exec(chart) ?? [];
      return path === undefined
        ? []
        : [`arn:${names.partition}:ecr:${String(region)}:${String(account)}:repository/${path}`];
    });
  return [...new Set(arns)].sort();
}

/** Clusters of the environment, for layers whose providers connect to the Kubernetes API. */
function connectedClusters(names: LayerNames): string[] {
  const connects = names.layers.some((layer) => {
    const providers = names.plan.stack(layer)?.providers ?? {};
    return providers["kubernetes"] !== undefined || providers["helm"] !== undefined;
  });
  if (!connects) return [];
  return names.plan
    .resources("aws_eks_cluster")
    .flatMap(({ layer, config }) => knownText(names.plan, { layer, value: config.name }) ?? [])
    .sort();
}
