import { vpcRange as check } from "../../../src/checks/network/vpc-range";
import { newMessages, referenceFindings } from "./findings";

describe("vpc-range", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test.each(["172.17.0.0/16", "172.17.128.0/20"])("reports the range %s", (range) => {
    const messages = newMessages(check, "mlapp", "aws_vpc.main", ({ network }) => {
      network.resource.aws_vpc.main.cidr_block = range;
    });
    expect(messages).toContain("which some AWS services use");
  });

  test.each(["8.8.0.0/16", "172.32.0.0/16", "100.128.0.0/16"])("reports the public range %s", (range) => {
    const messages = newMessages(check, "mlapp", "aws_vpc.main", ({ network }) => {
      network.resource.aws_vpc.main.cidr_block = range;
    });
    expect(messages).toContain(`its range ${range} has addresses of the internet`);
  });

  test.each(["10.255.0.0/16", "172.31.0.0/16", "192.168.0.0/16", "100.127.0.0/16", "198.18.0.0/16"])(
    "accepts the range %s",
    (range) => {
      const messages = newMessages(check, "mlapp", "aws_vpc.main", ({ network }) => {
        network.resource.aws_vpc.main.cidr_block = range;
      });
      expect(messages).toBe("");
    },
  );
});
