import { comparedAction, policyActionsOf } from "../../infrastructure/identity-actions";
import { policiesOf } from "../../infrastructure/identity-policies";
import { trustedValues } from "../../infrastructure/stated";
import { type Check, combinedFinding, ruleOf } from "../check";
import { actionsOf } from "../../evidence/service-actions";
import { groupBy } from "../../base/group-by";
import FORMS from "./forms-of-resources.json";
import TEXTS from "./texts.json";

export const actionKnown: Check = {
  ...ruleOf(TEXTS, "action-known"),
  run: (plan, { statedOf }) => {
    const trusted = trustedValues(statedOf(plan.name).names, "action");
    const found = [...policyActionsOf(plan).unknown, ...policiesOf(plan).flatMap(idleActions)];
    const untrusted = found.filter(({ value }) => !trusted.has(value));
    return [...groupBy(untrusted, ({ resource }) => resource)].flatMap(([resource, each]) =>
      combinedFinding(
        resource,
        "policy",
        each.map(({ problem }) => problem),
      ),
    );
  },
};

/** Actions of statements that allow nothing by them, since none of their resources can be one of the action. */
const idleActions = ({ resource, statements = [] }: ReturnType<typeof policiesOf>[number]) =>
  statements.flatMap(({ effect, actions, resources, inverted }) =>
    effect !== "Allow" || inverted.length > 0 || resources.length === 0
      ? []
      : actions.flatMap((value) => {
          const why = resources.map((each) => unfit(value, each));
          if (why.includes(undefined)) return [];
          const named = [...new Set(why)].join(", ");
          return [{ resource, value, problem: `the statement allows nothing by ${value}: ${named}` }];
        }),
  );

/** Why an action has no such resource; undefined for one that it can have. */
function unfit(action: string, arn: string): string | undefined {
  const compared = comparedAction(action);
  const [, , service = ""] = arn.split(":");
  if (!compared?.actions?.length || arn === "*" || /^$|[*?]|\$\{/.test(service)) return undefined;
  if (compared.hasNoResource) return `${action} has no resources, but * alone`;
  const { arnServices = [] } = actionsOf(compared.service) ?? {};
  if (!arnServices.includes(service))
    return `its resources are of ${arnServices.join(" or ")}, and ${arn} is one of ${service}`;
  const form = FORMS.forms.find((each) => new RegExp(each.wrong).test(arn));
  return form && `${arn} has ${form.has}`;
}
