import { type RuleProblem } from "../loader/load";
import { forEach } from "../loader/refused-values";
import { type EnvironmentConfig } from "../schema";

type Access = EnvironmentConfig["cluster"]["access"][number];

/** Namespaces of Kubernetes itself: their service accounts reach the whole cluster, and roles of add-ons. */
const OF_KUBERNETES = ["kube-system", "kube-public", "kube-node-lease"];

/** Rules on roles with less than all rights. */
export const accessRules = ({ cluster }: EnvironmentConfig): RuleProblem[] =>
  forEach(cluster.access, (access, index) =>
    [...rightsRules(access), ...namespaceRules(access), ...onceRules(cluster, index)].map(
      ({ key, ...problem }) => ({
        path: ["cluster", "access", index, ...key],
        ...problem,
      }),
    ),
  );

interface Problem extends Omit<RuleProblem, "path"> {
  readonly key: readonly (string | number)[];
}

function rightsRules({ policy, namespaces, groups }: Access): Problem[] {
  if (policy !== undefined) return [];
  if (groups.length === 0)
    return [
      {
        key: [],
        expected: "a policy or groups, since the entry grants nothing without them",
        fix: "add policy: view, or the name of a Kubernetes group",
      },
    ];
  return namespaces === undefined
    ? []
    : [
        {
          key: ["namespaces"],
          expected: "a policy beside it, since RoleBindings decide where a group has rights",
          fix: "add a policy, or remove the namespaces",
        },
      ];
}

const namespaceRules = ({ policy, namespaces = [] }: Access): Problem[] =>
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

function onceRules({ access, admins, deployerRole }: EnvironmentConfig["cluster"], index: number): Problem[] {
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
