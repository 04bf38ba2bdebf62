import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

/** Everything that the demo variable changes: the load balancer, its dependent resources and their outputs. */
const DEMO = [
  "aws_lb.demo[0]",
  "aws_lb_listener.http[0]",
  "aws_lb_listener.https[0]",
  "aws_route53_record.alias[0]",
  "aws_wafv2_web_acl_association.guard[0]",
  "output.alb_arn",
  "output.alb_dns_name",
  "output.alb_zone_id",
  "output.api_demo_config",
];
const ON = "-var=demo_enabled=true";
const OFF = "-var=demo_enabled=false";

const step = chain();
let sandbox: Sandbox;
let network: Stack;
let synthesized: string;

beforeAll(async () => {
  sandbox = await Sandbox.create("option B", "retail-forecast-option-b");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  network = sandbox.stack("network");
  network.useLocalApi();
  synthesized = textOfStack();
});

step("ALB-03 with the demo off, everything except its load balancer is created", async () => {
  await network.init();
  await network.apply(await network.plan("plan: demo off", OFF), "apply: demo off");
  await expectNothingToDo(network, "second plan: demo off", OFF);
  expect(await loadBalancers()).toEqual([]);
  expect(await network.outputs()).toHaveProperty("eks_api_target_group_arn");
});

step("ALB-03 the variable turns the demo on, without other changes", async () => {
  const plan = await network.plan("plan: demo on", ON);
  expect(plannedChanges(await network.show(plan))).toEqual(DEMO.map((address) => `create ${address}`));
  await network.apply(plan, "apply: demo on");
  expect(await loadBalancers()).toHaveLength(1);
  expect(await network.outputs()).toMatchObject({
    api_demo_config: { predict_endpoint: "https://demo.retail.example.com/predict" },
  });
});

step("ALB-03 the demo is on by default: with or without the variable, a plan is empty", async () => {
  await expectNothingToDo(network, "second plan: demo on", ON);
  await expectNothingToDo(network, "second plan: no variable");
});

step("ALB-03 the variable turns the demo off, without other changes", async () => {
  const plan = await network.plan("plan: demo off again", OFF);
  // An output that becomes null is updated, not deleted.
  expect(plannedChanges(await network.show(plan))).toEqual(
    DEMO.map((address) => `${address.startsWith("output.") ? "update" : "delete"} ${address}`),
  );
  await network.apply(plan, "apply: demo off again");
  expect(await loadBalancers()).toEqual([]);
  await expectNothingToDo(network, "second plan: demo off again", OFF);
});

step("ALB-03 the switch needs no synth", () => {
  expect(textOfStack()).toBe(synthesized);
  return Promise.resolve();
});

function textOfStack(): string {
  return readFileSync(join(network.folder, "cdk.tf.json"), "utf8");
}

async function loadBalancers(): Promise<unknown> {
  return sandbox.aws("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].LoadBalancerName");
}
