import { isInherited } from "../../infrastructure/accepted-blocks";
import { orMeant } from "../../base/did-you-mean";
import { policyActionsOf } from "../../infrastructure/identity-actions";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Check, type Finding, ruleOf } from "../check";
import { trusts } from "./foreign-names";
import { type Stated } from "../../infrastructure/stated";
import { homeIn } from "../../infrastructure/text-foreign-names";
import { namespacesOf } from "../../infrastructure/kubernetes-namespaces";
import TEXTS from "./texts.json";
import { endpointServicesOf } from "../../infrastructure/network-endpoint-services";

type Home = NonNullable<ReturnType<typeof homeIn>>;
type TrustedName = NonNullable<Stated["names"]>["trusted"][number];

export const trustedNames: Check = {
  ...ruleOf(TEXTS, "trusted-names"),
  insteadOfWaiver: "remove the waiver, and correct or remove the entry of trusted",
  // The first possible plan has every block that may exist.
  findsExcess: true,
  run: (plan, { statedOf }) => {
    const home = homeIn(statedOf(plan.name));
    if (home === undefined) return [];
    return home.trusted
      .filter((entry) => !isInherited(entry, plan.name))
      .flatMap((entry) => problemsOf(entry, plan, home));
  },
};

/** Names that need an entry: those of others, and those that the lists of AWS do not have. */
const namesOf = (plan: EnvironmentPlan, home: Home): { readonly kind: string; readonly value: string }[] => [
  ...home.foreignIn(plan),
  ...policyActionsOf(plan).unknown.map(({ value }) => ({ kind: "action", value })),
  ...namespacesOf(plan).missing.map(({ namespace }) => ({ kind: "namespace", value: namespace })),
  ...endpointServicesOf(plan).flatMap(({ service, problem }) =>
    service === undefined || problem === undefined ? [] : [{ kind: "endpoint-service", value: service }],
  ),
];

function problemsOf(entry: TrustedName, plan: EnvironmentPlan, home: Home): Finding[] {
  const { kind, value, index } = entry;
  const problem = (message: string): Finding => ({
    layer: "state",
    address: `trusted[${index}]`,
    message: `trusted[${index}] trusts nothing: ${message}`,
    fix: "correct or remove the entry",
    cause: ["trusted", index, "value"],
  });
  if (home.trusted.some((each) => each.index < index && each.kind === kind && each.value === value))
    return [problem("an earlier entry has the same name")];
  if (kind === "account" && value === home.account) return [problem("it is the account of the environment")];
  if (kind === "region" && value === home.region) return [problem("it is the region of the environment")];
  const found = namesOf(plan, home).filter((name) => name.kind === kind);
  if (found.some((name) => trusts(entry, name))) return [];
  const meant = orMeant(
    value,
    found.map((name) => name.value),
  );
  return [problem(`no block names ${kind} ${value}${meant}`)];
}
