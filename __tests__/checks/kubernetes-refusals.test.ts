import { type Check } from "../../src/checks/check";
import { hpaWorks } from "../../src/checks/capacity/hpa-works";
import { quotaAdmitsPeak } from "../../src/checks/capacity/quota-admits-peak";
import { podPlacement } from "../../src/checks/images/pod-placement";
import { nameLimits } from "../../src/checks/names/name-limits";
import { servicePortCheck } from "../../src/checks/ports/service-port";
import { namespaceQuota } from "../../src/checks/workload/namespace-quota";
import { podReferences } from "../../src/checks/workload/pod-references";
import { podSpread } from "../../src/checks/workload/pod-spread";
import { probesCheck } from "../../src/checks/workload/probes";
import { writableVolumes } from "../../src/checks/workload/writable-volumes";
import { EDITS } from "../../kubernetes-tests/agreement/case";
import { ModelObjects, type Value } from "../../kubernetes-tests/agreement/edit";
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
    "its default_request for memory is above its default",
  ],
  [
    podPlacement,
    "resource that no node has",
    "example.com/accelerator",
    "its nodes have no example.com/accelerator",
  ],
  [podPlacement, "toleration", "Exists", "has the operator Exists with the value b"],
  [podSpread, "least domains of a spread", "ScheduleAnyway", "has min_domains"],
  [podReferences, "missing priority class", true, "PriorityClass none does not exist"],
  [podReferences, "missing runtime class", true, "RuntimeClass none does not exist"],
  [writableVolumes, "two volumes with a name", true, "two volumes have one name"],
  [servicePortCheck, "two container ports with a name", true, "has two ports named http"],
  [servicePortCheck, "second Service port", "same", "it has two ports 5000/TCP; it has two ports named http"],
  [
    probesCheck,
    "value of a probe",
    "success_threshold 2",
    "success_threshold of liveness_probe is 2, expected 1",
  ],
  [
    probesCheck,
    "value of a probe",
    "failure_threshold -3",
    "failure_threshold of liveness_probe is negative",
  ],
  [nameLimits, "key of an annotation", "a b", "annotation"],
  [hpaWorks, "minimum of the autoscaler", 0, "min_replicas is 0, expected at least 1"],
])("what Kubernetes refuses is found by its check: %#", (check, name, value, problem) => {
  const edit = EDITS.find((each) => each.name === name);
  const found = newlyFound([check], "ml-inference-prod", ({ models }) =>
    edit?.apply(new ModelObjects(models), value),
  );
  expect(found).toContainEqual(expect.stringContaining(problem));
});
