import { typesWith } from "../../../src/facts/resource-types";
import { uniqueNames } from "../../../src/checks/names/unique-names";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { ENVIRONMENTS } from "../../support/environments";
import { foundBy } from "../../support/findings";
import { planOf } from "../../support/reference-plans";

/** The same plan under the name of another environment. */
const twinOf = (plan: EnvironmentPlan) => Object.create(plan, { name: { value: "twin" } }) as EnvironmentPlan;

/** A twin of `retail-forecast` with other provider settings. */
const twinWith = (change: (provider: Editable) => void) =>
  twinOf(
    altered("retail-forecast", (layers) => {
      for (const layer of Object.values(layers)) change(layer.provider.aws[0]);
    }),
  );

const plan = environmentPlan(planOf("retail-forecast"));
const sharedWith = (other: EnvironmentPlan): string[] => foundBy(uniqueNames, plan, { others: [other] });

describe("unique-names", () => {
  test("reports nothing within a reference environment", () => {
    expect(ENVIRONMENTS.flatMap((name) => foundBy(uniqueNames, environmentPlan(planOf(name))))).toEqual([]);
  });

  test.each([
    "aws_s3_bucket",
    "aws_iam_role",
    "aws_eks_cluster",
    "aws_launch_template",
    "aws_kms_alias",
    "aws_cloudwatch_log_group",
    "aws_ecr_repository",
  ])("reports a name of %s that two environments of one account and region share", (type) => {
    expect(sharedWith(twinOf(plan))).toContainEqual(
      expect.stringMatching(new RegExp(`^${type}\\..*in stack twin-`)),
    );
  });

  test("allows equal names in different VPCs and clusters", () => {
    const messages = sharedWith(twinOf(plan));
    expect(messages.filter((message) => /^(aws_security_group|kubernetes|helm)/.test(message))).toEqual([]);
  });

  test("reports only bucket names for environments of different accounts", () => {
    const messages = sharedWith(twinWith((provider) => (provider.allowed_account_ids = ["999988887777"])));
    expect(new Set(messages.map((message) => message.split(".")[0]))).toEqual(new Set(["aws_s3_bucket"]));
  });

  test("reports equal role names for environments of one account in different regions", () => {
    expect(sharedWith(twinWith((provider) => (provider.region = "eu-west-1")))).toContainEqual(
      expect.stringContaining("aws_iam_role."),
    );
  });

  test("allows equal cluster names in different regions", () => {
    const messages = sharedWith(twinWith((provider) => (provider.region = "eu-west-1")));
    expect(messages.filter((message) => message.startsWith("aws_eks_cluster."))).toEqual([]);
  });

  test.each(typesWith("unique").map(([type, { attribute }]) => [type, attribute] as const))(
    "reports two resources of type %s with the same %s",
    (type, attribute) => {
      const twice = { [attribute]: "same", region: "eu-west-1" };
      const changed = altered("mlapp", ({ cluster }) => {
        cluster.resource = {
          [type]: { one: { ...twice }, two: { ...twice }, third: { ...twice, [attribute]: "other" } },
        };
      });
      expect(foundBy(uniqueNames, changed)).toEqual([
        `${type}.two: the name same is already used by ${type}.one in layer cluster`,
      ]);
    },
  );

  test("reports two objects of one kind, namespace and name with different resource types", () => {
    const changed = altered("mlapp", ({ models }) => {
      models.resource.kubernetes_service = { twin: models.resource.kubernetes_service_v1.model_service };
    });
    expect(foundBy(uniqueNames, changed)).toHaveLength(1);
  });

  test("reports two Helm releases of one namespace and name", () => {
    const changed = altered("mlapp", ({ models }) => {
      models.resource.helm_release = {
        a: { name: "x", namespace: "mlapp" },
        b: { name: "x", namespace: "mlapp" },
      };
    });
    expect(foundBy(uniqueNames, changed)).toHaveLength(1);
  });
});

describe("names that GitHub takes", () => {
  const named = (plan: EnvironmentPlan, name: string) =>
    Object.create(plan, { name: { value: name } }) as EnvironmentPlan;
  const mlapp = environmentPlan(planOf("mlapp"));
  const found = (name: string, ...others: readonly string[]) =>
    foundBy(uniqueNames, named(mlapp, name), { others: others.map((each) => named(plan, each)) }).filter(
      (each) => each.includes("GitHub"),
    );

  test("an environment with the name of pull requests' plans, and one with that of another's plans, are errors", () => {
    expect(found("plan")).toEqual([expect.stringContaining("plans of pull requests") as string]);
    expect(found("prod-plan", "prod")).toEqual([expect.stringContaining("plans of prod") as string]);
  });

  test("names that are free are none", () => {
    expect([...found("prod", "prod-plan"), ...found("prod-plan", "stage"), ...found("planner")]).toEqual([]);
  });
});
