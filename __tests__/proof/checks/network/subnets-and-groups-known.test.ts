import { subnetsAndGroupsKnown as check } from "../../../../src/proof/checks/network/subnets-and-groups-known";
import { newMessages, referenceFindings } from "./findings";

const GROUP = "sg-0123456789abcdef0";

describe("subnets-and-groups-known", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("names the argument and the id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.security_group_ids.push(GROUP);
    });
    expect(messages).toBe(`security_group_ids has ${GROUP}, which these stacks do not create or look up`);
  });

  test("accepts a group that a data source reads by its id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.security_group_ids.push(GROUP);
      network.data = { ...network.data, aws_security_group: { own: { id: GROUP } } };
    });
    expect(messages).toBe("");
  });

  test("accepts a subnet that a data source reads by its id", () => {
    const messages = newMessages(check, "retail-forecast", "aws_vpc_endpoint.sts", ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.subnet_ids.push("subnet-0123456789abcdef0");
      network.data = { ...network.data, aws_subnet: { own: { id: "subnet-0123456789abcdef0" } } };
    });
    expect(messages).toBe("");
  });

  test("accepts a group of an own interface", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_network_interface_sg_attachment.own",
      ({ network }) => {
        network.resource.aws_network_interface_sg_attachment = {
          own: {
            security_group_id: "${aws_security_group.alb.id}",
            network_interface_id: "${aws_instance.own.primary_network_interface_id}",
          },
        };
        network.resource.aws_instance = { own: { ami: "ami-0123456789abcdef0" } };
      },
    );
    expect(messages).toBe("");
  });
});
