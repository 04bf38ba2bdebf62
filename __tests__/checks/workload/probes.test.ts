import { probesCheck } from "../../../src/checks/workload/probes";
import { newlyFound } from "../../support/findings";
import { type Case, ML, deployment, container } from "./edits";

const CHECK = [probesCheck];

test.each<Case>([
  [
    "a missing startup probe",
    ML,
    container((each) => delete each["startup_probe"]),
    "it has no startupProbe with a handler",
  ],
  [
    "a liveness probe that restarts a pod before it leaves rotation",
    ML,
    container((each) => (each["liveness_probe"].period_seconds = 1)),
    "livenessProbe restarts a pod after 3 s, before readinessProbe removes it from rotation after 10 s",
  ],
  [
    "a progress deadline below the startup time",
    ML,
    deployment((spec) => (spec["progress_deadline_seconds"] = 60)),
    "progressDeadlineSeconds is 60, expected at least the startup time of 120 s and 300 s for its NLB",
  ],
  ...["startup_probe", "readiness_probe", "liveness_probe"].map((key): Case => [
    `TLS in one probe of a port, ${key}`,
    ML,
    container((each) => (each[key].http_get.scheme = "HTTPS")),
    "ask port http by HTTP and by HTTPS, and a port speaks one of them",
  ]),
])("probes finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
