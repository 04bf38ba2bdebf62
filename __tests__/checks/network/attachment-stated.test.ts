import { attachmentStated as check } from "../../../src/checks/network/attachment-stated";
import { statedIn } from "../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { ENVIRONMENTS, configWith } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";
import { referenceFindings } from "./findings";

const PEERING = "aws_vpc_peering_connection.runners";
const GATEWAY = "aws_ec2_transit_gateway_vpc_attachment.organization";

function after(environment: string, edit: (network: Editable) => void): string[] {
  const stated = statedIn(settingsFor(configWith(environment)));
  return foundBy(
    check,
    altered(environment, ({ network }) => edit(network)),
    { statedOf: () => stated },
  );
}

const peering =
  (edit: (peering: Editable) => void) =>
  (network: Editable): void => {
    edit(network["resource"].aws_vpc_peering_connection.runners as Editable);
  };

describe("attachment-stated", () => {
  test.each(ENVIRONMENTS)("accepts the attachments of %s", (environment) => {
    expect(after(environment, () => undefined)).toEqual([]);
  });

  test("reports nothing without a record of the file", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("names a peering with a VPC of the own account in place of the stated one", () => {
    expect(
      after(
        "mlapp",
        peering((each) => delete each["peer_owner_id"]),
      ),
    ).toEqual([
      `${PEERING}: the attachment leads to vpc-0a1b2c3d333344445 of account 333344445555, expected vpc-0a1b2c3d333344445 of account 777788889999, as network.attachments has it`,
    ]);
  });

  test("names a peering with another VPC", () => {
    const [finding] = after(
      "mlapp",
      peering((each) => (each["peer_vpc_id"] = "vpc-0fedcba9876543210")),
    );
    expect(finding).toContain("leads to vpc-0fedcba9876543210 of account 777788889999");
  });

  test("names a peering with another region", () => {
    const [finding] = after(
      "mlapp",
      peering((each) => (each["peer_region"] = "eu-west-1")),
    );
    expect(finding).toContain("in eu-west-1");
  });

  test("names another transit gateway", () => {
    const [finding] = after("ml-inference-prod", (network) => {
      network["resource"].aws_ec2_transit_gateway_vpc_attachment.organization.transit_gateway_id =
        "tgw-0fedcba9876543210";
    });
    expect(finding).toBe(
      `${GATEWAY}: the attachment leads to tgw-0fedcba9876543210, expected tgw-0a1b2c3d222233334, as network.attachments has it`,
    );
  });

  test("names an attachment that the file does not state", () => {
    const found = after("retail-forecast", (network) => {
      network["resource"].aws_vpc_peering_connection = {
        own: { vpc_id: "${aws_vpc.main.id}", peer_vpc_id: "vpc-0fedcba9876543210" },
      };
    });
    expect(found).toEqual([
      "aws_vpc_peering_connection.own: the attachment leads to vpc-0fedcba9876543210 of account 111122223333, which network.attachments does not have",
    ]);
  });

  test.each([
    ["aws_vpc_peering_connection", { peer_vpc_id: "${data.aws_vpc.theirs.id}" }],
    [
      "aws_ec2_transit_gateway_vpc_attachment",
      { transit_gateway_id: "${data.aws_ec2_transit_gateway.theirs.id}" },
    ],
  ])("names %s to a network that only an apply shows", (type, other) => {
    const found = after("retail-forecast", (network) => {
      network["resource"][type] = { own: { vpc_id: "${aws_vpc.main.id}", ...other } };
    });
    expect(found).toEqual([
      expect.stringMatching(
        /\.own: the attachment leads to .*theirs\.id.*which network\.attachments does not have$/,
      ),
    ]);
  });

  test("names a peering that AWS cannot accept for another account, also without a record of the file", () => {
    const plan = altered("mlapp", ({ network }) => {
      network["resource"].aws_vpc_peering_connection.runners.auto_accept = true;
    });
    expect(foundBy(check, plan)).toEqual([
      `${PEERING}: auto_accept is true, but the peer is in account 777788889999: only its owner accepts the connection`,
    ]);
  });

  test("accepts a peering of the own account, which Terraform accepts", () => {
    const network = {
      attachments: [
        { type: "peering", name: "near", peerVpcId: "vpc-0123456789abcdef0", cidrs: ["10.96.0.0/24"] },
      ],
    };
    const stated = statedIn(settingsFor(configWith("mlapp", { network })));
    const context = { statedOf: () => stated };
    const plan = planWith("mlapp", { network });
    expect(foundBy(check, environmentPlan(plan), context)).toEqual([]);
    const planned = altered(plan, (layers) => {
      Object.assign(layers.network["resource"].aws_vpc_peering_connection.near as Editable, {
        peer_owner_id: null,
        peer_region: "",
      });
    });
    expect(foundBy(check, planned, context)).toEqual([]);
  });
});
