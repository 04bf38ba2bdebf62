import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf, leadsOut } from "../../infrastructure/network-interfaces";
import { callersOf } from "../../infrastructure/network-endpoint-users";
import { counted } from "../../base/counted";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { firstAndMore, joinValues } from "../stages/phrase";
import FULL_ACCESS from "./full-access.json";
import { judgesOfRows, topicOfRows } from "./rows";
import { sentencesOf, type Words } from "./named";
import { type Change, changeAt, editsOf, existing, orAll, type Topic, type TopicLine } from "./topic";
import { isDeepStrictEqual } from "node:util";
import { statementReach } from "../../infrastructure/identity-decisions";
import { covers } from "../../infrastructure/identity-patterns";
import { type Statement } from "../../infrastructure/identity-policies";
import { endpointPolicies } from "../../infrastructure/network-endpoint-policies";

const { line } = sentencesOf("VPC endpoints");

/** Endpoints by the service that they serve: which way its calls take. */
export const endpoints: Topic = {
  title: "VPC endpoints",
  lines: (change) => {
    const [was, is] = existing(change, endpointsOf);
    const [old, now] = [byService(was), byService(is)];
    const removed = [...old.values()].filter((endpoint) => !now.has(serviceOf(endpoint)));
    return [
      ...removedLines(change, removed),
      ...[...now].flatMap(([service, endpoint]) => {
        const before = old.get(service);
        if (before) return changedLines(change, service, before, endpoint);
        return line("new", endpoint.resource, { service, zones: [placesOf(endpoint)] });
      }),
      ...topicOfRows("VPC endpoints").lines(change),
    ];
  },
  ...judgesOfRows("VPC endpoints"),
};

const serviceOf = ({ service, resource }: Endpoint): string => service ?? resource.address;

const byService = (all: readonly Endpoint[]): Map<string, Endpoint> =>
  new Map(all.map((endpoint) => [serviceOf(endpoint), endpoint]));

/** Calls that take another way after the removal of their endpoint. Without another way, the checks find their callers. */
function removedLines({ after, resources }: Change, removed: readonly Endpoint[]): TopicLine[] {
  const [first] = removed;
  if (!first) return [];
  const called = removed.flatMap(({ service = "" }) => (callersOf(after, service).length > 0 ? service : []));
  const isAtHub = called.every((service) => interfacesOf(after).hub?.services.includes(service));
  const isNew = resources.some(
    ({ action, type }) => action === "add" && /_(attachment|peering_connection)$/.test(type),
  );
  const atHub = isNew ? "to a new hub" : "to a hub";
  const others = leavesByNat(after) ? "left by NAT" : "unreached";
  const name = called.length === 0 ? "unused" : isAtHub ? atHub : others;
  return [line(name, first.resource, { services: firstAndMore(removed.map(serviceOf)) })];
}

const leavesByNat = (plan: EnvironmentPlan): boolean =>
  interfacesOf(plan).workloads.length > 0 && interfacesOf(plan).workloads.every(leadsOut);

function changedLines(change: Change, service: string, was: Endpoint, is: Endpoint): TopicLine[] {
  const { resource } = is;
  const changed = changeAt(change, resource);
  const edits = (argument: string) => ({ edits: orAll(changed && editsOf(changed, argument)) });
  const lost = was.tables.filter((table) => !is.tables.includes(table));
  const kinds = { service, old: was.kind, new: is.kind };
  const [old = 0, now = 0] = [was, is].map(({ subnets }) => new Set(subnets).size);
  const counts = { service, old, new: [counted(now, "zone")] };
  const groups = { service, old: namesOf(was), new: namesOf(is) };
  const tables = { service, tables: firstAndMore(lost.map(addressOf)) };
  const ofTables = edits("route_table_ids");
  const off = leavesByNat(change.after) ? "public name by NAT" : "public name";
  const name = is.privateDns ? "private name" : off;
  if (was.kind !== is.kind)
    return [line("other kind", resource, kinds), ...policyLines(change, service, was, is)];
  return [
    ...(old === now ? [] : [line("other zones", resource, counts, edits("subnet_ids"))]),
    ...(was.privateDns === is.privateDns
      ? []
      : [line(name, resource, { service }, edits("private_dns_enabled"))]),
    ...(groups.old === groups.new
      ? []
      : [line("other groups", resource, groups, edits("security_group_ids"))]),
    ...(lost.length > 0 && ofTables.edits ? [line("fewer tables", resource, tables, ofTables)] : []),
    ...policyLines(change, service, was, is),
  ];
}

const addressOf = (id: string): string => id.slice(id.indexOf("/") + 1);
const namesOf = ({ groups }: Endpoint): string => [...groups].map(addressOf).sort().join(", ");
const placesOf = ({ kind, tables, subnets }: Endpoint): string =>
  kind === "Gateway" ? counted(tables.length, "route table") : counted(new Set(subnets).size, "zone");

/**
 * Calls that the policy of an endpoint lets through, compared as sets of statements. Less is more protection: the checks find needed calls
 * that it denies.
 */
function policyLines(change: Change, service: string, was: Endpoint, is: Endpoint): TopicLine[] {
  const changed = changeAt(change, is.resource);
  const edits = changed ? editsOf(changed, "policy") : [];
  if (edits.length === 0) return [];
  const [old, now] = [statementsOf(change.before, was), statementsOf(change.after, is)];
  const endpointLine = (name: Parameters<typeof line>[0], words: Words = {}): TopicLine[] => [
    line(name, is.resource, { service, ...words }, { edits }),
  ];
  if (!old || !now) return endpointLine("unknown policy");
  const wider = now.find((each) => isAllow(each) && !old.some((other) => includes(other, each)));
  const deniesLess = old.some(
    (statement) => !isAllow(statement) && !now.some((other) => isDeepStrictEqual(other, statement)),
  );
  if (is.policy === undefined) return endpointLine("no policy");
  if (wider) {
    const { actions, resources } = statementReach(wider);
    return endpointLine("wider policy", { actions: joinValues(actions), resources: joinValues(resources) });
  }
  return endpointLine(deniesLess ? "fewer denials" : "narrower policy");
}

const statementsOf = (plan: Change["before"], endpoint: Endpoint): readonly Statement[] | undefined =>
  endpoint.policy === undefined ? [FULL_ACCESS.statement] : endpointPolicies(plan, endpoint)[0]?.statements;

const isAllow = ({ effect }: Statement): boolean => effect === "Allow";

/** Whether a statement allows all that another one does. Conditions and inverted elements must be the same, or missing. */
function includes(wide: Statement, narrow: Statement): boolean {
  const isPlain = wide.inverted.length === 0 && narrow.inverted.length === 0;
  if (!isAllow(wide) || !isPlain) return isDeepStrictEqual({ ...wide, sid: "" }, { ...narrow, sid: "" });
  const [outer, inner] = [statementReach(wide), statementReach(narrow)];
  const all = (covering: readonly string[], covered: readonly string[]): boolean =>
    covered.every((each) => covering.some((other) => covers(other, each)));
  const everyone = wide.principals.some(({ kind }) => kind === "*");
  return (
    (everyone || isDeepStrictEqual(wide.principals, narrow.principals)) &&
    (wide.conditions.length === 0 || isDeepStrictEqual(wide.conditions, narrow.conditions)) &&
    all(outer.actions, inner.actions) &&
    all(outer.resources, inner.resources)
  );
}
