import { plain } from "../../src/review/stages/phrase";
import { pageOf } from "../../src/review/rendering/page-of";
import { type Review } from "../../src/review/stages/review";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { planOf } from "../support/reference-plans";
import { between, reviewOf } from "./pairs";
import { reviewBetween, synthesized } from "./several-edits";

const without = planWith("ml-inference-prod", { network: { attachments: null } });

const reviewed = (before: Plan, after: Plan): Review => reviewOf(between(before, after));

const paths = (review: Review): string[] =>
  (review.topics.find(({ title }) => title === "Routes")?.lines ?? []).map(({ text }) => plain(text));

test("OPS-03 an added attachment opens a path for each route", () => {
  expect(paths(reviewed(without, planOf("ml-inference-prod")))).toEqual([
    "opened: aws_subnet.private_a and 1 more → 10.0.0.0/8, route through aws_ec2_transit_gateway_vpc_attachment.organization",
  ]);
});

test("OPS-03 a removed attachment closes the paths, and destroys it", () => {
  const review = reviewed(planOf("ml-inference-prod"), without);
  expect(paths(review).filter((line) => line.startsWith("closed: "))).toHaveLength(1);
  expect(review.harm).toBe("outage");
  expect(review.verdict).toBe("destructive");
});

test("OPS-03 a wider range opens another path", () => {
  const wider = planWith("mlapp", {
    network: {
      attachments: [
        {
          type: "peering",
          name: "runners",
          peerVpcId: "vpc-0a1b2c3d333344445",
          peerAccount: "777788889999",
          cidrs: ["10.96.0.0/16"],
        },
      ],
    },
  });
  expect(paths(reviewed(planOf("mlapp"), wider))).toEqual([
    "opened: aws_subnet.private_a and 1 more → 10.96.0.0/16, route through aws_vpc_peering_connection.runners",
  ]);
});

test("OPS-03 another transit gateway replaces the attachment", () => {
  const other = planWith("ml-inference-prod", {
    network: {
      attachments: [
        {
          type: "transit-gateway",
          name: "organization",
          transitGatewayId: "tgw-00000000000000001",
          cidrs: ["10.0.0.0/8"],
        },
      ],
    },
  });
  const { resources } = reviewed(planOf("ml-inference-prod"), other).changes;
  const [attachment] = resources.filter(({ type }) => type === "aws_ec2_transit_gateway_vpc_attachment");
  expect(attachment?.action).toBe("replace");
});

test("OPS-03 the added attachment is the cause of its resources", () => {
  const far = {
    type: "transit-gateway",
    name: "far",
    transitGatewayId: "tgw-0123456789abcdef0",
    cidrs: ["172.24.0.0/16"],
  };
  const review = reviewBetween(
    synthesized("retail-forecast", {}),
    synthesized("retail-forecast", { network: { attachments: [far] } }),
  );
  const page = JSON.stringify(pageOf(review));
  expect(page).toContain("network.attachments");
});
