import { podsReachEachOther as check } from "../../../src/checks/network/required-flows";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("pods-reach-each-other", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports nodes that allow each other on one port only", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group.nodes", ({ network }) =>
      Object.assign(ingress(network)["nodes_from_self_all"], {
        ip_protocol: "tcp",
        from_port: 53,
        to_port: 53,
      }),
    );
    expect(messages).toContain("every port");
  });

  test("reports Fargate pods that cannot query CoreDNS", () => {
    const messages = newMessages(
      check,
      "mlapp",
      "aws_security_group.nodes",
      ({ cluster }) => delete ingress(cluster)["nodes_from_cluster_53_udp"],
    );
    expect(messages).toContain("UDP 53");
  });
});
