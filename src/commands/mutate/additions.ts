import { ANYWHERE } from "../../core/cidr";
import { type Layer } from "../../core/layers";
import { type StackJson, type SynthesizedResource } from "../../terraform-json/stack-json";
import { type Mutable, type MutableObject, type Mutant, type Path, setting } from "./mutants";

/** Values that no environment has, of ranges and accounts for documentation. */
const OTHER_RANGE = "203.0.113.0/24";
const OTHER_ACCOUNT = "999988887777";
const OTHER_PORT = 2222;

type Change = Pick<Mutant, "change" | "apply">;
type Statement = MutableObject;

/** Mutants that add a right or a path beside those of a stack, and change nothing else. */
export const additionsOf = (layer: Layer, stack: StackJson): Mutant[] =>
  [...stack.resources(), ...stack.dataSources()].flatMap((block) => [
    ...changesOf(block).map((change) => ({ layer, address: block.address, ...change })),
    ...newResources(stack, block).map((added) => ({ layer, ...added })),
  ]);

function changesOf({ type, config }: SynthesizedResource): Change[] {
  if (type === "kubernetes_network_policy_v1") return networkPolicy(config as MutableObject);
  if (type === "kubernetes_role_v1" || type === "kubernetes_cluster_role_v1") {
    return role(config as MutableObject);
  }
  if (type === "kubernetes_role_binding_v1" || type === "kubernetes_cluster_role_binding_v1") {
    return binding();
  }
  return Object.entries(config as MutableObject).flatMap(([name, value]) => policy(value, [name]));
}

/** Arguments that name the peer of a security group rule. */
const PEERS = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];

const without = (object: MutableObject, keys: readonly string[]): MutableObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));

/** Resources to add beside one of a stack. */
function newResources(stack: StackJson, block: SynthesizedResource): Omit<Mutant, "layer">[] {
  const { address, type, name } = block;
  const config = block.config as MutableObject;
  if (/^aws_vpc_security_group_(in|e)gress_rule$/.test(type)) {
    const ports = without(config, PEERS);
    return [
      added(`${address}_range`, `add ${OTHER_RANGE} on the same ports`, { ...ports, cidr_ipv4: OTHER_RANGE }),
      ...(config["from_port"] === undefined
        ? []
        : [
            added(`${address}_port`, `add port ${OTHER_PORT} of the same peer`, {
              ...config,
              from_port: OTHER_PORT,
              to_port: OTHER_PORT,
            }),
          ]),
    ];
  }
  if (type === "aws_iam_role") {
    return [
      added(`aws_iam_role_policy_attachment.${name}_more`, "attach AdministratorAccess", {
        role: `\${${address}.name}`,
        policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
      added(`aws_iam_role_policy.${name}_more`, "add an inline policy", {
        name: "more",
        role: `\${${address}.name}`,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: secretOf(OTHER_ACCOUNT) },
          ],
        }),
      }),
    ];
  }
  if (type === "aws_eks_access_entry") return accessEntry(block);
  if (type === "aws_route_table") return routes(stack, block);
  return [];
}

const added = (address: string, change: string, resource: MutableObject): Omit<Mutant, "layer"> => ({
  address,
  change,
  apply: () => resource,
});

/** An administrator beside that of an entry: an entry and its policy. */
function accessEntry({ name, config }: SynthesizedResource): Omit<Mutant, "layer">[] {
  const principal = String(config["principal_arn"]);
  const other = `${principal}-2`;
  const cluster = config["cluster_name"] as Mutable;
  return [
    {
      ...added(`aws_eks_access_entry.${name}_2`, "add an administrator", {
        cluster_name: cluster,
        principal_arn: other,
        type: "STANDARD",
      }),
      alongside: {
        address: `aws_eks_access_policy_association.${name}_2`,
        config: {
          access_scope: { type: "cluster" },
          cluster_name: cluster,
          policy_arn: `arn:${principal.split(":")[1] ?? "aws"}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
          principal_arn: other,
        },
      },
    },
  ];
}

/** A default route to the internet gateway, of a route table that has no default route, and a peered range. */
function routes(stack: StackJson, block: SynthesizedResource): Omit<Mutant, "layer">[] {
  const { address } = block;
  // A table that the stack only looks up.
  const name = address.startsWith("data.") ? `found_${block.name}` : block.name;
  const table = `\${${address}.id}`;
  const resources = stack.resources();
  const hasDefault = resources.some(
    ({ type, config }) =>
      type === "aws_route" &&
      config["route_table_id"] === table &&
      config["destination_cidr_block"] === ANYWHERE,
  );
  const gateway = resources.find(({ type }) => type === "aws_internet_gateway")?.address;
  return [
    ...(hasDefault
      ? []
      : [
          added(`aws_route.${name}_default`, "add a default route to an internet gateway", {
            route_table_id: table,
            destination_cidr_block: ANYWHERE,
            gateway_id: gateway === undefined ? "igw-0123456789abcdef0" : `\${${gateway}.id}`,
          }),
        ]),
    added(`aws_route.${name}_peer`, `add a route to ${OTHER_RANGE} by a peering connection`, {
      route_table_id: table,
      destination_cidr_block: OTHER_RANGE,
      vpc_peering_connection_id: "pcx-0123456789abcdef0",
    }),
  ];
}

/** Adds a peer, a port and a rule to a NetworkPolicy. */
function networkPolicy({ spec }: MutableObject): Change[] {
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
function role({ rule }: MutableObject): Change[] {
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
const binding = (): Change[] =>
  [
    { kind: "ServiceAccount", name: "default", namespace: "default" },
    { kind: "Group", name: "system:authenticated", api_group: "rbac.authorization.k8s.io" },
  ].map((subject) => ({
    change: `add the subject ${subject.kind} ${subject.name}`,
    apply: (resource) => setting(["subject"], [...(resource["subject"] as Mutable[]), subject])(resource),
  }));

const secretOf = (account: string): string =>
  `arn:aws:secretsmanager:us-east-1:${account}:secret:another-AbCdEf`;

/** Adds a statement to an IAM policy, and principals, an action and a resource to each that allows. */
function policy(value: Mutable, path: Path): Change[] {
  if (typeof value !== "string" || !value.startsWith('{"Version"')) return [];
  const statements = (JSON.parse(value) as { Statement: Statement[] }).Statement;
  const rewritten = (change: string, edit: (all: Statement[]) => void): Change => ({
    change: `${path.join(".")}: ${change}`,
    apply: (resource) => {
      const copy = JSON.parse(value) as { Statement: Statement[] };
      edit(copy.Statement);
      return setting(path, JSON.stringify(copy))(resource);
    },
  });
  return [
    rewritten("add a statement", (all) => void all.push(newStatement(statements))),
    ...statementsOfAccount(statements).map(([who, statement]) =>
      rewritten(`add a statement for ${who}`, (all) => void all.push(statement)),
    ),
    ...statements.flatMap((statement, index) => {
      if (statement["Effect"] !== "Allow") return [];
      const name = typeof statement["Sid"] === "string" ? statement["Sid"] : `statement ${index + 1}`;
      const more = (part: string, item: string): Change[] =>
        listOf(statement[part]).some((own) => own === "*" || own === item) || statement[part] === undefined
          ? []
          : [
              rewritten(`add ${part} ${item} to ${name}`, (all) => {
                const own = all[index] as Statement;
                own[part] = [...listOf(own[part]), item];
              }),
            ];
      return [
        ...more("Action", otherAction(statement)),
        ...otherResource(statement).flatMap((item) => more("Resource", item)),
        ...principals(statement).map(([kind, item]) =>
          rewritten(`add Principal ${item} to ${name}`, (all) => {
            const own = (all[index] as Statement)["Principal"] as MutableObject;
            own[kind] = [...listOf(own[kind]), item];
          }),
        ),
      ];
    }),
  ];
}

const listOf = (value: Mutable | undefined): Mutable[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** A statement of the kind of the others, on principals if those are. */
const newStatement = (statements: readonly Statement[]): Statement => ({
  Effect: "Allow",
  ...(statements.some((each) => each["Principal"] !== undefined)
    ? { Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } }
    : {}),
  Action: statements.some((each) => each["Resource"] === undefined)
    ? "sts:AssumeRole"
    : otherAction(statements[0] ?? {}),
  ...(statements.some((each) => each["Resource"] === undefined)
    ? {}
    : { Resource: "arn:aws:s3:::another-bucket/*" }),
});

/** Statements for a service and a role of the account that a policy names; both pass for the account's own. */
function statementsOfAccount(statements: readonly Statement[]): (readonly [string, Statement])[] {
  const account = /\b\d{12}\b/.exec(JSON.stringify(statements))?.[0];
  const [first] = statements;
  // A copy of a statement that allows everyone adds nobody.
  const principal = first?.["Principal"];
  if (first === undefined || account === undefined) return [];
  if (principal === undefined || JSON.stringify(principal).includes('"*"')) return [];
  const like = { ...without(first, ["Condition", "NotPrincipal"]), Sid: "Another", Effect: "Allow" };
  return [
    ["a role of the account", { ...like, Principal: { AWS: `arn:aws:iam::${account}:role/another` } }],
    [
      "a service on behalf of the account",
      {
        ...like,
        Principal: { Service: "lambda.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": account } },
      },
    ],
  ];
}

/** Another action of the service of a statement. */
function otherAction({ Action: action }: Statement): string {
  const first = listOf(action)[0];
  const service = typeof first === "string" && first.includes(":") ? first.split(":")[0] : "s3";
  return OTHER_ACTION[service ?? ""] ?? "iam:CreateAccessKey";
}

const OTHER_ACTION: Readonly<Record<string, string>> = {
  s3: "s3:DeleteObjectVersion",
  ecr: "ecr:DeleteRepository",
  logs: "logs:DeleteLogGroup",
  kms: "kms:ScheduleKeyDeletion",
  sts: "sts:SetSourceIdentity",
  sns: "sns:DeleteTopic",
  ec2: "ec2:TerminateInstances",
};

/** Another resource of the service of a statement: the last part of its first ARN is changed. */
function otherResource({ Resource: resource }: Statement): string[] {
  const [first] = listOf(resource);
  return typeof first === "string" && /^arn:/.test(first)
    ? [first.replace(/[^:/]+(\/\*)?$/, "another$1")]
    : [];
}

/** Principals of another account, of a service and, where the policy names its account, of a role of it. */
function principals(statement: Statement): (readonly [string, string])[] {
  const principal = statement["Principal"];
  if (principal === null || typeof principal !== "object") return [];
  const account = /\b\d{12}\b/.exec(JSON.stringify(statement))?.[0];
  return [
    ["AWS", `arn:aws:iam::${OTHER_ACCOUNT}:root`],
    ["Service", "lambda.amazonaws.com"],
    ...(account === undefined ? [] : [["AWS", `arn:aws:iam::${account}:role/another`] as const]),
  ];
}
