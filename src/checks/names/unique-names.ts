import { typesWith } from "../../facts/resource-types";
import { RENAME, takenName } from "../../facts/job-environments";
import { homeOf, knownText, regionOf } from "../../infrastructure/text-references";
import { customObjectsOf } from "../../infrastructure/kubernetes-releases";
import { objectsOf } from "../../infrastructure/kubernetes-objects";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type PlannedResource,
} from "../../terraform/environment-plan";
import { type Check, type Finding, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const uniqueNames: Check = {
  ...ruleOf(TEXTS, "unique-names"),
  run: (plan, { others }) => {
    const own = namesOf(plan);
    const elsewhere = new Map(
      others.flatMap((other) =>
        [...namesOf(other)].flatMap(([key, [first]]) =>
          first ? [[key, `${first.address} in stack ${other.name}-${first.layer}`]] : [],
        ),
      ),
    );
    const taken = takenName(
      plan.name,
      others.map(({ name }) => name),
    );
    const named = [...own].flatMap(([key, [first, ...more]]): Finding[] => {
      if (!first) return [];
      const [, name = ""] = key.split("\n");
      const holder = elsewhere.get(key);
      return [
        ...more.map((second) => ({
          ...at(second),
          message: `the name ${name} is already used by ${first.address} in layer ${first.layer}`,
        })),
        ...(holder === undefined
          ? []
          : [{ ...at(first), message: `the name ${name} is already used by ${holder}` }]),
      ];
    });
    return taken === undefined ? named : [...named, ...takenFindings(plan, taken)];
  },
};

/** At the bucket of the states, which is the first object with the name of the environment. */
const takenFindings = (plan: EnvironmentPlan, taken: string): Finding[] =>
  plan
    .resources("aws_s3_bucket")
    .filter(({ layer }) => layer === "state")
    .slice(0, 1)
    .map((bucket) => ({
      ...at(bucket),
      message: `the environment ${plan.name} has the name of ${taken}`,
      fix: `${RENAME}, and accept this finding`,
    }));

type Names = ReadonlyMap<string, readonly PlannedResource[]>;

/** Resources by a key that must be unique: kind, scope and name. */
const namesOf = memoizePerPlan((plan: EnvironmentPlan): Names => {
  const names = new Map<string, PlannedResource[]>();
  const add = (resource: PlannedResource, kind: string, within: string, name: string): void => {
    const key = `${kind} ${within}\n${name}`;
    const known = names.get(key);
    if (known) known.push(resource);
    else names.set(key, [resource]);
  };
  for (const [type, unique] of typesWith("unique")) {
    for (const resource of plan.resources(type)) {
      const name = knownText(plan, inLayer(resource, resource.config[unique.attribute]));
      if (name === undefined || resource.config["for_each"] !== undefined) continue;
      // IAM names are unique regardless of case.
      add(
        resource,
        type,
        scope(plan, resource, unique),
        type.startsWith("aws_iam_") ? name.toLowerCase() : name,
      );
    }
  }
  for (const release of plan.resources("helm_release")) {
    add(
      release,
      "helm release",
      `${plan.name} ${String(release.config.namespace)}`,
      String(release.config.name),
    );
  }
  for (const { resource, kind, namespace, name } of [...objectsOf(plan).all, ...customObjectsOf(plan)]) {
    add(resource, kind, `${plan.name} ${namespace}`, name);
  }
  return names;
});

/** The scope in which a name must be unique; an environment of unknown account is a scope of its own. */
function scope(
  plan: EnvironmentPlan,
  resource: PlannedResource,
  { within }: { readonly within: string | readonly string[] },
): string {
  if (within === "world") return "";
  if (typeof within !== "string") {
    return [plan.name, ...within.map((key) => plan.identity(inLayer(resource, resource.config[key])))].join(
      " ",
    );
  }
  const account = homeOf(plan).accountId || plan.name;
  return within === "account" ? account : `${account} ${regionOf(plan, resource)}`;
}
