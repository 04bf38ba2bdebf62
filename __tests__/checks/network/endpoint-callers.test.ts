import { endpointCallers as check } from "../../../src/checks/network/endpoint-callers";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";
import { endpoints, newMessages, referenceFindings } from "./findings";

const changed = (tag: string): string =>
  newMessages(check, "retail-forecast", "aws_vpc_endpoint.elasticloadbalancing", ({ network }) => {
    endpoints(network)["elasticloadbalancing"].tags.RequestedBy = tag;
  });

test("reports nothing in the reference environments", () => {
  expect(referenceFindings(check)).toEqual([]);
});

test("reports a caller that the tag does not name", () => {
  expect(changed("Another part")).toContain(
    "but AWS Load Balancer Controller calls it, Another part does not",
  );
});

test("reports a named component that makes no such call", () => {
  expect(changed("AWS Load Balancer Controller + VPC CNI")).toContain("but VPC CNI does not");
});

test("accepts the name of applications, which no stack shows", () => {
  const plan = planWith("retail-forecast", { network: { endpoints: { sagemakerRuntime: true } } });
  expect(foundBy(check, environmentPlan(plan))).toEqual([]);
});
