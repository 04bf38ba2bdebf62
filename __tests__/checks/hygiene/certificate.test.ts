import { certificate } from "../../../src/checks/hygiene/certificate";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { edited, findingsOf } from "./edits";

const findings = findingsOf(certificate);

test("accepts the stacks of mlapp", () => {
  expect(foundBy(certificate, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a certificate for another host", () => {
  const edit = edited("network", "aws_acm_certificate.entry", (each) => (each["domain_name"] = "other.com"));
  expect(findings("mlapp", edit)).toEqual([
    "aws_acm_certificate.entry: certificate: it is for other.com, but clients use mlapp.com",
  ]);
});

test("reports a certificate that no resource waits for", () => {
  const edit: Edit = ({ network }) => delete network.resource.aws_acm_certificate_validation;
  expect(findings("mlapp", edit)).toEqual([
    "aws_acm_certificate.entry: certificate: no aws_acm_certificate_validation waits for it",
  ]);
});

test("reports a validation record with other values", () => {
  const edit = edited("network", "aws_route53_record.entry_validation", (each) => (each["records"] = ["x"]));
  expect(findings("mlapp", edit)).toEqual([
    "aws_route53_record.entry_validation: record: its records are not the resource_record_value that ACM requests",
  ]);
});
