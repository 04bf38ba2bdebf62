import { type Statement } from "../../../infrastructure/identity-policies";
import { counted } from "../../../base/counted";
import { type EnvironmentPlan, type ResourceOf } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { githubProvider, githubRolesOf, isGithubProvider } from "../model";
import { audienceOf, GITHUB_TOKENS, readSubject } from "../facts";
import { texts } from "../../../terraform/stack-json";
import { homeOf } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const githubTrust: Check = {
  ...ruleOf(TEXTS, "github-trust"),
  run: (plan) => [
    ...[...githubRolesOf(plan)].flatMap(({ resource, name, trust }) =>
      combinedFinding(resource, `trust of ${name}`, trustProblems(plan, resource, trust)),
    ),
    ...plan
      .resources("aws_iam_openid_connect_provider")
      .filter((provider) => isGithubProvider(plan, provider))
      .flatMap((provider) => {
        const audiences = texts(provider.config.client_id_list);
        const wanted = audienceOf(homeOf(plan).partition);
        return combinedFinding(
          provider,
          "OIDC provider of GitHub",
          audiences.join() === wanted
            ? []
            : [`its client ids are ${audiences.join(", ") || "empty"}, expected ${wanted}`],
        );
      }),
  ],
};

function trustProblems(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  trust: readonly Statement[],
): string[] {
  const [statement] = trust;
  if (!statement || trust.length > 1) return ["it has several statements, expected one"];
  const { principals, actions, effect, inverted } = statement;
  const { accountId } = homeOf(plan);
  const providers = principals.map(({ value }) => githubProvider(plan, { layer: role.layer, value }));
  return [
    ...inverted.map((element) => `${element} matches everyone except the listed identities`),
    ...(effect === "Allow" ? [] : [`its effect is ${effect}, so nobody can assume the role`]),
    ...(actions.join() === "sts:AssumeRoleWithWebIdentity"
      ? []
      : [`its action is ${actions.join(", ")}, expected only sts:AssumeRoleWithWebIdentity`]),
    ...(principals.length === 1 &&
    principals[0]?.kind === "Federated" &&
    (providers[0] === "own" || providers[0] === accountId)
      ? []
      : [`its principal is not the OIDC provider of GitHub in account ${accountId}`]),
    ...conditionProblems(plan, statement),
  ];
}

function conditionProblems(plan: EnvironmentPlan, { conditions }: Statement): string[] {
  const audienceKey = `${GITHUB_TOKENS}:aud`;
  const subjectKey = `${GITHUB_TOKENS}:sub`;
  const wanted = audienceOf(homeOf(plan).partition);
  const valuesOf = (name: string) =>
    conditions.filter(({ key }) => key === name).flatMap(({ values }) => values);
  const audience = valuesOf(audienceKey);
  return [
    ...conditions.flatMap(({ operator, key }) => [
      ...(operator === "StringEquals" ? [] : [`${key} is compared with ${operator}, expected StringEquals`]),
      ...(key === audienceKey || key === subjectKey
        ? []
        : [`its condition on ${key} is unknown, expected only ${audienceKey} and ${subjectKey}`]),
    ]),
    ...(audience.join() === wanted
      ? []
      : [`its audience is ${audience.join(", ") || "missing"}, expected ${wanted}`]),
    ...subjectProblems(valuesOf(subjectKey)),
  ];
}

function subjectProblems(subjects: readonly string[]): string[] {
  const [subject] = subjects;
  if (subject === undefined)
    return ["its subject is missing, so every repository of GitHub can assume the role"];
  if (subjects.length > 1) return [`it names ${counted(subjects.length, "subject")}, expected one`];
  return readSubject(subject)
    ? []
    : [
        `its subject ${subject} is not one branch or job environment, expected repo:OWNER/NAME or repo:OWNER@ID/NAME@ID, then :ref:refs/heads/BRANCH or :environment:ENVIRONMENT`,
      ];
}
