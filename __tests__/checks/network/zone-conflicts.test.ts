import { zoneConflicts as check } from "../../../src/checks/network/name-resolution";
import { type Editable, environmentPlan } from "../../support/altered";
import { foundBy, newlyFound } from "../../support/findings";
import { trainingPlan } from "../../support/training-vpcs";
import { referenceFindings } from "./findings";

const PLAN = trainingPlan({ dns: "zones" });
const HOST = "logs.us-east-1.amazonaws.com";
const zone = (network: Editable): Editable =>
  network["resource"].aws_route53_zone["training_vpc_zone_logs"] as Editable;
const after = (edit: (network: Editable) => void): string[] =>
  newlyFound([check], PLAN, ({ network }) => edit(network));
const CONFLICT = (name: string) =>
  `zone-conflicts aws_route53_zone.training_vpc_zone_logs: ${name} conflicts with the private DNS of ${HOST}`;

test("OPS-03 reports nothing in the reference environments, and nothing for zones of the training VPC", () => {
  expect(referenceFindings(check)).toEqual([]);
  expect(foundBy(check, environmentPlan(PLAN))).toEqual([]);
});

test("OPS-03 reports a zone of the VPC with the name of a service whose endpoint has private DNS", () => {
  expect(after((network) => zone(network)["vpc"].push({ vpc_id: "${aws_vpc.main.id}" }))).toEqual([
    CONFLICT(HOST),
  ]);
});

test("OPS-03 reports a zone that is associated with the VPC afterwards", () => {
  const found = after((network) => {
    network["resource"].aws_route53_zone_association = {
      own: { zone_id: "${aws_route53_zone.training_vpc_zone_logs.zone_id}", vpc_id: "${aws_vpc.main.id}" },
    };
  });
  expect(found).toEqual([CONFLICT(HOST)]);
});

test("OPS-03 reports a zone below the name of a service", () => {
  const found = after((network) => {
    zone(network)["name"] = `one.${HOST}.`;
    zone(network)["vpc"][0].vpc_id = "${aws_vpc.main.id}";
  });
  expect(found).toEqual([CONFLICT(`one.${HOST}`)]);
});

test("OPS-03 accepts a zone of the VPC if the endpoint has no private DNS", () => {
  const found = after((network) => {
    zone(network)["vpc"].push({ vpc_id: "${aws_vpc.main.id}" });
    network["resource"].aws_vpc_endpoint.logs.private_dns_enabled = false;
  });
  expect(found).toEqual([]);
});
