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
  if (groups.length === 0 && people === undefined)
    return [
      {
        key: [],
        expected: "people, a policy or groups, since the entry grants nothing without them",
        fix: "add people: [auditors], policy: view, or the name of a Kubernetes group",
      },
    ];
  return namespaces === undefined
    ? []
    : [
        {
          key: ["namespaces"],
          expected: "a policy beside it, since bindings decide where people and groups have rights",
          fix: "add a policy, or remove the namespaces",
        },
      ];
}

const peopleRules = ({ people, policy }: Access): KeyProblem[] =>
  people === undefined || policy === undefined
    ? []
    : [
        {
          key: ["policy"],
          expected: "no policy beside people, whose rights are those of their purpose",
          fix: "remove the policy, or give it to another role",
        },
      ];

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
  if (admins.includes(role) || deployerRole === role)
    return [
      {
        key: ["role"],
        expected: "a role that is not in cluster.admins and not cluster.deployerRole, which have all rights",
        fix: "remove it in one of the places",
      },
    ];
  return access.findIndex((each) => each.role === role) === index
    ? []
    : [{ key: ["role"], expected: "each role once", fix: "join the two entries" }];
}
