import { accountQuotas } from "../../../src/checks/names/account-quotas";
import { hardLimits } from "../../../src/checks/names/hard-limits";
import { altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const models = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    name: `model-${index}`,
    image: { tag: "1.0.0" },
    paths: [`/model-${index}`],
  }));

describe("an ALB with 101 models", () => {
  const withModels = planWith("retail-forecast", { models: models(101) });
  const plan = environmentPlan(withModels);

  test("exceeds the fixed limit of target groups", () => {
    expect(foundBy(hardLimits, plan)).toEqual([
      expect.stringContaining(
        "101 target groups per Application Load Balancer exceed the fixed limit of 100",
      ),
    ]);
  });

  test("is within the fixed limit of target groups without the path of one model", () => {
    const fits = altered(withModels, ({ models: { resource } }) => {
      resource.kubernetes_ingress_v1.models.spec.rule[0].http.path.pop();
    });
    expect(foundBy(hardLimits, fits)).toEqual([]);
  });

  test("exceeds the default quota of rules", () => {
    expect(foundBy(accountQuotas, plan)).toContainEqual(
      expect.stringContaining("101 rules per Application Load Balancer exceed AWS's default quota of 100"),
    );
  });

  test("exceeds the default quota of targets", () => {
    expect(foundBy(accountQuotas, plan)).toContainEqual(
      expect.stringContaining("1313 targets per Application Load Balancer"),
    );
  });
});

describe("61 models with distinct ports", () => {
  const messages = foundBy(
    accountQuotas,
    environmentPlan(
      planWith("retail-forecast", {
        models: models(61).map((model, index) => ({ ...model, port: 9000 + index })),
      }),
    ),
  );

  test("exceed the default quota of inbound rules of the nodes' security group", () => {
    expect(messages).toContainEqual(expect.stringMatching(/^aws_security_group.nodes: \d+ inbound rules/));
  });

  test("exceed the default quota of outbound rules of the load balancer's security group", () => {
    expect(messages).toContainEqual(expect.stringMatching(/^aws_security_group.alb: 61 outbound rules/));
  });
});
