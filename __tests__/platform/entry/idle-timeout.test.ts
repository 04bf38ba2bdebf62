import { gracefulStop } from "../../../src/checks/workload/graceful-stop";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy, newlyFound } from "../../support/findings";
import { problemsOfKeys } from "../../support/minimal-file";
import { planOf } from "../../support/reference-plans";
import { at } from "../models-stack";

const IDLE = 300;
const INGRESS = "ml-platform";
const ALB = "retail-forecast-option-b";

const ofIngress = () => planWith(INGRESS, { entry: { idleTimeoutSeconds: IDLE } });
const ofAlb = () => planWith(ALB, { entry: { idleTimeoutSeconds: IDLE } });

const annotations = (plan: ReturnType<typeof planWith>, layer: string) =>
  environmentPlan(plan)
    .resources("kubernetes_ingress_v1")
    .filter((each) => each.layer === layer)
    .map(({ config }) => at(config, "metadata", "annotations") as Record<string, string>);

const attribute = (name: string) => `alb.ingress.kubernetes.io/${name}`;

test.each(["models", "platform"])(
  "every Ingress of the layer %s has the idle timeout of the entry",
  (layer) => {
    const all = annotations(ofIngress(), layer);
    expect(all.length).toBeGreaterThan(0);
    for (const each of all) {
      expect(each[attribute("load-balancer-attributes")]).toContain(`idle_timeout.timeout_seconds=${IDLE}`);
      expect(each[attribute("target-group-attributes")]).toBe(`deregistration_delay.timeout_seconds=${IDLE}`);
    }
  },
);

test("an ALB of Terraform has the idle timeout, and its target group as long a deregistration", () => {
  const network = ofAlb().stack("network");
  expect(network.find("aws_lb.demo")?.config).toMatchObject({ idle_timeout: IDLE });
  expect(network.find("aws_lb_target_group.api")?.config).toMatchObject({
    deregistration_delay: String(IDLE),
  });
});

test("an ALB has the idle timeout of Elastic Load Balancing by default", () => {
  expect(planOf(ALB).stack("network").find("aws_lb.demo")?.config ?? {}).not.toHaveProperty("idle_timeout");
});

test.each([
  ["an Ingress", ofIngress],
  ["an ALB of Terraform", ofAlb],
])("pods behind %s end requests for as long as the idle timeout", (_, plan) => {
  const pods = environmentPlan(plan())
    .resources("kubernetes_deployment_v1")
    .filter((each) => each.layer === "models")
    .map(({ config }) => at(config, "spec", "template", "spec", "termination_grace_period_seconds"));
  expect(pods.length).toBeGreaterThan(0);
  // 15 s until the load balancer sends nothing more, and 15 s to clean up.
  expect(new Set(pods)).toEqual(new Set([IDLE + 30]));
  expect(foundBy(gracefulStop, environmentPlan(plan()))).toEqual([]);
});

test("graceful-stop finds an ALB of Terraform that waits for an answer longer than its pods do", () => {
  expect(
    newlyFound([gracefulStop], ofAlb(), ({ network }) => {
      network.resource.aws_lb.demo.idle_timeout = 400;
    }),
  ).toContainEqual(
    expect.stringContaining(
      "its grace period of 330 s is shorter than preStop (15 s) and the longest answer (400 s)",
    ),
  );
});

test.each([0, 3601, 2.5])("fails when the idle timeout is %d", (seconds) => {
  expect(
    problemsOfKeys({
      cluster: { admins: ["arn:aws:iam::111122223333:role/platform-admin"] },
      entry: { idleTimeoutSeconds: seconds },
    }).join("\n"),
  ).toMatch(/entry\.idleTimeoutSeconds: got/);
});

test("fails when an NLB, whose idle timeout is fixed, has one", () => {
  expect(
    problemsOfKeys({
      cluster: { admins: ["arn:aws:iam::111122223333:role/platform-admin"] },
      entry: { type: "nlb", idleTimeoutSeconds: 300 },
    }).join("\n"),
  ).toMatch(/entry\.idleTimeoutSeconds/);
});
