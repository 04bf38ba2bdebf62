import { type EnvironmentPlan, memoizePerPlan } from "../../terraform/environment-plan";
import { block, blocks, type Json, type JsonObject, text, texts } from "../../terraform/stack-json";
import { celValue } from "../../infrastructure/kubernetes-cel";
import { type CustomObject, customObjectsOf } from "../../infrastructure/kubernetes-releases";

/** A request that the API server admits or denies; the resource has a subresource after a slash. */
type AdmissionRequest = Readonly<Record<"operation" | "group" | "resource", string>> &
  Partial<
    Readonly<{ namespace: string | undefined; name: string; object: JsonObject; oldObject: JsonObject }>
  >;

/** The sender of a request. */
interface Caller {
  readonly username: string;
  readonly groups: readonly string[];
}

/** Admission policies of the stacks. */
export const admissionOf = (plan: EnvironmentPlan) => ({
  /** Whether a policy denies a request of a user. A policy with an expression that is not judged denies nothing. */
  isDenied: (user: Caller, request: AdmissionRequest): boolean => isDenied(plan, user, request),
  /** Faults of each policy: it denies nothing, judges requests beside those that it names, or is not judged. */
  get faults() {
    return policyFaults(plan);
  },
});

/** Policies that a binding without selectors enforces. */
const enforcedIn = memoizePerPlan((plan: EnvironmentPlan): readonly CustomObject[] => {
  const enforced = customObjectsOf(plan).flatMap(({ kind, spec }) =>
    kind === "ValidatingAdmissionPolicyBinding" &&
    Object.keys(spec).every((key) => ["policyName", "validationActions"].includes(key)) &&
    texts(spec["validationActions"]).includes("Deny")
      ? [text(spec["policyName"])]
      : [],
  );
  return policiesOf(plan).filter(({ name }) => enforced.includes(name));
});

const policiesOf = (plan: EnvironmentPlan): CustomObject[] =>
  customObjectsOf(plan).filter(({ kind }) => kind === "ValidatingAdmissionPolicy");

const expressionsOf = (value: Json | undefined): string[] =>
  blocks(value).map(({ expression }) => text(expression) ?? "");

/** Whether rules match a request. Rules with selectors or names are not counted. */
function isMatched(spec: JsonObject, { operation, group, resource }: AdmissionRequest): boolean {
  const { resourceRules, ...selectors } = block(spec["matchConstraints"]);
  const wanted = { apiGroups: group, apiVersions: "v1", operations: operation, resources: resource };
  return (
    Object.keys(selectors).length === 0 &&
    blocks(resourceRules).some(
      (rule) =>
        Object.keys(rule).length === Object.keys(wanted).length &&
        Object.entries(wanted).every(([key, value]) =>
          texts(rule[key]).some((each) => each === "*" || each === value),
        ),
    )
  );
}

const isDenied = (plan: EnvironmentPlan, userInfo: Caller, asked: AdmissionRequest): boolean =>
  enforcedIn(plan).some(({ spec }) => {
    const { object = null, oldObject = null, namespace = "", name = "", operation } = asked;
    const scope = { request: { operation, namespace, name, userInfo }, object, oldObject };
    const valuesOf = (key: string) => expressionsOf(spec[key]).map((each) => celValue(each, scope));
    const conditions = valuesOf("matchConditions");
    return (
      spec["failurePolicy"] !== "Ignore" &&
      isMatched(spec, asked) &&
      conditions.every((each) => each === true || each === "error") &&
      [...conditions, ...valuesOf("validations")].some((each) => each === false || each === "error")
    );
  });

const policyFaults = (
  plan: EnvironmentPlan,
): { policy: CustomObject; fault: string; isNotJudged: boolean }[] =>
  policiesOf(plan).flatMap((policy) => {
    const { failurePolicy, matchConditions, matchConstraints, validations, ...others } = policy.spec;
    const rules = blocks(block(matchConstraints)["resourceRules"]);
    const expressions = [matchConditions, validations].flatMap(expressionsOf);
    const faults = [
      ...(enforcedIn(plan).includes(policy)
        ? []
        : ["denies nothing: no binding without selectors denies by it"]),
      ...(failurePolicy === "Ignore" ? ["admits what it cannot judge: failurePolicy is Ignore"] : []),
      ...["apiGroups", "operations", "resources"]
        .filter((key) => rules.some((rule) => texts(rule[key]).includes("*")))
        .map((key) => `judges other requests, too: ${key} has *`),
    ];
    const open = [
      ...expressions.filter((each) => celValue(each, NO_REQUEST) === "not judged"),
      ...Object.keys(others),
    ].map((each) => `is not judged: no check evaluates ${each}`);
    return [...faults, ...open].map((fault) => ({ policy, fault, isNotJudged: open.includes(fault) }));
  });

const NO_REQUEST = { request: {}, object: null, oldObject: null };
