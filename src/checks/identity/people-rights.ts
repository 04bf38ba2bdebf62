import people from "./purposes.json";
import { ADDONS_OF_PARTS } from "../../evidence/addons-of-parts";
import { CHART_FACTS } from "../../evidence/charts";
import { own } from "../../base/own";
import { admissionOf } from "./admission";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { deliveriesOf } from "../../infrastructure/deliveries";
import {
  type EnvironmentPlan,
  inLayer,
  memoizePerPlan,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { type Deed, harmsOf } from "./people-harms";
import { groupFindings, policyHolderFindings } from "./people-requests";
import { texts } from "../../terraform/stack-json";
import {
  addonsOf,
  customObjectsOf,
  helmReleasesOf,
  releasesOf,
} from "../../infrastructure/kubernetes-releases";
import { modelPods, platformProgramsOf } from "../../infrastructure/kubernetes-programs";
import { resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { type Access, type GroupRights, permits, rightsOfGroups } from "./rights-of-groups";

/** Places in which people work. */
type Place = "cluster" | "models" | "experiments" | "operations";

/** Purpose of the people of a group. */
interface Purpose {
  /** Where they read all kinds but Secrets, and logs. */
  readonly reads: Place;
  readonly deeds: readonly (Deed & { readonly place: Place })[];
}

/**
 * By the name of the group (docs/decisions/0111). kubectl forwards a port by a WebSocket, a `get`, or by SPDY, a
 * `create` (Kubernetes 1.31).
 */
const PURPOSES = people.purposes as Readonly<Record<string, Purpose>>;

export const peopleRights: Check = {
  ...ruleOf(TEXTS, "people-rights"),
  run: (plan) => {
    const entered = groupsOfEntries(plan);
    const groups = new Set([
      ...[...rightsOfGroups(plan).keys()].filter((name) => name.startsWith(PREFIX)),
      ...entered.keys(),
    ]);
    return [
      ...[...groups].flatMap((group) => [
        ...harmFindings(plan, group),
        ...unknownFindings(plan, group),
        ...groupFindings(plan, group),
      ]),
      ...[...entered].flatMap(([group, entry]) => purposeFindings(plan, group, entry)),
      ...policyFindings(plan),
      ...policyHolderFindings(plan),
      // An owner's policy may judge anything.
      ...admissionOf(plan)
        .faults.filter(({ policy }) => !isOwn(plan, policy.resource))
        .map(({ policy: { resource, name }, fault, isNotJudged }) => ({
          ...at(resource),
          message: `admission policy ${name} ${fault}`,
          isNotJudged,
        })),
    ];
  },
};

const PREFIX = "people:";

type Entry = ResourceOf<"aws_eks_access_entry">;

/** Groups of access entries beside those of Kubernetes itself, each with its first entry. */
const groupsOfEntries = memoizePerPlan(
  (plan: EnvironmentPlan): ReadonlyMap<string, Entry> =>
    new Map(
      plan
        .resources("aws_eks_access_entry")
        .toReversed()
        .flatMap((entry) =>
          texts(entry.config.kubernetes_groups)
            .filter((group) => !group.startsWith("system:"))
            .map((group) => [group, entry] as const),
        ),
    ),
);

const NO_RIGHTS: GroupRights = { rules: [], unknown: [] };
const rightsOf = (plan: EnvironmentPlan, group: string): GroupRights =>
  rightsOfGroups(plan).get(group) ?? NO_RIGHTS;

function harmFindings(plan: EnvironmentPlan, group: string): Finding[] {
  const deeds = (own(PURPOSES, group)?.deeds ?? []).map((deed) => ({
    ...deed,
    namespaces: placesOf(plan)[deed.place],
  }));
  return rightsOf(plan, group).rules.flatMap((rule) =>
    harmsOf(plan, rule, deeds).map((harm) => ({ ...at(rule.role.resource), message: `${group} ${harm}` })),
  );
}

const unknownFindings = (plan: EnvironmentPlan, group: string): Finding[] =>
  rightsOf(plan, group).unknown.map(({ binding, role, isAggregated }) => ({
    ...at(binding.resource),
    message: `${group} has the role ${role}, ${isAggregated ? "which aggregates rules of roles outside of these stacks" : "whose rules are in no block of these stacks"}`,
  }));

/** Rights that a purpose lists and a group lacks. */
function purposeFindings(plan: EnvironmentPlan, group: string, entry: Entry): Finding[] {
  if (!group.startsWith(PREFIX)) return [];
  const facts = own(PURPOSES, group);
  if (!facts) {
    const known = Object.keys(PURPOSES).join(", ");
    return [{ ...at(entry), message: `${group} is no group of people, expected one of ${known}` }];
  }
  const { rules } = rightsOf(plan, group);
  const places = placesOf(plan);
  const wanted = [
    ...readsIn(plan, facts.reads, places[facts.reads]),
    ...facts.deeds.flatMap(({ place, group: apiGroup, resources, verbs }) =>
      places[place].flatMap((namespace) =>
        resources.flatMap((resource) =>
          verbs.map((verb) => ({ access: { namespace, group: apiGroup, resource, verb }, why: "" })),
        ),
      ),
    ),
  ];
  return wanted
    .filter(({ access }) => !permits(rules, access))
    .map(({ access, why }) => ({ ...at(entry), message: `${group} may not ${shown(access)}${why}` }));
}

const shown = ({ verb, group, resource, namespace }: Access): string =>
  [
    verb,
    group === "" ? resource : `${resource}.${group}`,
    ...(namespace === undefined ? [] : ["in", namespace]),
  ].join(" ");

interface Wanted {
  readonly access: Access;
  readonly why: string;
}

const READ = ["get", "list", "watch"];

/** Kinds that people of a namespace read. */
const OF_NAMESPACES = ["pods", "events", "services", "configmaps", "deployments.apps", "replicasets.apps"];

function readsIn(plan: EnvironmentPlan, place: Place, namespaces: readonly (string | undefined)[]): Wanted[] {
  const kinds =
    place === "cluster" ? [...people.kindsOfClusters.kinds, ...definedKinds(plan)] : OF_NAMESPACES;
  return namespaces.flatMap((namespace) => [
    ...kinds.flatMap((kind) => {
      const [resource = "", ...group] = kind.split(".");
      return READ.map((verb) => ({
        access: { namespace, group: group.join("."), resource, verb },
        why: ", which they read",
      }));
    }),
    { access: { namespace, group: "", resource: "pods/log", verb: "get" }, why: "" },
  ]);
}

/** Kinds that add-ons, charts and objects of the stacks define, as `plural.group`. */
const definedKinds = (plan: EnvironmentPlan): string[] => [
  ...addonsOf(plan).flatMap(({ name }) => own(ADDONS_OF_PARTS, name)?.kinds?.names ?? []),
  ...helmReleasesOf(plan).flatMap(({ chart, local }) =>
    (local ? [] : (CHART_FACTS[chart]?.crds ?? [])).map(({ plural, group }) => `${plural}.${group}`),
  ),
  ...customObjectsOf(plan)
    .filter(({ kind }) => kind === "CustomResourceDefinition")
    .map(({ name }) => name),
];

/** Namespaces of the places; undefined for the whole cluster. */
const placesOf = memoizePerPlan(
  (plan: EnvironmentPlan): Readonly<Record<Place, readonly (string | undefined)[]>> => ({
    cluster: [undefined],
    models: distinct([
      ...modelPods(plan)
        // Workloads of own files have owners of their own.
        .filter(({ owner }) => !isOwn(plan, owner.resource))
        .map(({ owner }) => owner.namespace),
      ...deliveriesOf(plan).all.map(({ source }) => source.destination.namespace),
    ]),
    experiments: distinct(
      platformProgramsOf(plan)
        .all.filter(({ isForExperiments }) => isForExperiments)
        .map(({ pods }) => pods.owner.namespace),
    ),
    operations: distinct(
      ["kube-prometheus-stack", "argo-cd"].flatMap((chart) =>
        releasesOf(plan, chart).map(({ namespace }) => namespace),
      ),
    ),
  }),
);

const distinct = (names: readonly string[]): string[] => [...new Set(names)];

/** Policies of EKS beside the group of people: `edit` creates pods and reads Secrets. */
function policyFindings(plan: EnvironmentPlan): Finding[] {
  const people = new Set(
    plan
      .resources("aws_eks_access_entry")
      .filter(({ config }) => texts(config.kubernetes_groups).some((group) => group.startsWith(PREFIX)))
      .map((entry) => principalOf(plan, entry)),
  );
  return plan
    .resources("aws_eks_access_policy_association")
    .filter((association) => people.has(principalOf(plan, association)))
    .map((association) => ({
      ...at(association),
      message: `${principalOf(plan, association)} has an access policy beside its group of people`,
      fix: "remove the policy, or the key people of the role",
    }));
}

const principalOf = (
  plan: EnvironmentPlan,
  resource: ResourceOf<"aws_eks_access_entry" | "aws_eks_access_policy_association">,
): string => resolveReferences(plan, inLayer(resource, resource.config.principal_arn));
