import { LIFECYCLE_CHECKS } from "../../../src/checks/generated/lifecycle";
import { CHECKS_OF_PARTS } from "../../../src/checks/generated/of-parts";
import { altered } from "../../support/altered";
import { type Edit, found } from "../../support/findings";

test.each<[string, Edit]>([
  [
    "a cluster whose version is a number",
    ({ cluster }) => (cluster.resource.aws_eks_cluster.main = { version: 1.36, upgrade_policy: "EXTENDED" }),
  ],
  [
    "an add-on build from a data source that does not exist",
    ({ cluster }) =>
      (cluster.resource.aws_eks_addon.coredns = {
        addon_version: "${data.aws_eks_addon_version.none.version}",
      }),
  ],
  [
    "a node group with an empty lifecycle",
    ({ cluster }) => (cluster.resource.aws_eks_node_group.general_a.lifecycle = []),
  ],
  [
    "a disruption budget without a spec",
    ({ models }) => (models.resource.kubernetes_pod_disruption_budget_v1.model_service.spec = null),
  ],
  ["an empty namespace", ({ models }) => (models.resource.kubernetes_namespace_v1.models = {})],
])("no check throws with %s", (_, edit) => {
  expect(() =>
    found([...LIFECYCLE_CHECKS, ...Object.values(CHECKS_OF_PARTS).flat()], altered("mlapp", edit)),
  ).not.toThrow();
});
