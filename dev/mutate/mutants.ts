import { ANYWHERE } from "../../src/base/cidr";
import { type Layer } from "../../src/base/layers";
import { type SynthesizedResource } from "../../src/terraform/stack-json";
import {
  type Change,
  type Mutable,
  type MutableObject,
  type Path,
  nameOf,
  policyAt,
  removing,
  setting,
} from "./edits";

/** One change to one place of an environment's JSON. */
export interface Mutant extends Change {
  readonly layer: Layer;
  readonly address: string;
  /** A resource that is added with the change. @default - none */
  readonly alongside?: { readonly address: string; readonly config: MutableObject };
}

/** Types whose resources each define one path or permission. */
const REMOVABLE =
  /^(aws_vpc_endpoint|aws_vpc_peering_connection|aws_ec2_transit_gateway_vpc_attachment|aws_route|aws_route_table_association|aws_vpc_security_group_(in|e)gress_rule|aws_network_acl_rule|aws_iam_role_policy(_attachment)?)$/;

/** Every mutant of one resource. */
export function mutantsOf(layer: Layer, { address, type, config }: SynthesizedResource): Mutant[] {
  const changes = [
    ...(REMOVABLE.test(type) ? [{ change: "remove the resource", apply: () => undefined }] : []),
    ...walk(config as Mutable, []),
    ...conditions(config as MutableObject),
  ];
  return changes.map((change) => ({ layer, address, ...change }));
}

function walk(value: Mutable, path: Path): Change[] {
  const own = [
    ...ports(value, path),
    ...ranges(value, path),
    ...policy(value, path),
    ...aliases(value, path),
    ...kinds(value, path),
  ];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => walk(item, [...path, index]))];
  if (value === null || typeof value !== "object") return own;
  const key = path[path.length - 1];
  const entries = Object.entries(value).filter(([name]) => name !== "//");
  const inner = entries.flatMap(([name, item]) => walk(item, [...path, name]));
  if (key === "labels" || key === "match_labels" || (key === "selector" && path[0] === "spec")) {
    return [...own, ...texts("label", value, path), ...inner];
  }
  if (key === "annotations") return [...own, ...texts("annotation", value, path), ...inner];
  if (key === "security_context") return [...own, ...fields("security context", value, path), ...inner];
  return [...own, ...inner];
}

/** Removes postconditions. */
function conditions({ lifecycle }: MutableObject): Change[] {
  const all = (lifecycle as MutableObject | undefined)?.["postcondition"];
  return (Array.isArray(all) ? all : []).map((_, index) => ({
    change: `remove postcondition ${index + 1}`,
    apply: (resource) => {
      const own = (resource["lifecycle"] as MutableObject)["postcondition"] as Mutable[];
      own.splice(index, 1);
      return resource;
    },
  }));
}

/** Path of a mapping, as a prefix of its entries. Empty for the metadata of the object itself. */
const inside = (path: Path): string =>
  path.length < 2 || path[0] === "metadata" ? "" : `${path.slice(0, -1).join(".")}: `;

/** Removes and changes each entry of a mapping. */
function texts(kind: string, mapping: MutableObject, path: Path): Change[] {
  return Object.entries(mapping).flatMap(([name, text]) =>
    typeof text !== "string"
      ? []
      : [
          { change: `remove ${kind} ${inside(path)}${name}`, apply: removing([...path, name]) },
          { change: `change ${kind} ${inside(path)}${name}`, apply: setting([...path, name], `${text}x`) },
        ],
  );
}

function fields(kind: string, mapping: MutableObject, path: Path): Change[] {
  return Object.entries(mapping).flatMap(([name, value]) => [
    { change: `remove ${kind} ${name}`, apply: removing([...path, name]) },
    ...(typeof value === "boolean"
      ? [{ change: `negate ${kind} ${name}`, apply: setting([...path, name], !value) }]
      : []),
    ...(typeof value === "string" && /^\d+$/.test(value)
      ? [{ change: `set ${kind} ${name} to root`, apply: setting([...path, name], "0") }]
      : []),
  ]);
}

/** Points an alias of a DNS record to another name, and to another zone of that name. */
function aliases(value: Mutable, path: Path): Change[] {
  if (path.length !== 1 || path[0] !== "alias" || value === null || typeof value !== "object") return [];
  return [
    { change: "change alias.name", apply: setting([...path, "name"], "elsewhere.example.com") },
    { change: "change alias.zone_id", apply: setting([...path, "zone_id"], "Z0000000000000") },
    {
      change: "negate alias.evaluate_target_health",
      apply: setting([...path, "evaluate_target_health"], false),
    },
  ];
}

const OTHER_KIND: Readonly<Record<string, string>> = { application: "network", network: "application" };

/** Changes the kind of a load balancer, or of the zone of its name. */
function kinds(value: Mutable, path: Path): Change[] {
  const other = typeof value === "string" ? OTHER_KIND[value] : undefined;
  return path.length !== 1 || path[0] !== "load_balancer_type" || other === undefined
    ? []
    : [{ change: "change load_balancer_type", apply: setting(path, other) }];
}

/** Raises a port by one. */
function ports(value: Mutable, path: Path): Change[] {
  const key = String(path[path.length - 1]);
  if (!/(^|_)port$/.test(key)) return [];
  const port =
    typeof value === "number" ? value : typeof value === "string" && /^\d+$/.test(value) ? Number(value) : 0;
  if (port <= 0) return [];
  const other = typeof value === "number" ? port + 1 : String(port + 1);
  return [{ change: `raise ${path.join(".")} by one`, apply: setting(path, other) }];
}

/** Opens a range to any address. */
function ranges(value: Mutable, path: Path): Change[] {
  const key = String(path[path.length - 1]);
  return typeof value === "string" &&
    /^(cidr(_ipv4|_block)?|destination_cidr_block)$/.test(key) &&
    value !== ANYWHERE
    ? [{ change: `open ${path.join(".")} to any address`, apply: setting(path, ANYWHERE) }]
    : [];
}

/** Removes statements and conditions of an IAM policy, and widens its actions, resources and principals. */
function policy(value: Mutable, path: Path): Change[] {
  const policy = policyAt(value, path);
  if (!policy) return [];
  return policy.statements.flatMap((statement, index) => {
    const rewritten = (change: string, edit: (statements: MutableObject[]) => void): Change =>
      policy.rewritten(`${change} of ${nameOf(statement, index)}`, edit);
    const conditions = Object.entries((statement["Condition"] ?? {}) as Record<string, MutableObject>);
    return [
      rewritten("remove all", (all) => void all.splice(index, 1)),
      ...(["Action", "Resource", "Principal"] as const).flatMap((part) =>
        statement[part] === undefined || [statement[part]].flat().join() === "*"
          ? []
          : [rewritten(`widen ${part}`, (all) => void ((all[index] as MutableObject)[part] = "*"))],
      ),
      ...conditions.flatMap(([operator, keys]) =>
        Object.keys(keys).map((key) =>
          rewritten(`remove condition ${operator} ${key}`, (all) => {
            const condition = (all[index] as MutableObject)["Condition"] as Record<string, MutableObject>;
            const inner = condition[operator] as MutableObject;
            Reflect.deleteProperty(inner, key);
            if (Object.keys(inner).length === 0) Reflect.deleteProperty(condition, operator);
          }),
        ),
      ),
    ];
  });
}
