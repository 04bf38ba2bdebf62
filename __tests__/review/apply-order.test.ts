import { plain } from "../../src/review/phrase";
import { planWith } from "../support/changed-plans";
import { outputStacks, reviewOf } from "./pairs";

const GIVEN = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-111122223333";
const INTERNAL = { entry: { scheme: "internal" } };

/** Lines on the order of the applies, for a change from one form of an environment to another. */
function orderLines(environment: string, before: object, after: object): string[] {
  const [old, now] = [before, after].map((change) => outputStacks(planWith(environment, change)));
  const { topics } = reviewOf({ environment, before: old ?? [], after: now ?? [] });
  const section = topics.find(({ title }) => title === "Order of the applies");
  return (section?.lines ?? []).map(({ level, address, text }) => `${level}: ${address}: ${plain(text)}`);
}

test("an entry that becomes internal is applied in models before network", () => {
  expect(orderLines("retail-forecast", {}, INTERNAL)).toEqual([
    "attention: kubernetes_ingress_v1.models: network destroys aws_subnet.public_a, aws_subnet.public_b while the load balancer of kubernetes_ingress_v1.models has addresses there, which blocks the destruction; apply models before network, and wait until AWS has deleted the old load balancer",
  ]);
});

test("with a NAT gateway, only the other public subnet is destroyed", () => {
  expect(orderLines("mlapp", {}, INTERNAL)).toEqual([
    expect.stringMatching(/: network destroys aws_subnet\.public_b while /),
  ]);
});

test("an NLB that becomes internal has the same line", () => {
  const facing = { entry: { scheme: "internet-facing" }, network: { egress: "none" } };
  expect(orderLines("ml-inference-prod", facing, { network: { egress: "none" } })).toEqual([
    expect.stringMatching(
      /^attention: kubernetes_service_v1\.ml_inference_api_nlb: .*; apply models before network/,
    ),
  ]);
});

test("an internal ALB of Terraform in place of a public Ingress needs two steps, because models reads its target group", () => {
  const after = { entry: { type: "terraform-alb", scheme: "internal", httpOnly: true } };
  expect(orderLines("retail-forecast", {}, after)).toEqual([
    expect.stringMatching(
      /but models needs the new output eks_api_target_group_arn of network; make the change in two steps/,
    ),
  ]);
});

test("a removed Ingress is destroyed before its subnets", () => {
  const after = { entry: { type: "nlb", scheme: "internal" } };
  expect(orderLines("retail-forecast", {}, after)).toEqual([
    expect.stringMatching(/^attention: kubernetes_ingress_v1\.models: .*; apply models before network/),
  ]);
});

test.each([
  [
    "retail-forecast",
    "has a subnet with another range",
    {},
    { network: { publicSubnets: { cidrs: ["10.0.1.0/24", "10.0.3.0/24"] } } },
  ],
  [
    "mlapp",
    "loses a zone and gets another host",
    { network: { zones: ["a", "b", "c"] }, entry: { certificateArn: GIVEN } },
    { entry: { certificateArn: GIVEN, host: "other.com" } },
  ],
  ["retail-forecast", "becomes internet-facing", INTERNAL, {}],
  ["retail-forecast-option-b", "has a load balancer in the network layer", {}, INTERNAL],
  ["retail-forecast", "gets another name in the same subnets", {}, { entry: { name: "other" } }],
])("%s has no such line if its entry %s", (environment, _, before, after) => {
  expect(orderLines(environment, before, after)).toEqual([]);
});

const ALSO = { entry: { alsoHosts: ["also.mlapp.com"] } };

test("a certificate that is replaced while the Ingress uses it needs models between two applies of network", () => {
  expect(orderLines("mlapp", {}, ALSO)).toEqual([
    expect.stringMatching(/^attention: aws_acm_certificate\.entry: .*; apply models, then network again$/),
  ]);
});

test("hosts in the other order replace no certificate", () => {
  const swapped = { entry: { host: "also.mlapp.com", alsoHosts: ["mlapp.com"] } };
  expect(orderLines("mlapp", ALSO, swapped)).toEqual([]);
});

test("an ALB in Terraform takes the new certificate in the apply that replaces the old one", () => {
  const made = { certificateArn: null };
  expect(
    orderLines("retail-forecast-option-b", { entry: made }, { entry: { ...made, ...ALSO.entry } }),
  ).toEqual([]);
});
