import { fileGrants, grantProblems } from "../../../infrastructure/identity-grants";
import { type Stated } from "../../../infrastructure/stated";
import { type Check, type CheckProblem, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Application, applicationsOf } from "../model/applications";
import { type RoleOfGit, rolesOfGit } from "../model/models-of-git";
import { ingressFindings } from "./ingresses-of-git";
import TEXTS from "./texts.json";

export const modelsOfGit: Check = {
  ...ruleOf(TEXTS, "models-of-git"),
  run: (plan, { statedOf }) => {
    const stated = statedOf(plan.name).gitModels;
    return applicationsOf(plan).flatMap((application) => [
      ...(stated ? roleFindings(plan, application, stated) : []),
      ...ingressFindings(plan, application, stated),
    ]);
  },
};

function roleFindings(
  plan: EnvironmentPlan,
  { object, destination: { namespace } }: Application,
  stated: NonNullable<Stated["gitModels"]>,
): Finding[] {
  const roles = rolesOfGit(plan).filter((each) => each.namespace === namespace);
  const missing = [...stated].filter(
    ([name, { bucketPrefix }]) => bucketPrefix !== undefined && !roles.some(({ model }) => model === name),
  );
  return [
    ...combinedFinding(
      object.resource,
      `Application ${object.name}`,
      missing.map(([name]) => `no role trusts ${namespace}:${name}, so its pods read no files`),
    ),
    ...roles.flatMap((each) =>
      combinedFinding(
        each.role.resource,
        `permissions of ${each.role.name}`,
        roleProblems(plan, each, stated.get(each.model)?.bucketPrefix),
      ),
    ),
  ];
}

function roleProblems(
  plan: EnvironmentPlan,
  { role, namespace, model }: RoleOfGit,
  prefix: string | undefined,
): CheckProblem[] {
  if (prefix === undefined)
    return [`it trusts ${namespace}:${model}, for which the file states no bucketPrefix`];
  return grantProblems(plan, role, fileGrants(plan, prefix));
}
