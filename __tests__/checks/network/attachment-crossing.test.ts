import { attachmentCrossing as check } from "../../../src/checks/network/attachment-crossing";
import { type Editable } from "../../support/altered";
import { newlyFound } from "../../support/findings";
import { ingress, referenceFindings } from "./findings";

const RULE = "endpoints_from_far";
const admit = (environment: string, cidr: string): string[] =>
  newlyFound([check], environment, ({ network }) => {
    const rules: Editable = ingress(network);
    rules[RULE] = { ...rules["endpoints_from_nodes_443"], cidr_ipv4: cidr };
    delete rules[RULE].referenced_security_group_id;
  });

test("OPS-03 reports nothing in the reference environments", () => {
  expect(referenceFindings(check)).toEqual([]);
});

test("OPS-03 reports a rule that lets another network use the interface endpoints", () => {
  expect(admit("mlapp", "10.96.0.0/24")).toEqual([
    `attachment-crossing aws_vpc_security_group_ingress_rule.${RULE}: 10.96.0.0/24 is outside the VPC, where the private DNS names of interface endpoints do not resolve, and the S3 gateway endpoint does not serve it`,
  ]);
});

test("OPS-03 the VPC's own clients may use them", () => {
  expect(admit("mlapp", "10.48.0.0/16")).toEqual([]);
});

test("OPS-03 without an attachment nothing crosses", () => {
  expect(admit("retail-forecast", "10.96.0.0/24")).toEqual([]);
});

test("OPS-03 the check states that private DNS and the S3 gateway endpoint do not cross", () => {
  expect(check.why).toMatch(/Private DNS names.*S3 gateway endpoint.*neither crosses/s);
});
