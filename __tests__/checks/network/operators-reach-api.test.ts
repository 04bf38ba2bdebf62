import { operatorsReachApi as check } from "../../../src/checks/network/operators-reach-api";
import { ingress, newMessages, referenceFindings } from "./findings";

describe("operators-reach-api", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a private API without a rule for operators", () => {
    const messages = newMessages(
      check,
      "retail-forecast",
      "aws_eks_cluster.main",
      ({ network }) => delete ingress(network)["control_plane_from_10_20_0_0_24_443"],
    );
    expect(messages).toContain("no rule allows an operator");
  });
});
