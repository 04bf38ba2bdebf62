import { wayIntoVpc } from "../../../src/checks/network/way-into-vpc";
import { newMessages, referenceFindings } from "./findings";

describe("way-into-vpc", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(wayIntoVpc)).toEqual([]);
  });

  test("names whom an endpoint service allows", () => {
    const messages = newMessages(wayIntoVpc, "mlapp", "aws_vpc_endpoint_service.own", ({ network }) => {
      network.resource.aws_vpc_endpoint_service = {
        own: { acceptance_required: false, allowed_principals: ["arn:aws:iam::999988887777:root"] },
      };
    });
    expect(messages).toContain("accepts each connection, and allows arn:aws:iam::999988887777:root");
  });

  test("accepts a VPN gateway without a VPC", () => {
    const messages = newMessages(wayIntoVpc, "mlapp", "aws_vpn_gateway.own", ({ network }) => {
      network.resource.aws_vpn_gateway = { own: {} };
    });
    expect(messages).toBe("");
  });
});
