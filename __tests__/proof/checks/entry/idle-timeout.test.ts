import { idleTimeout } from "../../../../src/proof/checks/entry/idle-timeout";
import { entriesOf } from "../../../../src/proof/model/kubernetes/entries";
import { statedIn } from "../../../../src/proof/model/stated/stated";
import { altered, environmentPlan } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { configWith } from "../../../support/environments";
import { foundBy } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const IDLE = { entry: { idleTimeoutSeconds: 300 } };

/** Findings in the stacks of one file, by the record of another one. */
const judged = (environment: string, emitted: object, stated: object): string[] =>
  foundBy(idleTimeout, environmentPlan(planWith(environment, emitted)), {
    statedOf: () => statedIn(settingsFor(configWith(environment, stated))),
  });

test.each(["ml-platform", "retail-forecast-option-b", "ml-inference-prod"])(
  "idle-timeout finds nothing in %s, whose load balancer is as its file states",
  (environment) => {
    const change = environment === "ml-inference-prod" ? {} : IDLE;
    expect(judged(environment, change, change)).toEqual([]);
    expect(judged(environment, {}, {})).toEqual([]);
  },
);

test.each([
  [{}, IDLE, "closes a silent connection after 60 s, expected 300 s of the file"],
  [IDLE, {}, "closes a silent connection after 300 s, expected 60 s of the file"],
])("idle-timeout finds each Ingress and the ALB of %j where the file has %j", (emitted, stated, problem) => {
  const ofGroup = judged("ml-platform", emitted, stated);
  expect(ofGroup.length).toBeGreaterThan(1);
  expect(ofGroup.every((line) => line.includes(problem))).toBe(true);
  expect(judged("retail-forecast-option-b", emitted, stated)).toEqual([expect.stringContaining(problem)]);
});

test("idle-timeout does not judge an NLB beside the entry, whose time no key states", () => {
  const change = { entry: { idleTimeoutSeconds: 300 } };
  const beside = altered(planWith("ml-platform", change), ({ models }) => {
    const service = models.resource.kubernetes_service_v1.demand_forecast;
    models.resource.kubernetes_service_v1.beside = {
      ...service,
      metadata: {
        ...service.metadata,
        name: "beside",
        annotations: { "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type": "ip" },
      },
      spec: { ...service.spec, type: "LoadBalancer", load_balancer_class: "service.k8s.aws/nlb" },
    };
  });
  expect(entriesOf(beside).filter(({ kind }) => kind === "nlb")).toHaveLength(1);
  expect(
    foundBy(idleTimeout, beside, {
      statedOf: () => statedIn(settingsFor(configWith("ml-platform", change))),
    }),
  ).toEqual([]);
});

test("idle-timeout judges nothing without a record of the file", () => {
  expect(foundBy(idleTimeout, environmentPlan(planWith("ml-platform", IDLE)))).toEqual([]);
});
