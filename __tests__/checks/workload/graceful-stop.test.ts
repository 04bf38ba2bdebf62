import { gracefulStop } from "../../../src/checks/workload/graceful-stop";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { type Case, ML, object, pod, container } from "./edits";

const CHECK = [gracefulStop];

test.each<Case>([
  [
    "a pod without a preStop hook",
    ML,
    container((each) => delete each["lifecycle"]),
    "its preStop sleeps for less than 180 s, so it stops while requests still arrive",
  ],
  [
    "a grace period that ends before the longest answer",
    ML,
    pod((spec) => (spec["termination_grace_period_seconds"] = 30)),
    "its grace period of 30 s is shorter than preStop (300 s) and the longest answer (60 s)",
  ],
  [
    "a deregistration delay beyond the grace period",
    ML,
    (layers) => {
      object("service", "ml_inference_api_nlb", ({ metadata }) => {
        delete metadata.annotations["service.beta.kubernetes.io/aws-load-balancer-target-group-attributes"];
      })(layers);
      pod((spec) => (spec["termination_grace_period_seconds"] = 290))(layers);
    },
    "its grace period of 290 s is shorter than the deregistration delay of 300 s",
  ],
  [
    "an NLB's pod that stops after the time of an ALB",
    ML,
    container((each) => (each["lifecycle"].pre_stop[0].exec.command[1] = "15")),
    "its preStop sleeps for less than 180 s",
  ],
  [
    "an image that declares too short a drain",
    ML,
    container((each) => {
      delete each["lifecycle"];
      each["env"] = [{ name: "DRAIN_SECONDS", value: "60" }];
    }),
    "its DRAIN_SECONDS are less than 180 s",
  ],
  [
    "a declared drain beyond the grace period",
    ML,
    container((each) => {
      delete each["lifecycle"];
      each["env"] = [{ name: "DRAIN_SECONDS", value: "400" }];
    }),
    "its grace period of 375 s is shorter than DRAIN_SECONDS (400 s)",
  ],
])("graceful-stop finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

test("graceful-stop accepts an image that drains by itself", () => {
  const models = [{ name: "own", image: { tag: "1" }, drainsOnSigterm: true }];
  expect(foundBy(gracefulStop, environmentPlan(planWith(ML, { models })))).toEqual([]);
});

test("graceful-stop finds a hook that is no sleep, even if the image declares a drain", () => {
  const edit = container((each) => {
    each["lifecycle"].pre_stop[0].exec.command = ["true"];
    each["env"] = [{ name: "DRAIN_SECONDS", value: "300" }];
  });
  expect(newlyFound(CHECK, ML, edit)).toContainEqual(expect.stringContaining("its preStop sleeps for less"));
});
