import { balancerOf } from "../../infrastructure/network-load-balancers";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { firstAndMore, type Phrase, say } from "../stages/phrase";
import { attention, type Change, info, resultsByKey, type Topic, type TopicLine } from "./topic";
import { block, blocks, text } from "../../terraform/stack-json";

/** A path that an Ingress serves for a host. */
interface ClientPath {
  readonly resource: PlannedResource;
  /** Undefined for all hosts. */
  readonly host: string | undefined;
  readonly path: string;
  /** Name of the Service behind it. */
  readonly service: string | undefined;
}

/** Addresses that clients call: those that a change removes, which a load balancer answers with 404, new ones, and those that lead elsewhere. */
export const clientPaths: Topic = {
  title: "Paths of clients",
  lines: (change) => {
    const [was, now] = [pathsOf(change.before), pathsOf(change.after)];
    const isOn = ({ resource }: ClientPath, plan: EnvironmentPlan): boolean =>
      plan.find(resource.layer, resource.address) !== undefined;
    const lost = was.filter((old) => isOn(old, change.after) && !now.some((served) => covers(served, old)));
    const gained = now.filter(
      (each) => isOn(each, change.before) && !was.some((served) => covers(served, each)),
    );
    const moved = [...new Map([...now, ...was].map((each) => [nameOf(each), each])).values()].filter(
      (each) => {
        const [old, is] = [servedBy(was, each), servedBy(now, each)];
        return old !== undefined && is !== undefined && old.service !== is.service;
      },
    );
    return [
      ...alike(lost, (old) => wayOf(old, now), lostLine),
      ...alike(gained, (each) => openTo(change, each, was), gainedLine),
      ...moved.map((each) => movedLine(each, was, now)),
    ];
  },
  judgesEdit: ({ type }, { argument, path }) =>
    type === "kubernetes_ingress_v1" && argument.startsWith("spec.rule") && !path.endsWith("path_type"),
};

/** One line for the paths that have the same consequence. */
const alike = (
  paths: readonly ClientPath[],
  consequenceOf: (path: ClientPath) => string,
  toLine: (first: ClientPath, names: Phrase, consequence: string) => TopicLine,
): TopicLine[] =>
  resultsByKey(
    paths,
    (each) => `${each.resource.address} ${consequenceOf(each)}`,
    (first, all) => toLine(first, firstAndMore(all.map(nameOf)), consequenceOf(first)),
  );

const nameOf = ({ host, path }: ClientPath): string => `${host ?? ""}${path}`;

function wayOf({ resource, host, service }: ClientPath, now: readonly ClientPath[]): string {
  // Pages of programs have a log-in. Ingresses of models are in a later layer.
  if (resource.layer === "platform")
    return "before, add the redirect URI of the new host at the provider, and its record";
  if (!now.some((served) => served.service === service))
    return "no model serves them any more; move the clients first";
  return now.some((served) => served.host === host)
    ? "list the old path beside the new one, move the clients, then remove it"
    : "list the old host in entry.alsoHosts, move the clients, then remove it";
}

const lostLine = ({ resource }: ClientPath, names: Phrase, way: string): TopicLine =>
  attention(resource, say`clients of ${names} get 404 after the apply; ${[way]}`, { harm: "outage" });

/** A new path is open to the clients of the load balancer. Under another host, a path that it serves already opens nothing. */
function openTo(
  { after }: Change,
  { resource, path, service }: ClientPath,
  was: readonly ClientPath[],
): string {
  const isAlias = was.some((old) => old.path === path && old.service === service);
  const balancer = balancerOf(after, { resource });
  if (isAlias) return "which it serves under another host already";
  return balancer?.internetFacing === false ? "inside of the network" : "";
}

const gainedLine = ({ resource }: ClientPath, names: Phrase, where: string): TopicLine =>
  where === ""
    ? attention(resource, say`opened: the internet → ${names} (new path)`, { harm: "open to everyone" })
    : info(resource, say`new path ${names}, ${[where]}`);

function movedLine(each: ClientPath, was: readonly ClientPath[], now: readonly ClientPath[]): TopicLine {
  const [old, is] = [servedBy(was, each), servedBy(now, each)];
  const text = say`requests of ${nameOf(each)} go to service ${is?.service ?? "none"}, not to ${old?.service ?? ""}`;
  return attention((is ?? each).resource, text);
}

const pathsOf = (plan: EnvironmentPlan): ClientPath[] =>
  plan.resources("kubernetes_ingress_v1").flatMap((resource) =>
    blocks(block(resource.config["spec"])["rule"]).flatMap((rule) =>
      blocks(block(rule["http"])["path"]).flatMap((item) => {
        const path = text(item["path"]);
        const service = text(block(block(item["backend"])["service"])["name"]);
        return path === undefined ? [] : [{ resource, host: text(rule["host"]), path, service }];
      }),
    ),
  );

/** The path that the load balancer chooses for requests of another one: of its host, and the longest that includes it. */
const servedBy = (paths: readonly ClientPath[], request: ClientPath): ClientPath | undefined =>
  paths
    .filter((served) => covers(served, request))
    .sort(
      (one, other) =>
        Number(other.host !== undefined) - Number(one.host !== undefined) ||
        other.path.length - one.path.length,
    )[0];

/** Whether requests for a path still reach a model: its host is served, by the path or by one that includes it. */
const covers = (served: ClientPath, { host, path }: ClientPath): boolean =>
  (served.host === undefined || served.host === host) &&
  (served.path === path || `${path}/`.startsWith(`${served.path.replace(/\/$/, "")}/`));
