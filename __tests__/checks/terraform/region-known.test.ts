import { regionKnown } from "../../../src/checks/terraform/region-known";
import { environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS } from "../../support/environments";
import { CONTEXT, foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

test.each(ENVIRONMENTS)("region-known knows the region of %s", (environment) => {
  expect(foundBy(regionKnown, environmentPlan(planOf(environment)))).toEqual([]);
});

const withRegion = (region: string) =>
  regionKnown.run(environmentPlan(planWith("mlapp", { region })), CONTEXT);

test.each([
  ["eu-wst-1", "did you mean eu-west-1?"],
  ["xx-nowhere-1", undefined],
])("region-known reports %s", (region, fix) => {
  expect(withRegion(region)).toEqual([
    expect.objectContaining({
      message: `the region ${region} is in no list of regions with EKS that this version has`,
    }),
  ]);
  expect(withRegion(region).map((finding) => finding.fix)).toEqual([fix]);
});

test.each(["eu-west-9", "ap-southeast-8", "eu-east-1", "nz-north-1", "us-gov-central-1"])(
  "region-known does not judge %s, which can be newer than its list",
  (region) => {
    expect(withRegion(region)).toEqual([
      expect.objectContaining({
        isNotice: true,
        message: `not judged: the region ${region} is in no list of regions with EKS that this version has`,
      }),
    ]);
  },
);

describe("region-known judges other regions", () => {
  const PEERING = {
    type: "peering",
    name: "runners",
    peerVpcId: "vpc-0123456789abcdef0",
    peerAccount: "777788889999",
    peerRegion: "eu-middle-1",
    cidrs: ["10.65.0.0/24"],
  };

  test("of a peering", () => {
    expect(
      foundBy(
        regionKnown,
        environmentPlan(planWith("retail-forecast", { network: { attachments: [PEERING] } })),
      ),
    ).toEqual([
      "aws_vpc_peering_connection.runners: the region eu-middle-1 is in no list of regions with EKS that this version has",
    ]);
  });

  test("of consumers of PrivateLink", () => {
    const plan = planWith("retail-forecast", {
      entry: { type: "nlb", port: 80, clientCidrs: ["10.0.0.0/16"] },
      components: {
        "private-link": { principals: ["arn:aws:iam::777788889999:root"], regions: ["eu-wst-1"] },
      },
    });
    const found = regionKnown.run(environmentPlan(plan), CONTEXT);
    expect(found.map(({ address, fix }) => [address.split(".")[0], fix])).toEqual([
      ["aws_vpc_endpoint_service", "did you mean eu-west-1?"],
    ]);
  });
});
