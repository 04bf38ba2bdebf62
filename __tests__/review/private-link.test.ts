import { plain } from "../../src/review/stages/phrase";
import { CONSUMER, privateLinkPlan, withoutPrivateLink } from "../support/private-link";
import { between, reviewOf } from "./pairs";

const OTHER = "arn:aws:iam::777788889999:root";

const linesOf = (before: object | undefined, after: object | undefined): string => {
  const [one, two] = [before, after].map((each) => (each ? privateLinkPlan(each) : withoutPrivateLink()));
  if (!one || !two) throw new Error("two plans are compared");
  const { topics } = reviewOf(between(one, two));
  return topics
    .flatMap(({ title, lines }) => lines.map(({ text, level }) => `${title}, ${level}: ${plain(text)}`))
    .join("\n");
};

test("ML-06 a new endpoint service names who may connect", () => {
  const lines = linesOf(undefined, {});
  expect(lines).toContain("aws_vpc_endpoint_service.private_link_ml_inference_api");
  expect(lines).toContain(CONSUMER);
});

test("ML-06 a service that comes or goes is understood, with a right that AWS has", () => {
  for (const lines of [linesOf(undefined, {}), linesOf({}, undefined)]) {
    expect(lines).not.toContain("not understood");
    expect(lines).not.toContain("ram:UseShare");
  }
  expect(linesOf(undefined, {})).toContain("ec2:CreateVpcEndpoint");
});

test("ML-06 a new principal is named, and one that leaves", () => {
  expect(linesOf({}, { principals: [CONSUMER, OTHER] })).toMatch(
    /777788889999:root may connect to aws_vpc_endpoint_service\.private_link_ml_inference_api/,
  );
  expect(linesOf({ principals: [CONSUMER, OTHER] }, {})).toMatch(
    /777788889999:root may no longer connect.*its endpoints stay connected until they are rejected/,
  );
});

test("ML-06 connections that nobody accepts any more ask for attention", () => {
  expect(linesOf({}, { acceptance: false })).toMatch(
    /attention: .*acceptance_required.*each consumer that may connect is connected at once/,
  );
});

test("ML-06 rules that no longer judge consumers ask for attention", () => {
  expect(linesOf({}, { consumerRanges: "any" })).toMatch(
    /attention: .*inbound-sg-rules-on-private-link-traffic.*no rule judges the addresses of consumers/,
  );
});

test("ML-06 an endpoint service that ends cuts its consumers off", () => {
  expect(linesOf({}, undefined)).toMatch(/private_link_ml_inference_api.*consumers/);
});
