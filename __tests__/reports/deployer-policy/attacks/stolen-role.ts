import { publishedActions, publishedResources } from "../../../../dev/service-data/published";
import { decide } from "../../../../src/infrastructure/identity-decisions";
import { type Statement, statementsOf } from "../../../../src/infrastructure/identity-policies";
import { type PolicyDocument } from "../../../../src/reports/deployer-policy/documents";
import { type Call } from "./attack";

/** Facts of the attacked world and of the attack: what a call does not state of them is absent. */
const STATED = /^(aws:(ResourceTag|RequestTag)\/|aws:TagKeys$|iam:PermissionsBoundary$)/i;

/** Keys that every call carries. */
const GLOBAL = /^aws:(?!ResourceTag|RequestTag|TagKeys)/i;

/**
 * A role with policies and a boundary, in the hands of an attacker. A condition on a key that AWS carries with a call, and that the attack does not state, is
 * open: the attacker chooses its value. A key that AWS does not carry is absent. Which calls carry which keys comes from the Service Authorization
 * Reference, and not from the policies.
 */
export class StolenRole {
  private readonly identity: readonly Statement[];
  private readonly boundary: readonly Statement[];
  private readonly known = new Map<string, ReturnType<StolenRole["about"]>>();

  constructor(documents: readonly PolicyDocument[], boundary: PolicyDocument) {
    this.identity = statementsIn(documents);
    this.boundary = statementsIn([boundary]);
  }

  /** Whether some values of the open keys let a call through. */
  mayMake(call: Call): boolean {
    return this.decided(call, true) !== false;
  }

  /** Whether a call goes through that carries nothing but what it states. */
  makes(call: Call): boolean {
    return this.decided(call, false) === true;
  }

  private decided({ action, resource, context }: Call, isOpen: boolean) {
    const carried = carriedBy(action, resource);
    const stated = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
    const { identity, boundary, keys } = this.statementsOn(action);
    const values = [...new Set([...keys, ...Object.keys(context)])].flatMap((key): [string, string[]][] => {
      const value = [stated.get(key.toLowerCase()) ?? []].flat();
      const isKnown = stated.has(key.toLowerCase()) || !isOpen || STATED.test(key) || !carried(key);
      if (!isKnown && !key.startsWith("aws:")) return [];
      return [[key, carried(key) || GLOBAL.test(key) ? value : []]];
    });
    const onAnything = (each: Statement): Statement => ({ ...each, resources: ["*"] });
    const asked = (all: readonly Statement[]) => (resource === undefined ? all.map(onAnything) : all);
    return decide(
      { identity: asked(identity), boundary: asked(boundary) },
      { action, resource: resource ?? "*", context: Object.fromEntries(values) },
    );
  }

  /** The statements with an action. */
  private statementsOn(action: string) {
    const found = this.known.get(action) ?? this.about(action);
    this.known.set(action, found);
    return found;
  }

  private about(action: string) {
    const has = ({ actions = [] }: Statement): boolean => actions.some((each) => isOf(each, action));
    const [identity, boundary] = [this.identity.filter(has), this.boundary.filter(has)];
    return {
      identity,
      boundary,
      keys: [...identity, ...boundary].flatMap(({ conditions }) => conditions.map(({ key }) => key)),
    };
  }
}

const statementsIn = (documents: readonly PolicyDocument[]): Statement[] =>
  documents.flatMap(
    // Terraform writes a variable of IAM with two dollar signs.
    (document) => statementsOf(JSON.stringify(document).replaceAll("${", "$${")) ?? [],
  );

const known = new Map<string, readonly string[]>();

/**
 * Whether AWS carries a condition key with a call on a resource, or on any: `aws:ResourceTag/x` is one of `aws:ResourceTag/${TagKey}`.
 */
export function carriedBy(action: string, resource?: string): (key: string) => boolean {
  const kind = resource?.split(":").slice(5).join(":").split("/")[0] ?? "";
  const name = `${action} ${kind}`;
  const keys = known.get(name) ?? keysOf(action, kind);
  known.set(name, keys);
  return (key) => keys.some((each) => key.toLowerCase().startsWith(each));
}

function keysOf(action: string, kind: string): string[] {
  const [service = "", name = ""] = action.split(":");
  const found = publishedActions(service)[name.toLowerCase()];
  if (found === undefined) throw new Error(`the reference has no ${action}`);
  const types = publishedResources(service);
  // EC2 lists the keys by action and kind of resource, other services by kind alone.
  const ofResources = found.resourceTypes
    .filter((each) => service !== "ec2" || kind === "" || each.name === kind)
    .flatMap((each) =>
      service === "ec2" ? each.conditionKeys : (types[each.name.toLowerCase()]?.conditionKeys ?? []),
    );
  return [...found.conditionKeys, ...ofResources].map((key) => key.toLowerCase().replace(/\$\{.*$/, ""));
}

const isOf = (pattern: string, action: string): boolean =>
  new RegExp(`^${pattern.replaceAll("*", ".*")}$`, "i").test(action);
