import { type IamCondition, type Statement } from "../../../infrastructure/identity-policies";
import { type Role, rolesOf, trustedAccounts } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type Content, markup } from "../../../base/markup";
import { bullets, type HtmlSection, section, tableMarkup } from "../section";
import { resolveReferences } from "../../../infrastructure/text-references";

/** Roles of the environment: who can use each, and what it allows. */
export const rightsSection = (plan: EnvironmentPlan): HtmlSection =>
  section(
    "rights",
    "Rights in AWS",
    tableMarkup(
      "Roles with their users and permissions",
      ["role", "used by", "permissions"],
      rolesOf(plan).all.map((role) => [role.name, bullets(usersOf(role)), permissionsOf(plan, role)]),
    ),
  );

function usersOf({ trust }: Role): string[] {
  const accounts = trustedAccounts(trust).map((account) => `service account ${account.replace(":", "/")}`);
  const others = trust.flatMap(({ principals }) =>
    principals.filter(({ kind }) => kind !== "Federated").map(({ value }) => value),
  );
  const known = [...new Set([...accounts, ...others])];
  if (known.length > 0) return known;
  const conditions = trust.flatMap((statement) =>
    statement.conditions.filter(({ key }) => key.endsWith(":sub")),
  );
  const subjects = conditions.flatMap(({ values }) => values);
  return subjects.length > 0 ? subjects : ["known after apply"];
}

function permissionsOf(plan: EnvironmentPlan, { resource, statements, managed }: Role): Content {
  const shown = statements.map((statement) =>
    statementText(statement, (value) => resolved(plan, resource.layer, value)),
  );
  return bullets([...managed.map((arn) => `AWS managed policy ${arn.split("/").at(-1) ?? arn}`), ...shown]);
}

function statementText(
  { effect, actions, resources, conditions, inverted }: Statement,
  nameOf: (value: string) => string,
): Content {
  const where = conditions.map(conditionText).sort().join("; ");
  return markup`${effect === "Allow" ? "" : "denied: "}${actions.join(", ")} <span class="on">on ${[...new Set(resources.map(nameOf))].join(", ")}</span>${where === "" ? "" : ` if ${where}`}${inverted.length === 0 ? "" : ` (inverted: ${inverted.join(", ")})`}`;
}

/** A reference as the address of its resource. */
const resolved = (plan: EnvironmentPlan, layer: Role["resource"]["layer"], value: string): string =>
  resolveReferences(plan, { layer, value }).replace(/\$\{(?:\w+\/)?([^}]*)\}/g, "$1");

const conditionText = ({ operator, key, values }: IamCondition): string =>
  `${key} ${operator} ${values.join(", ")}`;
