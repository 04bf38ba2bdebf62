import { isTrue } from "../../infrastructure/blocks";
import { ALB, type Entry, NLB, entriesOf } from "../../infrastructure/entries";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/load-balancers";
import { TLS_12_POLICIES } from "../../facts/tls-policies";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type ResourceChange } from "../change";
import { type Edit } from "../comparison/edit";
import { type Phrase, joinValues, say } from "../stages/phrase";
import { changeOf, existenceIn } from "./both-sides";
import { fromTo } from "./edited";
import { type Change, type Topic, type TopicLine } from "./topic";

/** Load balancers of clients: what ends them, their listeners, TLS, and protection. Annotations set those of the controller. */
export const entries: Topic = {
  title: "Entry",
  lines: (change) => [
    ...change.resources.flatMap((each) => each.edits.flatMap((edit) => settingLine(each, edit))),
    ...listenerLines(change),
    ...entriesOf(change.before)
      .filter((entry) => isEnded(change, entry))
      .map((entry) => endLine(change, entry)),
  ],
  // exposure shows what a new load balancer opens; another entry is replaced with its subnets, and listeners are compared
  judges: (changed, edit, change) =>
    "action" in changed &&
    (edit === undefined
      ? (changed.action === "add" && NEW.test(changed.type)) ||
        entriesOf(change.before).some((entry) => isSame(entry.resource, changed) && isEnded(change, entry))
      : keyOf(edit) === "listen-ports" || (keyOf(edit) === "subnets" && isReplaced(changed))),
};

const NEW = /^(aws_lb|aws_lb_listener|aws_lb_target_group)$/;

/** Key of an annotation of the controller, or an argument of a load balancer of Terraform. */
const keyOf = ({ path }: Edit): string =>
  path.startsWith(ANNOTATION + ALB)
    ? path.slice((ANNOTATION + ALB).length)
    : path.startsWith(ANNOTATION + NLB)
      ? path.slice((ANNOTATION + NLB).length)
      : path;

const ANNOTATION = "metadata.annotations.";

const HOLDERS = /^(kubernetes_ingress_v1|kubernetes_service_v1|aws_lb|aws_lb_listener)$/;

/**
 * Settings with which the controller makes another load balancer.
 *
 * Source: AWS Load Balancer Controller 3.5.0, "Ingress annotations" and "Service annotations" (read 2026-11-20).
 */
const REPLACING = ["scheme", "group.name", "load-balancer-name", "name", "nlb-target-type", "type"];

const isReplaced = ({ type, edits }: ResourceChange): boolean =>
  type.startsWith("kubernetes_") &&
  edits.some((edit) => edit.path.startsWith(ANNOTATION) && REPLACING.includes(keyOf(edit)));

type Said = Pick<TopicLine, "level" | "harm" | "text">;
const WEAKER = { level: "attention", harm: "less protection" } as const;

function settingLine(changed: ResourceChange, edit: Edit): TopicLine[] {
  const { type, layer, address, action } = changed;
  if (!HOLDERS.test(type) || action === "add" || action === "destroy") return [];
  const what = say`${keyOf(edit)} of ${address}: ${fromTo(edit)}`;
  const said = sayingOf(changed, edit, what);
  return said ? [{ layer, address, edits: [edit], ...said }] : [];
}

function sayingOf({ type }: ResourceChange, edit: Edit, what: Phrase): Said | undefined {
  const key = keyOf(edit);
  if (type.startsWith("kubernetes_") && edit.path.startsWith(ANNOTATION) && REPLACING.includes(key))
    return { level: "attention", harm: "outage", text: say`${what}: ${[replacementOf(key, edit)]}` };
  if (/^(ssl-policy|ssl-negotiation-policy|ssl_policy)$/.test(key)) return tlsLine(edit, what);
  if (key === "ssl-redirect" && edit.after === undefined)
    return { ...WEAKER, text: say`${what}: plain HTTP is served, not redirected` };
  if (key === "wafv2-acl-arn") return aclLine(edit, what);
  if (key === "enable_deletion_protection" || key === "drop_invalid_header_fields")
    return isTrue(edit.after)
      ? { level: "info", text: say`${what}: more protection` }
      : { ...WEAKER, text: say`${what}: less protection` };
  return undefined;
}

function replacementOf(key: string, { before, after }: Edit): string {
  const other = "the controller makes another load balancer with other addresses, and deletes this one";
  if (key !== "scheme") return other;
  if (after === "internet-facing")
    return `${other}; clients on the internet then reach the models, and those that know the old addresses do not`;
  return before === "internet-facing"
    ? `${other}; clients on the internet no longer reach the models`
    : other;
}

function tlsLine({ before, after }: Edit, what: Phrase): Said {
  const isNew = (policy: Edit["after"]): boolean => TLS_12_POLICIES.includes(String(policy));
  if (isNew(before) && !isNew(after))
    return {
      ...WEAKER,
      text: say`${what}: it accepts versions of TLS older than 1.2, or is not known`,
    };
  return { level: "attention", text: say`${what}: clients without its versions and ciphers are refused` };
}

function aclLine({ before, after }: Edit, what: Phrase): Said {
  if (before === undefined) return { level: "info", text: say`now: a web ACL filters requests; ${what}` };
  return after === undefined
    ? { ...WEAKER, text: say`no web ACL filters requests any more; ${what}` }
    : { level: "attention", text: say`another web ACL filters requests; ${what}: no stack shows its rules` };
}

/**
 * Whether an entry of the controller ends with its object, or its object stays and is none any more: a Service of type LoadBalancer, and
 * a TargetGroupBinding. Entries of an Ingress and of Terraform are in the facts on ended traffic.
 */
const isEnded = (change: Change, { kind, resource, namespace, serviceName }: Entry): boolean =>
  kind !== "ingress" &&
  (/^(destroy|replace)$/.test(changeOf(change, resource)?.action ?? "") ||
    !entriesOf(change.after).some(
      (each) => each.kind === kind && each.namespace === namespace && each.serviceName === serviceName,
    ));

function endLine({ before }: Change, { kind, resource, serviceName, targetGroup }: Entry): TopicLine {
  const { layer, address } = resource;
  // The load balancer of Terraform can be turned off.
  const isServed =
    targetGroup?.address.startsWith("data.") !== false || before.resources("aws_lb").length > 0;
  const place = {
    level: "attention",
    ...(isServed ? { harm: "outage" as const } : {}),
    layer,
    address,
  } as const;
  if (kind === "nlb")
    return {
      ...place,
      text: say`${address} ends: the controller deletes its load balancer, and clients of its address get no answer`,
    };
  return {
    ...place,
    text: say`${address} ends: the pods of ${serviceName} leave the target group${targetGroup ? say` ${targetGroup.address}` : []}, and clients of its load balancer get an error`,
  };
}

/** Listeners that end while their load balancer stays. */
function listenerLines(change: Change): TopicLine[] {
  const { wasThere, isThere } = existenceIn(change);
  const now = loadBalancersOf(change.after).filter(({ resource }) => isThere(resource));
  return loadBalancersOf(change.before)
    .filter(({ resource }) => wasThere(resource))
    .flatMap((was) => {
      const is = now.find(({ resource }) => isSame(resource, was.resource));
      return is ? closedPorts(change, was, is) : [];
    });
}

const isSame = (one: Pick<PlannedResource, "layer" | "address">, other: typeof one): boolean =>
  one.layer === other.layer && one.address === other.address;

function closedPorts(change: Change, was: LoadBalancer, is: LoadBalancer): TopicLine[] {
  const closed = was.listeners.filter((port) => !is.listeners.includes(port));
  if (closed.length === 0) return [];
  const { layer, address } = is.resource;
  const edits = changeOf(change, is.resource)?.edits.filter((edit) => keyOf(edit) === "listen-ports") ?? [];
  const plain =
    closed.includes(HTTPS) && is.listeners.includes(HTTP)
      ? ": clients of HTTPS are refused, and requests over HTTP are in plain text"
      : "";
  const ports = joinValues(closed.map(String));
  return [
    {
      level: "attention",
      harm: "outage",
      layer,
      address,
      ...(edits.length > 0 ? { edits } : {}),
      text: say`${is.name} no longer listens on port ${ports}${[plain]}`,
    },
  ];
}

const [HTTP, HTTPS] = [80, 443];
