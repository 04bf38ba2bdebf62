import { type Check } from "../../src/checks/check";
import { hpaWorks } from "../../src/checks/capacity/hpa-works";
import { podFitsNode } from "../../src/checks/capacity/pod-fits-node";
import { quotaAdmitsPeak } from "../../src/checks/capacity/quota-admits-peak";
import { podPlacement } from "../../src/checks/images/pod-placement";
import { nameLimits } from "../../src/checks/names/name-limits";
import { servicePortCheck } from "../../src/checks/ports/service-port";
import { containerResources } from "../../src/checks/workload/container-resources";
import { namespaceQuota } from "../../src/checks/workload/namespace-quota";
import { podReferences } from "../../src/checks/workload/pod-references";
import { podSpread } from "../../src/checks/workload/pod-spread";
import { probesCheck } from "../../src/checks/workload/probes";
import { securityContext } from "../../src/checks/workload/security-context";
import { writableVolumes } from "../../src/checks/workload/writable-volumes";
import { EDITS } from "../real/kubernetes/agreement/case";
import { ModelObjects, type Value } from "../real/kubernetes/agreement/edit";
import { newlyFound } from "../support/findings";

/** Edits that a real API server or scheduler refuses; `npm run test:kubernetes` applies the same edits. */
test.each<[Check, string, Value, string]>([
  [quotaAdmitsPeak, "quota of objects", "services", "services is 0, and the namespace has 2"],
  [quotaAdmitsPeak, "quota of objects", "configmaps", "configmaps is 0, and the namespace has 2"],
  [
    quotaAdmitsPeak,
    "quota of objects",
    "count/deployments.apps",
    "count/deployments.apps is 0, and the namespace has 1",
  ],
  [quotaAdmitsPeak, "quota of objects", "count/pods", "count/pods is 0, and the models need"],
  [namespaceQuota, "largest container of the LimitRange", "memory 256Mi", "its max refuses pods"],
  [namespaceQuota, "smallest container of the LimitRange", "cpu 8", "its min refuses pods"],
  [
    namespaceQuota,
    "defaults of the LimitRange",
    "64Mi",
    "its defaultRequest for memory is above its default",
  ],
  [
    podPlacement,
    "resource that no node has",
    "example.com/accelerator",
    "its nodes have no example.com/accelerator",
  ],
  [podPlacement, "toleration", "Exists", "has the operator Exists with the value b"],
  [podSpread, "least domains of a spread", "ScheduleAnyway", "has minDomains"],
  [podReferences, "missing priority class", "none", "PriorityClass none does not exist"],
  [podReferences, "missing runtime class", true, "RuntimeClass none does not exist"],
  [writableVolumes, "two volumes with a name", "tmp", "two volumes have one name"],
  [servicePortCheck, "two container ports with a name", "http", "has two ports named http"],
  [servicePortCheck, "second Service port", "same", "it has two ports 5000/TCP; it has two ports named http"],
  [
    probesCheck,
    "value of a probe",
    "success_threshold 2",
    "successThreshold of livenessProbe is 2, expected 1",
  ],
  [probesCheck, "value of a probe", "failure_threshold -3", "failureThreshold of livenessProbe is negative"],
  [nameLimits, "key of an annotation", "a b", "annotation"],
  [hpaWorks, "minimum of the autoscaler", 0, "minReplicas is 0, expected at least 1"],
  [securityContext, "largest user id", "2147483648", "the pod has runAsUser 2147483648, above 2147483647"],
  [securityContext, "largest user id", "2147483648", "the pod has fsGroup 2147483648, above 2147483647"],
  [probesCheck, "probe of an init container", "init", "init container prepare has a readinessProbe"],
  [nameLimits, "init container with the name of the container", true, "two containers have this name"],
  [podPlacement, "required node affinity", "disk In ssd", "no node affinity term matches its nodes"],
  [podPlacement, "required node affinity", "kubernetes.io/os NotIn linux", "no node affinity term"],
  [podPlacement, "required node affinity", "disk Exists", "no node affinity term matches its nodes"],
  [podPlacement, "operator of a node affinity", "kubernetes.io/os Is linux", "has the operator Is"],
  [podPlacement, "operator of a node affinity", "kubernetes.io/os In", "has the operator In without values"],
  [podPlacement, "operator of a node affinity", "kubernetes.io/os Exists linux", "Exists with values"],
  [podPlacement, "operator of a node affinity", "cpus Gt many", "has the operator Gt with many"],
  [podPlacement, "weight of a node affinity", 0, "has the weight 0, expected 1 to 100"],
  [podPlacement, "weight of a node affinity", 101, "has the weight 101, expected 1 to 100"],
  [podPlacement, "pods that exclude each other", "required", "pod_anti_affinity is required"],
  [podFitsNode, "memory of a container beside the model", "1700Mi", "3400Mi"],
])("what Kubernetes refuses is found by its check: %#", (check, name, value, problem) => {
  const edit = EDITS.find((each) => each.name === name);
  const found = newlyFound([check], "ml-inference-prod", ({ models }) =>
    edit?.apply(new ModelObjects(models), value),
  );
  expect(found).toContainEqual(expect.stringContaining(problem));
});

/** Values that Kubernetes accepts, and for which the check has no reason to be stricter. */
test.each<[Check, string, Value]>([
  [podPlacement, "required node affinity", "kubernetes.io/os In linux"],
  [podPlacement, "required node affinity", "kubernetes.io/arch Exists"],
  [podPlacement, "required node affinity", "disk NotIn ssd"],
  [podPlacement, "required node affinity", "disk DoesNotExist"],
  [podPlacement, "weight of a node affinity", 50],
  [podPlacement, "pods that exclude each other", "preferred"],
  [securityContext, "largest user id", "2147483647"],
  [probesCheck, "probe of an init container", "beside the model"],
  [podFitsNode, "memory of a container beside the model", "300Mi"],
  [containerResources, "unreadable amount", "536870912"],
  [containerResources, "unreadable amount", "0.5Gi"],
  [writableVolumes, "unreadable amount of disk", "2G"],
  [writableVolumes, "mount without a volume", "tmp"],
  [writableVolumes, "mount at a used path", "/scratch"],
])("what Kubernetes accepts is accepted by its check: %#", (check, name, value) => {
  const edit = EDITS.find((each) => each.name === name);
  expect(edit?.harmless).toContain(value);
  const found = newlyFound([check], "ml-inference-prod", ({ models }) =>
    edit?.apply(new ModelObjects(models), value),
  );
  expect(found).toEqual([]);
});

test("a required affinity for labels of Kubernetes that no check knows is not taken as met", () => {
  for (const value of ["kubernetes.io/hostname DoesNotExist", "topology.kubernetes.io/region NotIn none"]) {
    const edit = EDITS.find((each) => each.name === "required node affinity");
    const found = newlyFound([podPlacement], "ml-inference-prod", ({ models }) =>
      edit?.apply(new ModelObjects(models), value),
    );
    expect(found).toEqual([expect.stringContaining("no node affinity term matches its nodes")]);
  }
});
