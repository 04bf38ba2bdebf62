import { internetGatewayUnused as check } from "../../../src/checks/network/internet-gateway-unused";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy } from "../../support/findings";
import { referenceFindings } from "./findings";

const GATEWAY =
  "aws_internet_gateway.internet: no internet-facing load balancer and no NAT gateway uses the internet gateway";
const subnet = (zone: string) =>
  `aws_subnet.public_${zone}: the subnet has a route to an internet gateway, but no internet-facing load balancer and no NAT gateway is in it`;

const found = (environment: string, edit: Edit): string[] => foundBy(check, altered(environment, edit));

/** Makes a load balancer of the controller internal, and leaves its network unchanged. */
const internal = (models: Editable): void => {
  const annotations = models["resource"].kubernetes_ingress_v1.models.metadata.annotations as Editable;
  annotations["alb.ingress.kubernetes.io/scheme"] = "internal";
  annotations["alb.ingress.kubernetes.io/subnets"] =
    '${join(",", data.terraform_remote_state.network.outputs.private_workload_subnet_ids)}';
};

describe("internet-gateway-unused", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports the gateway and the public subnets of an internal entry without NAT", () => {
    expect(found("retail-forecast", ({ models }) => internal(models))).toEqual([
      GATEWAY,
      subnet("a"),
      subnet("b"),
    ]);
  });

  test("reports them for a load balancer of Terraform that is internal", () => {
    expect(
      found("retail-forecast-option-b", ({ network }) => (network.resource.aws_lb.demo.internal = true)),
    ).toEqual([GATEWAY, subnet("a"), subnet("b")]);
  });

  test("reports only the subnet without a NAT gateway if the other one has one", () => {
    expect(found("mlapp", ({ models }) => internal(models))).toEqual([subnet("b")]);
  });

  test("does not count a private NAT gateway as a user", () => {
    const messages = found("mlapp", ({ models, network }) => {
      internal(models);
      network.resource.aws_nat_gateway.main.connectivity_type = "private";
    });
    expect(messages).toEqual([GATEWAY, subnet("a"), subnet("b")]);
  });

  test("reports a second gateway that no route uses", () => {
    const messages = found("retail-forecast", ({ network }) => {
      network.resource.aws_internet_gateway.second = { ...network.resource.aws_internet_gateway.internet };
    });
    expect(messages).toEqual([GATEWAY.replace(".internet:", ".second:")]);
  });

  test.each([
    ["retail-forecast", {}],
    ["retail-forecast-option-b", {}],
    ["retail-forecast-console", {}],
    ["mlapp", {}],
    ["mlapp", { network: { egress: "none" } }],
    ["mlapp", { network: { egress: "nat-per-az" } }],
    ["ml-inference-prod", { network: { egress: "single-nat" } }],
    ["ml-inference-prod", { network: { egress: "none" } }],
  ])("reports nothing in %s with an internal entry and %j", (environment, change) => {
    const plan = planWith(environment, { ...change, entry: { scheme: "internal" } });
    expect(foundBy(check, environmentPlan(plan))).toEqual([]);
  });
});
