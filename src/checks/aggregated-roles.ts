import { labelSelectors } from "./label-selectors";
import { items, type LabelSelector } from "../infrastructure/kubernetes-api";
import { labelsOf } from "../infrastructure/kubernetes-labels";
import { type KubernetesObject, objectsOf } from "../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../terraform/environment-plan";

/** The label by which the roles `view`, `edit` and `admin` of Kubernetes aggregate others. */
const TO_KUBERNETES = /^rbac\.authorization\.k8s\.io\/aggregate-to-/;

/** Selectors of ClusterRoles whose rules Kubernetes adds to a role. */
const selectorsOf = ({ api }: KubernetesObject): readonly LabelSelector[] =>
  items(api.aggregationRule?.clusterRoleSelectors);

/** ClusterRoles that have the rules of others. */
export const aggregatedRoles = {
  /** Whether a role has the rules of others, which can be roles of no stack. */
  includes: (role: KubernetesObject): boolean => selectorsOf(role).length > 0,

  /** The role itself, or the ClusterRoles of the stacks that it aggregates: Kubernetes replaces the rules of such a role. */
  withRules: (plan: EnvironmentPlan, role: KubernetesObject): readonly KubernetesObject[] =>
    // A rule of aggregation without a selector leaves a role none.
    withSelected(plan, role).filter(({ api }) => (api.aggregationRule ?? null) === null),

  /** Whether roles of no stack can have the labels that a role, or one that it aggregates, selects. */
  haveOthers: (plan: EnvironmentPlan, role: KubernetesObject): boolean =>
    withSelected(plan, role).some((each) =>
      selectorsOf(each).some((selector) => selectsOthers(plan, selector)),
    ),

  /** Whether a role of Kubernetes or of the stacks aggregates a role, which then needs no binding. */
  haveRulesOf: (plan: EnvironmentPlan, role: KubernetesObject): boolean =>
    role.kind === "cluster_role" &&
    (Object.entries(role.labels).some(([key, value]) => TO_KUBERNETES.test(key) && value === "true") ||
      objectsOf(plan)
        .ofKind("cluster_role")
        .some((each) => aggregates(each, role))),
};

/** A role and the ClusterRoles that it selects, also through others. */
function withSelected(plan: EnvironmentPlan, role: KubernetesObject): readonly KubernetesObject[] {
  const found = new Set([role]);
  // A set that grows while it is read also gives what was added.
  for (const each of found)
    for (const other of objectsOf(plan).ofKind("cluster_role")) if (aggregates(each, other)) found.add(other);
  return [...found];
}

/** Labels that Kubernetes, its add-ons and charts write. */
const OF_OTHERS = /(^|\.)(kubernetes|k8s)\.io\//;

const selectsOthers = (plan: EnvironmentPlan, selector: LabelSelector): boolean =>
  Object.keys(labelsOf(selector.matchLabels)).every((label) => OF_OTHERS.test(label)) ||
  !objectsOf(plan)
    .ofKind("cluster_role")
    .some(({ labels }) => labelSelectors.matches(selector, labels));

const aggregates = (role: KubernetesObject, { labels }: KubernetesObject): boolean =>
  selectorsOf(role).some((selector) => labelSelectors.matches(selector, labels));
