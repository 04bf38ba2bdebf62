import { modelsOfGit } from "../../../../src/parts/argo-cd/checks/models-of-git";
import { loadBalancerReachesPods } from "../../../../src/checks/network/required-flows";
import { statedIn } from "../../../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../../../support/altered";
import {
  GIT_MODELS as MODELS,
  gitModels,
  ofGitModels as ofModels,
  withGitModels,
  withoutGitBlock as remove,
} from "../../../support/argo-cd";
import { configWith } from "../../../support/environments";
import { type Edit, foundBy, within } from "../../../support/findings";
import { settingsFor } from "../../../support/recorded-causes";

const PLAN = withGitModels(MODELS);
const stated = statedIn(settingsFor(configWith("ml-platform", gitModels(MODELS))));
const foundIn = (plan: ReturnType<typeof altered>): string =>
  foundBy(modelsOfGit, plan, { statedOf: () => stated }).join("\n");

test("ML-04 the emitted role, policies and Ingresses of models of Git agree with the file", () => {
  expect(foundIn(environmentPlan(PLAN))).toBe("");
});

const statements = (edit: (all: Editable[]) => void): Edit =>
  ofModels("aws_iam_role_policy", "argo_cd_sentiment_role", (policy) =>
    within(policy, "policy", ({ Statement }) => edit(Statement as Editable[])),
  );
const ingress = (edit: (ingress: Editable) => void): Edit =>
  ofModels("kubernetes_ingress_v1", "argo_cd_sentiment_models", edit);
const ALB = "alb.ingress.kubernetes.io";

test.each<readonly [string, Edit, string]>([
  [
    "a role that reads all files",
    statements(
      ([first]) =>
        ((first as Editable)["Resource"] = String(first?.["Resource"]).replace("sentiment/", "") as never),
    ),
    "missing s3:GetObject on arn:aws:s3:::",
  ],
  [
    "a role that writes",
    statements(([first]) => ((first as Editable)["Action"] = ["s3:GetObject", "s3:PutObject"] as never)),
    "not needed: s3:PutObject on",
  ],
  ["a role without the key", statements((all) => all.splice(2, 1)), "missing kms:Decrypt on"],
  ["no role", remove("aws_iam_role", "argo_cd_sentiment_role"), "no role trusts gitops-models:sentiment"],
  [
    "a role that another service account assumes",
    ofModels("aws_iam_role", "argo_cd_sentiment_role", (role) => {
      role["assume_role_policy"] = String(role["assume_role_policy"]).replaceAll(
        "gitops-models:sentiment",
        "gitops-models:echo",
      );
    }),
    "trusts gitops-models:echo, for which the file states no bucketPrefix",
  ],
  [
    "no Ingress",
    remove("kubernetes_ingress_v1", "argo_cd_sentiment_models"),
    "no Ingress leads /sentiment to sentiment",
  ],
  [
    "another path",
    ingress(({ spec }) => (spec.rule[0].http.path[0].path = "/other")),
    "leads /other to sentiment, which the file does not state",
  ],
  [
    "the Service of another model",
    ingress(({ spec }) => (spec.rule[0].http.path[0].backend.service.name = "echo")),
    "leads /sentiment to echo",
  ],
  [
    "a group of its own",
    ingress(({ metadata }) => (metadata.annotations[`${ALB}/group.name`] = "other")),
    "is not in the group of an entry of the models",
  ],
  [
    "another scheme",
    ingress(({ metadata }) => (metadata.annotations[`${ALB}/scheme`] = "internet-facing")),
    "scheme differs from that of the entry: internet-facing, and internal",
  ],
  [
    "no certificate",
    ingress(({ metadata }) =>
      Reflect.deleteProperty(metadata.annotations as Editable, `${ALB}/certificate-arn`),
    ),
    "certificate-arn differs from that of the entry",
  ],
  [
    "another host",
    ingress(({ spec }) => delete spec.rule[0].host),
    "its hosts are (all), expected models.ml.example.com",
  ],
  [
    "another health path",
    ingress(({ metadata }) => (metadata.annotations[`${ALB}/healthcheck-path`] = "/")),
    "healthcheck-path is /, expected /health",
  ],
  [
    "an order before the entry",
    ingress(({ metadata }) => (metadata.annotations[`${ALB}/group.order`] = "-5")),
    "group.order differs from that of the entry",
  ],
])("ML-04 finds %s of a model of Git", (_, edit, message) => {
  expect(foundIn(altered(PLAN, edit))).toContain(message);
});

test("ML-04 a missing rule of a security group for the port of a model of Git is found", () => {
  const changed = altered(PLAN, ({ network }) => {
    const rules = network["resource"].aws_vpc_security_group_ingress_rule as Editable;
    for (const [name, rule] of Object.entries(rules) as [string, Editable][])
      if (Number(rule["from_port"]) === 9000) Reflect.deleteProperty(rules, name);
  });
  expect(foundBy(loadBalancerReachesPods, changed).join("\n")).toContain("9000");
});
