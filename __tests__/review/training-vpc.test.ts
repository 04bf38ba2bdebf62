import { plain } from "../../src/review/stages/phrase";
import { pageOf } from "../../src/review/rendering/page-of";
import { trainingPlan, withTraining, withoutTraining } from "../support/training-vpcs";
import { between, reviewOf } from "./pairs";
import { reviewBetween, synthesized } from "./several-edits";

const linesOf = (title: string, training: object): string[] => {
  const review = reviewOf(between(withoutTraining(), trainingPlan(training)));
  return (review.topics.find((topic) => topic.title === title)?.lines ?? []).map(({ text }) => plain(text));
};

test("SG-04 a group of another network opens a path to the endpoints", () => {
  expect(linesOf("Network paths", {})).toContain(
    "opened: sg-0fedcba9876543210 → endpoints (mlapp-vpc-endpoints-sg), TCP 443, by aws_vpc_security_group_ingress_rule.training_vpc_endpoints_from_training_sg_0fedcba9876543210_443",
  );
});

test("OPS-03 a Resolver endpoint opens paths for queries", () => {
  const paths = linesOf("Network paths", {}).filter((line) => line.includes(" 53"));
  expect(paths).toEqual(
    ["tcp", "udp"].map(
      (protocol) =>
        `opened: 172.24.0.0/16 → mlapp-resolver-sg, ${protocol.toUpperCase()} 53, by aws_vpc_security_group_ingress_rule.training_vpc_resolver_from_172_24_0_0_16_53_${protocol}`,
    ),
  );
});

test("OPS-03 hosted zones show to which endpoint their names resolve", () => {
  const [line] = linesOf("DNS records", { dns: "zones" }).filter((each) => each.includes("logs."));
  expect(line).toMatch(
    /^now: logs\.us-east-1\.amazonaws\.com resolves to aws_vpc_endpoint\.logs, in private hosted zone/,
  );
});

test("OPS-03 the key of the training VPC is the cause of its resources", () => {
  const review = reviewBetween(synthesized("mlapp", {}), synthesized("mlapp", withTraining()));
  expect(JSON.stringify(pageOf(review))).toContain("components.training-vpc");
});
