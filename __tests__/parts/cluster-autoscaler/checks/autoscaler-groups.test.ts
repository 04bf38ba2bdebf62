import { autoscalerGroups } from "../../../../src/parts/cluster-autoscaler/checks/autoscaler-groups";
import { environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan, withValues } from "../../../support/cluster-autoscaler";
import { type Editable } from "../../../support/altered";
import { foundBy } from "../../../support/findings";

test("autoscaler-groups accepts the emitted release", () => {
  expect(foundBy(autoscalerGroups, environmentPlan(clusterAutoscalerPlan()))).toEqual([]);
});

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  [
    "another cluster",
    (values) => (values["autoDiscovery"].clusterName = "other"),
    "autoDiscovery.clusterName is other, expected ml-inference-prod-cluster",
  ],
  ["no cluster", (values) => delete values["autoDiscovery"].clusterName, "clusterName is missing"],
  [
    "no region",
    (values) => delete values["awsRegion"],
    "awsRegion is missing, expected ap-southeast-2: its pods cannot read instance metadata",
  ],
  ["another cloud", (values) => (values["cloudProvider"] = "gce"), "cloudProvider is gce, expected aws"],
  [
    "tags of every cluster",
    (values) => (values["autoDiscovery"].tags = ["k8s.io/cluster-autoscaler/enabled"]),
    "autoDiscovery.tags select node groups of every cluster of the account",
  ],
  [
    "a tag that EKS does not set",
    (values) =>
      (values["autoDiscovery"].tags = ["team=ml", "kubernetes.io/cluster/ml-inference-prod-cluster"]),
    "it looks for groups with the tag team, which EKS does not set",
  ],
  [
    "another value of a tag",
    (values) => (values["autoDiscovery"].tags = ["k8s.io/cluster-autoscaler/enabled=false"]),
    "it looks for groups with the tag k8s.io/cluster-autoscaler/enabled, which EKS does not set",
  ],
])("autoscaler-groups finds %s", (_, edit, message) => {
  expect(foundBy(autoscalerGroups, withValues(edit))).toEqual([expect.stringContaining(message)]);
});

test("autoscaler-groups accepts tags with the name of the cluster in a value", () => {
  const plan = withValues(
    (values) => (values["autoDiscovery"].tags = ["eks:cluster-name={{ .Values.autoDiscovery.clusterName }}"]),
  );
  const written = withValues(
    (values) => (values["autoDiscovery"].tags = ["eks:cluster-name=ml-inference-prod-cluster"]),
  );
  expect([...foundBy(autoscalerGroups, plan), ...foundBy(autoscalerGroups, written)]).toEqual([]);
});
