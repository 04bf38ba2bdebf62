import { type Endpoint, endpointsOf } from "../../infrastructure/network-endpoints";
import { interfacesOf, leadsOutByNat } from "../../infrastructure/network-interfaces";
import { callersOf } from "../../infrastructure/network-endpoint-users";
import { counted } from "../../base/counted";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { say, firstAndMore } from "../stages/phrase";
import { policyLines } from "./endpoint-policies";
import {
  type Change,
  type Topic,
  type TopicLine,
  attention,
  changeAt,
  editsOf,
  existing,
  info,
  orAll,
} from "./topic";

/** Endpoints by the service that they serve: which way its calls take. */
export const endpoints: Topic = {
  title: "VPC endpoints",
  lines: (change) => {
    const [was, is] = existing(change, endpointsOf);
    const [old, now] = [byService(was), byService(is)];
    const removed = [...old.values()].filter((endpoint) => !now.has(keyOf(endpoint)));
    return [
      ...removedLines(change, removed),
      ...[...now].flatMap(([service, endpoint]) => {
        const before = old.get(service);
        if (before) return changedLines(change, service, before, endpoint);
        const count = counted(zones(endpoint), "zone");
        return info(endpoint.resource, say`new endpoint for ${service} in ${[count]}`);
      }),
    ];
  },
  judgesBlock: ({ type, action }) => type === "aws_vpc_endpoint" && action !== "replace",
  judgesEdit: ({ type }, { argument }) => type === "aws_vpc_endpoint" && ARGUMENTS.test(argument),
};

/** The kind of an endpoint replaces it, and the checks judge its route tables. */
const ARGUMENTS = /^(subnet_ids|security_group_ids|private_dns_enabled|policy|route_table_ids)(\.|$)/;

const keyOf = ({ service, resource }: Endpoint): string => service ?? resource.address;

const byService = (all: readonly Endpoint[]): Map<string, Endpoint> =>
  new Map(all.map((endpoint) => [keyOf(endpoint), endpoint]));

/** Calls that take another way after the removal of their endpoint. Without another way, the checks find their callers. */
function removedLines({ after }: Change, removed: readonly Endpoint[]): TopicLine[] {
  const [first] = removed;
  if (!first) return [];
  const services = firstAndMore(removed.map(keyOf));
  const callers = removed.some(
    ({ service }) => service !== undefined && callersOf(after, service).length > 0,
  );
  const text =
    callers && leavesByNat(after)
      ? say`the calls of ${services} leave the VPC to the internet, through NAT: removed with ${first.resource.address}`
      : say`endpoint for ${services} was removed${[callers ? ": its callers reach it no more" : "; nothing that runs calls it"]}`;
  const { resource } = first;
  if (!callers) return [info(resource, text)];
  return [attention(resource, text, leavesByNat(after) ? {} : { harm: "outage" })];
}

const leavesByNat = (plan: EnvironmentPlan): boolean =>
  interfacesOf(plan).workloads.length > 0 && interfacesOf(plan).workloads.every(leadsOutByNat);

function changedLines(change: Change, service: string, was: Endpoint, is: Endpoint): TopicLine[] {
  const { resource } = is;
  const what = say`endpoint for ${service}`;
  const changed = changeAt(change, resource);
  const edits = (argument: string) => ({ edits: orAll(changed && editsOf(changed, argument)) });
  const lost = was.tables.filter((table) => !is.tables.includes(table));
  const kinds = say`${what}: ${was.kind} → ${is.kind}`;
  const counts = say`${what}: ${zones(was)} → ${[counted(zones(is), "zone")]}`;
  const groups = say`${what}: security groups ${namesOf(was)} → ${namesOf(is)}`;
  const tables = say`${what}: no route of ${firstAndMore(lost.map(addressOf))} leads to ${resource.address} any more`;
  return [
    ...(was.kind === is.kind ? [] : [attention(resource, kinds)]),
    ...(zones(was) === zones(is) ? [] : [info(resource, counts, edits("subnet_ids"))]),
    ...(was.privateDns === is.privateDns
      ? []
      : [nameLine(change, service, is, edits("private_dns_enabled"))]),
    ...(namesOf(was) === namesOf(is) ? [] : [attention(resource, groups, edits("security_group_ids"))]),
    ...(lost.length > 0 && edits("route_table_ids").edits
      ? [attention(resource, tables, edits("route_table_ids"))]
      : []),
    ...policyLines(change, service, was, is),
  ];
}

/** Without private DNS, the name of a service resolves to its public addresses, or to those of another network. */
function nameLine(
  { after }: Change,
  service: string,
  { resource, privateDns }: Endpoint,
  { edits }: Pick<TopicLine, "edits">,
): TopicLine {
  const way = say`${resource.address}, endpoint for ${service}: private DNS ${[privateDns ? "off → on" : "on → off"]}`;
  if (privateDns)
    return attention(resource, say`${way}: calls of ${service} go through the endpoint`, { edits });
  if (leavesByNat(after))
    return attention(resource, say`${way}: calls leave the VPC to the internet`, { edits });
  const text = say`${way}: its name resolves to public addresses, to which no route leads`;
  return attention(resource, text, { harm: "outage", edits });
}

const addressOf = (id: string): string => id.slice(id.indexOf("/") + 1);
const namesOf = ({ groups }: Endpoint): string => [...groups].map(addressOf).sort().join(", ");
const zones = (endpoint: Endpoint): number => new Set(endpoint.subnets).size;
