import { type EnvironmentConfig } from "../../config/environment";
import { KUBEFLOW_PIPELINES, PIPELINES_NAMESPACE } from "../../config/kubeflow-pipelines";
import { type RuleProblem } from "../../config/loader/load";
import { own } from "../../core/own";

const PATH = ["components", KUBEFLOW_PIPELINES];

/** Steps run on nodes, in a namespace of their own, and the database needs two zones. */
export const pipelinesRules = (
  _: unknown,
  { cluster, namespace, network, components }: EnvironmentConfig,
): RuleProblem[] => [
  ...(Object.keys(cluster.nodeGroups).length > 0
    ? []
    : [
        {
          path: PATH,
          expected: "a node group, since the driver that mounts the password runs on no Fargate node",
          fix: "add a node group to cluster.nodeGroups, or remove components.kubeflow-pipelines",
        },
      ]),
  ...(namespace === PIPELINES_NAMESPACE
    ? [
        {
          path: ["namespace"],
          expected: `a namespace of models other than ${PIPELINES_NAMESPACE}, which components.kubeflow-pipelines creates`,
          fix: "choose another namespace",
        },
      ]
    : []),
  ...(argoCdNamespace(components) === PIPELINES_NAMESPACE
    ? [
        {
          path: ["components", "argo-cd", "namespace"],
          expected: `a namespace other than ${PIPELINES_NAMESPACE}, which components.kubeflow-pipelines creates`,
          fix: "choose another namespace",
        },
      ]
    : []),
  ...((cluster.zones ?? network.zones).length > 1
    ? []
    : [
        {
          path: PATH,
          expected: "at least two zones, since RDS needs subnets in two",
          fix: "add a zone to network.zones",
        },
      ]),
];

const argoCdNamespace = (components: EnvironmentConfig["components"]): unknown =>
  (own(components ?? {}, "argo-cd") as { readonly namespace?: unknown } | undefined)?.namespace;
