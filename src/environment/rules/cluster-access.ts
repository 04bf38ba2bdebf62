import { texts as TEXTS } from "./texts.json";
import { type EnvironmentConfig } from "../schema";
import { type KeyProblem } from "./key-problem";
import { type RuleProblem, allOf, forEach } from "../rule-problems";

type Access = EnvironmentConfig["cluster"]["access"][number];

/** Namespaces of Kubernetes itself: their service accounts reach the whole cluster, and roles of add-ons. */
const OF_KUBERNETES = ["kube-system", "kube-public", "kube-node-lease"];

/** Rules on roles with less than all rights. */
export const accessRules = ({ cluster }: EnvironmentConfig): RuleProblem[] =>
  forEach(cluster.access, (access, index) =>
    allOf(
      () => rightsRules(access),
      () => peopleRules(access),
      () => namespaceRules(access),
      () => onceRules(cluster, index),
    ).map(({ key, ...problem }) => ({ path: ["cluster", "access", index, ...key], ...problem })),
  );

function rightsRules({ people, policy, namespaces, groups }: Access): KeyProblem[] {
  if (policy !== undefined) return [];
  if (groups.length === 0 && people === undefined) return [TEXTS.clusterAccessGrant];
  return namespaces === undefined ? [] : [TEXTS.clusterAccessNamespaces];
}

const peopleRules = ({ people, policy }: Access): KeyProblem[] =>
  people === undefined || policy === undefined ? [] : [TEXTS.clusterAccessPolicy];

const namespaceRules = ({ policy, namespaces = [] }: Access): KeyProblem[] =>
  policy === undefined || policy === "view"
    ? []
    : namespaces.flatMap((namespace, place) =>
        OF_KUBERNETES.includes(namespace)
          ? [
              {
                key: ["namespaces", place],
                expected:
                  "a namespace without programs of the platform, whose service accounts reach the whole cluster",
                fix: "use policy: view there, or add the role to cluster.admins",
              },
            ]
          : [],
      );

function onceRules(
  { access, admins, deployerRole }: EnvironmentConfig["cluster"],
  index: number,
): KeyProblem[] {
  const role = access[index]?.role ?? "";
  if (admins.includes(role) || deployerRole === role) return [TEXTS.clusterAccessRole];
  return access.findIndex((each) => each.role === role) === index
    ? []
    : [{ key: ["role"], expected: "each role once", fix: "join the two entries" }];
}
