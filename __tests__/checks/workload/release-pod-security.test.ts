import { releasePodSecurity } from "../../../src/checks/workload/release-pod-security";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

const ML = "ml-inference-prod";
const ENFORCED = "pod-security.kubernetes.io/enforce";

const afterEdit = (edit: (platform: Editable) => void): string[] =>
  foundBy(
    releasePodSecurity,
    altered(ML, ({ platform }) => edit(platform)),
  );

test("release-pod-security accepts privileged pods in kube-system, which enforces nothing", () => {
  const plan = environmentPlan(planOf(ML));
  expect(plan.resources("helm_release").map(({ config }) => config["chart"])).toContain(
    "secrets-store-csi-driver",
  );
  expect(foundBy(releasePodSecurity, plan)).toEqual([]);
});

test("release-pod-security finds privileged pods in a namespace that enforces restricted", () => {
  expect(
    afterEdit(({ resource }) => (resource.helm_release.secrets_store_driver.namespace = "ml-inference")),
  ).toEqual([
    "helm_release.secrets_store_driver: namespace ml-inference enforces restricted, and the pods of " +
      "secrets-store-csi-driver need privileged: it mounts file systems into other pods: host paths, " +
      "privileged container",
  ]);
});

test.each([
  ["baseline", 2],
  ["restricted", 2],
  ["privileged", 0],
])("release-pod-security: labels that make kube-system enforce %s give %i findings", (level, findings) => {
  const labels = {
    api_version: "v1",
    kind: "Namespace",
    metadata: [{ name: "kube-system" }],
    labels: { [ENFORCED]: level },
  };
  expect(afterEdit(({ resource }) => (resource.kubernetes_labels = { system: labels }))).toHaveLength(
    findings,
  );
});

test("release-pod-security reports a level that does not exist", () => {
  const found = afterEdit(({ resource }) => {
    resource.kubernetes_labels = {
      system: {
        api_version: "v1",
        kind: "Namespace",
        metadata: { name: "kube-system" },
        labels: { [ENFORCED]: "strict" },
      },
    };
  });
  expect(found).toContain(
    "helm_release.load_balancer_controller: namespace kube-system enforces strict, expected privileged, baseline, restricted",
  );
});
