import { type Change, type Mutable, type MutableObject, setting } from "../edits";
import { OTHER_PORT, OTHER_RANGE } from "./values";

/** Adds a peer, a port and a rule to a NetworkPolicy. */
export function networkPolicy({ spec }: MutableObject): Change[] {
  return (["ingress", "egress"] as const).flatMap((direction) => {
    const peers = direction === "ingress" ? "from" : "to";
    const { [direction]: rules, policy_types: types } = spec as MutableObject;
    if (!Array.isArray(types) || !types.includes(direction === "ingress" ? "Ingress" : "Egress")) return [];
    const own = Array.isArray(rules) ? (rules as MutableObject[]) : [];
    const port = { port: String(OTHER_PORT), protocol: "TCP" };
    const peer = { ip_block: { cidr: OTHER_RANGE } };
    return [
      {
        change: `add a rule to ${direction}`,
        apply: setting(["spec", direction], [...own, { ports: [port], [peers]: [peer] }]),
      },
      ...own.flatMap((rule, index) =>
        (
          [
            [peers, peer],
            ["ports", port],
          ] as const
        ).flatMap(([key, item]) => {
          const items = rule[key];
          return Array.isArray(items)
            ? [
                {
                  change: `add to spec.${direction}.${index}.${key}`,
                  apply: setting(["spec", direction, index, key], [...items, item]),
                },
              ]
            : [];
        }),
      ),
    ];
  });
}

/** Adds a verb, a resource and a rule to a Role. */
export function role({ rule }: MutableObject): Change[] {
  const rules = Array.isArray(rule) ? (rule as MutableObject[]) : [];
  return [
    {
      change: "add a rule",
      apply: setting(
        ["rule"],
        [...rules, { api_groups: [""], resources: ["secrets"], verbs: ["get", "list"] }],
      ),
    },
    ...rules.flatMap((each, index) =>
      (
        [
          ["verbs", "deletecollection"],
          ["resources", "serviceaccounts/token"],
        ] as const
      ).flatMap(([key, item]) => {
        const items = each[key];
        return Array.isArray(items) && !items.includes(item)
          ? [
              {
                change: `add to rule.${index}.${key}`,
                apply: setting(["rule", index, key], [...items, item]),
              },
            ]
          : [];
      }),
    ),
  ];
}

/** Adds a subject to a RoleBinding. */
export const binding = (): Change[] =>
  [
    { kind: "ServiceAccount", name: "default", namespace: "default" },
    { kind: "Group", name: "system:authenticated", api_group: "rbac.authorization.k8s.io" },
  ].map((subject) => ({
    change: `add the subject ${subject.kind} ${subject.name}`,
    apply: (resource) => setting(["subject"], [...(resource["subject"] as Mutable[]), subject])(resource),
  }));
