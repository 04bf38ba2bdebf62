import { type Outcome } from "../../../src/deploy/verify/finding";
import { liveBalancers, verifyTargets } from "../../../src/deploy/verify/load-balancers";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";
import { liveAws } from "./live-aws";

const ARN = "arn:aws:elasticloadbalancing:us-east-1:333344445555:loadbalancer/app/k8s-models/1";
const GROUP = "arn:aws:elasticloadbalancing:us-east-1:333344445555:targetgroup/k8s-mlapp-model/1";

const mlapp = environmentPlan(planOf("mlapp"));

const balancer = {
  LoadBalancerArn: ARN,
  DNSName: "k8s-models.us-east-1.elb.amazonaws.com",
  State: { Code: "active" },
  Scheme: "internet-facing",
};

const answersWith = (changed: object = {}, ports: readonly number[] = [80, 443]) => ({
  "resourcegroupstaggingapi get-resources --resource-type-filters elasticloadbalancing:loadbalancer": {
    ResourceTagMappingList: [{ ResourceARN: ARN }],
  },
  "elbv2 describe-load-balancers": { LoadBalancers: [{ ...balancer, ...changed }] },
  "elbv2 describe-listeners": { Listeners: ports.map((Port) => ({ Port })) },
});

const wrong = (findings: readonly Outcome[]) =>
  findings.filter(({ verdict }) => verdict !== "ok").map(({ name, found }) => `${name}: ${found}`);

test("OPS-01 the ALB of an Ingress is found by the tags of the controller, cluster and group", async () => {
  const aws = liveAws(answersWith());
  const { balancers, findings } = await liveBalancers(mlapp, aws);
  expect(wrong(findings)).toEqual([]);
  expect(balancers.map(({ dnsName }) => dnsName)).toEqual([balancer.DNSName]);
  expect(aws.calls[0]).toMatch(
    /--tag-filters Key=elbv2\.k8s\.aws\/cluster,Values=\S+ Key=ingress\.k8s\.aws\/stack,Values=ml-ingress$/,
  );
});

test("OPS-01 the NLB of a Service is found by namespace and name", async () => {
  const aws = liveAws({ resourcegroupstaggingapi: { ResourceTagMappingList: [] } });
  const { findings } = await liveBalancers(environmentPlan(planOf("ml-inference-prod")), aws);
  expect(aws.calls[0]).toContain("Key=service.k8s.aws/stack,Values=ml-inference/ml-inference-api-nlb");
  expect(wrong(findings)).toEqual(["ml_inference_api_nlb: absent"]);
});

test("OPS-01 another scheme, a missing listener and a state are differences", async () => {
  const changed = { Scheme: "internal", State: { Code: "provisioning" } };
  const { findings } = await liveBalancers(mlapp, liveAws(answersWith(changed, [80])));
  expect(wrong(findings)).toEqual([
    "models: state: provisioning",
    "models: scheme: internal",
    "models: listeners: 80",
  ]);
});

test.each([
  ["healthy targets", ["healthy", "healthy"], []],
  ["a rollout", ["healthy", "initial", "draining"], []],
  ["no target", [], ["no pod is registered, and the load balancer answers 503"]],
  [
    "an unhealthy target beside a healthy one",
    ["healthy", "unhealthy"],
    ["1 healthy, 1 unhealthy; Target.Timeout"],
  ],
  ["targets that only begin", ["initial"], ["1 initial"]],
] as const)("OPS-01 %s of a target group", async (_, states, expected) => {
  const aws = liveAws({
    resourcegroupstaggingapi: { ResourceTagMappingList: [{ ResourceARN: GROUP }] },
    "elbv2 describe-target-health": {
      TargetHealthDescriptions: states.map((State) => ({
        TargetHealth: { State, ...(State === "unhealthy" ? { Reason: "Target.Timeout" } : {}) },
      })),
    },
  });
  expect(wrong(await verifyTargets(mlapp, aws))).toEqual(
    expected.map((found) => `k8s-mlapp-model: ${found}`),
  );
});
