import { gracefulStop } from "../../../src/checks/workload/graceful-stop";
import { newlyFound } from "../../support/findings";
import { type Case, ML, object, pod, container } from "./edits";

const CHECK = [gracefulStop];

test.each<Case>([
  [
    "a pod without a preStop hook",
    ML,
    container((each) => delete each["lifecycle"]),
    "its preStop sleeps for less than 5 s, so it stops while requests still arrive",
  ],
  [
    "a grace period that ends before the longest answer",
    ML,
    pod((spec) => (spec["termination_grace_period_seconds"] = 30)),
    "its grace period of 30 s is shorter than preStop (15 s) and the longest answer (60 s)",
  ],
  [
    "a deregistration delay beyond the grace period",
    ML,
    object(
      "service",
      "ml_inference_api_nlb",
      ({ metadata }) =>
        delete metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"],
    ),
    "its grace period of 90 s is shorter than the deregistration delay of 300 s",
  ],
])("graceful-stop finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
