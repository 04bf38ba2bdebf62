import { plain } from "../../src/review/stages/phrase";
import { planWith } from "../support/changed-plans";
import { IDS, SUBNETS, WITH_GATEWAY, existing, withIds, withMoreIds } from "../support/network-by-ids";
import { type Plan } from "../support/plan";
import { between, reviewOf } from "./pairs";

const linesOf = (before: Plan, after: Plan, topic: string): string[] => {
  const { topics } = reviewOf(between(before, after));
  return (topics.find(({ title }) => title === topic)?.lines ?? []).map(({ text }) => plain(text));
};

test("another id of the VPC or of a subnet is an irreversible change", () => {
  const other = (ids: object): Plan => planWith(WITH_GATEWAY, existing({ ...IDS, ...ids }));
  expect(linesOf(withIds(), other({ vpcId: "vpc-0fffffffffffffff0" }), "Irreversible changes")).toEqual([
    expect.stringMatching(/^id of data\.aws_vpc\.main: .*replaces each group/),
  ]);
  expect(
    linesOf(
      withIds(),
      other({ privateSubnetIds: [SUBNETS[0], "subnet-0fffffffffffffff0"] }),
      "Irreversible changes",
    ),
  ).toEqual([expect.stringMatching(/^id of data\.aws_subnet\.private_b: .*replaces the node groups/)]);
});

test("a route through an attachment that exists is that of its route table, by another attachment than before", () => {
  expect(linesOf(withIds(), withMoreIds(), "Routes")).toContain(
    "moved: data.aws_subnet.private_a and 1 more → 10.0.0.0/8, route through data.aws_ec2_transit_gateway_vpc_attachment.organization",
  );
});
