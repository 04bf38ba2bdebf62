import { autoscalerSettings } from "../../../../src/parts/cluster-autoscaler/checks/autoscaler-settings";
import { type Editable, environmentPlan } from "../../../support/altered";
import { clusterAutoscalerPlan, withValues } from "../../../support/cluster-autoscaler";
import { foundBy } from "../../../support/findings";

test("autoscaler-settings accepts the emitted release with each expander", () => {
  for (const expander of ["least-waste", "most-pods", "least-nodes", "random"]) {
    expect(foundBy(autoscalerSettings, environmentPlan(clusterAutoscalerPlan({ expander })))).toEqual([]);
  }
});

test.each<[what: string, edit: (values: Editable) => void, message: string]>([
  ["the default of replicas", (values) => delete values["replicaCount"], "it has fewer than 2 replicas"],
  ["no spread", (values) => delete values["topologySpreadConstraints"], "not spread across zones"],
  [
    "a spread over nodes",
    (values) => (values["topologySpreadConstraints"][0].topologyKey = "kubernetes.io/hostname"),
    "not spread across zones",
  ],
  [
    "a spread of other pods",
    (values) =>
      (values["topologySpreadConstraints"][0].labelSelector.matchLabels = {
        "app.kubernetes.io/name": "other",
      }),
    "not spread across zones",
  ],
  [
    "a spread of no pods",
    (values) => (values["topologySpreadConstraints"][0].labelSelector = {}),
    "not spread across zones",
  ],
  [
    "a pod that may run as root",
    (values) => delete values["securityContext"].runAsNonRoot,
    "its security context lacks runAsNonRoot true",
  ],
  [
    "no seccomp profile",
    (values) => delete values["securityContext"].seccompProfile,
    "its security context lacks seccompProfile RuntimeDefault",
  ],
  [
    "more rights than its parent",
    (values) => (values["containerSecurityContext"].allowPrivilegeEscalation = true),
    "its security context lacks allowPrivilegeEscalation false",
  ],
  [
    "a root filesystem that it can change",
    (values) => delete values["containerSecurityContext"].readOnlyRootFilesystem,
    "its security context lacks readOnlyRootFilesystem true",
  ],
  [
    "capabilities",
    (values) => (values["containerSecurityContext"].capabilities.drop = ["NET_RAW"]),
    "its security context lacks capabilities.drop ALL",
  ],
  [
    "an unknown expander",
    (values) => (values["extraArgs"].expander = "cheapest"),
    "expander is cheapest, expected least-waste, least-nodes, most-pods, random",
  ],
  [
    "a number for a time",
    (values) => (values["extraArgs"]["scale-down-unneeded-time"] = 10),
    "scale-down-unneeded-time is 10, expected a time such as 10m",
  ],
  [
    "zones that are not balanced",
    (values) => delete values["extraArgs"]["balance-similar-node-groups"],
    "balance-similar-node-groups is not true",
  ],
])("autoscaler-settings finds %s", (_, edit, message) => {
  expect(foundBy(autoscalerSettings, withValues(edit))).toEqual([expect.stringContaining(message)]);
});

test("autoscaler-settings accepts a chain of expanders, and times of several units", () => {
  const plan = withValues(({ extraArgs: args }) => {
    (args as Editable)["expander"] = "most-pods,least-waste";
    (args as Editable)["scale-down-unneeded-time"] = "1h30m";
  });
  expect(foundBy(autoscalerSettings, plan)).toEqual([]);
});
