import { teardownVolumes } from "../../../src/checks/teardown/teardown-volumes";
import { altered, environmentPlan } from "../../support/altered";
import { foundBy } from "../../support/findings";
import { prometheusPlan } from "../../support/prometheus";

test("claims of the metrics stack end before their class and driver", () => {
  expect(foundBy(teardownVolumes, environmentPlan(prometheusPlan()))).toEqual([]);
});

test("teardown-volumes finds a release that does not wait for the class of its claims", () => {
  const plan = altered(prometheusPlan(), ({ platform }) => {
    const release = platform.resource.helm_release.prometheus as { depends_on: string[] };
    release.depends_on = release.depends_on.filter((each) => !each.includes("storage_class"));
  });
  expect(foundBy(teardownVolumes, plan)).toEqual([
    "helm_release.prometheus: it does not depend on kubernetes_storage_class_v1.ebs_csi, the class of claim prometheus of kube-prometheus-stack",
    "helm_release.prometheus: it does not depend on kubernetes_storage_class_v1.ebs_csi, the class of claim alertmanager of kube-prometheus-stack",
  ]);
});
