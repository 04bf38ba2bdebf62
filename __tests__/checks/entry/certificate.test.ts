import { certificate } from "../../../src/checks/entry/certificate";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { edited, findingsOf } from "../terraform/edits";

const findings = findingsOf(certificate);
const OTHER_HOST = "other.example.com";

test("accepts the stacks of mlapp", () => {
  expect(foundBy(certificate, environmentPlan(planOf("mlapp")))).toEqual([]);
});

test("reports a certificate for another host", () => {
  const edit = edited("network", "aws_acm_certificate.entry", (each) => (each["domain_name"] = "other.com"));
  expect(findings("mlapp", edit)).toEqual([
    "aws_acm_certificate.entry: certificate: it is for other.com, but clients use mlapp.com",
    "aws_route53_record.entry_validation: record: no record validates other.com",
  ]);
});

test.each(["mlapp", "retail-forecast-option-b"])(
  "accepts a certificate for two hosts of %s",
  (environment) => {
    const entry = { certificateArn: null, alsoHosts: [OTHER_HOST] };
    expect(foundBy(certificate, environmentPlan(planWith(environment, { entry })))).toEqual([]);
  },
);

test.each(["mlapp", "retail-forecast-option-b"])(
  "reports a certificate of %s without one of two hosts",
  (environment) => {
    const plan = planWith(environment, { entry: { certificateArn: null, alsoHosts: [OTHER_HOST] } });
    const edit = edited("network", "aws_acm_certificate.entry", (each) =>
      Reflect.deleteProperty(each, "subject_alternative_names"),
    );
    expect(newlyFound([certificate], plan, edit)).toEqual([expect.stringContaining("but clients use ")]);
  },
);

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

const waitingFor = (names: unknown): Edit =>
  edited(
    "network",
    "aws_acm_certificate_validation.entry",
    (each) => (each["validation_record_fqdns"] = names),
  );

test("accepts a validation that waits for each record, by any name", () => {
  const names = "${[for each in aws_route53_record.entry_validation : each.fqdn]}";
  expect(findings("mlapp", waitingFor(names))).toEqual([]);
});

test("reports a validation that waits for no record", () => {
  expect(findings("mlapp", waitingFor(["_1.example.com"]))).toEqual([
    "aws_acm_certificate_validation.entry: certificate validation: it does not wait for the validation record of the host",
  ]);
});
