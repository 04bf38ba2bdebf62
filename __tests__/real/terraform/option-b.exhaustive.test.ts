import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chain } from "./harness/chain";
import { type InterceptedApi } from "./harness/intercepted-api";
import { expectNothingToDo } from "./harness/life";
import { plannedChanges } from "./harness/plan-changes";
import { makePrerequisites, makeStateBucket } from "./harness/prerequisites";
import { withRepeatedRecords } from "./harness/repeated-records";
import { Sandbox } from "./harness/sandbox";
import { type Stack } from "./harness/stack";

const HOST = "demo.retail.example.com";
const OTHER_HOST = `other.${HOST}`;
const RECORD = "aws_route53_record.alias_demo_retail_example_com";

/** Everything that the demo variable changes: the load balancer, its dependent resources and their outputs. */
const DEMO = [
  "aws_lb.demo[0]",
  "aws_lb_listener.http[0]",
  "aws_lb_listener.https[0]",
  `${RECORD}[0]`,
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
let api: InterceptedApi;
let synthesized: string;

beforeAll(async () => {
  sandbox = await Sandbox.create("option B", "retail-forecast-option-b");
  await makePrerequisites(sandbox);
  await makeStateBucket(sandbox);
  await sandbox.synth();
  // Stand-in repeated-records.
  api = await withRepeatedRecords(sandbox.variables["AWS_ENDPOINT_URL"] ?? "");
  network = sandbox.stack("network", { AWS_ENDPOINT_URL: api.endpoint });
  network.useLocalApi();
  synthesized = textOfStack();
});

afterAll(() => api.stop());

step("ALB-03 unless asked for, everything except the load balancer is created", async () => {
  await network.init();
  await network.apply(await network.plan("plan: demo off"), "apply: demo off");
  await expectNothingToDo(network, "second plan: demo off");
  expect(await loadBalancers()).toEqual([]);
  const { eks_api_target_group_arn: group } = await network.outputs();
  const targets = ["Id=10.0.101.10,Port=8080", "Id=10.0.102.10,Port=8080"];
  await sandbox.aws(
    "elbv2",
    "register-targets",
    "--target-group-arn",
    String(group),
    "--targets",
    ...targets,
  );
});

step("ALB-03 the variable turns the demo on, without other changes", async () => {
  await turnOn("demo on");
  expect(await network.outputs()).toMatchObject({
    api_demo_config: { predict_endpoint: "https://demo.retail.example.com/predict" },
  });
  await expectNothingToDo(network, "second plan: demo on", ON);
});

step("ALB-03 an apply without the variable turns the demo off, without other changes", async () => {
  const plan = await network.plan("plan: no variable");
  // An output that becomes null is updated, not deleted.
  expect(plannedChanges(await network.show(plan))).toEqual(
    DEMO.map((address) => `${address.startsWith("output.") ? "update" : "delete"} ${address}`),
  );
  await network.apply(plan, "apply: no variable");
  expect(await loadBalancers()).toEqual([]);
  await expectNothingToDo(network, "second plan: no variable", OFF);
});

step("ALB-03 the demo turns on a second time, with the same record and registered pods", async () => {
  await turnOn("demo on again");
  expect(await registeredTargets()).toEqual(["10.0.101.10", "10.0.102.10"]);
});

step("ALB-03 the switch needs no synth", () => {
  expect(textOfStack()).toBe(synthesized);
  return Promise.resolve();
});

step("ALB-03 the environment remembers that the demo is on", async () => {
  sandbox.edit((yaml) => yaml.setIn(["entry", "demoEnabled"], true));
  await sandbox.synth();
  network.useLocalApi();
  await expectNothingToDo(network, "second plan: demo on in the YAML file");
});

step("ING-02 a record from before addresses had the host moves, and stays as it is", async () => {
  await network.terraform("state", "mv", `${RECORD}[0]`, "aws_route53_record.alias[0]");
  const plan = await network.plan("plan: earlier record");
  expect(plannedChanges(await network.show(plan))).toEqual([`move ${RECORD}[0]`]);
  await network.apply(plan, "apply: earlier record");
  await expectNothingToDo(network, "second plan: earlier record");
});

step("ING-02 another host gets a record of its own", async () => {
  await nextHosts(HOST, OTHER_HOST);
  const plan = await network.plan("plan: another host");
  expect(plannedChanges(await network.show(plan))).toEqual([
    "create aws_route53_record.alias_other_demo_retail_example_com[0]",
    "update output.api_demo_config",
  ]);
  await network.apply(plan, "apply: another host");
});

step("ING-02 hosts in the other order keep their records", async () => {
  await nextHosts(OTHER_HOST, HOST);
  const plan = await network.plan("plan: other order");
  expect(plannedChanges(await network.show(plan))).toEqual(["update output.api_demo_config"]);
});

async function nextHosts(host: string, other: string): Promise<void> {
  sandbox.edit((yaml) => {
    yaml.setIn(["entry", "host"], host);
    yaml.setIn(["entry", "alsoHosts"], [other]);
  });
  await sandbox.synth();
  network.useLocalApi();
}

async function turnOn(name: string): Promise<void> {
  const plan = await network.plan(`plan: ${name}`, ON);
  expect(plannedChanges(await network.show(plan))).toEqual(DEMO.map((address) => `create ${address}`));
  await network.apply(plan, `apply: ${name}`);
  expect(await loadBalancers()).toHaveLength(1);
}

async function registeredTargets(): Promise<unknown> {
  const { eks_api_target_group_arn: group } = await network.outputs();
  const query = "sort(TargetHealthDescriptions[].Target.Id)";
  return sandbox.aws(
    "elbv2",
    "describe-target-health",
    "--target-group-arn",
    String(group),
    "--query",
    query,
  );
}

function textOfStack(): string {
  return readFileSync(join(network.folder, "cdk.tf.json"), "utf8");
}

async function loadBalancers(): Promise<unknown> {
  return sandbox.aws("elbv2", "describe-load-balancers", "--query", "LoadBalancers[].LoadBalancerName");
}
