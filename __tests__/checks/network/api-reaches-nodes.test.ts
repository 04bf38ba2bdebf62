import { apiReachesNodes as check } from "../../../src/checks/network/required-flows";
import { within } from "../../support/findings";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("api-reaches-nodes", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a closed webhook port", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_security_group.nodes",
      ({ network }) => delete ingress(network)["nodes_from_control_plane_9443"],
    );
    expect(messages).toContain("TCP 9443");
  });

  test("reports a webhook whose port a value changes", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group.nodes", ({ platform }) => {
      within(platform.resource.helm_release.load_balancer_controller.values, "0", (values) => {
        values["webhookBindPort"] = 9444;
      });
    });
    expect(messages).toContain("TCP 9444");
    expect(messages).toContain("needed by webhook of the AWS Load Balancer Controller");
  });

  test("reports a rule with the wrong protocol", () => {
    const messages = newMessages(check, "retail-forecast", "aws_security_group.nodes", ({ network }) => {
      ingress(network)["nodes_from_control_plane_10250"].ip_protocol = "udp";
    });
    expect(messages).toContain("TCP 10250");
  });
});
