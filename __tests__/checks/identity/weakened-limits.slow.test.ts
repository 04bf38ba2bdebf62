import { readFileSync } from "node:fs";
import { peopleRights } from "../../../src/checks/identity/people-rights";
import { type Editable, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { isComplete } from "../../support/covering-sample";
import { type Edit, foundBy, newlyFound } from "../../support/findings";
import { ACCESS_POLICY_FACTS } from "../../../src/evidence/access-policies";
import { purposes } from "../../../src/checks/identity/purposes.json";
import { permits, rightsOfGroups } from "../../../src/checks/identity/rights-of-groups";

const roleOf = (name: string): string => `arn:aws:iam::444455556666:role/${name}`;
const PLAN = planWith("ml-platform", {
  cluster: {
    access: [
      { role: roleOf("science"), people: ["data-scientists", "model-owners"] },
      { role: roleOf("operate"), people: ["operators"] },
      { role: roleOf("audit"), people: ["auditors"] },
      { role: roleOf("teams/tenant"), policy: "edit" },
      { role: roleOf("lead"), policy: "admin" },
      { role: roleOf("reader"), policy: "view" },
    ],
  },
});

/** An object of the release of admission policies: name, kind and spec. */
interface Limit {
  readonly name: string;
  readonly kind: string;
  readonly spec: Editable;
}

const limitsIn = (release: Editable): Editable[] =>
  (JSON.parse((release.values as string[])[0] ?? "") as { resources: Editable[] }).resources;

const LIMITS: readonly Limit[] = limitsIn(
  (JSON.parse(PLAN.text("platform")) as Editable).resource.helm_release.people_limits as Editable,
).map(({ kind, metadata, spec }) => ({ kind, name: metadata.name as string, spec: spec as Editable }));

/** A change of one spec. */
interface Weakening {
  readonly kind: string;
  readonly what: string;
  readonly limit: Limit;
  readonly change: (spec: Editable) => void;
}

/** Parts of an expression between a sign outside of texts, parentheses and lists. */
function operands(expression: string, sign: string): string[] {
  const parts = [""];
  let [depth, quoted] = [0, false];
  for (let index = 0; index < expression.length; index += 1) {
    const letter = expression.charAt(index);
    if (letter === '"') quoted = !quoted;
    if (!quoted) depth += /[([]/.test(letter) ? 1 : /[)\]]/.test(letter) ? -1 : 0;
    if (!quoted && depth === 0 && expression.startsWith(sign, index)) {
      parts.push("");
      index += sign.length - 1;
    } else parts.push(`${parts.pop() ?? ""}${letter}`);
  }
  return parts;
}

/** The expression with each clause removed, also of a part in parentheses. */
function withoutClauses(expression: string): string[] {
  for (const sign of [" || ", " && "]) {
    const parts = operands(expression, sign);
    if (parts.length === 1) continue;
    return parts.flatMap((part, place) => [
      parts.filter((_, other) => other !== place).join(sign),
      ...withoutClauses(part).map((less) => parts.map((each, at) => (at === place ? less : each)).join(sign)),
    ]);
  }
  const inner = /^(!?)\((.*)\)$/.exec(expression);
  return inner ? withoutClauses(inner[2] ?? "").map((less) => `${inner[1] ?? ""}(${less})`) : [];
}

/** The expression with each match of a pattern replaced. */
const replaced = (expression: string, pattern: RegExp, by: string): string[] =>
  [...expression.matchAll(pattern)].map(
    ({ index, 0: { length } }) => expression.slice(0, index) + by + expression.slice(index + length),
  );

/** Changes of an expression, by their kind. */
const weakened = (expression: string): Readonly<Record<string, readonly string[]>> => ({
  "a clause less": withoutClauses(expression),
  "!=": replaced(expression, / == /g, " != "),
  "or for and": replaced(expression, / && /g, " || "),
  "and for or": replaced(expression, / \|\| /g, " && "),
  "not negated": replaced(expression, /!(?!=)/g, ""),
  // Texts that a list or a comparison names; patterns begin with a sign.
  "another text": replaced(expression, /(?<=")[\w.:/-]+(?=")/g, "other"),
  "a role name without its end": replaced(expression, /(?<=:assumed-role\/[^/"]+)\/(?=")/g, ""),
  "a namespace without its end": replaced(expression, /(?<=:serviceaccount:[^:"]+):(?=")/g, ""),
  "a pattern without its start": replaced(expression, /(?<=")\^/g, ""),
  "a pattern without its end": replaced(expression, /\$(?=")/g, ""),
  "a pattern without a workload": replaced(expression, /[\w-]+\|(?=[\w-]+[|)])/g, ""),
  // Pods of StatefulSets have ordinals; most pages are pods of Deployments.
  "no ordinals": expression.includes("|[0-9]+") ? [expression.replaceAll("|[0-9]+", "")] : [],
  "another function": replaced(expression, /\.exists\(\w+, /g, ".contains("),
  never: expression === "false" ? [] : ["false"],
  always: expression === "true" ? [] : ["true"],
});

const EXPRESSIONS = ["matchConditions", "validations"];
const SELECTORS: Editable = {
  namespaceSelector: { matchLabels: { a: "b" } },
  objectSelector: { matchLabels: { a: "b" } },
  excludeResourceRules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }],
};

const ofPolicy = (limit: Limit): Weakening[] => {
  const { spec } = limit;
  const weakening = (what: string, change: (spec: Editable) => void, kind = what): Weakening => ({
    ...{ what, limit, change, kind },
  });
  return [
    ...EXPRESSIONS.flatMap((key) =>
      (spec[key] as { expression: string }[]).flatMap(({ expression }, index) =>
        Object.entries(weakened(expression)).flatMap(([kind, texts]) =>
          texts.map((text) =>
            weakening(`${key}: ${text}`, (each) => (each[key][index].expression = text), `${key}: ${kind}`),
          ),
        ),
      ),
    ),
    ...EXPRESSIONS.map((key) => weakening(`no ${key}`, (each) => (each[key] = []))),
    weakening("a condition that is never true", (each) =>
      each.matchConditions.push({ name: "a", expression: "false" }),
    ),
    weakening("failurePolicy Ignore", (each) => (each.failurePolicy = "Ignore")),
    weakening("a variable", (each) => (each.variables = [{ name: "a", expression: "true" }])),
    ...Object.entries(spec.matchConstraints.resourceRules[0] as Record<string, string[]>).flatMap(
      ([key, values]) => [
        ...values.map((value) =>
          weakening(`${key} without ${value}`, (each) => {
            each.matchConstraints.resourceRules[0][key] = values.filter((other) => other !== value);
          }),
        ),
        ...(values.includes("*")
          ? []
          : [weakening(`${key} with *`, (each) => (each.matchConstraints.resourceRules[0][key] = ["*"]))]),
      ],
    ),
    weakening("a name", (each) => (each.matchConstraints.resourceRules[0].resourceNames = ["other"])),
    ...Object.entries(SELECTORS).map(([key, value]) =>
      weakening(key, (each) => (each.matchConstraints[key] = value)),
    ),
  ];
};

const ofBinding = (limit: Limit): Weakening[] => {
  const weakening = (what: string, change: (spec: Editable) => void, kind = what): Weakening => ({
    ...{ what, limit, change, kind },
  });
  return [
    weakening("another policy", (each) => (each.policyName = "other")),
    ...[["Audit"], ["Warn"], []].map((actions) =>
      weakening(`validationActions ${actions.join()}`, (each) => (each.validationActions = actions)),
    ),
    ...Object.entries(SELECTORS).map(([key, value]) =>
      weakening(`matchResources with ${key}`, (each) => (each.matchResources = { [key]: value })),
    ),
    weakening("a parameter", (each) => (each.paramRef = { name: "a", parameterNotFoundAction: "Allow" })),
  ];
};

const WEAKENINGS = LIMITS.flatMap((limit) =>
  limit.kind === "ValidatingAdmissionPolicy" ? ofPolicy(limit) : ofBinding(limit),
);

/** Changes an object of the release; undefined removes it. */
const edited =
  ({ name, kind }: Limit, change: ((spec: Editable) => void) | undefined): Edit =>
  ({ platform }) => {
    const release = platform.resource.helm_release.people_limits as Editable;
    const resources = limitsIn(release).flatMap((each) => {
      if (each.kind !== kind || each.metadata.name !== name) return [each];
      change?.(each.spec as Editable);
      return change ? [each] : [];
    });
    release.values = [JSON.stringify({ resources })];
  };

test("people-rights finds nothing in the admission policies that synth emits", () => {
  expect(foundBy(peopleRights, environmentPlan(PLAN))).toEqual([]);
  expect(LIMITS).toHaveLength(10);
  expect(WEAKENINGS.length).toBeGreaterThan(200);
});

test("people-rights finds each weakening of each admission policy and its binding", () => {
  // One of each kind, where not all of them run.
  const kinds = new Map(WEAKENINGS.map((each) => [each.kind, each]));
  const silent = (isComplete ? WEAKENINGS : [...kinds.values()]).filter(
    ({ limit, change }) => newlyFound([peopleRights], PLAN, edited(limit, change)).length === 0,
  );
  expect(silent.map(({ limit: { kind, name }, what }) => `${kind} ${name}: ${what}`)).toEqual([]);
});

test.each(LIMITS)("people-rights finds that $kind $name is missing", (limit) => {
  expect(newlyFound([peopleRights], PLAN, edited(limit, undefined))).not.toEqual([]);
});

test("people-rights finds an access entry whose user name the admission policies do not know", () => {
  const renamed: Edit = ({ cluster }) => {
    cluster.resource.aws_eks_access_entry.access_tenant.user_name = "tenant";
  };
  expect(newlyFound([peopleRights], PLAN, renamed).join("\n")).toContain(
    `${roleOf("teams/tenant")} as tenant may create ingresses in models`,
  );
});

const RIGHTS = readFileSync("docs/guide/company.md", "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, rights = "", ...answers] = line.split("|").map((cell) => cell.trim());
    const named = [...rights.matchAll(/`(\w+) ([a-z]+(?:\/[a-z]+)?)(?:\.([a-z0-9.]+))?`/g)];
    return answers.length < 4
      ? []
      : named.map(([right, verb = "", resource = "", group = ""]) => ({
          ...{ right, access: { namespace: "models", verb, resource, group }, answers },
        }));
  });

test("the guide says which rights each access policy and the purposes of people have", () => {
  expect(RIGHTS.length).toBeGreaterThan(10);
  const ofPolicies = ["View", "Edit", "Admin"].map((name) =>
    (ACCESS_POLICY_FACTS.policies[`AmazonEKS${name}Policy`] ?? []).map(({ group, ...rule }) => ({
      ...{ ...rule, namespace: undefined, groups: [group], names: [] },
    })),
  );
  const rights = rightsOfGroups(environmentPlan(PLAN));
  const ofPeople = Object.keys(purposes).flatMap((group) =>
    (rights.get(group)?.rules ?? []).map((rule) => ({ ...rule, namespace: undefined })),
  );
  for (const { right, access, answers } of RIGHTS) {
    const has = [...ofPolicies, ofPeople].map((rules) => permits(rules, access));
    expect([right, ...has]).toEqual([right, ...answers.slice(0, 4).map((answer) => answer !== "no")]);
  }
});

test("the policies that a policy includes have no rule beyond it", () => {
  for (const [name, rules] of Object.entries(ACCESS_POLICY_FACTS.policies)) {
    const granted = rules.map(({ group, ...rule }) => ({
      ...rule,
      namespace: undefined,
      groups: [group],
      names: [],
    }));
    for (const included of ACCESS_POLICY_FACTS.included[name] ?? [])
      for (const { group, resources, verbs } of ACCESS_POLICY_FACTS.policies[included] ?? [])
        for (const resource of resources)
          for (const verb of verbs)
            expect([
              resource,
              verb,
              permits(granted, { namespace: undefined, group, resource, verb }),
            ]).toEqual([resource, verb, true]);
  }
});
