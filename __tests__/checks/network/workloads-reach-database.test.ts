import { workloadsReachDatabase as check } from "../../../src/checks/network/required-flows";
import { ruleUnused } from "../../../src/checks/network/security-group-surplus";
import { environmentPlan } from "../../support/altered";
import { found, newlyFound } from "../../support/findings";
import { mlflowPlan } from "../../support/mlflow";
import { referenceFindings } from "./findings";

const PLAN = mlflowPlan();

describe("workloads-reach-database", () => {
  test("reports nothing in the reference environments, and nothing in one with a database", () => {
    expect(referenceFindings(check)).toEqual([]);
    expect(found([check, ruleUnused], environmentPlan(PLAN))).toEqual([]);
  });

  test.each([
    ["aws_vpc_security_group_egress_rule", "mlflow_to_database", "has no egress rule to"],
    ["aws_vpc_security_group_ingress_rule", "mlflow_from_nodes", "has no ingress rule from"],
  ])("reports pods without %s", (type, name, text) => {
    const messages = newlyFound([check], PLAN, ({ cluster }) =>
      Reflect.deleteProperty(cluster.resource[type] as object, name),
    );
    expect(messages).toEqual([expect.stringContaining(text)]);
    expect(messages[0]).toContain("on TCP 5432");
    expect(messages[0]).toContain("needed by mlflow");
  });

  test("reports rules to a database on another port, which are not needed either", () => {
    const messages = newlyFound([check, ruleUnused], PLAN, ({ cluster }) => {
      cluster.resource.aws_db_instance.mlflow.port = 5433;
    });
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringContaining("on TCP 5433"),
        expect.stringContaining("on TCP 5432 in"),
      ]),
    );
  });
});
