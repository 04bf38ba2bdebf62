import { entryDns } from "../../../src/checks/hygiene/entry-dns";
import { environmentPlan } from "../../support/altered";
import { type Edit, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";
import { OPTION_B, RETAIL, edited, findingsOf } from "./edits";

const findings = findingsOf(entryDns);

test("accepts the stacks of retail-forecast-option-b", () => {
  expect(foundBy(entryDns, environmentPlan(planOf(OPTION_B)))).toEqual([]);
});

test("reports an alias to another target", () => {
  const edit = edited("network", "aws_route53_record.alias", (each) => (each["alias"].name = "example.com"));
  expect(findings(OPTION_B, edit)).toEqual([
    "aws_route53_record.alias: record: it does not point to the load balancer of this environment; it can exist without its load balancer: their counts differ",
  ]);
});

test("reports a record for another host", () => {
  const edit: Edit = ({ models }) => (models.output.dns_record.value.name = "other.com");
  expect(findings(RETAIL, edit)).toEqual([
    "output.dns_record: record to create: it is for other.com, which no Ingress serves",
  ]);
});
