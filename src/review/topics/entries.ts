import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { type LoadBalancer, loadBalancersOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, inLayer, type PlannedResource } from "../../terraform/environment-plan";
import { type Json } from "../../terraform/stack-json";
import { resolveReferences } from "../../infrastructure/text-references";
import { type Edit, type ResourceChange } from "../change";
import { joinValues, say } from "../stages/phrase";
import { sentencesOf } from "./named";
import {
  type Change,
  changeAt,
  existing,
  isAt,
  keyOfPlace,
  orAll,
  type Topic,
  type TopicLine,
} from "./topic";
import { topicOfRows } from "./rows";
import { TLS_POLICIES } from "../../facts/tls-policies";
import { ALB, NLB } from "../../evidence/load-balancers";

const { line } = sentencesOf("Entry");

/** Key of an annotation of the controller, or an argument of a load balancer of Terraform. */
const editKey = ({ path }: Edit): string =>
  [ALB, NLB].reduce(
    (key, prefix) => (key.startsWith(ANNOTATION + prefix) ? key.slice((ANNOTATION + prefix).length) : key),
    path,
  );

const ANNOTATION = "metadata.annotations.";

/** Settings with which the controller makes another load balancer (its load_balancer_synthesizer.go, read 2026-11-30). */
const REPLACING = ["scheme", "group.name", "type"];

const isReplacing = ({ type }: ResourceChange, edit: Edit): boolean =>
  type.startsWith("kubernetes_") && edit.path.startsWith(ANNOTATION) && REPLACING.includes(editKey(edit));

const isNewTls = (policy: Edit["after"]): boolean => TLS_POLICIES.tls12.includes(String(policy));

const rows = topicOfRows("Entry", {
  when: {
    replacing: ({ resource, edit }) => isReplacing(resource, edit),
    replaced: ({ resource }) => resource.edits.some((edit) => isReplacing(resource, edit)),
    new: ({ edit }) => isNewTls(edit.after),
    "new before": ({ edit }) => isNewTls(edit.before),
    "of an entry that ends": ({ resource, change }) =>
      entriesOf(change.before).some((entry) => isAt(resource)(entry.resource) && isEnded(change, entry)),
  },
  words: { key: ({ edit }) => say`${editKey(edit)}` },
});

/**
 * Load balancers of clients: what ends them, their listeners, TLS, and protection. Annotations set those of the controller. Exposure
 * shows what a new load balancer opens; another entry is replaced with its subnets, and listeners are compared.
 */
export const entriesTopic: Topic = {
  ...rows,
  lines: (change) => [
    ...rows.lines(change),
    ...listenerLines(change),
    ...entriesOf(change.before)
      .filter((entry) => isEnded(change, entry))
      .map((entry) => endLine(change, entry)),
  ],
};

/**
 * Whether an entry of the controller ends with its object, or its object stays and is none any more: a Service of type LoadBalancer, and
 * a TargetGroupBinding. Entries of an Ingress and of Terraform are in the facts on ended traffic.
 */
const isEnded = (change: Change, { kind, resource, namespace, serviceName }: Entry): boolean =>
  kind !== "ingress" &&
  (/^(destroy|replace)$/.test(changeAt(change, resource)?.action ?? "") ||
    !entriesOf(change.after).some(
      (each) => each.kind === kind && each.namespace === namespace && each.serviceName === serviceName,
    ));

function endLine({ before }: Change, { kind, resource, serviceName, targetGroup }: Entry): TopicLine {
  if (kind === "nlb") return line("service ends", resource);
  // The load balancer of Terraform can be turned off.
  const isServed =
    targetGroup?.address.startsWith("data.") !== false || before.resources("aws_lb").length > 0;
  const group = targetGroup ? say` ${targetGroup.address}` : [];
  const name = isServed ? "binding ends" : "unserved binding ends";
  return line(name, resource, { service: serviceName, group });
}

/** Listeners that end while their load balancer stays. */
function listenerLines(change: Change): TopicLine[] {
  const [before, now] = existing(change, loadBalancersOf);
  return before.flatMap((was) => {
    const is = now.find(({ resource }) => isAt(was.resource)(resource));
    return is ? closedPorts(change, was, is) : [];
  });
}

function closedPorts(change: Change, was: LoadBalancer, is: LoadBalancer): TopicLine[] {
  const closed = was.listeners.filter((port) => !is.listeners.includes(port));
  if (closed.length === 0) return [];
  const edits = orAll(
    changeAt(change, is.resource)?.edits.filter((edit) => /^listen-ports\b/.test(editKey(edit))),
  );
  const name = closed.includes(HTTPS) && is.listeners.includes(HTTP) ? "closed HTTPS" : "closed ports";
  return [line(name, is.resource, { name: is.name, ports: joinValues(closed.map(String)) }, { edits })];
}

const [HTTP, HTTPS] = [80, 443];

/** A validation is no object of AWS: its end or replacement waits for nothing. */
const rowsOfCertificates = topicOfRows("Certificates");

/** Certificates that clients get. Only AWS knows whether one is issued, and for which names. */
export const certificates: Topic = {
  ...rowsOfCertificates,
  lines: (change) => {
    const now = servedIn(change.after);
    const others = [...servedIn(change.before)].flatMap(([key, was]) => {
      const is = now.get(key);
      if (!is || is.certificate === was.certificate) return [];
      const words = { old: was.certificate, new: is.certificate };
      return sentencesOf("Certificates").line("other", is.resource, words);
    });
    return [...others, ...rowsOfCertificates.lines(change)];
  },
};

interface Served {
  readonly resource: PlannedResource;
  readonly certificate: string;
}

/** Certificates by what serves them: entries of the controller, and listeners of Terraform. */
function servedIn(plan: EnvironmentPlan): Map<string, Served> {
  const of = (resource: PlannedResource, value: Json | undefined): [string, Served][] => {
    if (value === undefined) return [];
    const certificate = resolveReferences(plan, inLayer(resource, value));
    return [[keyOfPlace(resource), { resource, certificate }]];
  };
  return new Map([
    ...entriesOf(plan).flatMap(({ resource, annotations }) =>
      of(resource, annotations[`${ALB}certificate-arn`] ?? annotations[`${NLB}ssl-cert`]),
    ),
    ...plan.resources("aws_lb_listener").flatMap((listener) => of(listener, listener.config.certificate_arn)),
  ]);
}
