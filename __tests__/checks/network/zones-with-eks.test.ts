import { zonesWithEks as check } from "../../../src/checks/network/zones-with-eks";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { type Edit, foundBy } from "../../support/findings";
import { referenceFindings } from "./findings";

/** Findings in `mlapp`, whose region has a zone without EKS, after an edit of its zone data sources. */
const found = (edit: (zones: Record<string, ZoneBlock>) => void): string[] => {
  const change: Edit = ({ network }) => edit(network.data.aws_availability_zone as Record<string, ZoneBlock>);
  return foundBy(check, altered("mlapp", change));
};

interface ZoneBlock {
  name: string;
  count?: number;
  lifecycle: { postcondition: { condition: string }[] };
}

const PRIVATE_A =
  "aws_subnet.private_a: no data source refuses the zone id use1-az3 for us-east-1a, and EKS creates no cluster there";

/** The only condition of a zone. */
const conditionOf = (zone: ZoneBlock | undefined): { condition: string } => {
  const [only, ...others] = zone?.lifecycle.postcondition ?? [];
  if (!only || others.length > 0) throw new Error("expected exactly one postcondition");
  return only;
};

describe("zones-with-eks", () => {
  test("reports nothing in the reference environments", () => {
    expect(referenceFindings(check)).toEqual([]);
  });

  test("reports a zone that no data source reads", () => {
    expect(found((zones) => Reflect.deleteProperty(zones, "a"))).toEqual([PRIVATE_A]);
  });

  test("reports a data source that reads another zone", () => {
    expect(found(({ a }) => ((a as ZoneBlock).name = "us-east-1c"))).toEqual([PRIVATE_A]);
  });

  test("reports a data source that a plan can leave out", () => {
    expect(found(({ a }) => ((a as ZoneBlock).count = 0))).toEqual([PRIVATE_A]);
  });

  test("reports a data source without a postcondition", () => {
    expect(found(({ a }) => Reflect.deleteProperty(a as ZoneBlock, "lifecycle"))).toEqual([PRIVATE_A]);
  });

  test.each([
    ["the id of another zone", '${self.zone_id != "use1-az4"}'],
    ["the opposite", '${self.zone_id == "use1-az3"}'],
    ["the name instead of the id", '${self.name != "use1-az3"}'],
    ["an alternative that accepts every zone", '${self.zone_id != "use1-az3" || true}'],
    ["nothing", "${true}"],
  ])("reports a postcondition on %s", (_, condition) => {
    expect(found(({ a }) => (conditionOf(a).condition = condition))).toEqual([PRIVATE_A]);
  });

  test.each([
    ["us-west-1", "usw1-az2"],
    ["ca-central-1", "cac1-az3"],
  ])("reports the zone of %s without EKS", (region, zoneId) => {
    const plan = planWith("mlapp", { region });
    expect(foundBy(check, environmentPlan(plan))).toEqual([]);
    const unread = altered(plan, ({ network }) =>
      Reflect.deleteProperty(network.data, "aws_availability_zone"),
    );
    expect(foundBy(check, unread)).toEqual(
      ["a", "b"].map(
        (letter) =>
          `aws_subnet.private_${letter}: no data source refuses the zone id ${zoneId} for ${region}${letter}, and EKS creates no cluster there`,
      ),
    );
  });

  test("requires no data source in a region where every zone has EKS", () => {
    const unread = altered("retail-forecast", ({ network }) =>
      Reflect.deleteProperty(network.data, "aws_availability_zone"),
    );
    expect(foundBy(check, unread)).toEqual([]);
  });
});
