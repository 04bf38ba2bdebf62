import { labelSelectors } from "../label-selectors";
import { type AccessRule, items, type LabelSelector } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";

/** The label by which the roles `view`, `edit` and `admin` of Kubernetes aggregate others. */
const TO_KUBERNETES = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Selectors of ClusterRoles whose rules Kubernetes adds to a role. Each is for roles of no stack too. */
export const aggregated = ({ api }: KubernetesObject): readonly LabelSelector[] =>
  items(api.aggregationRule?.clusterRoleSelectors);

/** Rules of a role, and of the ClusterRoles of the stacks that it aggregates. */
export const rulesOf = (plan: EnvironmentPlan, role: KubernetesObject): readonly AccessRule[] =>
  aggregated(role).length === 0
    ? items(role.api.rules)
    : objectsOf(plan)
        .ofKind("cluster_role")
        .filter((each) => each !== role && aggregates(role, each))
        .flatMap(({ api }) => items(api.rules));

const aggregates = (role: KubernetesObject, { labels }: KubernetesObject): boolean =>
  aggregated(role).some((selector) => labelSelectors.matches(selector, labels));

/** Whether a role of Kubernetes or of the stacks aggregates a role, which then needs no binding. */
export const isAggregated = (plan: EnvironmentPlan, role: KubernetesObject): boolean =>
  role.kind === "cluster_role" &&
  (Object.entries(role.labels).some(([key, value]) => TO_KUBERNETES.test(key) && value === "true") ||
    objectsOf(plan)
      .ofKind("cluster_role")
      .some((each) => aggregates(each, role)));
